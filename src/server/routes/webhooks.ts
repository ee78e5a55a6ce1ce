import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import type { Webhooks } from '../../notices/webhooks.ts'
import { newestFirst, pageById } from '../paging.ts'
import { type Route, route } from '../route.ts'
import { whenGone } from '../when-gone.ts'
import { auditOf } from '../with-audit.ts'

export function webhookRoutes({ database, webhooks }: { database: Database; webhooks: Webhooks }): Route[] {
  const audit = auditOf(database)
  const { list, get, create, update, remove, rotateSecret, test, deliveries, resend } = routes.webhooks
  return [
    route(list, async ({ actor }) => ({ items: await webhooks.list(actor.workspaceId) })),

    route(get, ({ actor, params }) => webhooks.get(actor.workspaceId, params.id)),

    route(create, async ({ actor, body, request }) => {
      const made = await webhooks.create(actor.workspaceId, body)
      // The address of one may be a secret, its host is none.
      const { host } = new URL(body.url)
      await audit({ actor, request }, 'webhook.created', made.id, { name: made.name, host })
      return made
    }),

    route(update, async ({ actor, params, body, request }) => {
      const changed = await webhooks.update(actor.workspaceId, params.id, body)
      await audit({ actor, request }, 'webhook.changed', params.id, {
        name: changed.name,
        changed: Object.keys(body),
      })
      return changed
    }),

    route(remove, async ({ actor, params, request }) => {
      const { name } = await webhooks.get(actor.workspaceId, params.id)
      await webhooks.remove(actor.workspaceId, params.id)
      await audit({ actor, request }, 'webhook.removed', params.id, { name })
    }),

    route(rotateSecret, async ({ actor, params, request }) => {
      const made = await webhooks.rotateSecret(actor.workspaceId, params.id)
      await audit({ actor, request }, 'webhook.secret_replaced', params.id, { name: made.name })
      return made
    }),

    route(test, ({ actor, params, reply }) => webhooks.test(actor.workspaceId, params.id, whenGone(reply))),

    route(deliveries, async ({ actor, params, query }) => {
      const page = newestFirst(query)
      const items = await webhooks.deliveries(actor.workspaceId, params.id, page)
      return pageById(items, page.limit)
    }),

    route(resend, ({ actor, params }) => webhooks.resend(actor.workspaceId, params.id, params.delivery)),
  ]
}
