import type { Accounts } from '../../accounts/accounts.ts'
import { listSessions, removeSession } from '../../accounts/sessions.ts'
import { routes } from '../../api/routes.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { type Route, route } from '../route.ts'
import { visitorOf } from './session.ts'

export function accountRoutes({ accounts, database }: { accounts: Accounts; database: Database }): Route[] {
  return [
    route(routes.account.sessions, async ({ actor }) => ({ items: await listSessions(database, actor) })),

    route(routes.account.removeSession, async ({ actor, params }) => {
      if (await removeSession(database, actor.userId, params.id)) return
      throw new AppError('not_found', 'This browser is signed out already. Reload the list.')
    }),

    route(routes.account.changePassword, async ({ actor, body, request }) => {
      await accounts.changePassword(actor, body.current, body.next, visitorOf(request))
    }),
  ]
}
