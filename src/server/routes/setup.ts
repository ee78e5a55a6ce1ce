import type { Accounts } from '../../accounts/accounts.ts'
import { routes } from '../../api/routes.ts'
import { type Route, route } from '../route.ts'
import { letIn, presentSession, type SessionDeps, visitorOf } from './session.ts'

export function setupRoutes(deps: SessionDeps & { accounts: Accounts }): Route[] {
  const { accounts, isHttps } = deps
  return [
    route(routes.setup.state, async () => ({ open: await accounts.setup.isOpen() })),

    route(routes.setup.create, async ({ body, request, reply }) => {
      const session = await accounts.createOwner(body, visitorOf(request, isHttps))
      letIn(reply, session, isHttps)
      return presentSession(deps, session.userId, request)
    }),
  ]
}
