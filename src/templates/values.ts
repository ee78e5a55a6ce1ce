// What a template can reach: the cells of its row, what it made itself, and the few properties that values have.
import { Context, Drop, type Liquid } from 'liquidjs'
import { ReadCell } from './filters/read-cell.ts'

type Scope = Record<string, unknown>

/** What `forloop` and `tablerowloop` know. */
export const loopProperties = [
  'index',
  'index0',
  'rindex',
  'rindex0',
  'first',
  'last',
  'length',
  'name',
] as const
export const tableProperties = [...loopProperties, 'col', 'col0', 'col_first', 'col_last', 'row'] as const
const dropProperties = new Set<string>(tableProperties)

/**
 * The names of one row. The cells are columns and nothing else: what every object has (`size`, `constructor`) is no
 * column, and `increment` counts beside them.
 */
export class RowContext extends Context {
  private readonly cells: Scope

  /** @param cells by column, with `row`; without a prototype, and shared by all fields of the row */
  constructor(cells: Scope, engine: Liquid) {
    super(Object.create(cells), engine.options, { sync: true }, { liquid: engine })
    this.cells = cells
  }

  override readProperty(given: unknown, name: unknown): unknown {
    const key = name instanceof Drop ? (name as { valueOf(): unknown }).valueOf() : name
    if (given === this.environments) return own(this.cells, key) ?? own(given as Scope, key)
    if (given === null || given === undefined) return given
    const text = given instanceof ReadCell ? given.text : given
    if (typeof text === 'string') return key === 'size' ? text.length : undefined
    if (Array.isArray(given)) return entryOf(given, key)
    if (given instanceof Drop)
      return dropProperties.has(String(key)) ? super.readProperty(given, key as string) : undefined
    return typeof given === 'object' ? own(given as Scope, key) : undefined
  }
}

function own(scope: Scope, key: unknown): unknown {
  const name = String(key)
  return Object.hasOwn(scope, name) ? scope[name] : undefined
}

function entryOf(list: readonly unknown[], key: unknown): unknown {
  if (key === 'size') return list.length
  if (key === 'first') return list[0]
  if (key === 'last') return list.at(-1)
  return /^-?\d+$/.test(String(key)) ? list.at(Number(key)) : undefined
}
