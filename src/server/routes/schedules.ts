import { listAsAsked } from '../../api/list-order.ts'
import { routes } from '../../api/routes.ts'
import { scheduleList } from '../../api/whole-lists.ts'
import type { Database } from '../../db/types.ts'
import type { Asked, Schedules } from '../../schedules/schedules.ts'
import { type Actor, type Route, route } from '../route.ts'
import { auditOf, withAudit } from '../with-audit.ts'

function asked({ actor, params }: { actor: Actor; params: { id: string } }): Asked {
  return { workspaceId: actor.workspaceId, projectId: params.id, by: actor.name }
}

export function scheduleRoutes({
  schedules,
  database,
}: {
  schedules: Schedules
  database: Database
}): Route[] {
  const endpoints = routes.schedules
  const audit = auditOf(database)
  return [
    route(endpoints.list, async ({ actor, query }) =>
      listAsAsked(await schedules.list(actor.workspaceId), query, scheduleList),
    ),
    route(endpoints.get, ({ actor, params }) => schedules.get(actor.workspaceId, params.id)),
    withAudit(
      database,
      'schedule.set',
      route(endpoints.set, (call) => schedules.set(asked(call), call.body)),
    ),
    route(endpoints.preview, ({ actor, params, body }) =>
      schedules.preview(actor.workspaceId, params.id, body.rule),
    ),
    withAudit(
      database,
      'schedule.paused',
      route(endpoints.pause, (call) => schedules.pause(asked(call))),
    ),
    withAudit(
      database,
      'schedule.resumed',
      route(endpoints.resume, (call) => schedules.resume(asked(call))),
    ),
    withAudit(
      database,
      'schedule.slot_skipped',
      route(endpoints.skip, (call) => schedules.skip(asked(call), call.body.at)),
    ),
    withAudit(
      database,
      'schedule.slot_released',
      route(endpoints.release, (call) => schedules.release(asked(call), call.body.at)),
    ),
    withAudit(
      database,
      'schedule.cancelled',
      route(endpoints.cancel, (call) => schedules.cancel(asked(call))),
    ),
    route(endpoints.renewal, ({ actor, params }) => schedules.renewal(actor.workspaceId, params.id)),
    withAudit(
      database,
      'schedule.renewed',
      route(endpoints.renew, (call) => schedules.renew(asked(call), call.body.basis)),
    ),
    route(endpoints.calendar, ({ actor, params, query }) =>
      schedules.calendar(actor.workspaceId, params.id, query),
    ),
    route(endpoints.slotPages, ({ actor, params, query }) =>
      schedules.slotPages(actor.workspaceId, params.id, params.at, query),
    ),
    route(endpoints.ceiling, ({ actor, params }) => schedules.siteDay(actor.workspaceId, params.id)),
    route(endpoints.setCeiling, async (call) => {
      const { actor, params, body } = call
      await schedules.setCeiling(actor.workspaceId, params.id, body.perDay)
      await audit(call, 'connection.ceiling_set', params.id, { perDay: body.perDay })
      return schedules.siteDay(actor.workspaceId, params.id)
    }),
  ]
}
