// The only way from the dashboard to the server: an endpoint of the contract, called with typed input.
import type { z } from 'zod'
import { fillAddress } from '../../src/api/address.ts'
import type { Endpoint } from '../../src/api/endpoint.ts'
import type { ErrorBody } from '../../src/api/error.ts'

export { routes } from '../../src/api/routes.ts'

type InputOf<E, K extends string> = E extends { [P in K]: infer S extends z.ZodType } ? z.input<S> : undefined
export type ResponseOf<E> = E extends { response: infer S extends z.ZodType } ? z.output<S> : undefined
export type QueryOf<E> = InputOf<E, 'query'>

type Part<E, K extends string> = InputOf<E, K> extends undefined ? { [P in K]?: undefined } : PartOf<E, K>
type PartOf<E, K extends string> =
  Record<string, never> extends InputOf<E, K> ? { [P in K]?: InputOf<E, K> } : { [P in K]: InputOf<E, K> }
type Args<E> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'> & { signal?: AbortSignal }

/** A refused or failed call. `message` says what happened and what to do; `code` is stable. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string | null
  readonly details: Record<string, unknown>

  constructor(
    status: number,
    error: { code: string; message: string; requestId?: string; details?: Record<string, unknown> },
  ) {
    super(error.message)
    this.name = 'ApiError'
    this.status = status
    this.code = error.code
    this.requestId = error.requestId ?? null
    this.details = error.details ?? {}
  }
}

/** The path of an endpoint with its parameters and query filled in. */
export function urlOf(endpoint: Endpoint, input: { params?: unknown; query?: unknown } = {}): string {
  return fillAddress(endpoint.path, input as Parameters<typeof fillAddress>[1])
}

function unreachable(): ApiError {
  return new ApiError(0, {
    code: 'server_unreachable',
    message:
      'The SEOmatic server did not answer. It may be restarting, or the connection was cut. Nothing was lost; try again in a moment.',
  })
}

function failureOf(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as ErrorBody
    if (typeof body.error?.code === 'string') return new ApiError(status, body.error)
  } catch {
    // Not our own error body: something between the browser and the server answered.
  }
  return new ApiError(status, {
    code: `http_${status}`,
    message: `The server answered with status ${status} and no explanation. Check the proxy if there is one, otherwise the server log.`,
  })
}

/** Asks the person for the password again; true once it was right. */
let askForPassword: (() => Promise<boolean>) | null = null

/** Who asks when a call needs a recent sign-in. Returns what ends that. */
export function onPasswordNeeded(ask: () => Promise<boolean>): () => void {
  askForPassword = ask
  return () => {
    if (askForPassword === ask) askForPassword = null
  }
}

/**
 * Calls an endpoint; rejects with `ApiError`, or with an `AbortError` when `signal` was aborted. Where the sign-in is
 * too old, the password is asked for and the call made once more.
 */
export async function call<const E extends Endpoint>(endpoint: E, args?: Args<E>): Promise<ResponseOf<E>> {
  try {
    return await callOnce(endpoint, args)
  } catch (error) {
    const isTooOld = error instanceof ApiError && error.code === 'password_needed'
    if (isTooOld && askForPassword !== null && (await askForPassword())) return callOnce(endpoint, args)
    throw error
  }
}

async function callOnce<const E extends Endpoint>(endpoint: E, args?: Args<E>): Promise<ResponseOf<E>> {
  const input: { params?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal } = args ?? {}
  const sendsBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE'
  let response: Response
  let text: string
  try {
    response = await fetch(urlOf(endpoint, input), {
      method: endpoint.method,
      headers: sendsBody ? { 'content-type': 'application/json' } : {},
      body: sendsBody ? JSON.stringify(input.body ?? {}) : null,
      credentials: 'same-origin',
      signal: input.signal ?? null,
    })
    text = await response.text()
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw unreachable()
  }
  if (!response.ok) throw failureOf(response.status, text)
  return (text === '' ? undefined : JSON.parse(text)) as ResponseOf<E>
}

/** Sends a file as multipart, telling how much of it has left (0 to 1). Extra fields go before the file. */
export function upload<const E extends Endpoint>(
  endpoint: E,
  file: File,
  fields: Record<string, string>,
  onProgress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<ResponseOf<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', file, file.name)
    request.open(endpoint.method, endpoint.path)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'))
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText))
      else reject(failureOf(request.status, request.responseText))
    }
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
