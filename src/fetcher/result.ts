// What becomes of a fetch. All of it is expected, so all of it is a value.
import type { IncomingHttpHeaders } from 'node:http'

export type FetchResult =
  | {
      kind: 'answer'
      status: number
      headers: IncomingHttpHeaders
      /** At most as many bytes as were allowed, decoded. */
      body: Buffer
      /** More would have followed. */
      isCut: boolean
      finalUrl: string
    }
  /** Nothing was sent to the address in question, now or ever: its owner has to change it. */
  | { kind: 'refused'; reason: RefusedReason; message: string }
  /** It was tried. Another try may go better, but for `name`. */
  | { kind: 'failed'; reason: FailedReason; message: string }

export type RefusedReason = 'url' | 'scheme' | 'credentials' | 'port' | 'host' | 'address' | 'redirects'
export type FailedReason = 'name' | 'dns' | 'timeout' | 'network' | 'tls' | 'encoding' | 'aborted'

/** Ends a fetch from wherever it stands; never leaves this folder. */
export class FetchEnd extends Error {
  readonly result: FetchResult

  constructor(result: FetchResult) {
    super(result.kind)
    this.name = 'FetchEnd'
    this.result = result
  }
}

export function refuse(reason: RefusedReason, message: string): FetchEnd {
  return new FetchEnd({ kind: 'refused', reason, message })
}

export function fail(reason: FailedReason, message: string): FetchEnd {
  return new FetchEnd({ kind: 'failed', reason, message })
}
