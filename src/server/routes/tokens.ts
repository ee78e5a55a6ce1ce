import { recordAudit } from '../../accounts/audit.ts'
import { createToken, listTokens, removeToken } from '../../accounts/tokens.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { type Route, route } from '../route.ts'

export function tokenRoutes({ database }: { database: Database }): Route[] {
  return [
    route(routes.tokens.list, async ({ actor }) => ({ items: await listTokens(database, actor.userId) })),

    route(routes.tokens.create, async ({ actor, body }) => {
      const token = await createToken(database, actor.userId, body)
      await recordAudit(database, {
        workspaceId: actor.workspaceId,
        actor: actor.name,
        action: 'token.created',
        subject: token.id,
        detail: { name: token.name },
      })
      return token
    }),

    route(routes.tokens.remove, async ({ actor, params }) => {
      if (!(await removeToken(database, actor.userId, params.id))) {
        throw new AppError('not_found', 'There is no such token; it may have been revoked already.')
      }
      await recordAudit(database, {
        workspaceId: actor.workspaceId,
        actor: actor.name,
        action: 'token.revoked',
        subject: params.id,
      })
    }),
  ]
}
