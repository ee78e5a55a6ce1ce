import { setTimeout as delay } from 'node:timers/promises'
import { routes } from '../../api/routes.ts'
import { isOver } from '../../api/run-state.ts'
import type { Database } from '../../db/types.ts'
import { receiptHeader, receiptLine } from '../../runs/receipt-csv.ts'
import { allRunItems, getRun, listRunEvents, listRunItems, listRuns } from '../../runs/run-list.ts'
import { cancelRun, pauseRun, resumeRun } from '../../runs/run-requests.ts'
import type { StartCheck } from '../../runs/start-check.ts'
import type { EventStreams } from '../events.ts'
import { type Route, route } from '../route.ts'
import { withAudit } from '../with-audit.ts'

const pushEveryMs = 1000

export interface RunRouteDeps {
  database: Database
  streams: EventStreams
  startCheck: StartCheck
}

export function runRoutes({ database, streams, startCheck }: RunRouteDeps): Route[] {
  return [
    route(routes.runs.list, ({ query, actor }) => listRuns(database, actor.workspaceId, query)),
    route(routes.runs.get, ({ params, actor }) => getRun(database, actor.workspaceId, params.id)),
    route(routes.runs.items, ({ params, query, actor }) =>
      listRunItems(database, actor.workspaceId, params.id, query),
    ),
    route(routes.runs.diary, ({ params, query, actor }) =>
      listRunEvents(database, actor.workspaceId, params.id, query),
    ),
    withAudit(
      database,
      'run.paused',
      route(routes.runs.pause, ({ params, actor }) => pauseRun(database, actor.workspaceId, params.id)),
    ),
    withAudit(
      database,
      'run.resumed',
      route(routes.runs.resume, async ({ params, actor }) => {
        await startCheck.run(actor.workspaceId, params.id)
        return resumeRun(database, actor.workspaceId, params.id)
      }),
    ),
    withAudit(
      database,
      'run.cancelled',
      route(routes.runs.cancel, ({ params, actor }) => cancelRun(database, actor.workspaceId, params.id)),
    ),

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
        reply.hijack()
        const { raw } = reply
        raw.writeHead(200, {
          ...(reply.getHeaders() as Record<string, string>),
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="receipt-${run.id}.csv"`,
        })
        raw.write(receiptHeader)
        for await (const items of allRunItems(database, run.id)) {
          if (raw.destroyed) return
          if (!raw.write(items.map(receiptLine).join('')))
            await new Promise((resolve) => raw.once('drain', resolve))
        }
        raw.end()
      }),
    ),
  ]
}
