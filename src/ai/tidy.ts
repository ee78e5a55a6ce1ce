// Answers are kept as long as a row asks for them, and a good while longer: whoever takes a prompt back finds its
// answers again. What nobody has asked for in all that time goes.
import { retention } from '../api/retention.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import { forgetAnswers, noteWanted } from './answer-store.ts'
import { forgetCalls } from './budget.ts'
import { allColumns, type ColumnRow } from './column-store.ts'
import type { AiColumns } from './columns.ts'
import { allRows } from './run-column.ts'

export interface TidyDeps {
  database: Database
  columns: AiColumns
  logger: Logger
}

const dayMs = 24 * 3_600_000
/** What is wanted is written down so often; the time that answers are kept is much longer. */
const notedDays = 7
const chunk = 2_000

/** Safe to interrupt and to repeat. Nothing goes unless all columns were walked. */
export async function tidyAnswers(deps: TidyDeps, signal: AbortSignal): Promise<void> {
  const { database, logger } = deps
  const before = (days: number) => new Date(database.now().getTime() - days * dayMs)
  for (const column of await allColumns(database)) await noteWantedBy(deps, column, before(notedDays), signal)
  let forgotten = 0
  for (let gone = chunk; gone === chunk; forgotten += gone) {
    signal.throwIfAborted()
    gone = await forgetAnswers(database, before(retention.answers.days), chunk)
  }
  for (let gone = chunk; gone === chunk; ) {
    signal.throwIfAborted()
    gone = await forgetCalls(database, before(retention.answers.days), chunk)
  }
  if (forgotten > 0) logger.info({ forgotten }, 'answers of models were tidied up')
}

async function noteWantedBy(
  { database, columns }: TidyDeps,
  column: ColumnRow,
  writtenBefore: Date,
  signal: AbortSignal,
): Promise<void> {
  const { dataset, filled, questions } = await columns.open(column)
  for await (const rows of allRows(database, { rowSetId: dataset.rowSetId, filled })) {
    signal.throwIfAborted()
    const hashes = (await questions(rows, signal)).map(({ hash }) => hash)
    await noteWanted(database, column.workspace_id, hashes, writtenBefore)
  }
}
