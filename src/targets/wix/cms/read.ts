// Reading items in bulk, and finding those whose create was lost.
import type { DataItem, Saved } from '../../../wix/index.ts'
import {
  goneState,
  type OutgoingItem,
  type OwnFinder,
  type OwnRef,
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
  const whole = isFull ? await withLinkIds(ctx, facts, stored) : null
  return {
    remoteId: stored.item.id,
    exists: true,
    status: stored.state,
    editedAt: editedAtOf(stored.data),
    url: addressOf(ctx, stored, path),
    slug: path,
    fields: whole && remoteFields(facts, whole.data),
    raw: whole,
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

/** Links by their ids alone, all of them, where Wix shows the items that are referred to, and only so many. */
async function withLinkIds(ctx: TargetContext, facts: CmsFacts, stored: Stored): Promise<WholeItem> {
  const data: Record<string, unknown> = { ...stored.data }
  for (const key of linkFields(facts)) data[key] = await linksOf(ctx, stored, key)
  return { ...stored.item, data }
}

/** An item as it is kept in snapshots. */
export type WholeItem = Saved<DataItem> & { data: Record<string, unknown> }

/** Fields that nobody can write are no part of what is compared. */
export function remoteFields(facts: CmsFacts, data: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    facts.fields
      .filter(({ unwritable }) => unwritable === null)
      .map(({ key, type }) => [comparedName(key), canonicalWire(type, data[key])]),
  )
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

/** Their ids tell, whatever the items hold by now, so that nothing has to be looked over. Wix CMS has no trash. */
export async function findOwnItems(ctx: TargetContext, options: CmsOptions): Promise<OwnFinder<CmsPayload>> {
  return async (items) => {
    const found = await findItems(ctx, [...items], options)
    return new Map(
      [...found].map(([rowKey, refs]): [string, OwnRef[]] => [
        rowKey,
        refs.map(({ remoteId }) => ({ remoteId, isTrashed: false })),
      ]),
    )
  }
}
