// How a column stands with all rows of its dataset: how many wait for an answer, and how many are held.
import type { Queries } from '../db/types.ts'
import { type AskedColumn, correctedCells, type FindQuestions, verdictOn } from './questions.ts'
import { allRows } from './run-column.ts'

export interface Survey {
  /** Rows without an answer: never asked, or the last try failed. */
  waiting: number
  /** Rows whose answer may not stand in their cell. Those corrected by hand are neither. */
  held: number
}

export async function surveyColumn(
  deps: { queries: Queries; questions: FindQuestions; signal: AbortSignal },
  of: Pick<AskedColumn, 'column'> & { rowSetId: string; filled: readonly string[] },
): Promise<Survey> {
  const found: Survey = { waiting: 0, held: 0 }
  for await (const rows of allRows(deps.queries, of)) {
    deps.signal.throwIfAborted()
    const corrected = await correctedCells(deps.queries, of.column, rows)
    for (const question of await deps.questions(rows, deps.signal)) {
      if (corrected.has(question.rowKey)) continue
      const hasAnswer = question.answer !== null && question.answer.answer !== null
      if (question.problem === null && !hasAnswer) found.waiting++
      else if (verdictOn(of, question).held !== null) found.held++
    }
  }
  return found
}
