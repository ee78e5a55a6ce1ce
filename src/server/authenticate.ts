// Who is calling, and whether they may. Every endpoint names its least role; this is the only place that looks.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import { sessionDays } from '../accounts/sessions.ts'
import type { Role } from '../api/endpoint.ts'
import { AppError } from '../errors.ts'
import type { Actor } from './route.ts'

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

export function assertRole(actor: Actor | null, role: Role): void {
  if (role === 'public') return
  if (!actor) {
    throw new AppError(
      'not_signed_in',
      'Sign in first: open the dashboard, or send an API token as "Authorization: Bearer smt_...".',
    )
  }
  if (rank[actor.role] < rank[role]) {
    throw new AppError(
      'forbidden',
      `This needs the role "${role}"; yours is "${actor.role}". Ask the owner to do it.`,
    )
  }
}
