import type { FastifyRequest } from 'fastify'
import type { Accounts, Visitor } from '../../accounts/accounts.ts'
import { routes } from '../../api/routes.ts'
import type { Session } from '../../api/session.ts'
import { clearSessionCookie, setSessionCookie } from '../authenticate.ts'
import { isLoopbackHost } from '../origin.ts'
import { type Route, route } from '../route.ts'

export interface SessionDeps {
  accounts: Accounts
  isHttps: boolean
  /** Whether the workspace has an active connection to a real Wix site. */
  hasRealConnection: (workspaceId: string) => Promise<boolean>
  /** The name of the problem of a connection that needs attention. */
  connectionProblem: (workspaceId: string) => Promise<string | null>
}

export function sessionRoutes(deps: SessionDeps): Route[] {
  const { accounts, isHttps } = deps
  return [
    route(routes.session.get, ({ actor, request }) => presentSession(deps, actor.userId, request)),

    route(routes.session.create, async ({ body, request, reply }) => {
      const session = await accounts.logIn(body.email, body.password, visitorOf(request))
      setSessionCookie(reply, session.secret, isHttps)
      return presentSession(deps, session.userId, request)
    }),

    route(routes.session.remove, async ({ actor, reply }) => {
      await accounts.logOut(actor)
      clearSessionCookie(reply, isHttps)
    }),
  ]
}

/** The address of the socket: a forwarded one could be anything. */
export function visitorOf(request: FastifyRequest): Visitor {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' }
}

export async function presentSession(
  deps: SessionDeps,
  userId: string,
  request: FastifyRequest,
): Promise<Session> {
  const { user, workspace } = await deps.accounts.profile(userId)
  return {
    user,
    workspace,
    missingConnection: !(await deps.hasRealConnection(workspace.id)),
    connectionProblem: await deps.connectionProblem(workspace.id),
    insecureTransport: !deps.isHttps && !isLoopbackHost(request.headers.host),
  }
}
