import { createToken, listTokens, removeToken } from '../../accounts/tokens.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { type Route, route } from '../route.ts'
import { auditOf } from '../with-audit.ts'

export function tokenRoutes({ database }: { database: Database }): Route[] {
  const audit = auditOf(database)
  return [
    route(routes.tokens.list, async ({ actor }) => ({ items: await listTokens(database, actor.userId) })),

    route(routes.tokens.create, async ({ actor, body, request }) => {
      const token = await createToken(database, actor.userId, body)
      const { id, name, scope } = token
      await audit({ actor, request }, 'token.created', id, { name, scope })
      return token
    }),

    route(routes.tokens.remove, async ({ actor, params, request }) => {
      if (!(await removeToken(database, actor.userId, params.id))) {
        throw new AppError('not_found', 'There is no such token; it may have been revoked already.')
      }
      await audit({ actor, request }, 'token.revoked', params.id)
    }),
  ]
}
