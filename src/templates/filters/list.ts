// All filters a template can use, ours and those of the engine that are kept.
import type { TemplateFilter } from '../../api/template.ts'
import { type ChoiceState, createChoiceFilters } from './choice.ts'
import { dateFilters } from './date.ts'
import type { FilterDefinition } from './filter.ts'
import { markupFilters } from './markup.ts'
import { numberFilters } from './number.ts'
import { stockFilters } from './stock.ts'
import { textFilters } from './text.ts'

/** Ours, bound to the row that `state` describes at the time they run. */
export function createFilters(state: ChoiceState): FilterDefinition[] {
  return [...textFilters, ...numberFilters, ...dateFilters, ...createChoiceFilters(state), ...markupFilters]
}

/** For the reference in the editor, by name. */
export function listFilters(): TemplateFilter[] {
  const ours = createFilters({ rowKey: '', field: '', uses: new Map() })
  const all = [
    ...ours.map(({ name, description, example }) => ({ name, description, example })),
    ...stockFilters.map(([name, description, example]) => ({ name, description, example })),
  ]
  return all.sort((a, b) => (a.name < b.name ? -1 : 1))
}
