import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../../accounts/accounts.ts'
import type { Visitor } from '../../accounts/person.ts'
import type { SignedIn } from '../../accounts/sign-in.ts'
import { routes } from '../../api/routes.ts'
import type { Session } from '../../api/session.ts'
import {
  clearSessionCookie,
  knownBrowserName,
  setKnownBrowserCookie,
  setSessionCookie,
} from '../authenticate.ts'
import { isLoopbackHost } from '../origin.ts'
import { type Route, route } from '../route.ts'

export interface SessionDeps {
  accounts: Accounts
  isHttps: boolean
  /** Whether the workspace has an active connection to a real Wix site. */
  hasRealConnection: (workspaceId: string) => Promise<boolean>
  /** The name of the problem of a connection that needs attention. */
  connectionProblem: (workspaceId: string) => Promise<string | null>
  countUnread: (workspaceId: string) => Promise<number>
}

export function sessionRoutes(deps: SessionDeps): Route[] {
  const { accounts, isHttps } = deps
  return [
    route(routes.session.get, ({ actor, request }) => presentSession(deps, actor.userId, request)),

    route(routes.session.create, async ({ body, request, reply }) => {
      const session = await accounts.logIn(body.email, body.password, visitorOf(request, isHttps))
      letIn(reply, session, isHttps)
      return presentSession(deps, session.userId, request)
    }),

    route(routes.session.confirm, async ({ actor, body, request }) => {
      await accounts.confirmPassword(actor, body.password, visitorOf(request, isHttps))
    }),

    route(routes.session.remove, async ({ actor, request, reply }) => {
      await accounts.logOut(actor, request.ip)
      clearSessionCookie(reply, isHttps)
    }),
  ]
}

/** The address of the socket, or what a proxy on this machine says: any other forwarded one could be anything. */
export function visitorOf(request: FastifyRequest, isHttps: boolean): Visitor {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    knownBrowser: request.cookies[knownBrowserName(isHttps)],
  }
}

export function letIn(reply: FastifyReply, session: SignedIn, isHttps: boolean): void {
  setSessionCookie(reply, session.secret, isHttps)
  if (session.knownBrowser !== null) setKnownBrowserCookie(reply, session.knownBrowser, isHttps)
}

export async function presentSession(
  deps: SessionDeps,
  userId: string,
  request: FastifyRequest,
): Promise<Session> {
  const { user, workspace, preferences } = await deps.accounts.profile(userId)
  return {
    user,
    workspace,
    preferences,
    missingConnection: !(await deps.hasRealConnection(workspace.id)),
    connectionProblem: await deps.connectionProblem(workspace.id),
    unreadNotices: await deps.countUnread(workspace.id),
    insecureTransport: !deps.isHttps && !isLoopbackHost(request.headers.host),
  }
}
