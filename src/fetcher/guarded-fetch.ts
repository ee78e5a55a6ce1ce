// The one way to fetch an address that someone typed in or that stands in a row. See docs/security.md.
import type { IncomingMessage } from 'node:http'
import { readBody, sendHop } from './exchange.ts'
import { failureOf, outOfTime } from './failures.ts'
import { addressesOf, checkUrl, type HostRules, type Resolve, resolveName } from './hosts.ts'
import { FetchEnd, type FetchResult, refuse } from './result.ts'

export interface FetchLimits {
  /** Until the head of an answer is there, for each host asked on the way. Milliseconds. */
  firstByteMs: number
  /** Until everything is done, redirects included. Milliseconds. */
  totalMs: number
  redirects: number
  /** Of the decoded body; a request may ask for less. */
  bytes: number
}

export const fetchLimits: FetchLimits = {
  firstByteMs: 10_000,
  totalMs: 30_000,
  redirects: 3,
  bytes: 10_000_000,
}

export interface GuardedFetchSettings {
  /** `host` or `host:port`. Named hosts may be in a private network; there is no switch for all. */
  allowedHosts: readonly string[]
  /** Our own public host and the API of Wix: never asked. */
  blockedHosts: readonly string[]
  resolve?: Resolve
  limits?: Partial<FetchLimits>
}

export interface FetchRequest {
  accept?: string
  /** Such as `bytes=0-65535`; the answer may come whole all the same. */
  range?: string
  maxBytes?: number
  signal?: AbortSignal
  /** Makes it a POST with this body. A redirect is then an answer like any other, and is not followed. */
  post?: { body: string; headers: Record<string, string> }
}

export type GuardedFetch = (url: string, request?: FetchRequest) => Promise<FetchResult>

/**
 * GET, or POST of what the caller gives, without cookies or credentials. Every host on the way is looked up once, all its addresses are checked,
 * and connections go to those addresses alone. Whatever happens is a value; throws only for our own mistakes.
 */
export function createGuardedFetch(settings: GuardedFetchSettings): GuardedFetch {
  const limits = { ...fetchLimits, ...settings.limits }
  const rules: HostRules = {
    allowedHosts: settings.allowedHosts.map((host) => host.toLowerCase()),
    blockedHosts: settings.blockedHosts.map((host) => host.toLowerCase()),
    resolve: settings.resolve ?? resolveName,
  }
  return async (url, request = {}) => {
    const ending = new AbortController()
    const timer = setTimeout(() => ending.abort(outOfTime), limits.totalMs)
    const signal = request.signal ? AbortSignal.any([request.signal, ending.signal]) : ending.signal
    try {
      return await follow(url, request, limits, rules, signal)
    } catch (error) {
      if (error instanceof FetchEnd) return error.result
      throw error
    } finally {
      clearTimeout(timer)
      ending.abort()
    }
  }
}

async function follow(
  first: string,
  request: FetchRequest,
  limits: FetchLimits,
  rules: HostRules,
  signal: AbortSignal,
): Promise<FetchResult> {
  let address = first
  for (let hops = 0; ; hops++) {
    const url = checkUrl(address, rules)
    const response = await ask(url, request, limits, rules, signal)
    const status = response.statusCode ?? 0
    const isRedirect = request.post === undefined && [301, 302, 303, 307, 308].includes(status)
    const target = isRedirect ? response.headers.location : undefined
    if (target !== undefined) {
      response.destroy()
      if (hops >= limits.redirects)
        throw refuse('redirects', `It redirects more than ${limits.redirects} times.`)
      address = URL.parse(target, url.href)?.href ?? target
      continue
    }
    const maxBytes = Math.min(request.maxBytes ?? limits.bytes, limits.bytes)
    const { body, isCut } = await readBody(response, maxBytes, url, signal)
    return { kind: 'answer', status, headers: response.headers, body, isCut, finalUrl: url.href }
  }
}

/** From the look-up of the name to the head of the answer, in its own time. */
async function ask(
  url: URL,
  { accept = '*/*', range, post }: FetchRequest,
  limits: FetchLimits,
  rules: HostRules,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(outOfTime), limits.firstByteMs)
  const both = AbortSignal.any([signal, late.signal])
  try {
    const addresses = await orGivenUp(addressesOf(url, rules), url, both)
    const headers = {
      accept,
      'accept-encoding': 'identity',
      'user-agent': 'SEOmatic',
      ...(range !== undefined && { range }),
      ...post?.headers,
    }
    return await sendHop({ url, addresses, headers, body: post?.body, signal: both })
  } finally {
    clearTimeout(timer)
  }
}

/** A look-up of a name cannot be stopped, only left alone. */
function orGivenUp<T>(work: Promise<T>, url: URL, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(failureOf(new Error('given up'), url, signal))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
