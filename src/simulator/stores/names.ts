// Who holds a name that must be unique: searching thousands of products on every creation would be too slow.

import type { Store } from '../store.ts'
import type { Kind } from '../types.ts'

export interface NameIndex {
  /** Id of the record of this kind with this slug or unique name. */
  owner(kind: Kind, siteId: string, name: string): string | undefined
}

const nameKeys: Partial<Record<Kind, string>> = {
  product: 'slug',
  productV1: 'slug',
  infoSection: 'uniqueName',
}

export function createNameIndex(store: Store): NameIndex {
  const owners = new Map<string, string>()
  store.onChange((kind, before, after, scope, id) => {
    const key = nameKeys[kind]
    if (key === undefined) return
    const nameOf = (record: unknown) => `${kind} ${scope} ${String((record as Record<string, unknown>)[key])}`
    if (before !== undefined && owners.get(nameOf(before)) === id) owners.delete(nameOf(before))
    if (after !== undefined) owners.set(nameOf(after), id)
  })
  return { owner: (kind, siteId, name) => owners.get(`${kind} ${siteId} ${name}`) }
}
