// All filters a template can use, ours and those of the engine that are kept.
import type { TemplateFilter } from '../../api/template.ts'
import type { FilterSignature } from './arguments.ts'
import { createChoiceFilters, type RowState } from './choice.ts'
import { dateFilters } from './date.ts'
import type { FilterDefinition } from './filter.ts'
import { markupFilters } from './markup.ts'
import { mathFilters } from './math.ts'
import { numberFilters } from './number.ts'
import { sortFilters } from './sort.ts'
import { stockFilters } from './stock.ts'
import { createTextFilters } from './text.ts'

/** Ours, bound to the row that `state` describes at the time they run. */
export function createFilters(state: RowState): FilterDefinition[] {
  return [
    ...createTextFilters(state),
    ...numberFilters,
    ...mathFilters,
    ...sortFilters,
    ...dateFilters,
    ...createChoiceFilters(state),
    ...markupFilters,
  ]
}

/** What every filter takes, by name. */
export const filterSignatures: ReadonlyMap<string, FilterSignature> = new Map(
  [...unboundFilters(), ...stockSignatures()].map((one) => [one.name, one]),
)

/** Those of the engine that are kept, by what they take. */
export function stockSignatures(): FilterSignature[] {
  return stockFilters.map(([name, , , takes = []]) => ({
    name,
    takes,
    ...(name === 'default' && { takesNamed: ['allow_false'] }),
  }))
}

/** For the reference in the editor, by name. */
export function listFilters(): TemplateFilter[] {
  const all = [
    ...unboundFilters().map(({ name, description, example }) => ({ name, description, example })),
    ...stockFilters.map(([name, description, example]) => ({ name, description, example })),
  ]
  return all.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function unboundFilters(): FilterDefinition[] {
  return createFilters({ rowKey: '', spellsAsBefore: false, field: '', uses: new Map() })
}
