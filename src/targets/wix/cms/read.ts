// Reading items in bulk, and finding those whose create was lost.
import {
  goneState,
  type OutgoingItem,
  type RemoteRef,
  type RemoteState,
  type TargetContext,
} from '../../target.ts'
import type { CmsFacts } from './collection-facts.ts'
import { factsOf } from './facts.ts'
import { linkFields, linksOf, withLinks } from './links.ts'
import type { CmsOptions } from './options.ts'
import { pathOf } from './page-link.ts'
import { type CmsPayload, comparedName } from './payload.ts'
import { editedAtOf, itemsById, type Stored } from './stored.ts'
import { canonicalWire } from './values.ts'

export async function readItems(
  ctx: TargetContext,
  remoteIds: string[],
  depth: 'light' | 'full',
  options: CmsOptions,
): Promise<Map<string, RemoteState>> {
  const facts = factsOf(options)
  const found = await itemsById(ctx, facts, remoteIds, depth === 'full' ? withLinks(facts) : lightReading)
  const states = new Map<string, RemoteState>()
  for (const id of remoteIds) {
    const stored = found.get(id)
    states.set(id, stored ? await toState(ctx, facts, stored, depth) : goneState(id))
  }
  return states
}

/** What tells whether an item was touched. */
export const lightReading = { fields: ['_id', '_updatedDate', '_publishStatus'] }

async function toState(
  ctx: TargetContext,
  facts: CmsFacts,
  stored: Stored,
  depth: 'light' | 'full',
): Promise<RemoteState> {
  const path = pathOf(facts.fields, stored.data)
  const isFull = depth === 'full'
  return {
    remoteId: stored.item.id,
    exists: true,
    status: stored.state,
    editedAt: editedAtOf(stored.data),
    url: addressOf(ctx, stored, path),
    slug: path,
    fields: isFull ? await remoteFields(ctx, facts, stored) : null,
    raw: isFull ? stored.item : null,
  }
}

/** A draft has no page that visitors see. */
export function addressOf(
  { siteUrl }: TargetContext,
  { state }: Pick<Stored, 'state'>,
  path: string | null,
): string | null {
  return siteUrl === null || path === null || state === 'draft' ? null : `${siteUrl}${path}`
}

async function remoteFields(
  ctx: TargetContext,
  facts: CmsFacts,
  stored: Stored,
): Promise<Record<string, string>> {
  const links = new Set(linkFields(facts))
  const fields: Record<string, string> = {}
  for (const { key, type, unwritable } of facts.fields) {
    if (unwritable !== null) continue
    const wire = links.has(key) ? await linksOf(ctx, stored, key) : stored.data[key]
    fields[comparedName(key)] = canonicalWire(type, wire)
  }
  return fields
}

/** By our own ids alone: nothing else on the site can have them, and no other item is ours. */
export async function findItems(
  ctx: TargetContext,
  items: OutgoingItem<CmsPayload>[],
  options: CmsOptions,
): Promise<Map<string, RemoteRef[]>> {
  const ids = items.map(({ payload }) => payload.itemId)
  const found = await itemsById(ctx, factsOf(options), ids, lightReading)
  return new Map(
    items.flatMap(({ rowKey, payload: { itemId } }): [string, RemoteRef[]][] => {
      const stored = found.get(itemId)
      return stored ? [[rowKey, [{ rowKey, remoteId: itemId, editedAt: editedAtOf(stored.data) }]]] : []
    }),
  )
}
