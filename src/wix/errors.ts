// The closed set of ways in which a call to Wix can end badly, and the one class that carries them.

/** What each kind means to a person; the compiler makes sure that none is missing. */
const meanings = {
  auth: 'Wix does not accept these credentials',
  forbidden: 'Wix does not allow this call with these credentials',
  not_found: 'Wix has nothing under this id',
  conflict: 'It already exists, or was changed in the meantime',
  app_not_installed: 'The Wix app this call needs is not installed on the site',
  wrong_catalog: 'The store of this site uses the other version of the Wix catalog',
  validation: 'Wix does not accept the content of this call',
  throttled: 'Too many calls in a short time; wait before the next one',
  quota: 'A limit of this site or its plan is reached',
  transient: 'Wix had a passing problem',
  timeout: 'Wix did not answer in time',
  network: 'The connection to Wix failed',
  malformed: 'Something answered, but not in the way Wix does',
  redirect: 'The answer points to another address, which is not followed',
  aborted: 'The call was given up on request',
  too_large: 'The call or its answer is larger than allowed',
} as const

export type WixErrorKind = keyof typeof meanings

export const wixErrorKinds = Object.keys(meanings) as WixErrorKind[]

/**
 * Whether Wix may have applied the change. `no`: certainly not (also for every read). `unknown`: look before
 * sending it again. `yes`: Wix said so, but the rest of its answer could not be used.
 */
export type Delivered = 'no' | 'yes' | 'unknown'

/** One field Wix objects to. `rule` is an open set (`REQUIRED_FIELD`, `MAX_LENGTH`, or a rule's own name). */
export interface WixViolation {
  field: string
  description: string
  rule: string
}

export interface WixErrorFields {
  kind: WixErrorKind
  method: string
  /** The path without the query, ids included. */
  path: string
  isWrite: boolean
  delivered: Delivered
  status?: number | undefined
  /** `details.applicationError.code`, only when Wix sent it as a string. */
  code?: string | undefined
  /** What Wix (or the network) said; empty when it said nothing. */
  description?: string | undefined
  violations?: readonly WixViolation[] | undefined
  /** What the answer had for a body: Wix sends JSON or nothing, a proxy's page is `other`. */
  bodyForm?: 'json' | 'empty' | 'other' | undefined
  requestId?: string | undefined
  /** From `Retry-After`, which Wix does not document and may leave out. */
  retryAfterMs?: number | undefined
}

/** Every failure of this library. Holds no credential, no header and no body. */
export class WixError extends Error {
  override readonly name = 'WixError'
  readonly kind: WixErrorKind
  readonly method: string
  readonly path: string
  readonly isWrite: boolean
  readonly delivered: Delivered
  readonly status: number | undefined
  readonly code: string | undefined
  readonly description: string
  readonly violations: readonly WixViolation[]
  readonly bodyForm: 'json' | 'empty' | 'other' | undefined
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
  /** The permission that the call needs, as Wix's API key screen spells it: its answers name none. */
  permission: string | undefined

  constructor(fields: WixErrorFields) {
    super(describe(fields))
    this.kind = fields.kind
    this.method = fields.method
    this.path = fields.path
    this.isWrite = fields.isWrite
    this.delivered = fields.delivered
    this.status = fields.status
    this.code = fields.code
    this.description = fields.description ?? ''
    this.violations = fields.violations ?? []
    this.bodyForm = fields.bodyForm
    this.requestId = fields.requestId
    this.retryAfterMs = fields.retryAfterMs
  }

  /** The fields of `WixErrorFields` plus `message`, so that a log line says more than `{}`. */
  toJSON(): WixErrorFields & { message: string } {
    return {
      message: this.message,
      kind: this.kind,
      method: this.method,
      path: this.path,
      isWrite: this.isWrite,
      delivered: this.delivered,
      status: this.status,
      code: this.code,
      description: this.description,
      violations: this.violations,
      bodyForm: this.bodyForm,
      requestId: this.requestId,
      retryAfterMs: this.retryAfterMs,
    }
  }
}

/** Thrown by `beforeRequest`: the request is no longer wanted. Its call fails as `aborted`, and nothing was sent. */
export class RequestWithdrawn extends Error {
  override readonly name = 'RequestWithdrawn'
}

export function isWixError(value: unknown): value is WixError {
  return value instanceof WixError
}

function describe(fields: WixErrorFields): string {
  const facts = [
    `${fields.method} ${fields.path}`.trim(),
    fields.status === undefined ? '' : `status ${fields.status}`,
    fields.code ?? '',
    fields.requestId ? `request id ${fields.requestId}` : '',
  ].filter((fact) => fact !== '')
  const where = facts.length > 0 ? ` (${facts.join(', ')})` : ''
  return `${meanings[fields.kind]}${fields.description ? `: ${fields.description}` : ''}${where}`
}
