import { routes } from '../../api/routes.ts'
import type { Connections } from '../../connections/connections.ts'
import { permissionTable, presentPermission } from '../../connections/permission-table.ts'
import type { Database } from '../../db/types.ts'
import { type Actor, type Route, route } from '../route.ts'
import { whenGone } from '../when-gone.ts'
import { auditOf } from '../with-audit.ts'

/** Whose live checks belong together: those of one browser, or of one token. */
function sessionOf(actor: Actor): string {
  return actor.sessionId ?? actor.tokenId ?? actor.userId
}

/** The page runs nothing and loads nothing: it is text with a style of its own. */
const shownPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

export function connectionRoutes({
  connections,
  database,
}: {
  connections: Connections
  database: Database
}): Route[] {
  const audit = auditOf(database)

  return [
    route(routes.connections.list, async ({ actor }) => ({
      items: await connections.list(actor.workspaceId),
    })),

    route(routes.connections.permissions, async () => ({ items: permissionTable.map(presentPermission) })),

    route(routes.connections.get, ({ actor, params }) => connections.get(actor.workspaceId, params.id)),

    route(routes.connections.pace, ({ actor, params }) => connections.pace(actor.workspaceId, params.id)),
    route(routes.connections.setPace, async (call) => {
      const { actor, params, body } = call
      const pace = await connections.setPace(actor.workspaceId, params.id, body.mostPerMinute)
      await audit(call, 'connection.pace_set', params.id, { perMinute: body.mostPerMinute })
      return pace
    }),

    route(routes.connections.page, async ({ actor, params, query, reply }) => {
      const html = await connections.page(actor.workspaceId, params.id, query.url)
      await reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', shownPagePolicy)
        .send(html)
    }),

    route(routes.connections.test, ({ actor, body, reply }) => {
      const { number, fresh, ...input } = body
      const session = sessionOf(actor)
      return connections.test({ number, input, session, isFresh: fresh, signal: whenGone(reply) })
    }),

    route(routes.connections.create, async ({ actor, body, request }) => {
      const connection = await connections.create(actor.workspaceId, { ...body, session: sessionOf(actor) })
      const { id, name, siteId, isNew, keyFingerprint } = connection
      if (isNew) await audit({ actor, request }, 'connection.created', id, { name, siteId })
      else await audit({ actor, request }, 'connection.key_replaced', id, { fingerprint: keyFingerprint })
      return connection
    }),

    route(routes.connections.practice, async ({ actor, request }) => {
      const connection = await connections.practice(actor.workspaceId)
      await audit({ actor, request }, 'connection.practised', connection.id)
      return connection
    }),

    route(routes.connections.check, ({ actor, params }) => connections.check(actor.workspaceId, params.id)),

    route(routes.connections.replaceCredentials, async ({ actor, params, body, request }) => {
      const connection = await connections.replaceCredentials(actor.workspaceId, params.id, {
        ...body,
        session: sessionOf(actor),
      })
      await audit({ actor, request }, 'connection.key_replaced', connection.id, {
        fingerprint: connection.keyFingerprint,
      })
      return connection
    }),

    route(routes.connections.update, async ({ actor, params, body, request }) => {
      const connection = await connections.rename(actor.workspaceId, params.id, body.name)
      await audit({ actor, request }, 'connection.renamed', connection.id, { name: connection.name })
      return connection
    }),

    route(routes.connections.remove, async ({ actor, params, request }) => {
      await connections.remove(actor.workspaceId, params.id)
      await audit({ actor, request }, 'connection.removed', params.id)
    }),

    route(routes.connections.choices, ({ actor, params, query }) =>
      connections.choices(actor.workspaceId, params.id, query),
    ),
  ]
}
