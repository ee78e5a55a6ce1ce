// A table as its steps leave it: the one place where steps are put together. Analysis, keys and comparison see what
// comes out here, and nothing of the steps.
import type { Step } from '../../api/step.ts'
import { stepTitles } from '../../api/step-words.ts'
import type { FormatWords } from '../formats/format.ts'
import { limits } from '../limits.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { SourceError } from '../source-error.ts'
import type { Table } from '../table.ts'
import { openStep } from './index.ts'
import { type OpenStep, type StepColumn, type StepContext, type StepInput, StepProblem } from './step.ts'

export interface ShapedTable extends Table {
  columns: StepColumn[]
  words: FormatWords
}

/** A table and a way to walk it once more. */
export interface StepSource {
  table: Table
  words: FormatWords
  again(): AsyncIterable<ShapedRow[]>
}

/**
 * The table after all steps that are on. Without any it is the table itself.
 * @throws StepProblem that names the step, now or while walking
 */
export async function shapeTable(
  source: StepSource,
  steps: readonly Step[],
  context: StepContext,
): Promise<ShapedTable> {
  const { table } = source
  let input: StepInput = { columns: sourceColumns(table), words: source.words, again: source.again }
  let rows: Table['rows'] = table.rows
  const opened: OpenStep[] = []
  for (const [at, step] of steps.entries()) {
    if (step.isOff) continue
    const one = await openNumbered(step, at, input, context)
    const before = { input, rows }
    rows = () => one.rows(before.rows())
    input = {
      columns: one.columns,
      words: one.words ?? before.input.words,
      again: () => one.rows(before.input.again()),
    }
    opened.push(one)
  }
  const isShaped = opened.length > 0
  return {
    columns: [...input.columns],
    words: input.words,
    rows: isShaped ? () => within(rows()) : rows,
    notes: () => [...table.notes(), ...opened.flatMap((one) => one.notes())],
  }
}

/** Columns as a file has them: each comes from itself. */
export function sourceColumns({ columns }: Pick<Table, 'columns'>): StepColumn[] {
  return columns.map((column) => ({ ...column, from: [column.name], steps: [] }))
}

/** The step, or a problem that says which it is. */
export async function openNumbered(
  step: Step,
  at: number,
  input: StepInput,
  context: StepContext,
): Promise<OpenStep> {
  return numbered(step, at, async () => {
    const one = await openStep(step, input, context)
    if (one.columns.length > limits.columns) {
      throw new StepProblem(
        `The table has ${one.columns.length} columns after it; at most ${limits.columns} can be used. Leave some out first.`,
      )
    }
    return {
      ...one,
      async *rows(groups) {
        const walk = one.rows(groups)[Symbol.asyncIterator]()
        try {
          for (;;) {
            const next = await numbered(step, at, () => walk.next())
            if (next.done) return
            yield next.value
          }
        } finally {
          await walk.return?.()
        }
      },
    }
  })
}

async function numbered<T>(step: Step, at: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof StepProblem) || error.stepId !== null) throw error
    throw new StepProblem(`Step ${at + 1} (${stepTitles[step.kind]}): ${error.message}`, step.id)
  }
}

/** Cells may have grown: what no page can hold is set aside, as it is when a file holds it. */
async function* within(groups: AsyncIterable<ShapedRow[]>): AsyncGenerator<ShapedRow[]> {
  let count = 0
  for await (const group of groups) {
    count += group.length
    if (count > limits.rows) {
      throw new SourceError(
        'too_many_rows',
        `The steps make more than ${limits.rows.toLocaleString('en')} rows, the most a dataset can hold. Filter them first.`,
      )
    }
    yield group.map((row) => (row.kind === 'row' ? setAsideLarge(row) : row))
  }
}

function setAsideLarge(row: Extract<ShapedRow, { kind: 'row' }>): ShapedRow {
  let characters = 0
  let largest = 0
  for (const cell of row.cells) {
    characters += cell.length
    largest = Math.max(largest, cell.length)
  }
  if (largest <= limits.cell && characters <= limits.row) return row
  const { line, cells } = row
  const reason =
    largest > limits.cell
      ? 'A step made a cell larger than 1 MB, more than a page can hold.'
      : 'The steps made the row larger than 4 MB, more than a page can hold.'
  return { kind: 'aside', line, reason, cells: cells.map((cell) => cell.slice(0, 200).toWellFormed()) }
}
