// Stores as they were a moment ago: what a mirror or a search index that lags would show. Its memory starts with
// the process and reaches back two minutes.

import type { Store } from './store.ts'
import type { Kind, Kinds } from './types.ts'

export interface Past {
  /** Every record of a scope as it was then: deleted ones are still there, new ones not yet. */
  all<K extends Kind>(kind: K, scope: string, timeMs: number): Kinds[K][]
  get<K extends Kind>(kind: K, scope: string, id: string, timeMs: number): Kinds[K] | undefined
}

interface Version {
  until: number
  record: unknown
}

const keptForMs = 120_000
const laggingKinds = new Set<Kind>([
  'item',
  'product',
  'productV1',
  'infoSection',
  'storeCategory',
  'storeCollection',
  'redirect',
])

export function createPast(store: Store, now: () => number): Past {
  const scopes = new Map<string, Map<string, Version[]>>()
  let sweepAt = 0
  let isReplay = true
  store.onChange((kind, before, _after, scope, id) => {
    if (isReplay || !laggingKinds.has(kind)) return
    const time = now()
    const key = `${kind} ${scope}`
    const ids = scopes.get(key) ?? new Map<string, Version[]>()
    scopes.set(key, ids)
    const versions = ids.get(id) ?? []
    versions.push({ until: time, record: before })
    ids.set(id, versions)
    if (time < sweepAt) return
    sweepAt = time + keptForMs
    for (const recent of scopes.values()) sweep(recent, time - keptForMs)
  })
  isReplay = false

  const versionAt = (versions: Version[] | undefined, timeMs: number) =>
    versions?.find((version) => version.until > timeMs)
  return {
    all: <K extends Kind>(kind: K, scope: string, timeMs: number) => {
      const recent = scopes.get(`${kind} ${scope}`)
      const records = store.all(kind, scope)
      if (!recent || recent.size === 0) return records
      const replaced = new Map<string, unknown>()
      for (const [id, versions] of recent) {
        const then = versionAt(versions, timeMs)
        if (then) replaced.set(id, then.record)
      }
      const seen = records.filter((record) => !replaced.has((record as { id: string }).id))
      for (const record of replaced.values()) if (record !== undefined) seen.push(record as Kinds[K])
      return seen
    },
    get: <K extends Kind>(kind: K, scope: string, id: string, timeMs: number) => {
      const then = versionAt(scopes.get(`${kind} ${scope}`)?.get(id), timeMs)
      return then ? (then.record as Kinds[K] | undefined) : store.get(kind, scope, id)
    },
  }
}

function sweep(ids: Map<string, Version[]>, oldest: number): void {
  for (const [id, versions] of ids) {
    const fresh = versions.filter((version) => version.until > oldest)
    if (fresh.length === 0) ids.delete(id)
    else ids.set(id, fresh)
  }
}
