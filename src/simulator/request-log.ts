// Everything that reached the simulator as an API call, for tests that read what really happened.
// Held in memory only and bounded: the state is durable, the log of a run is not.

import { createHash } from 'node:crypto'
import type { Obj } from './types.ts'

const maxEntries = 100_000
const maxBodyBytes = 500_000_000

export interface LogEntry {
  n: number
  time: string
  method: string
  path: string
  query: string
  headers: Record<string, string>
  body: string
  siteId: string | null
  credential: string | null
  requestId: string
  /** Status sent, or null when no answer left. */
  status: number | null
  /** Status the operation itself had, which a fault may have hidden; null when it was never carried out. */
  appliedStatus: number | null
  appliedAt: string | null
  outcome: 'open' | 'answered' | 'dropped' | 'unanswered'
  rateLimited: boolean
  faults: string[]
  ignoredKeys: string[]
  /** Why it was refused, in more words than the answer had. */
  reason: string | null
  /** What Wix's document schema found in accepted documents. */
  ricosWarnings: string[]
  durationMs: number | null
}

export interface RequestLog {
  open(entry: Pick<LogEntry, 'time' | 'method' | 'path' | 'query' | 'headers' | 'body'>): LogEntry
  /** Entries with `n` above `since`, bodies parsed. */
  since(n: number, options?: { limit?: number | undefined; bodies?: boolean }): Obj[]
  last(): number
  clear(): void
}

/** Twelve hex digits that tell two credentials apart and reveal neither. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 12)
}

export function createRequestLog(newId: () => string): RequestLog {
  let entries: LogEntry[] = []
  let n = 0
  let bodyBytes = 0
  let firstWithBody = 0
  return {
    open(request) {
      n += 1
      const entry: LogEntry = {
        ...request,
        n,
        siteId: null,
        credential: null,
        requestId: newId(),
        status: null,
        appliedStatus: null,
        appliedAt: null,
        outcome: 'open',
        rateLimited: false,
        faults: [],
        ignoredKeys: [],
        reason: null,
        ricosWarnings: [],
        durationMs: null,
      }
      entries.push(entry)
      bodyBytes += entry.body.length
      while (bodyBytes > maxBodyBytes && firstWithBody < entries.length - 1) {
        const old = entries[firstWithBody++]!
        bodyBytes -= old.body.length
        old.body = ''
      }
      if (entries.length > maxEntries * 1.1) {
        entries = entries.slice(-maxEntries)
        firstWithBody = Math.max(0, firstWithBody - Math.ceil(maxEntries * 0.1))
      }
      return entry
    },
    since(after, { limit, bodies = true } = {}) {
      const found = entries.filter((entry) => entry.n > after)
      return (limit === undefined ? found : found.slice(0, limit)).map((entry) => ({
        ...entry,
        body: bodies ? parsed(entry.body) : null,
      }))
    },
    last: () => n,
    clear() {
      entries = []
      bodyBytes = 0
      firstWithBody = 0
    },
  }
}

function parsed(body: string): unknown {
  if (body === '') return null
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
