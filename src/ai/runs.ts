// Runs of columns that models fill: started within caps, worked on in the background, cancelled, taken up again.
import type { AiRun, AiRunInput } from '../api/ai.ts'
import { aiSampleSize } from '../api/ai-words.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError, isAppError } from '../errors.ts'
import type { JobContext, Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import { type AskOptions, createAsk } from './ask-question.ts'
import { type ColumnRow, findColumn } from './column-store.ts'
import type { AiColumns } from './columns.ts'
import type { Endpoints } from './endpoints.ts'
import { millionths } from './instructions.ts'
import { type RunEnd, runColumn } from './run-column.ts'
import {
  claimRun,
  endRun,
  findRun,
  insertRun,
  type RunRow,
  runsOfColumn,
  setRows,
  toRun,
  unfinishedRuns,
} from './run-store.ts'
import { createStanding } from './standing.ts'
import { surveyColumn } from './survey.ts'
import { tellEnd } from './tell.ts'

export interface RunsDeps {
  database: Database
  /** Not started yet: the job of runs is declared here. */
  jobs: Jobs
  columns: AiColumns
  endpoints: Endpoints
  logger: Logger
  /** False: this process starts runs, and another one works on them. */
  works?: boolean
  sleep?: AskOptions['sleep']
  crashPoint?: AskOptions['crashPoint']
}

export type AiRuns = ReturnType<typeof createRuns>

const runJob = 'ai.run'
const retries = 3

export function createRuns(deps: RunsDeps) {
  const { database, jobs, columns, endpoints, logger, works = true, sleep, crashPoint } = deps
  const standing = createStanding({
    database,
    jobs,
    columns,
    start: (column, input) => begin(column, input, { by: 'Standing cap', isByItself: true }),
    logger,
    works,
  })
  jobs.define<{ runId: string }>(runJob, works ? work : undefined, { retryLimit: retries, concurrency: 2 })

  async function work({ runId }: { runId: string }, context: JobContext): Promise<void> {
    const holder = newId('wrk')
    const run = await claimRun(database, runId, holder)
    if (!run) return
    try {
      const end = await runOn(run, holder, context.signal)
      if (end !== 'lost') await finish(run, holder, end, context.signal)
      await standing.lookSoon()
      logger.info({ runId, end: end === 'lost' ? end : end.state }, 'AI column')
    } catch (error) {
      if (context.signal.aborted || context.retries < retries) throw error
      logger.error({ runId, err: error }, 'an AI column failed')
      const known = isAppError(error) ? error.message : 'The server log has the details.'
      const problem = `Something went wrong. ${known}`
      await finish(run, holder, { state: 'failed', problem }, context.signal)
    }
  }

  /** What there is to know of all rows is found out before, so that the end and the notice of it are one step. */
  async function finish(
    run: RunRow,
    holder: string,
    end: Exclude<RunEnd, 'lost'>,
    signal: AbortSignal,
  ): Promise<void> {
    const column = await findColumn(database, run.workspace_id, run.column_id)
    if (!column) return
    const { dataset, filled, questions } = await columns.open(column)
    const of = { column, rowSetId: dataset.rowSetId, filled }
    const survey =
      run.kind === 'all'
        ? await surveyColumn({ queries: database, questions, signal }, of).catch((error: unknown) => {
            // What made the run fail may do the same here, and it has to end.
            if (signal.aborted || end.state !== 'failed') throw error
            return { waiting: 0, held: 0 }
          })
        : null
    await database.transaction(async (tx) => {
      const ended = await endRun(tx, { id: run.id, holder }, end)
      if (ended && survey) await tellEnd(tx, { column, datasetName: dataset.name }, ended, survey)
    })
  }

  async function runOn(run: RunRow, holder: string, signal: AbortSignal): Promise<RunEnd> {
    const column = await findColumn(database, run.workspace_id, run.column_id)
    if (!column) return 'lost'
    let { dataset, filled, questions } = await columns.open(column)
    const endpoint = await endpoints.find(run.workspace_id, column.endpoint_id)
    const ask = createAsk({
      database,
      model: endpoints.modelOf(endpoint),
      prices: { priceIn: endpoint.price_in, priceOut: endpoint.price_out },
      thinkingTokens: endpoint.thinking_tokens,
      column,
      run: { id: run.id, holder },
      signal,
      ...(sleep && { sleep }),
      ...(crashPoint && { crashPoint }),
    })
    const { model, parallel } = endpoint
    const failed = new Set<string>()
    // Filling takes hours. Rows that were replaced meanwhile are cleared away, under the walk as well, so that its end is
    // the end of the run only where these rows still stand, or were all there and left nothing to ask. The latter also
    // where they are replaced all the time: what is new by then is found by the look that follows each run.
    for (;;) {
      const { rowSetId, rowCount } = dataset
      if (run.kind === 'all') await setRows(database, { id: run.id, holder }, rowCount)
      const of = { run, holder, column, model, parallel, rowSetId, rowCount, filled, failed }
      const { end, done, asked } = await runColumn({ database, questions, ask, signal }, of)
      if (end === 'lost' || end.state !== 'done' || run.kind === 'sample') return end
      if (done === rowCount && asked === 0)
        return end
        // With the questions of before: the model that is asked is that of before, too.
      ;({ dataset, filled } = await columns.open(column))
      if (dataset.rowSetId === rowSetId) return end
    }
  }

  async function begin(
    column: ColumnRow,
    input: AiRunInput,
    { by, isByItself }: { by: string; isByItself: boolean },
  ): Promise<AiRun> {
    const { dataset } = await columns.open(column)
    const endpoint = await endpoints.get(column.workspace_id, column.endpoint_id)
    if (endpoint.key === 'locked') {
      throw new AppError(
        'key_missing',
        `The key of "${endpoint.name}" is locked: the encryption key that sealed it is not here. Enter it anew.`,
      )
    }
    const run = await insertRun(database, {
      id: newId('air'),
      workspace_id: column.workspace_id,
      column_id: column.id,
      kind: input.kind,
      asks_again: input.asksHeldAgain,
      is_by_itself: isByItself,
      cap_cost: Math.floor(Number((input.mostCost * millionths).toPrecision(12))),
      cap_calls: input.mostCalls,
      currency: endpoint.currency,
      rows: input.kind === 'sample' ? Math.min(aiSampleSize, dataset.rowCount) : dataset.rowCount,
      created_by: by,
    })
    if (!run) {
      throw new AppError(
        'conflict',
        'This column is being filled at the moment. Wait until that run has ended, or cancel it.',
      )
    }
    await jobs.send(runJob, { runId: run.id }, { singletonKey: run.id })
    return toRun(run)
  }

  async function get(workspaceId: string, id: string): Promise<AiRun> {
    const run = await findRun(database, workspaceId, id)
    if (!run) throw new AppError('not_found', 'There is no such run of an AI column.')
    return toRun(run)
  }

  return {
    get,
    standing,

    async list(workspaceId: string, columnId: string, page: { before: string | null; limit: number }) {
      await columns.find(workspaceId, columnId)
      return (await runsOfColumn(database, columnId, page)).map(toRun)
    },

    async start(workspaceId: string, columnId: string, input: AiRunInput, by: string): Promise<AiRun> {
      return begin(await columns.find(workspaceId, columnId), input, { by, isByItself: false })
    },

    /** Calls under way come to their end, since they are paid for. */
    async cancel(workspaceId: string, id: string): Promise<AiRun> {
      await get(workspaceId, id)
      await endRun(database, { id, holder: null }, { state: 'cancelled', problem: null })
      return get(workspaceId, id)
    },

    /** After a start of the process: takes up what was interrupted. */
    async resume(): Promise<void> {
      for (const runId of await unfinishedRuns(database)) {
        await jobs.send(runJob, { runId }, { singletonKey: runId })
      }
      await standing.resume()
    },
  }
}
