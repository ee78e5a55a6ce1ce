// The guarded way out in the shape of `fetch`, which is what the library that speaks to models takes.
import type { FetchLimits, GuardedFetch } from '../fetcher/guarded-fetch.ts'
import type { FetchResult } from '../fetcher/result.ts'

/** A model may think for minutes before the head of its answer is there. */
export const modelFetchLimits: Partial<FetchLimits> = {
  firstByteMs: 180_000,
  totalMs: 240_000,
  bytes: 4_000_000,
}

/** Nothing came back, and why. */
export class NoAnswer extends Error {
  readonly result: Exclude<FetchResult, { kind: 'answer' }>

  constructor(result: Exclude<FetchResult, { kind: 'answer' }>) {
    super(result.message)
    this.name = 'NoAnswer'
    this.result = result
  }
}

/** Throws `NoAnswer`. */
export function asModelFetch(fetch: GuardedFetch): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    const headers = Object.fromEntries(new Headers(init.headers).entries())
    const signal = init.signal ?? undefined
    const result = await fetch(url, {
      accept: 'application/json',
      post: { body: String(init.body ?? ''), headers },
      ...(signal && { signal }),
    })
    if (result.kind !== 'answer') throw new NoAnswer(result)
    const { status, body } = result
    const answered = new Headers()
    for (const [name, value] of Object.entries(result.headers)) {
      if (value !== undefined) answered.set(name, String(value))
    }
    const isEmpty = status === 204 || status === 304
    return new Response(isEmpty ? null : new Uint8Array(body), { status, headers: answered })
  }
}
