// The API as typed calls: input and answer follow from the endpoint of the contract.
import type { z } from 'zod'
import { fillAddress } from '../api/address.ts'
import type { Endpoint } from '../api/endpoint.ts'
import { errorSchema } from '../api/error.ts'
import { silenceMs } from '../api/event-beat.ts'
import { CliError } from './errors.ts'
import { readEvents, type ServerEvent } from './event-stream.ts'
import { type MultipartFile, toMultipart } from './multipart.ts'
import { refusedToken, type TokenSource } from './server-choice.ts'

const answerLimitMs = 180_000

/** Everything optional, so that `Nothing extends X` asks whether X may be left out. */
type Nothing = Record<never, never>
type Part<Name extends string, T> = T extends z.ZodType
  ? Nothing extends z.input<T>
    ? { [name in Name]?: z.input<T> }
    : { [name in Name]: z.input<T> }
  : unknown

export type CallInput<E extends Endpoint> = Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'body', E['body']>
export type CallAnswer<E extends Endpoint> = E['response'] extends z.ZodType
  ? z.output<E['response']>
  : undefined
type InputOf<E extends Endpoint> =
  Nothing extends CallInput<E> ? [input?: CallInput<E>] : [input: CallInput<E>]

export interface Client {
  readonly url: string
  call<const E extends Endpoint>(endpoint: E, ...input: InputOf<E>): Promise<CallAnswer<E>>
  /** Streams the file; `onSent` hears the bytes sent so far. */
  upload<const E extends Endpoint>(
    endpoint: E,
    fields: Record<string, string>,
    file: MultipartFile,
    onSent: (bytes: number) => void,
  ): Promise<CallAnswer<E>>
  download<const E extends Endpoint>(endpoint: E, ...input: InputOf<E>): Promise<AsyncIterable<Uint8Array>>
  events<const E extends Endpoint>(
    endpoint: E,
    input: CallInput<E>,
    signal: AbortSignal,
  ): AsyncGenerator<ServerEvent>
}

interface Wire {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

/** Without a token it behaves like a browser: it keeps what cookies it is given. */
export function createClient({
  url,
  token,
  tokenFrom,
  quietMs = silenceMs,
}: {
  url: string
  token?: string
  tokenFrom?: TokenSource
  /** How long an event stream may be without a beat before it ends as broken. */
  quietMs?: number
}): Client {
  const cookies = new Map<string, string>()

  async function send(
    endpoint: Endpoint,
    input: Wire,
    init: RequestInit & { duplex?: 'half' } = {},
  ): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('origin', url)
    if (token) headers.set('authorization', `Bearer ${token}`)
    else if (cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const hasJsonBody = endpoint.body !== undefined && init.body === undefined
    if (hasJsonBody) headers.set('content-type', 'application/json')
    const answer = await fetch(new URL(fillAddress(endpoint.path, input), url), {
      method: endpoint.method,
      // A token is for this server alone, so nobody may send us on with it.
      redirect: 'manual',
      ...(hasJsonBody && { body: JSON.stringify(input.body ?? {}) }),
      ...init,
      headers,
    }).catch((cause: unknown) => {
      throw toNetworkError(url, cause)
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=')
      cookies.set(name, value)
    }
    if (answer.ok) return answer
    if (answer.status === 401 && tokenFrom) {
      await answer.body?.cancel()
      throw refusedToken(url, tokenFrom)
    }
    throw await toApiError(url, answer)
  }

  async function readAnswer(endpoint: Endpoint, answer: Response): Promise<unknown> {
    if (!endpoint.response) {
      await answer.body?.cancel()
      return undefined
    }
    const value: unknown = await answer.json().catch((cause: unknown) => {
      throw toNetworkError(url, cause)
    })
    // Checked but not rebuilt: what is printed with --json is what the server said.
    if (endpoint.response.safeParse(value).success) return value
    throw new CliError(
      'unexpected_answer',
      `The server at ${url} answered ${endpoint.method} ${endpoint.path} with something this version does not understand. Run the command line and the server from the same version.`,
    )
  }

  return {
    url,
    async call(endpoint, ...[input]) {
      const init = { signal: AbortSignal.timeout(answerLimitMs) }
      return (await readAnswer(endpoint, await send(endpoint, input ?? {}, init))) as CallAnswer<
        typeof endpoint
      >
    },
    async upload(endpoint, fields, file, onSent) {
      const { contentType, body } = toMultipart(fields, file, onSent)
      const init = { headers: { 'content-type': contentType }, body, duplex: 'half' as const }
      return (await readAnswer(endpoint, await send(endpoint, {}, init))) as CallAnswer<typeof endpoint>
    },
    async download(endpoint, ...[input]) {
      const answer = await send(endpoint, input ?? {})
      return answer.body ?? new ReadableStream<Uint8Array>()
    },
    async *events(endpoint, input, signal) {
      const quiet = new AbortController()
      const init = {
        signal: AbortSignal.any([signal, quiet.signal]),
        headers: { accept: 'text/event-stream' },
      }
      const silence = setTimeout(() => quiet.abort(), quietMs)
      try {
        const { body } = await send(endpoint, input as Wire, init)
        if (body) yield* readEvents(body, () => silence.refresh())
      } finally {
        clearTimeout(silence)
      }
    },
  }
}

function toNetworkError(url: string, cause: unknown): CliError {
  const { name, cause: inner } = cause as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') {
    return new CliError(
      'timeout',
      `The server at ${url} did not answer within ${answerLimitMs / 60_000} minutes. What you asked for may still be under way; check before you repeat it.`,
      { cause },
    )
  }
  const why = inner?.code ?? inner?.message ?? 'the connection broke'
  return new CliError(
    'unreachable',
    `The server at ${url} cannot be reached (${why}). Start it with "npm start", or name another with SEOMATIC_URL or "seomatic login --url".`,
    { cause },
  )
}

async function toApiError(url: string, answer: Response): Promise<CliError> {
  const parsed = errorSchema.safeParse(await answer.json().catch(() => undefined))
  if (!parsed.success) {
    return new CliError(
      'unexpected_answer',
      `${url} answered with status ${answer.status} and not as SEOmatic does. Check that this is the address of a SEOmatic server.`,
    )
  }
  const { code, message, details, requestId } = parsed.data.error
  return new CliError(code, message, { details, requestId })
}
