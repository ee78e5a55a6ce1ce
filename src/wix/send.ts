// One call as the caller means it: exchanges, short retries of reads, and every bad end turned into a WixError.
import { classify } from './classify.ts'
import { RequestWithdrawn, WixError, type WixErrorFields, type WixErrorKind } from './errors.ts'
import { type Exchange, exchange, type Fetch } from './exchange.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { parseRetryAfter } from './retry-after.ts'
import { type QueryObject, toQueryString } from './url.ts'

/** Largest answers that are read: lists carry whole documents, answers to writes do not. */
export const largestRead = 64 * 1024 * 1024
export const largestWrite = 5 * 1024 * 1024

export interface WixTimeouts {
  /** Until the answer's headers: 60 s. */
  headersMs: number
  /** The same for publishing and bulk calls, which take Wix longer: 90 s. */
  slowHeadersMs: number
  /** Until the answer's last byte: 120 s. After it no answer of this call can come any more. */
  totalMs: number
}

/** Told after every HTTP exchange, retries and token calls included. */
export interface WixRequestEvent {
  method: string
  path: string
  isWrite: boolean
  /** Missing when no answer came. */
  status: number | undefined
  requestId: string | undefined
  ms: number
}

export interface WixLogger {
  debug(fields: object, message: string): void
  warn(fields: object, message: string): void
}

/** What a resource says about a call. `path` comes from `route`. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  query?: QueryObject
  body?: unknown
  /** False for everything that can be repeated without a trace, a query by POST included. */
  isWrite: boolean
  /** Publishing and bulk calls. */
  isSlow?: boolean
  /** Wix has a race there that answers 401 although the credentials are good. */
  createsDraft?: boolean
  /** Account calls send `wix-account-id` in place of `wix-site-id`. */
  level?: 'site' | 'account'
  maxBytes?: number
}

/** Facts about a good answer, for receipts. */
export interface AnswerFacts {
  status: 200
  requestId: string | undefined
  ms: number
}

export interface CallOptions {
  signal?: AbortSignal | undefined
  /** Told once, when Wix answered the call with 200 and JSON. */
  onAnswer?: ((facts: AnswerFacts) => void) | undefined
}

export interface Answer {
  body: JsonObject
  requestId: string | undefined
  /** The error to throw when the body lacks what the call needs. */
  malformed(description: string): WixError
}

export interface SenderConfig {
  baseUrl: string
  fetch: Fetch
  now: () => number
  sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  timeouts: WixTimeouts
  userAgent: string
  redact: (text: string) => string
  beforeRequest: ((signal: AbortSignal | undefined) => Promise<void>) | undefined
  onRequest: ((event: WixRequestEvent) => void) | undefined
  logger: WixLogger | undefined
  once: boolean
}

export type Send = (call: Call, headers: Record<string, string>, options: CallOptions) => Promise<Answer>

/** Waits before the second and the third try of a read: random up to these, so that clients do not march in step. */
const retryWaitsMs = [700, 1900]

/** Everything but the authorization; `headers` carries that. */
export function createSender(config: SenderConfig): Send {
  // Wix's read-your-writes token: what an answer brings goes along with the calls after it.
  let consistency: string | undefined

  async function once(call: Call, headers: Record<string, string>, options: CallOptions): Promise<Answer> {
    const path = config.redact(call.path)
    const query = toQueryString(call.query ?? {})
    const body = call.body === undefined ? undefined : toJson(call, path)
    // Outside the time limits: waiting for one's turn is not waiting for Wix.
    await awaitTurn(call, path, options.signal)
    const started = config.now()
    const result = await exchange(
      config.fetch,
      `${config.baseUrl}${call.path}${query === '' ? '' : `?${query}`}`,
      {
        method: call.method,
        body,
        headers: {
          accept: 'application/json',
          'user-agent': config.userAgent,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(consistency === undefined ? {} : { 'x-wix-consistent': consistency }),
          ...headers,
        },
      },
      {
        headersMs: call.isSlow ? config.timeouts.slowHeadersMs : config.timeouts.headersMs,
        totalMs: config.timeouts.totalMs,
        maxBytes: call.maxBytes ?? (call.isWrite ? largestWrite : largestRead),
      },
      options.signal,
    )
    const ms = config.now() - started
    const rawId = result.headers?.get('x-wix-request-id')
    const requestId = rawId ? config.redact(rawId) || undefined : undefined
    consistency = result.headers?.get('x-wix-consistent') || consistency
    tell(config.onRequest, {
      method: call.method,
      path,
      isWrite: call.isWrite,
      status: result.status,
      requestId,
      ms,
    })

    const place = { method: call.method, path, isWrite: call.isWrite, status: result.status, requestId }
    const answer = result.end === 'answered' ? parse(result.text) : undefined
    if (result.status !== 200 || !isJsonObject(answer))
      throw new WixError({ ...place, ...explain(call, result, answer) })
    tell(options.onAnswer, { status: 200, requestId, ms })
    const malformed = (description: string) =>
      new WixError({ ...place, kind: 'malformed', delivered: call.isWrite ? 'unknown' : 'no', description })
    return { body: answer, requestId, malformed }
  }

  async function awaitTurn(call: Call, path: string, signal: AbortSignal | undefined): Promise<void> {
    try {
      await config.beforeRequest?.(signal)
    } catch (error) {
      if (!signal?.aborted && !(error instanceof RequestWithdrawn)) throw error
      const { method, isWrite } = call
      throw new WixError({ kind: 'aborted', delivered: 'no', method, path, isWrite })
    }
  }

  /** Names the end of an exchange that did not bring a JSON object with status 200. */
  function explain(
    call: Call,
    result: Exchange,
    answer: unknown,
  ): Pick<
    WixErrorFields,
    'kind' | 'delivered' | 'description' | 'code' | 'violations' | 'bodyForm' | 'retryAfterMs'
  > {
    const unsure = call.isWrite ? 'unknown' : 'no'
    switch (result.end) {
      case 'timeout':
      case 'aborted':
      case 'network':
        return {
          kind: result.end,
          delivered: result.isBeforeSending ? 'no' : unsure,
          description: result.code,
        }
      case 'too_large':
        // With a 200 Wix did what was asked; only its answer cannot be read.
        return {
          kind: 'too_large',
          delivered: call.isWrite && result.status === 200 ? 'yes' : unsure,
          description: 'The answer is larger than this client reads.',
        }
      default: {
        const verdict = classify(result.status, answer, call)
        return {
          kind: verdict.kind,
          delivered: verdict.delivered,
          code: verdict.code === undefined ? undefined : config.redact(verdict.code),
          description: config.redact(verdict.description) || ownWords(verdict.kind, result),
          violations: verdict.violations.map((one) => ({
            field: config.redact(one.field),
            description: config.redact(one.description),
            rule: config.redact(one.rule),
          })),
          bodyForm: verdict.isParsed ? 'json' : isEmpty(result) ? 'empty' : 'other',
          retryAfterMs: parseRetryAfter(result.headers.get('retry-after'), config.now()),
        }
      }
    }
  }

  function toJson(call: Call, path: string): string {
    try {
      return JSON.stringify(call.body)
    } catch {
      const { method, isWrite } = call
      const description = 'The body cannot be written as JSON (a circle or a bigint).'
      throw new WixError({ kind: 'validation', delivered: 'no', method, path, isWrite, description })
    }
  }

  /** A hook that fails must not make an applied write look refused. */
  function tell<Event>(hook: ((event: Event) => void) | undefined, event: Event): void {
    try {
      hook?.(event)
    } catch (error) {
      config.logger?.warn({ error: config.redact(String(error)) }, 'a hook on calls to Wix failed')
    }
  }

  return async (call, headers, options) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once(call, headers, options)
      } catch (error) {
        const limit = config.once ? undefined : retryWaitsMs[attempt]
        if (limit === undefined || !(error instanceof WixError) || !canRetry(error, limit)) throw error
        const { kind, method, path, status, requestId } = error
        config.logger?.debug({ kind, method, path, status, requestId }, 'reading from Wix again')
        await config.sleep(
          Math.max(error.retryAfterMs ?? 0, Math.ceil(Math.random() * limit)),
          options.signal,
        )
      }
    }
  }
}

function isEmpty(result: Exchange): boolean {
  return result.end === 'answered' && result.text.trim() === ''
}

/** Where Wix said nothing, because it was not Wix or not an error. */
function ownWords(kind: WixErrorKind, result: Exchange): string {
  if (kind !== 'malformed') return ''
  if (result.status === 200) return 'The body is not one complete JSON object.'
  return 'The status is none that Wix uses here, or the page of a proxy.'
}

/** Reads after a passing fault, unless Wix asks for a wait that is the caller's to spend. */
function canRetry(error: WixError, longestWaitMs: number): boolean {
  if (error.isWrite || (error.retryAfterMs ?? 0) > longestWaitMs) return false
  if (error.kind === 'network') return true
  return (
    error.kind === 'transient' && error.status !== undefined && error.status >= 500 && error.status !== 501
  )
}

const maybeHalfCharacter = /\\u[dD][89a-fA-F]/

/** Half a character, which Wix keeps where somebody sent one, could be stored nowhere: it becomes U+FFFD. */
function parse(text: string): unknown {
  try {
    if (!maybeHalfCharacter.test(text)) return JSON.parse(text)
    return JSON.parse(text, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value))
  } catch {
    return undefined
  }
}
