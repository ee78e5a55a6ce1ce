import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import type { Mail } from '../../notices/mail.ts'
import { newestFirst, pageById } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { whenGone } from '../when-gone.ts'
import { auditOf } from '../with-audit.ts'

export function mailRoutes({ database, mail }: { database: Database; mail: Mail }): Route[] {
  const audit = auditOf(database)
  const { get, set, remove, test, deliveries, resend } = routes.mail
  return [
    route(get, async ({ actor }) => ({ settings: await mail.get(actor.workspaceId) })),

    route(set, async ({ actor, body, request }) => {
      const settings = await mail.set(actor.workspaceId, body)
      const { host, from, to, state } = settings
      await audit({ actor, request }, 'mail.changed', '', { host, from, to, state })
      return settings
    }),

    route(remove, async ({ actor, request }) => {
      await mail.remove(actor.workspaceId)
      await audit({ actor, request }, 'mail.removed', '')
    }),

    route(test, ({ actor, reply }) => mail.test(actor.workspaceId, whenGone(reply))),

    route(deliveries, async ({ actor, query }) => {
      const page = newestFirst(query)
      const items = await mail.deliveries(actor.workspaceId, page)
      return pageById(items, page.limit)
    }),

    route(resend, ({ actor, params }) => mail.resend(actor.workspaceId, params.delivery)),
  ]
}
