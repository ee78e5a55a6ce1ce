// Failures that say nothing about the credentials: no answer, too many calls, Wix's own trouble. Pure.
import type { CheckFailure, Reached } from '../api/connection.ts'
import type { WixError } from '../wix/index.ts'
import { describeReach } from './reach.ts'

const statusLinks = [{ label: 'Wix status', href: 'https://status.wix.com' }]
const notJudged = "The credentials haven't been judged."

/** `reached`: for calls without an answer. */
export function callFailure(error: WixError, reached: Reached | null): CheckFailure {
  const base = { links: [], requestId: error.requestId ?? null, reached: null, retryAfterMs: null }
  if (error.status === 429 || error.kind === 'throttled' || error.kind === 'quota') {
    const wait = error.retryAfterMs ? `${Math.ceil(error.retryAfterMs / 1000)} s` : 'about a minute'
    return {
      ...base,
      code: 'WIX-RATE',
      title: `Wix asked us to wait ${wait}`,
      reason:
        'Too many calls went to this site in a short time. The credentials are fine, as far as we can tell.',
      steps: [`Check again in ${wait}.`],
      retryAfterMs: error.retryAfterMs ?? 60_000,
    }
  }
  if (error.kind === 'transient') {
    return {
      ...base,
      code: 'WIX-OUTAGE',
      links: statusLinks,
      title: 'Wix is having problems',
      reason: `Wix answered with an error${error.status ? ` (${error.status})` : ''}. ${notJudged}`,
      steps: ['Look at status.wix.com.', 'Check again in a few minutes.'],
    }
  }
  if (error.kind === 'timeout' || error.kind === 'aborted') return timedOut(base, reached)
  return {
    ...base,
    reached,
    code: 'WIX-UNREACHABLE',
    title: 'This server could not reach Wix',
    reason: `${unreachableReason(error)}${reached ? ` ${describeReach(reached)}.` : ''} ${notJudged}`,
    steps: [
      `If this server is behind a proxy or firewall, allow outgoing HTTPS to ${reached?.host ?? 'www.wixapis.com'}.`,
      'Check the clock and the DNS settings of this server, then check again.',
    ],
  }
}

function timedOut(
  base: Pick<CheckFailure, 'requestId' | 'reached' | 'retryAfterMs'>,
  reached: Reached | null,
): CheckFailure {
  const isBlocked =
    reached?.dns.state === 'failed' || reached?.tcp.state === 'failed' || reached?.tls.state === 'failed'
  const why = isBlocked
    ? `This server could not reach ${reached?.host}.`
    : 'This is usually Wix being slow, or this server being unable to reach the internet.'
  return {
    ...base,
    reached,
    code: 'WIX-TIMEOUT',
    links: statusLinks,
    title: 'Connection timed out',
    reason: `Wix didn't answer within 10 seconds.${reached ? ` ${describeReach(reached)}.` : ''} ${notJudged} ${why}`,
    steps: [
      'Try again in a moment.',
      `If it keeps happening: this server must be able to open outgoing HTTPS connections to ${reached?.host ?? 'www.wixapis.com'}; a proxy or firewall may be in the way.`,
      'Look at status.wix.com.',
    ],
  }
}

function unreachableReason(error: WixError): string {
  if (error.status !== undefined)
    return "Something answered, but not in the way Wix does; often that is a proxy's page."
  const words: Record<string, string> = {
    ENOTFOUND: 'Its name could not be found (DNS).',
    EAI_AGAIN: 'Its name could not be looked up (DNS).',
    ECONNREFUSED: 'The connection was refused.',
    ECONNRESET: 'The connection was cut off.',
    CERT_NOT_YET_VALID: "Its certificate is not valid yet, so this server's clock is probably wrong.",
    CERT_HAS_EXPIRED: "Its certificate has expired, so this server's clock may be wrong.",
  }
  return words[error.description] ?? 'The connection failed.'
}
