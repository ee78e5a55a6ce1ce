// Every error body the simulator answers with, in one place, so that parity can be read at a glance.

import type { Obj } from './types.ts'

export interface Violation {
  field: string
  description: string
  violatedRule: string
  /** Names the rule where `violatedRule` is OTHER. */
  ruleName?: string
  data?: Obj
}

/** An answer other than 200. `reason` goes to the request log only, never over the wire. */
export class WixError extends Error {
  readonly status: number
  readonly body: Obj
  readonly reason: string

  constructor(status: number, body: Obj, reason = '') {
    super(reason || String(body['message'] ?? ''))
    this.status = status
    this.body = body
    this.reason = reason
  }
}

/** The Wix envelope around an application error. */
export function applicationError(
  status: number,
  code: string,
  description: string,
  message: string = description,
  data?: Obj,
): WixError {
  const details = { applicationError: { code, description, ...(data && { data }) } }
  return new WixError(status, { message, details }, `${code}: ${description}`)
}

export function validationError(violations: Violation[]): WixError {
  const message = violations.map((v) => `${v.field} ${v.description}`.trim()).join(', ')
  return new WixError(
    400,
    { message, details: { validationError: { fieldViolations: violations } } },
    message,
  )
}

export function invalidArgument(message: string): WixError {
  return applicationError(400, 'INVALID_ARGUMENT', message)
}

/** Wrong types, unknown enum values and unreadable JSON all look like this, whatever the cause. */
export function parseFailure(reason: string): WixError {
  return new WixError(
    400,
    { message: 'Failed to parse JSON or deserialize protobuf message', details: {} },
    reason,
  )
}

export function notFound(what: string, id: string): WixError {
  return applicationError(404, 'NOT_FOUND', `${what} ${id} not found`)
}

export function unknownIdentity(status: 401 | 403): WixError {
  return new WixError(status, { message: '', details: {} }, 'unknown, revoked or missing credential')
}

export function noSite(status: 401 | 403): WixError {
  return applicationError(status, 'UNAUTHORIZED', 'No Metasite Context in identity.')
}

export function permissionDenied(reason: string, status: 401 | 403 = 403): WixError {
  const details = { applicationError: { code: 'PERMISSION_DENIED', description: '' } }
  return new WixError(status, { message: '', details }, reason)
}

export function appNotInstalled(app: string): WixError {
  return applicationError(428, 'REQUIRED_APP_NOT_INSTALLED', `Wix ${app} app is not installed for site`)
}

/** Answers of the token endpoint follow OAuth, not the Wix envelope. */
export function oauthError(status: number, error: string, description: string): WixError {
  return new WixError(status, { error, error_description: description }, `${error}: ${description}`)
}
