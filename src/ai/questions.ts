// From rows to what is asked about each: the prompt that a column makes of it, and the answer there is.
import { correctionsOfRows } from '../data/corrections/correction-store.ts'
import type { Computing } from '../data/steps/step.ts'
import type { Queries } from '../db/types.ts'
import { findAnswers, type StoredAnswer } from './answer-store.ts'
import type { ColumnRow } from './column-store.ts'
import { inputHash } from './instructions.ts'
import { held, judge, type Verdict } from './judge.ts'

export interface AskedRow {
  rowKey: string
  /** Without the columns that models fill. */
  cells: Record<string, string>
}

export interface RowQuestion extends AskedRow {
  /** Empty where it could not be made. */
  prompt: string
  /** Why it could not be made. */
  problem: string | null
  hash: string
  answer: StoredAnswer | null
}

export interface AskedColumn {
  column: ColumnRow
  model: string
}

/** For each row, in order. */
export type FindQuestions = (rows: readonly AskedRow[], signal: AbortSignal) => Promise<RowQuestion[]>

export function createQuestions(
  deps: { queries: Queries; computing: Computing },
  { column, model }: AskedColumn,
): FindQuestions {
  const render = deps.computing.texts(column.prompt)
  const shape = { type: column.type, choices: column.choices, mostCharacters: column.most_characters }
  return async (rows, signal) => {
    const texts = await render(rows, signal)
    const questions = rows.map(({ rowKey, cells }, at) => {
      const made = texts[at]!
      const prompt = 'text' in made ? made.text.trim() : ''
      const problem =
        'problem' in made ? made.problem : prompt === '' ? 'The prompt is empty for this row.' : null
      return { rowKey, cells, prompt, problem, hash: inputHash(model, shape, prompt) }
    })
    const asked = questions.filter(({ problem }) => problem === null).map(({ hash }) => hash)
    const answers = await findAnswers(deps.queries, column.workspace_id, asked)
    return questions.map((one) => ({
      ...one,
      answer: one.problem === null ? (answers.get(one.hash) ?? null) : null,
    }))
  }
}

/** What the cell of this row is. */
export function verdictOn({ column }: Pick<AskedColumn, 'column'>, question: RowQuestion): Verdict {
  const { answer, problem, cells } = question
  if (problem !== null) return held(`Its prompt could not be made: ${problem}`)
  if (answer === null) return held('It has not been asked yet.')
  if (answer.answer === null) return held(answer.problem ?? 'The last try failed.')
  if (answer.problem !== null) return held(answer.problem)
  const { type, choices, allowed, most_characters: mostCharacters } = column
  return judge(answer.answer, { type, choices, allowed, mostCharacters }, cells)
}

/** What people have written into the cells of this column, by row. */
export async function correctedCells(
  queries: Queries,
  { dataset_id, name }: ColumnRow,
  rows: readonly AskedRow[],
): Promise<Map<string, string>> {
  const keys = rows.map(({ rowKey }) => rowKey)
  const found = new Map<string, string>()
  for (const [rowKey, corrections] of await correctionsOfRows(queries, dataset_id, keys)) {
    const own = corrections.find(({ column }) => column === name)
    if (own) found.set(rowKey, own.value)
  }
  return found
}

/** A prompt is made of what the row itself says. */
export function withoutFilled({ rowKey, cells }: AskedRow, filled: readonly string[]): AskedRow {
  if (filled.length === 0) return { rowKey, cells }
  const kept: Record<string, string> = Object.assign(Object.create(null), cells)
  for (const name of filled) delete kept[name]
  return { rowKey, cells: kept }
}
