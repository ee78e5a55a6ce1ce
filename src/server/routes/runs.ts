import { setTimeout as delay } from 'node:timers/promises'
import { routes } from '../../api/routes.ts'
import { isOver } from '../../api/run-state.ts'
import type { Database } from '../../db/types.ts'
import type { PagesDeps } from '../../pages/make-pages.ts'
import { getPlan } from '../../plans/plans.ts'
import { listFailures } from '../../runs/failures.ts'
import { receiptHeader, receiptLine } from '../../runs/receipt-csv.ts'
import { retryRun } from '../../runs/retry-run.ts'
import { allRunItems } from '../../runs/run-item-rows.ts'
import { getRun, getRunItem, listRunEvents, listRunItems, listRuns } from '../../runs/run-list.ts'
import { readRunProgress } from '../../runs/run-progress.ts'
import { cancelRun, pauseRun, resumeRun } from '../../runs/run-requests.ts'
import type { StartCheck } from '../../runs/start-check.ts'
import { offerUndo, planUndoOf } from '../../runs/undo/offer.ts'
import type { EventStreams } from '../events.ts'
import { noPlaces } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { sendCsv } from '../send-csv.ts'
import { withAudit } from '../with-audit.ts'

const pushEveryMs = 1000

export interface RunRouteDeps {
  database: Database
  pages: PagesDeps
  streams: EventStreams
  startCheck: StartCheck
  /** Hands the building of a plan to a worker. */
  requestPlan: (planId: string) => Promise<void>
}

export function runRoutes({ database, pages, streams, startCheck, requestPlan }: RunRouteDeps): Route[] {
  return [
    route(routes.runs.list, ({ query, actor }) => listRuns(database, actor.workspaceId, query)),
    route(routes.runs.get, ({ params, actor }) => getRun(database, actor.workspaceId, params.id)),
    route(routes.runs.items, async ({ params, query, actor }) => {
      if (query.offset !== undefined && query.search !== '') throw noPlaces()
      return listRunItems(database, actor.workspaceId, params.id, query)
    }),
    route(routes.runs.item, ({ params, actor }) =>
      getRunItem(database, actor.workspaceId, params.id, params.rowKey),
    ),
    route(routes.runs.failures, ({ params, actor }) => listFailures(database, actor.workspaceId, params.id)),
    route(routes.runs.progress, ({ params, actor }) =>
      readRunProgress(database, actor.workspaceId, params.id),
    ),
    route(routes.runs.diary, ({ params, query, actor }) =>
      listRunEvents(database, actor.workspaceId, params.id, query),
    ),
    withAudit(
      database,
      'run.paused',
      route(routes.runs.pause, ({ params, actor }) =>
        pauseRun(database, actor.workspaceId, params.id, actor.name),
      ),
    ),
    withAudit(
      database,
      'run.resumed',
      route(routes.runs.resume, async ({ params, actor }) => {
        await startCheck.run(actor.workspaceId, params.id)
        return resumeRun(database, actor.workspaceId, params.id, actor.name)
      }),
    ),
    withAudit(
      database,
      'run.cancelled',
      route(routes.runs.cancel, ({ params, actor }) =>
        cancelRun(database, actor.workspaceId, params.id, actor.name),
      ),
    ),
    withAudit(
      database,
      'run.retried',
      route(routes.runs.retry, async ({ params, actor }) => {
        await startCheck.again(actor.workspaceId, params.id)
        return retryRun({ database, pages }, actor.workspaceId, params.id, actor.name)
      }),
    ),

    route(routes.runs.undoOffer, ({ params, actor }) => offerUndo(database, actor.workspaceId, params.id)),
    route(routes.runs.undo, async ({ params, body, actor }) => {
      const planId = await planUndoOf(database, actor.workspaceId, params.id, actor.name, body)
      await requestPlan(planId)
      return getPlan(database, actor.workspaceId, planId)
    }),

    // Progress comes from the database, so a reader that reconnects misses nothing: it gets the run as it is.
    route(routes.runs.events, async ({ params, actor, request, reply }) => {
      await getRun(database, actor.workspaceId, params.id)
      await streams.open({ actor, request, reply }, async (stream) => {
        let last = ''
        while (!stream.signal.aborted) {
          const run = await getRun(database, actor.workspaceId, params.id)
          const text = JSON.stringify(run)
          if (text !== last && !(await stream.send('run', run))) return
          last = text
          if (isOver(run.state)) return
          await delay(pushEveryMs, undefined, { signal: stream.signal }).catch(() => undefined)
        }
      })
    }),

    withAudit(
      database,
      'run.receipt_downloaded',
      route(routes.runs.receipt, async ({ params, actor, reply }) => {
        const run = await getRun(database, actor.workspaceId, params.id)
        await sendCsv(reply, `receipt-${run.id}.csv`, receiptHeader, receiptLines(database, run.id))
      }),
    ),
  ]
}

async function* receiptLines(database: Database, runId: string): AsyncGenerator<string> {
  for await (const items of allRunItems(database, runId)) yield items.map(receiptLine).join('')
}
