// One try of one webhook: signed, through the guarded fetcher, and told honestly.
import type { GuardedFetch } from '../fetcher/guarded-fetch.ts'
import type { FetchResult } from '../fetcher/result.ts'
import { excerptOf, type Outcome } from './outcome.ts'
import { readRetryAfter } from './pauses.ts'
import { signatureHeaders } from './sign.ts'

export interface WebhookRequest {
  url: string
  /** The present one, and the one before it while it counts. */
  secrets: readonly string[]
  id: string
  at: Date
  body: string
}

/** Null when it was given up with the signal: then nobody knows whether it arrived. */
export async function sendWebhook(
  fetch: GuardedFetch,
  { url, secrets, id, at, body }: WebhookRequest,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...signatureHeaders(secrets, id, at, body),
  }
  const result = await fetch(url, { post: { body, headers }, maxBytes: 4096, signal })
  return signal.aborted ? null : judge(result, at)
}

function judge(result: FetchResult, now: Date): Outcome {
  // A refused address may be allowed by the time of the next try; who allows it is the operator.
  if (result.kind !== 'answer')
    return { result: 'retry', status: null, answer: result.message, askedMs: null }
  const { status, headers } = result
  const body = excerptOf(result.body.toString('utf8'))
  const askedMs = readRetryAfter(headers['retry-after'], now)
  if (status >= 200 && status < 300) return { result: 'delivered', status, answer: body, askedMs: null }
  if (status === 410)
    return { result: 'gone', status, answer: body || 'It says that it is gone.', askedMs: null }
  const isMoved = status >= 300 && status < 400
  const moved = isMoved ? 'It answers with another address. Enter the one that takes messages itself.' : body
  return { result: 'retry', status, answer: moved, askedMs }
}
