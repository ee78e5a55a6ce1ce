// The contract of a step: what is done to the rows of a table on their way into a dataset. One file for each kind,
// one line in `index.ts`. Rows stream through in groups; memory does not grow with their number.
import type { Lineage, Step } from '../../api/step.ts'
import { type ColumnName, uniqueName } from '../columns/headers.ts'
import type { FormatWords } from '../formats/format.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { SourceError } from '../source-error.ts'

/** A column between two steps: with the columns of the source it comes from, and the steps it has been through. */
export interface StepColumn extends ColumnName, Pick<Lineage, 'from' | 'steps'> {}

/** A table before a step. */
export interface StepInput {
  columns: readonly StepColumn[]
  words: FormatWords
  /** A second walk over the rows before this step, from the beginning. */
  again(): AsyncIterable<ShapedRow[]>
}

/** A table after a step. */
export interface OpenStep {
  columns: StepColumn[]
  /** What a row is called now, where the step makes rows of its own. */
  words?: FormatWords
  /** Given the rows before it, in groups. How they are cut into groups makes no difference. */
  rows(groups: AsyncIterable<ShapedRow[]>): AsyncIterable<ShapedRow[]>
  /** What the last walk has met until now, in words. */
  notes(): string[]
}

export interface StepKind<S extends Step = Step> {
  /** @throws StepProblem when the table or the surroundings are not as the step needs them */
  open(step: S, input: StepInput, context: StepContext): OpenStep | Promise<OpenStep>
}

/** Rows of another dataset, as it is now. */
export interface OtherDataset {
  name: string
  columnNames: readonly string[]
  keyColumn: string
  /** The columns of its file that the key is made of. */
  keyParts: readonly string[]
  rowCount: number
  /** Cells in the order of the columns, by key; of those that exist. */
  byKeys(rowKeys: readonly string[]): Promise<Map<string, readonly string[]>>
  /** All rows in their order. */
  all(): AsyncIterable<{ rowKey: string; cells: readonly string[] }[]>
}

/** Liquid, in a process that is killed when it takes too long. */
export interface Computing {
  /** What is wrong with the template whatever the row, or null. */
  check(template: string, columns: readonly string[]): Promise<string | null>
  /** For each row, in order: its text, or what went wrong. */
  texts(
    template: string,
  ): (
    rows: readonly { rowKey: string; cells: Record<string, string> }[],
    signal: AbortSignal,
  ) => Promise<({ text: string } | { problem: string })[]>
}

/** What steps may ask for. */
export interface StepContext {
  /** The columns of the dataset's key, as far as it is known. */
  keyColumns: readonly string[]
  computing: Computing
  /** @throws StepProblem when it is there no more, or reads this one itself */
  openDataset(id: string): Promise<OtherDataset>
  signal: AbortSignal
}

/** The step cannot be taken, whatever the row. `message`: why, and what to do. */
export class StepProblem extends SourceError {
  /** Of the step, once it is known which. */
  readonly stepId: string | null

  constructor(message: string, stepId: string | null = null) {
    super('step_problem', message)
    this.name = 'StepProblem'
    this.stepId = stepId
  }
}

/** Where this column stands. */
export function placeOf(columns: readonly { name: string }[], name: string): number {
  const at = columns.findIndex((column) => column.name === name)
  if (at !== -1) return at
  const shown = columns.slice(0, 20).map((column) => column.name)
  const more = columns.length > shown.length ? ', and more' : ''
  throw new StepProblem(
    `There is no column "${name}" at this point. Choose one of: ${shown.join(', ')}${more}.`,
  )
}

export function placesOf(columns: readonly { name: string }[], names: readonly string[]): number[] {
  return [...new Set(names)].map((name) => placeOf(columns, name))
}

/** A name no other column may have, however it is written. */
export function requireNewName(name: string, others: readonly { name: string }[]): void {
  const names = others.map((column) => column.name)
  if (uniqueName(name, names) === name) return
  throw new StepProblem(`There is a column "${name}" already. Choose another name for the new one.`)
}

/** A column made of others by a step. */
export function madeOf(name: string, parts: readonly StepColumn[], stepId: string): StepColumn {
  const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())]
  return {
    name,
    header: '',
    from: union(parts.map(({ from }) => from)),
    steps: union([...parts.map(({ steps }) => steps), [stepId]]),
  }
}

/** The columns, those at these places changed by the step. */
export function changedAt(columns: readonly StepColumn[], places: readonly number[], stepId: string) {
  const changed = new Set(places)
  return columns.map((column, at) =>
    changed.has(at) ? { ...column, steps: [...new Set([...column.steps, stepId])] } : column,
  )
}

/** With the new column behind the others, or in the place of the one that is called so. */
export function withColumn(
  columns: readonly StepColumn[],
  made: StepColumn,
): { columns: StepColumn[]; at: number } {
  const at = columns.findIndex(({ name }) => name === made.name)
  if (at !== -1) return { columns: columns.with(at, { ...made, header: columns[at]!.header }), at }
  requireNewName(made.name, columns)
  return { columns: [...columns, made], at: columns.length }
}

/** Cells with one more, or one in the place of another. */
export function withCell(cells: readonly string[], at: number, cell: string): string[] {
  return at < cells.length ? cells.with(at, cell) : [...cells, cell]
}
