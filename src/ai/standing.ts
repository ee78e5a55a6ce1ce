// What happens when a dataset has got other rows: within its standing cap a column asks about them by itself, else
// somebody is told how many wait.
import type { AiRun, AiRunInput, AiStanding } from '../api/ai.ts'
import type { Database, Tx } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import type { JobContext, Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import { type ColumnRow, columnsOfDataset } from './column-store.ts'
import type { AiColumns } from './columns.ts'
import { millionths } from './instructions.ts'
import { askForLook, endLook, listLooks, putOffLook } from './look-store.ts'
import { newestByItself, newestRun, type RunRow, spentByItself } from './run-store.ts'
import { surveyColumn } from './survey.ts'
import { tellWaiting } from './tell.ts'

export interface StandingDeps {
  database: Database
  /** Not started yet: the job of looking is declared here. */
  jobs: Jobs
  columns: AiColumns
  start(column: ColumnRow, input: AiRunInput): Promise<AiRun>
  logger: Logger
  works?: boolean
}

/** `monthly`: rows wait, and what they may cost is counted by the month. */
type Looked = 'busy' | 'monthly' | 'done'

const lookJob = 'ai.look'
/** Several datasets that change in one go are looked at together. */
const soonMs = 1_000

export function createStanding({ database, jobs, columns, start, logger, works = true }: StandingDeps) {
  jobs.define<object>(lookJob, works ? (_, { signal }: JobContext) => look(signal) : undefined)

  /**
   * At all datasets that have asked for it. One whose column is being filled waits until that run has ended, and one
   * with rows that wait for more than a cap of this month may allow is looked at again when the next one begins.
   */
  async function look(signal: AbortSignal): Promise<void> {
    for (const { datasetId, askedAt } of await listLooks(database)) {
      signal.throwIfAborted()
      const nextMonth = monthOf(database.now(), 1)
      const seen = new Set<Looked>()
      for (const column of await columnsOfDataset(database, datasetId)) seen.add(await lookAt(column, signal))
      if (seen.has('busy')) continue
      if (seen.has('monthly')) await putOffLook(database, { datasetId, askedAt }, nextMonth)
      else await endLook(database, datasetId, askedAt)
    }
  }

  async function lookAt(column: ColumnRow, signal: AbortSignal): Promise<Looked> {
    const last = await newestRun(database, column.id, 'all')
    if (last?.state === 'waiting' || last?.state === 'running') return 'busy'
    // Whoever has not begun with it yet has it before their eyes.
    if (last === null && column.standing === null) return 'done'
    const { dataset, filled, questions } = await columns.open(column)
    const deps = { queries: database, questions, signal }
    const { waiting } = await surveyColumn(deps, { column, rowSetId: dataset.rowSetId, filled })
    if (waiting === 0) return 'done'
    // Nothing is new since a run has ended or somebody was told. The cap of a month begins anew with the month.
    const isMonthly = column.standing?.per === 'month'
    if (waiting === column.told_waiting && !isMonthly) return 'done'
    const why = await tryStart(column)
    if (why !== null && waiting !== column.told_waiting) {
      await database.transaction((tx) => tellWaiting(tx, { column, datasetName: dataset.name }, waiting, why))
    }
    // Also where a run is on its way now: it may stop at what is left of the month.
    return isMonthly ? 'monthly' : 'done'
  }

  /** Null when a run is on its way; else why there is none. */
  async function tryStart(column: ColumnRow): Promise<string | null> {
    const { standing } = column
    if (standing === null)
      return 'Start a run, or give the column a standing cap, within which runs start by themselves.'
    const left = await leftOf(column, standing)
    if (left === null)
      return 'Its standing cap for this month is used up: the next month goes on. To have it sooner, start a run or raise the cap.'
    try {
      await start(column, { kind: 'all', ...left, asksHeldAgain: false })
      return null
    } catch (error) {
      if (!isAppError(error)) throw error
      logger.warn({ columnId: column.id, err: error }, 'an AI column could not start by itself')
      return error.message
    }
  }

  /** Null where nothing more can be asked within it. */
  async function leftOf(
    column: ColumnRow,
    { per, mostCost, mostCalls }: AiStanding,
  ): Promise<Pick<AiRunInput, 'mostCost' | 'mostCalls'> | null> {
    if (per === 'run') return { mostCost, mostCalls }
    const since = monthOf(database.now())
    const spent = await spentByItself(database, column.id, since)
    const left = { mostCost: mostCost - spent.cost / millionths, mostCalls: mostCalls - spent.calls }
    if (left.mostCalls < 1 || left.mostCost < 0) return null
    const last = await newestByItself(database, column.id, since)
    return last?.state === 'stopped' && !isMoreThanLeft(left, last) ? null : left
  }

  const lookSoon = () => jobs.send(lookJob, {}, { singletonKey: lookJob, startAfterMs: soonMs })

  return {
    look,
    /** When rows have become others, and when a run has ended that others waited for. */
    lookSoon,

    /** In the transaction that gives a dataset other rows; `lookSoon` comes after it. */
    async changed(tx: Tx, datasetId: string): Promise<void> {
      if ((await columnsOfDataset(tx, datasetId)).length > 0) await askForLook(tx, datasetId)
    },

    /** After a start of the process, and now and then. */
    async resume(): Promise<void> {
      await jobs.send(lookJob, {}, { singletonKey: lookJob })
      await jobs.schedule(lookJob, '*/10 * * * *')
    },
  }
}

/** Its beginning, or that of a later one. */
function monthOf(time: Date, later = 0): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + later, 1))
}

/** A run that stopped with this much left of its cap would stop there again. */
function isMoreThanLeft(
  { mostCost, mostCalls }: Pick<AiRunInput, 'mostCost' | 'mostCalls'>,
  { cap_cost, cost, cap_calls, calls }: RunRow,
): boolean {
  return Math.floor(mostCost * millionths) > cap_cost - cost || mostCalls > cap_calls - calls
}
