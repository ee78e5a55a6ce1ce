// Who is calling, and whether they may. Every endpoint names its least role; this is the only place that looks.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import { knownBrowserDays } from '../accounts/known-browsers.ts'
import { sessionDays } from '../accounts/sessions.ts'
import type { Endpoint, Role } from '../api/endpoint.ts'
import type { TokenScope } from '../api/token.ts'
import { AppError } from '../errors.ts'
import type { Actor } from './route.ts'

const scopeFor: Record<Exclude<Role, 'public'>, TokenScope> = {
  viewer: 'read',
  editor: 'edit',
  publisher: 'publish',
  owner: 'manage',
}
const words: Record<Exclude<TokenScope, 'manage'>, string> = {
  read: 'read',
  edit: 'read and edit',
  publish: 'read, edit and publish',
}

const rank: Record<Role, number> = { public: 0, viewer: 1, editor: 2, publisher: 3, owner: 4 }

/** Browsers refuse a `__Host-` cookie that is not secure, so a planted one cannot take its place. */
export function cookieName(isHttps: boolean): string {
  return isHttps ? '__Host-seomatic' : 'seomatic'
}

export function setSessionCookie(reply: FastifyReply, secret: string, isHttps: boolean): void {
  reply.setCookie(cookieName(isHttps), secret, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isHttps,
    maxAge: sessionDays * 86_400,
  })
}

export function clearSessionCookie(reply: FastifyReply, isHttps: boolean): void {
  reply.clearCookie(cookieName(isHttps), { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps })
}

/** Not the session's, and no way in: tells the browser of someone who signed in before from a stranger's. */
export function knownBrowserName(isHttps: boolean): string {
  return `${cookieName(isHttps)}-known`
}

export function setKnownBrowserCookie(reply: FastifyReply, secret: string, isHttps: boolean): void {
  reply.setCookie(knownBrowserName(isHttps), secret, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isHttps,
    maxAge: knownBrowserDays * 86_400,
  })
}

/** The text after `Bearer `, or undefined. Any other scheme is an unknown token. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? ''
}

/** A token given decides alone; the cookie is then not looked at. */
export function identify(
  accounts: Accounts,
  request: FastifyRequest,
  isHttps: boolean,
): Promise<Actor | null> {
  return accounts.identify({ bearer: bearerOf(request), cookie: request.cookies[cookieName(isHttps)] })
}

export function assertRole(
  actor: Actor | null,
  { role, method, reads }: Pick<Endpoint, 'role' | 'method' | 'reads'>,
): void {
  if (role === 'public') return
  if (!actor) {
    throw new AppError(
      'not_signed_in',
      'Sign in first: open the dashboard, or send an API token as "Authorization: Bearer smt_...".',
    )
  }
  if (actor.scope !== null && actor.scope !== 'manage') {
    // All that everybody may change is their own: password, signed-in browsers, views. That is no reading.
    const needed = role === 'viewer' && method !== 'GET' && !reads ? 'owner' : role
    if (rank[actor.role] >= rank[needed]) return
    throw new AppError(
      'forbidden',
      `This token may ${words[actor.scope]}, and no more. Use one with the scope "${scopeFor[needed]}": Settings, API tokens, or "seomatic tokens create --scope ${scopeFor[needed]}".`,
    )
  }
  if (rank[actor.role] >= rank[role]) return
  throw new AppError(
    'forbidden',
    `This needs the role "${role}"; yours is "${actor.role}". Ask the owner to do it.`,
  )
}

/** For what is worth most: a browser left open is not enough. */
export function assertRecent(actor: Actor | null, endpoint: Endpoint): void {
  if (!endpoint.confirms || actor?.isRecent) return
  throw new AppError(
    'password_needed',
    'This needs your password again, since you signed in more than fifteen minutes ago. Give it, and try once more.',
  )
}
