// All state in memory, every change in the journal. Synchronous on purpose: a handler runs from start to end
// without another request in between, and its writes become one journal line.

import { type Journal, openJournal, readJournal, rewriteJournal } from './journal.ts'
import type { RedirectRecord } from './redirects/types.ts'
import { defaultSwitches } from './switches.ts'
import type { Kind, Kinds, PostRecord, Site } from './types.ts'

type Change = ['put', Kind, string, unknown] | ['delete', Kind, string, string]
type Listener = (kind: Kind, before: unknown, after: unknown, scope: string, id: string) => void

export interface Store {
  get<K extends Kind>(kind: K, scope: string, id: string): Kinds[K] | undefined
  all<K extends Kind>(kind: K, scope: string): Kinds[K][]
  put<K extends Kind>(kind: K, scope: string, id: string, value: Kinds[K]): void
  remove(kind: Kind, scope: string, id: string): void
  /** Makes the changes since the last commit durable, as one unit. */
  commit(): void
  /** Grows with every change; lets sorted lists be kept between pages. */
  version(): number
  onChange(listener: Listener): void
  starts: number
  close(): void
}

/** Records that belong to no site live in this scope. */
export const global = ''

export function openStore(dataDir: string | undefined): Store {
  const scopes = new Map<string, Map<string, unknown>>()
  const listeners: Listener[] = []
  let pending: Change[] = []
  let version = 0
  let starts = 0

  const rows = (kind: Kind, scope: string) => {
    const key = `${kind} ${scope}`
    let map = scopes.get(key)
    if (!map) {
      map = new Map()
      scopes.set(key, map)
    }
    return map
  }

  let journal: Journal | undefined
  if (dataDir !== undefined) {
    let changes = 0
    readJournal(dataDir, (line) => {
      const entry = JSON.parse(line) as Change[] | { starts: number }
      if (!Array.isArray(entry)) {
        starts = entry.starts
        return
      }
      for (const [op, kind, scope, value] of entry) {
        changes += 1
        if (op === 'put') {
          const record = unpack(kind, value)
          rows(kind, scope).set(idOf(kind, record), record)
        } else rows(kind, scope).delete(value)
      }
    })
    starts += 1
    const live = [...scopes.values()].reduce((sum, map) => sum + map.size, 0)
    if (changes > 1000 && changes > live * 2) rewriteJournal(dataDir, snapshot(scopes))
    journal = openJournal(dataDir)
    journal.append(JSON.stringify({ starts }))
  }

  const change = (kind: Kind, before: unknown, after: unknown, scope: string, id: string) => {
    version += 1
    for (const listener of listeners) listener(kind, before, after, scope, id)
  }

  return {
    starts,
    get: <K extends Kind>(kind: K, scope: string, id: string) =>
      rows(kind, scope).get(id) as Kinds[K] | undefined,
    all: <K extends Kind>(kind: K, scope: string) => [...rows(kind, scope).values()] as Kinds[K][],
    put(kind, scope, id, value) {
      const map = rows(kind, scope)
      const before = map.get(id)
      map.set(id, value)
      pending.push(['put', kind, scope, value])
      change(kind, before, value, scope, id)
    },
    remove(kind, scope, id) {
      const map = rows(kind, scope)
      const before = map.get(id)
      if (!map.delete(id)) return
      pending.push(['delete', kind, scope, id])
      change(kind, before, undefined, scope, id)
    },
    commit() {
      if (pending.length === 0) return
      const changes = pending
      pending = []
      if (journal) journal.append(JSON.stringify(changes.map(packChange)))
    },
    version: () => version,
    onChange(listener) {
      listeners.push(listener)
      for (const [key, map] of scopes) {
        const space = key.indexOf(' ')
        const [kind, scope] = [key.slice(0, space) as Kind, key.slice(space + 1)]
        for (const [id, value] of map) listener(kind, undefined, value, scope, id)
      }
    },
    close: () => journal?.close(),
  }
}

function* snapshot(scopes: Map<string, Map<string, unknown>>): Iterable<string> {
  for (const [key, map] of scopes) {
    const space = key.indexOf(' ')
    for (const value of map.values()) {
      yield JSON.stringify([packChange(['put', key.slice(0, space) as Kind, key.slice(space + 1), value])])
    }
  }
}

function idOf(kind: Kind, value: unknown): string {
  const field = kind === 'key' ? 'key' : kind === 'app' ? 'appId' : kind === 'token' ? 'token' : 'id'
  return String((value as Record<string, unknown>)[field])
}

// A freshly published post has two equal copies of its content; the journal holds one.
function packChange(entry: Change): Change {
  if (entry[0] !== 'put' || entry[1] !== 'post') return entry
  const post = entry[3] as PostRecord
  return post.published === post.draft ? ['put', 'post', entry[2], { ...post, published: 'draft' }] : entry
}

// A journal of an older version has only Wix's own, without these.
const olderRedirect = {
  groupRedirect: false,
  language: null,
  createdDate: '1970-01-01T00:00:00.000Z',
  createdBy: 0,
}

function unpack(kind: Kind, value: unknown): unknown {
  if (kind === 'site') {
    const site = value as Site
    // A journal of an older version knows fewer switches.
    return { ...site, switches: { ...defaultSwitches, ...site.switches } }
  }
  if (kind === 'redirect') return { ...olderRedirect, ...(value as RedirectRecord) }
  if (kind !== 'post') return value
  const post = value as PostRecord
  return (post.published as unknown) === 'draft' ? { ...post, published: post.draft } : post
}
