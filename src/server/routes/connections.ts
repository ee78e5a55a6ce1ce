import type { FastifyReply } from 'fastify'
import { recordAudit } from '../../accounts/audit.ts'
import { routes } from '../../api/routes.ts'
import type { Connections } from '../../connections/connections.ts'
import { permissionTable, presentPermission } from '../../connections/permission-table.ts'
import type { Database } from '../../db/types.ts'
import { type Actor, type Route, route } from '../route.ts'

/** Whose live checks belong together: those of one browser, or of one token. */
function sessionOf(actor: Actor): string {
  return actor.sessionId ?? actor.tokenId ?? actor.userId
}

/** Fires when the asker hung up before the answer. */
function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}

export function connectionRoutes({
  connections,
  database,
}: {
  connections: Connections
  database: Database
}): Route[] {
  const audit = ({ workspaceId, name }: Actor, action: string, subject: string, detail = {}) =>
    recordAudit(database, { workspaceId, actor: name, action: `connection.${action}`, subject, detail })

  return [
    route(routes.connections.list, async ({ actor }) => ({
      items: await connections.list(actor.workspaceId),
    })),

    route(routes.connections.permissions, async () => ({ items: permissionTable.map(presentPermission) })),

    route(routes.connections.get, ({ actor, params }) => connections.get(actor.workspaceId, params.id)),

    route(routes.connections.test, ({ actor, body, reply }) => {
      const { number, fresh, ...input } = body
      const session = sessionOf(actor)
      return connections.test({ number, input, session, isFresh: fresh, signal: whenGone(reply) })
    }),

    route(routes.connections.create, async ({ actor, body }) => {
      const connection = await connections.create(actor.workspaceId, { ...body, session: sessionOf(actor) })
      await audit(actor, 'created', connection.id, { name: connection.name, siteId: connection.siteId })
      return connection
    }),

    route(routes.connections.practice, async ({ actor }) => {
      const connection = await connections.practice(actor.workspaceId)
      await audit(actor, 'practised', connection.id)
      return connection
    }),

    route(routes.connections.check, ({ actor, params }) => connections.check(actor.workspaceId, params.id)),

    route(routes.connections.replaceCredentials, async ({ actor, params, body }) => {
      const connection = await connections.replaceCredentials(actor.workspaceId, params.id, {
        ...body,
        session: sessionOf(actor),
      })
      await audit(actor, 'key_replaced', connection.id, { fingerprint: connection.keyFingerprint })
      return connection
    }),

    route(routes.connections.update, ({ actor, params, body }) =>
      connections.rename(actor.workspaceId, params.id, body.name),
    ),

    route(routes.connections.remove, async ({ actor, params }) => {
      await connections.remove(actor.workspaceId, params.id)
      await audit(actor, 'removed', params.id)
    }),

    route(routes.connections.choices, ({ actor, params, query }) =>
      connections.choices(actor.workspaceId, params.id, query),
    ),
  ]
}
