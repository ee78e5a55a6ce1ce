import { listSessions, removeSession } from '../../accounts/sessions.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { type Route, route } from '../route.ts'
import { auditOf } from '../with-audit.ts'
import { presentSession, type SessionDeps, visitorOf } from './session.ts'

export interface AccountRouteDeps extends SessionDeps {
  database: Database
}

export function accountRoutes({ database, ...session }: AccountRouteDeps): Route[] {
  const { accounts, isHttps } = session
  const audit = auditOf(database)
  return [
    route(routes.account.sessions, async ({ actor }) => ({ items: await listSessions(database, actor) })),

    route(routes.account.removeSession, async ({ actor, params, request }) => {
      if (await removeSession(database, actor.userId, params.id)) {
        await audit({ actor, request }, 'session.removed', params.id)
        return
      }
      throw new AppError('not_found', 'This browser is signed out already. Reload the list.')
    }),

    route(routes.account.change, async ({ actor, body, request }) => {
      await accounts.changeProfile(actor, body)
      await audit({ actor, request }, 'profile.changed', actor.userId, { changed: Object.keys(body) })
      return presentSession(session, actor.userId, request)
    }),

    route(routes.account.changeEmail, async ({ actor, body, request }) => {
      await accounts.changeEmail(actor, body.email)
      await audit({ actor, request }, 'profile.email_changed', actor.userId)
      return presentSession(session, actor.userId, request)
    }),

    route(routes.account.changePassword, async ({ actor, body, request }) => {
      await accounts.changePassword(actor, body, visitorOf(request, isHttps))
    }),

    route(routes.account.reset, ({ body, request }) => accounts.resetPassword(body, request.ip)),
  ]
}
