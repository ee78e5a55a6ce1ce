// Items as they stand in Wix: one read for many, consistent, drafts included.

import { inBatches } from '../../../batches.ts'
import { type DataItem, type DataReading, isWixError, readDataDate, type Saved } from '../../../wix/index.ts'
import type { TargetContext } from '../../target.ts'
import type { CmsFacts } from './collection-facts.ts'

/** An item, and in which collection it was found. */
export interface Stored {
  item: Saved<DataItem>
  data: Record<string, unknown>
  collectionId: string
  state: 'live' | 'draft'
}

/** Of the PUBLISH plugin, whose drafts are otherwise invisible to every call. */
export function draftVisibility(facts: CmsFacts): { includeDraftItems?: boolean } {
  return facts.drafts.kind === 'publish' ? { includeDraftItems: true } : {}
}

/** The live one first: of an item that is live and has a draft beside it, the draft is someone's own work. */
export function collectionsOf({ collectionId, drafts }: CmsFacts): string[] {
  return drafts.kind === 'items' ? [collectionId, drafts.draftsCollectionId] : [collectionId]
}

/** Those of these items that exist, by id. A second call only for drafts of the Draft Items plugin. */
export async function itemsById(
  ctx: TargetContext,
  facts: CmsFacts,
  ids: readonly string[],
  reading: DataReading = {},
): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>()
  for (const collectionId of collectionsOf(facts)) {
    const open = [...new Set(ids)].filter((id) => id !== '' && !found.has(id))
    for (const batch of inBatches(open, facts.maxPageSize))
      for (const item of await readBatch(ctx, facts, collectionId, batch, reading))
        found.set(item.id, toStored(facts, collectionId, item))
  }
  return found
}

/** An answer that is too large for Wix to send (`WDE0180`), or for us to read, is asked for in halves. */
async function readBatch(
  ctx: TargetContext,
  facts: CmsFacts,
  collectionId: string,
  ids: string[],
  reading: DataReading,
): Promise<Saved<DataItem>[]> {
  try {
    return await ctx.client.dataItems.getMany(
      collectionId,
      ids,
      { ...draftVisibility(facts), ...reading, consistentRead: true },
      { signal: ctx.signal },
    )
  } catch (error) {
    if (!isWixError(error) || error.kind !== 'too_large' || ids.length < 2) throw error
    const middle = Math.ceil(ids.length / 2)
    return [
      ...(await readBatch(ctx, facts, collectionId, ids.slice(0, middle), reading)),
      ...(await readBatch(ctx, facts, collectionId, ids.slice(middle), reading)),
    ]
  }
}

export function toStored(facts: CmsFacts, collectionId: string, item: Saved<DataItem>): Stored {
  const data = item.data ?? {}
  const isDraft =
    facts.drafts.kind === 'publish' ? data['_publishStatus'] === 'DRAFT' : collectionId !== facts.collectionId
  return { item, data, collectionId, state: isDraft ? 'draft' : 'live' }
}

/** Changes with every write of the item. */
export function editedAtOf(data: Record<string, unknown> | undefined): string | null {
  return readDataDate(data?.['_updatedDate'])?.toISOString() ?? null
}
