// Decides what an answer of Wix means. Pure: takes what came over the wire, gives the parts of a WixError.
import { meaningOf } from './codes.ts'
import type { Delivered, WixErrorKind, WixViolation } from './errors.ts'
import { isJsonObject, type JsonObject, stringOrUndefined } from './json.ts'

/** What Wix's error envelope (or the OAuth form of `/oauth2/token`) says, each part empty when absent. */
export interface Envelope {
  isParsed: boolean
  code: string | undefined
  description: string
  violations: WixViolation[]
}

export interface Verdict extends Envelope {
  kind: WixErrorKind
  delivered: Delivered
}

/** More objections than a person reads. */
const mostViolations = 100

/** Reads `{ message, details: { applicationError | validationError } }`; never throws, whatever the body is. */
export function readEnvelope(body: unknown): Envelope {
  if (!isJsonObject(body)) return { isParsed: false, code: undefined, description: '', violations: [] }
  const details = asObject(body['details'])
  const applicationError = asObject(details['applicationError'])
  const violations = readViolations(asObject(details['validationError'])['fieldViolations'])
  const spoken =
    stringOrUndefined(applicationError['description']) ??
    stringOrUndefined(body['message']) ??
    readOAuthError(body)
  return {
    isParsed: true,
    code: stringOrUndefined(applicationError['code']),
    description: spoken ?? violations.map((one) => `${one.field} ${one.description}`.trim()).join('; '),
    violations,
  }
}

/**
 * Names the failure behind any answer that is not a good 200 (core contract of Wix: the status decides, the code
 * refines it, texts are read only where Wix has nothing better).
 */
export function classify(
  status: number,
  body: unknown,
  call: { isWrite: boolean; createsDraft?: boolean | undefined },
): Verdict {
  const envelope = readEnvelope(body)
  const kind = kindOf(status, envelope, call.createsDraft === true)
  return { ...envelope, kind, delivered: call.isWrite ? deliveredOf(status, kind, envelope) : 'no' }
}

function kindOf(status: number, envelope: Envelope, createsDraft: boolean): WixErrorKind {
  const { code = '', description } = envelope
  if (status >= 200 && status < 300) return 'malformed'
  if (status >= 300 && status < 400) return 'redirect'
  const meant = meaningOf(code)
  if (meant) return meant.kind
  if (status >= 500 && status < 600) return 'transient'
  if (status === 401) return unauthenticated(description, createsDraft)
  if (status === 403) return 'forbidden'
  // Any other code on a 429 is a limit that waiting does not lift.
  if (status === 429) return code === '' || code === 'RESOURCE_EXHAUSTED' ? 'throttled' : 'quota'
  if (status === 408 || status === 423 || status === 425) return 'transient'
  if (status === 413) return 'too_large'
  // From here on the words of Wix itself are needed: a proxy's page saying 404 does not prove that an item is gone.
  if (!envelope.isParsed || status < 400 || status > 499) return 'malformed'
  if (status === 428 && code.endsWith('_NOT_INSTALLED')) return 'app_not_installed'
  if (status === 428 && code.includes('CATALOG_V')) return 'wrong_catalog'
  if (status === 404) return 'not_found'
  if (status === 409) return 'conflict'
  return 'validation'
}

function unauthenticated(description: string, createsDraft: boolean): WixErrorKind {
  if (/instanceId found/i.test(description)) return 'app_not_installed'
  // A race inside Wix when a draft is created; the credentials are fine.
  if (createsDraft && /No identity found/i.test(description)) return 'transient'
  return 'auth'
}

function deliveredOf(status: number, kind: WixErrorKind, envelope: Envelope): Delivered {
  if (status === 413) return 'no'
  // The answer was too large, which says nothing about the change.
  if (envelope.code === 'WDE0180') return 'unknown'
  if (status < 500 && envelope.code !== undefined && meaningOf(envelope.code)?.isRefusal) return 'no'
  // A 429 that had applied a bulk create is on record, so being throttled proves nothing.
  if (kind === 'throttled' || kind === 'transient') return 'unknown'
  return status >= 400 && status < 500 && envelope.isParsed ? 'no' : 'unknown'
}

/** `/oauth2/token` answers in the IETF form, not in Wix's envelope; the names of its texts vary. */
function readOAuthError(body: JsonObject): string | undefined {
  const name = stringOrUndefined(body['error'])
  const text = stringOrUndefined(body['error_description']) ?? stringOrUndefined(body['errorDescription'])
  return name && text ? `${name}: ${text}` : (name ?? text)
}

function readViolations(value: unknown): WixViolation[] {
  if (!Array.isArray(value)) return []
  return value
    .slice(0, mostViolations)
    .filter(isJsonObject)
    .map((entry) => {
      const rule = stringOrUndefined(entry['violatedRule']) ?? ''
      return {
        field: stringOrUndefined(entry['field']) ?? '',
        description: stringOrUndefined(entry['description']) ?? '',
        rule: (rule === '' || rule === 'OTHER' ? stringOrUndefined(entry['ruleName']) : undefined) ?? rule,
      }
    })
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}
