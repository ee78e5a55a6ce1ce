// Failures of a check in words: what happened, why as far as we know, what to do now. Pure.
import type { CheckFailure } from '../api/connection.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { WixError } from '../wix/index.ts'
import type { Credentials, ShapeProblem } from './credentials.ts'

/** Enough of a site id to recognise it. */
export function shortId(id: string): string {
  return `${id.slice(0, 4)}…${id.slice(-4)}`
}

export function shapeFailure(problem: ShapeProblem): CheckFailure {
  const title = problem.field === 'apiKey' ? 'This is not a Wix API key' : 'This is not a site ID'
  return { code: 'WIX-SHAPE', title, reason: problem.reason, steps: problem.steps, requestId: null }
}

const keySteps = [
  'Open API Keys Manager in Wix (manage.wix.com/account/api-keys).',
  'Check that the key is still listed; if you no longer have its full value, create a new one.',
  'Paste it here and check again.',
]

/** Wix said 401: the key itself is not known. */
export function keyFailure({ apiKey }: Credentials, requestId: string | null): CheckFailure {
  return {
    code: 'WIX-CRED',
    title: "Wix didn't accept these credentials",
    reason: `Wix says this key isn't valid. It may have been deleted, or part of it is missing: yours has ${apiKey.length} characters and ends in …${apiKey.slice(-4)}.`,
    steps: keySteps,
    requestId,
  }
}

/** Everything was refused, and Wix gives no reason. */
export function keyOrSiteFailure({ siteId }: Credentials, requestId: string | null): CheckFailure {
  return {
    code: 'WIX-KEY-OR-SITE',
    title: 'Wix refused this key for this site',
    reason: `Wix doesn't tell us which of the two is wrong. Either the key can't open site ${shortId(siteId)}, or it isn't valid any more, or it has none of the permissions.`,
    steps: [
      "Check the site ID: it is the part after /dashboard/ in the site's address.",
      'Check that the key was created in the account that owns the site (only an owner or co-owner can), and that its site access includes this site.',
      ...keySteps.slice(0, 2),
    ],
    requestId,
  }
}

export function permissionFailure(
  siteName: string,
  missing: { name: string; without: string }[],
): CheckFailure {
  const count = missing.length === 1 ? '1 permission is missing' : `${missing.length} permissions are missing`
  return {
    code: 'WIX-PERM',
    title: `Connected to ${siteName}. ${count}`,
    reason: missing.map(({ name, without }) => `${name}: ${without}`).join(' '),
    steps: [
      'Open API Keys Manager in Wix and edit this key.',
      `Tick: ${missing.map(({ name }) => name).join(', ')}. Save.`,
      'Come back and check again; a new permission can take a moment.',
    ],
    requestId: null,
  }
}

/** What a failed call says about the connection when it is no refusal. */
export function callFailure(error: WixError): CheckFailure {
  const requestId = error.requestId ?? null
  switch (error.kind) {
    case 'timeout':
      return {
        code: 'WIX-TIMEOUT',
        title: "Wix didn't answer within 10 seconds",
        reason:
          "Your key hasn't been judged; we never got an answer. This is usually Wix being slow, or this server being unable to reach the internet.",
        steps: [
          'Try again in a moment.',
          'If it stays, check that this server may open outgoing HTTPS connections.',
        ],
        requestId,
      }
    case 'app_not_installed':
      return {
        code: 'WIX-APP',
        title: "The site doesn't have Wix Blog",
        reason: 'Your key is fine; the app that pages would go to is not installed on the site.',
        steps: ['Add the app Wix Blog in the Wix dashboard of the site.', 'Come back and check again.'],
        requestId,
      }
    case 'throttled':
    case 'quota': {
      const wait = error.retryAfterMs ? `${Math.ceil(error.retryAfterMs / 1000)} s` : 'about a minute'
      return {
        code: 'WIX-RATE',
        title: `Wix asked us to wait ${wait}`,
        reason: 'Too many calls went to this site in a short time. The key is fine.',
        steps: [`Check again in ${wait}.`],
        requestId,
      }
    }
    case 'transient':
      return {
        code: 'WIX-OUTAGE',
        title: 'Wix has a problem of its own',
        reason: `Wix answered with an error${error.status ? ` (${error.status})` : ''}. Your key hasn't been judged.`,
        steps: ['Look at status.wix.com.', 'Check again in a few minutes.'],
        requestId,
      }
    default:
      return {
        code: 'WIX-UNREACHABLE',
        title: 'This server could not reach Wix',
        reason: unreachableReason(error),
        steps: [
          'If this server is behind a proxy or firewall, allow outgoing HTTPS to www.wixapis.com.',
          'Check the clock and the DNS settings of this server, then check again.',
        ],
        requestId,
      }
  }
}

function unreachableReason(error: WixError): string {
  if (error.kind === 'malformed' || error.kind === 'redirect') {
    return "Something answered, but not in the way Wix does; often that is a proxy's page. Your key hasn't been judged."
  }
  const words: Record<string, string> = {
    ENOTFOUND: 'Its name could not be found (DNS).',
    EAI_AGAIN: 'Its name could not be looked up (DNS).',
    ECONNREFUSED: 'The connection was refused.',
    CERT_NOT_YET_VALID: "Its certificate is not valid yet, so this server's clock is probably wrong.",
    CERT_HAS_EXPIRED: "Its certificate has expired, so this server's clock may be wrong.",
  }
  return `${words[error.description] ?? 'The connection failed.'} Your key hasn't been judged.`
}

const errorCodeOf: Record<CheckFailure['code'], ErrorCode> = {
  'WIX-CRED': 'connection_refused',
  'WIX-KEY-OR-SITE': 'connection_refused',
  'WIX-SITE': 'connection_site',
  'WIX-PERM': 'connection_permission',
  'WIX-TIMEOUT': 'connection_unreachable',
  'WIX-UNREACHABLE': 'connection_unreachable',
  'WIX-APP': 'wix_app_missing',
  'WIX-RATE': 'wix_error',
  'WIX-OUTAGE': 'wix_error',
  'WIX-SHAPE': 'bad_request',
}

/** Whether the failure says something about the credentials, and not only about this moment. */
export function isVerdict(failure: CheckFailure): boolean {
  return !['WIX-TIMEOUT', 'WIX-UNREACHABLE', 'WIX-RATE', 'WIX-OUTAGE'].includes(failure.code)
}

export function toAppError(failure: CheckFailure, details: Record<string, unknown>): AppError {
  const message = [`${failure.title}.`, failure.reason, ...failure.steps].join(' ')
  return new AppError(errorCodeOf[failure.code], message, { details })
}
