// One HTTP exchange: sends once, reads the answer within its limits, and reports every end as a value.
import { readBody } from './read-body.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface ExchangeLimits {
  /** From the start of the call to the answer's headers. */
  headersMs: number
  /** From the start of the call to the answer's last byte. */
  totalMs: number
  /** Of the answer's body, after decompression. */
  maxBytes: number
}

interface Answered {
  status: number
  headers: Headers
}

export type Exchange =
  | ({ end: 'answered'; text: string } & Answered)
  | ({ end: 'too_large' | 'undecodable' } & Answered)
  | ({
      end: 'timeout' | 'aborted' | 'network'
      /** Node's or undici's code (`ECONNRESET`), never a message: messages may quote headers. */
      code?: string
      /** True when no byte of the request can have arrived. */
      isBeforeSending: boolean
    } & Partial<Answered>)

/** Sends one request and never throws. Redirects are answers like any other and are not followed. */
export async function exchange(
  fetch: Fetch,
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string | undefined },
  limits: ExchangeLimits,
  signal: AbortSignal | undefined,
): Promise<Exchange> {
  if (signal?.aborted) return { end: 'aborted', isBeforeSending: true }
  const stop = new AbortController()
  let reason: 'timeout' | 'aborted' | undefined
  const end = (why: 'timeout' | 'aborted') => () => {
    reason ??= why
    stop.abort()
  }
  const onAbort = end('aborted')
  signal?.addEventListener('abort', onAbort, { once: true })
  const total = setTimeout(end('timeout'), limits.totalMs)
  const headersTimer = setTimeout(end('timeout'), limits.headersMs)
  let answered: Answered | undefined
  try {
    const response = await fetch(url, {
      method: init.method,
      headers: init.headers,
      redirect: 'manual',
      signal: stop.signal,
      ...(init.body === undefined ? {} : { body: init.body }),
    })
    clearTimeout(headersTimer)
    answered = { status: response.status, headers: response.headers }
    const read = await readBody(response, { maxBytes: limits.maxBytes, signal: stop.signal }, decode)
    if (read === undefined) return { end: 'too_large', ...answered }
    const { text } = read
    return text === null ? { end: 'undecodable', ...answered } : { end: 'answered', text, ...answered }
  } catch (error) {
    if (reason) return { end: reason, isBeforeSending: false, ...answered }
    return { end: 'network', ...readNetworkError(error), ...answered }
  } finally {
    clearTimeout(total)
    clearTimeout(headersTimer)
    signal?.removeEventListener('abort', onAbort)
  }
}

function decode(blocks: Uint8Array[]): { text: string | null } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    let text = ''
    for (const block of blocks) text += decoder.decode(block, { stream: true })
    return { text: text + decoder.decode() }
  } catch {
    return { text: null }
  }
}

/** Failures of name look-up, connecting and the TLS handshake: the request itself was not sent. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_ALTNAME_INVALID|CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+)$/

function readNetworkError(error: unknown): { code: string; isBeforeSending: boolean } {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error
  // Node tries every address of a name; only when all failed to connect was nothing sent.
  const tries: unknown[] = cause instanceof AggregateError ? cause.errors : [cause]
  const isBeforeSending = tries.length > 0 && tries.every(failedBeforeSending)
  return { code: codeOf(cause) ?? codeOf(tries[0]) ?? 'UNKNOWN', isBeforeSending }
}

function failedBeforeSending(error: unknown): boolean {
  const syscall = (error as { syscall?: unknown } | null)?.syscall
  return syscall === 'connect' || syscall === 'getaddrinfo' || beforeSending.test(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined
}
