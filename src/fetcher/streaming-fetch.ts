// The way to fetch a whole file that someone named: by the rules of guarded-fetch.ts, with headers of the caller's, and
// with a body that is read as it comes, however large it is. See docs/security.md.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { decode, sendHop } from './exchange.ts'
import { failureOf, outOfTime } from './failures.ts'
import type { GuardedFetchSettings } from './guarded-fetch.ts'
import { addressesOf, checkUrl, type HostRules, isListed, resolveName } from './hosts.ts'
import { type FailedReason, FetchEnd, type RefusedReason, refuse } from './result.ts'

export interface StreamLimits {
  /** Until the head of an answer is there, for each host asked on the way. Milliseconds. */
  firstByteMs: number
  /** Between two pieces of the body. Milliseconds. */
  idleMs: number
  /** Until everything is done. Milliseconds. */
  totalMs: number
  redirects: number
}

export const streamLimits: StreamLimits = {
  firstByteMs: 60_000,
  idleMs: 60_000,
  totalMs: 30 * 60_000,
  redirects: 5,
}

/** Why nothing came, or not all of it; in words without a secret and without an address of the network behind a name. */
export class FetchFailure extends Error {
  readonly reason: FailedReason | RefusedReason | 'too_large'

  constructor(reason: FetchFailure['reason'], message: string) {
    super(message)
    this.name = 'FetchFailure'
    this.reason = reason
  }
}

export interface StreamRequest {
  /** GET, or POST where there is a body, unless told. */
  method?: string
  /** Only sent to the origin that was named: what a redirect to another one is asked for comes without them. */
  headers?: Readonly<Record<string, string>>
  body?: string
  signal?: AbortSignal
  /** Of the unpacked body. */
  maxBytes?: number
}

export interface StreamAnswer {
  status: number
  headers: IncomingHttpHeaders
  /** Where it came from in the end. */
  url: string
  /** Once. Throws `FetchFailure` where it breaks off, stalls or is too large. */
  body: AsyncIterable<Uint8Array>
  /** For a body that nobody reads. */
  cancel(): void
}

/** Throws `FetchFailure` where there is no answer; every answer, of whatever status, is a value. */
export type StreamingFetch = (url: string, request?: StreamRequest) => Promise<StreamAnswer>

/** Without a login in it, so that it may go to every host on the way. */
const harmless = new Set([
  'accept',
  'accept-language',
  'content-type',
  'if-modified-since',
  'if-none-match',
  'user-agent',
])

export function createStreamingFetch(
  settings: Omit<GuardedFetchSettings, 'limits'> & { limits?: Partial<StreamLimits> },
): StreamingFetch {
  const limits = { ...streamLimits, ...settings.limits }
  const rules: HostRules = {
    allowedHosts: settings.allowedHosts.map((host) => host.toLowerCase()),
    blockedHosts: settings.blockedHosts.map((host) => host.toLowerCase()),
    resolve: settings.resolve ?? resolveName,
  }
  return async (url, request = {}) => {
    const ending = new AbortController()
    const timer = setTimeout(() => ending.abort(outOfTime), limits.totalMs)
    timer.unref()
    const end = () => {
      clearTimeout(timer)
      ending.abort()
    }
    const signal = request.signal ? AbortSignal.any([request.signal, ending.signal]) : ending.signal
    try {
      const { response, from } = await follow(url, request, { limits, rules, signal })
      const stop = (reason?: string) => (reason === undefined ? end() : ending.abort(reason))
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        url: from.href,
        body: readBody(response, from, { limits, signal, stop, maxBytes: request.maxBytes }),
        cancel() {
          response.destroy()
          end()
        },
      }
    } catch (error) {
      end()
      throw failureFor(error)
    }
  }
}

interface Way {
  limits: StreamLimits
  rules: HostRules
  signal: AbortSignal
}

async function follow(
  first: string,
  { method, headers = {}, body }: StreamRequest,
  way: Way,
): Promise<{ response: IncomingMessage; from: URL }> {
  let address = first
  let sent = lowerCased(headers)
  for (let hops = 0; ; hops++) {
    const url = checkUrl(address, way.rules)
    refuseClearText(url, sent, way.rules)
    const response = await ask(url, { method, headers: sent, body }, way)
    const isRedirect = body === undefined && [301, 302, 303, 307, 308].includes(response.statusCode ?? 0)
    const target = isRedirect ? response.headers.location : undefined
    if (target === undefined) return { response, from: url }
    response.destroy()
    if (hops >= way.limits.redirects)
      throw refuse('redirects', `It redirects more than ${way.limits.redirects} times.`)
    const next = URL.parse(target, url.href)
    if (next?.origin !== url.origin) sent = withoutLogin(sent)
    address = next?.href ?? target
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function withoutLogin(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name)))
}

/** Anybody on the way could read it. In a network of the owner's own that is the owner's business. */
function refuseClearText(url: URL, headers: Record<string, string>, rules: HostRules): void {
  if (url.protocol === 'https:' || isListed(rules.allowedHosts, url)) return
  if (Object.keys(headers).every((name) => harmless.has(name))) return
  throw refuse('credentials', `A login is only sent over https, and ${url.hostname} was to be asked without.`)
}

async function ask(
  url: URL,
  {
    method,
    headers,
    body,
  }: { method: string | undefined; headers: Record<string, string>; body?: string | undefined },
  { limits, rules, signal }: Way,
): Promise<IncomingMessage> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(outOfTime), limits.firstByteMs)
  const both = AbortSignal.any([signal, late.signal])
  try {
    const addresses = await addressesOf(url, rules)
    if (both.aborted) throw failureOf(new Error('given up'), url, both)
    const all = { accept: '*/*', 'accept-encoding': 'gzip, br', 'user-agent': 'SEOmatic', ...headers }
    return await sendHop({ url, addresses, headers: all, method, body, signal: both })
  } finally {
    clearTimeout(timer)
  }
}

async function* readBody(
  response: IncomingMessage,
  url: URL,
  way: Pick<Way, 'limits' | 'signal'> & { stop: (reason?: string) => void; maxBytes: number | undefined },
): AsyncGenerator<Uint8Array> {
  const { limits, signal, stop, maxBytes = Number.POSITIVE_INFINITY } = way
  let bytes = 0
  try {
    const parts = (decode(response) as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
    for (;;) {
      // Only while we wait for the other side: whoever reads may take its time.
      const timer = setTimeout(() => stop(outOfTime), limits.idleMs)
      const next = await parts.next().finally(() => clearTimeout(timer))
      if (next.done) return
      bytes += next.value.length
      if (bytes > maxBytes)
        throw new FetchFailure('too_large', `${url.hostname} sends more than can be taken.`)
      yield next.value
    }
  } catch (error) {
    throw failureFor(error instanceof FetchFailure ? error : failureOf(error as Error, url, signal))
  } finally {
    response.destroy()
    stop()
  }
}

function failureFor(error: unknown): unknown {
  if (!(error instanceof FetchEnd) || error.result.kind === 'answer') return error
  return new FetchFailure(error.result.reason, error.result.message)
}

/**
 * The addresses that a connection of another kind (to a database) may go to, and no others. Throws `FetchFailure`.
 * @param port may be asked at every public host
 */
export type HostCheck = (host: string, port: number) => Promise<string[]>

export function createHostCheck(settings: Omit<GuardedFetchSettings, 'limits'>): HostCheck {
  const lists = {
    allowedHosts: settings.allowedHosts.map((host) => host.toLowerCase()),
    blockedHosts: settings.blockedHosts.map((host) => host.toLowerCase()),
    resolve: settings.resolve ?? resolveName,
  }
  return async (host, port) => {
    try {
      const rules = { ...lists, ports: ['443', String(port)] }
      return await addressesOf(checkUrl(`https://${host}:${port}`, rules), rules)
    } catch (error) {
      throw failureFor(error)
    }
  }
}
