// What an item write cannot do: links of MULTI_REFERENCE fields, which Wix drops from items in silence, and moving
// an item between the live ones and the drafts of the Draft Items plugin.

import { inBatches } from '../../../batches.ts'
import { type DataItemReference, isWixError } from '../../../wix/index.ts'
import type { AssetIds, FinishSteps, ItemOutcome, OutgoingItem, TargetContext } from '../../target.ts'
import { isLive, statusField } from '../../visibility.ts'
import { goneProblem, outcomeOfError } from '../errors.ts'
import type { CmsFacts } from './collection-facts.ts'
import { meaningOf, outcomeOfCode, unread } from './errors.ts'
import { factsOf } from './facts.ts'
import { linksOf, withLinks } from './links.ts'
import type { CmsOptions } from './options.ts'
import { worstOf } from './outcomes.ts'
import { type CmsPayload, comparedName, isBlank } from './payload.ts'
import { lightReading } from './read.ts'
import { sendItems } from './send.ts'
import { editedAtOf, itemsById, type Stored } from './stored.ts'
import { linkIds } from './values.ts'
import { withReferences } from './write.ts'

type Item = OutgoingItem<CmsPayload>
type Homes = Map<string, Stored>

/** Links of one call. How many Wix takes is documented nowhere; a bulk call of items takes a thousand. */
export const linksPerCall = 500

export const cmsFinish: FinishSteps<CmsOptions, CmsPayload> = {
  isDue: (payload, changedFields) =>
    changedFields === null
      ? changedLinks(payload, []).some((key) => !isBlank(payload.fields[key]!))
      : changedLinks(payload, changedFields).length > 0 || mayMove(payload, changedFields),
  batchSize: 100,
  run: (ctx, items, options, assets) =>
    withReferences(items, assets, async (ready) => {
      try {
        return await finishItems(ctx, factsOf(options), ready, assets)
      } catch (error) {
        if (!isWixError(error)) throw error
        // Every write has outcomes of its own, so a read failed; the steps are found out anew the next time.
        return ready.map(({ rowKey }) => unread(error, rowKey))
      }
    }),
}

/** Fields of links that are ours and changed; none named: all. */
function changedLinks({ fields }: CmsPayload, changedFields: string[]): string[] {
  return Object.keys(fields)
    .filter((key) => 'names' in fields[key]!)
    .filter((key) => changedFields.length === 0 || changedFields.includes(comparedName(key)))
    .sort()
}

function mayMove({ state }: CmsPayload, changedFields: string[]): boolean {
  return state?.by === 'items' && (changedFields.length === 0 || changedFields.includes(statusField))
}

/** A read of all, a move for each that has one, one call for links to add and one for links to take away, a look. */
async function finishItems(
  ctx: TargetContext,
  facts: CmsFacts,
  items: Item[],
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  const ids = items.map(({ remoteId }) => remoteId ?? '')
  const homes = await itemsById(ctx, facts, ids, withLinks(facts))
  const told = new Map<string, ItemOutcome[]>(items.map(({ rowKey }) => [rowKey, []]))
  const open: Item[] = []
  for (const item of items) {
    const outcome = await moveItem(ctx, facts, item, homes)
    if (outcome) told.get(item.rowKey)?.push(outcome)
    else open.push(item)
  }
  for (const { rowKey, outcome } of await setLinks(ctx, open, homes, assets)) told.get(rowKey)?.push(outcome)
  const now = await itemsById(ctx, facts, ids, lightReading)
  return items.map(({ rowKey, remoteId }) => {
    const id = remoteId ?? ''
    const stored = now.get(id)
    const done: ItemOutcome = {
      rowKey,
      kind: 'accepted',
      ref: { rowKey, remoteId: id, editedAt: editedAtOf(stored?.data) },
      url: null,
      requestId: null,
    }
    return worstOf([done, ...(told.get(rowKey) ?? [])])
  })
}

/** Null: the item is where it belongs. Otherwise why it is not. */
async function moveItem(
  ctx: TargetContext,
  facts: CmsFacts,
  item: Item,
  homes: Homes,
): Promise<ItemOutcome | null> {
  const { rowKey, remoteId, payload, visibility } = item
  const stored = homes.get(remoteId ?? '')
  if (!stored) return { rowKey, kind: 'rejected', problem: goneProblem, requestId: null }
  if (!mayMove(payload, item.changedFields) || isLive(visibility) === (stored.state === 'live')) return null
  if (facts.drafts.kind !== 'items') return null
  const { dataDrafts } = ctx.client
  try {
    if (stored.state === 'draft')
      await dataDrafts.publish(facts.collectionId, stored.item.id, { signal: ctx.signal })
    else
      await dataDrafts.unpublish(
        facts.collectionId,
        stored.item.id,
        { copyToDraft: true },
        { signal: ctx.signal },
      )
  } catch (error) {
    if (!isWixError(error)) throw error
    return (
      outcomeOfCode(error, rowKey, 'update', error.requestId ?? null) ??
      outcomeOfError(error, rowKey, 'update')
    )
  }
  const isNowLive = stored.state === 'draft'
  homes.set(stored.item.id, {
    ...stored,
    collectionId: isNowLive ? facts.collectionId : facts.drafts.draftsCollectionId,
    state: isNowLive ? 'live' : 'draft',
  })
  return null
}

interface Link {
  /** Names the link within its call. */
  rowKey: string
  itemKey: string
  reference: DataItemReference
}

/** Takes and adds only what differs, so that it can be repeated. */
async function setLinks(
  ctx: TargetContext,
  items: Item[],
  homes: Homes,
  assets: AssetIds,
): Promise<{ rowKey: string; outcome: ItemOutcome }[]> {
  const wanted: Record<'insert' | 'remove', Map<string, Link[]>> = { insert: new Map(), remove: new Map() }
  for (const item of items) {
    const stored = homes.get(item.remoteId ?? '')
    if (!stored) continue
    for (const field of changedLinks(item.payload, item.changedFields)) {
      const value = item.payload.fields[field]!
      if (!('names' in value)) continue
      const [ours, theirs] = [linkIds(value, assets), await linksOf(ctx, stored, field)]
      const add = (operation: 'insert' | 'remove', id: string) => {
        const links = wanted[operation].get(stored.collectionId) ?? []
        wanted[operation].set(stored.collectionId, links)
        links.push({
          rowKey: `${links.length}`,
          itemKey: item.rowKey,
          reference: {
            referringItemId: stored.item.id,
            referringItemFieldName: field,
            referencedItemId: id,
          },
        })
      }
      for (const id of ours) if (!theirs.includes(id)) add('insert', id)
      for (const id of theirs) if (!ours.includes(id)) add('remove', id)
    }
  }
  const told: { rowKey: string; outcome: ItemOutcome }[] = []
  for (const operation of ['insert', 'remove'] as const)
    for (const [collectionId, links] of wanted[operation])
      for (const batch of inBatches(links, linksPerCall))
        told.push(...(await sendLinks(ctx, operation, collectionId, batch)))
  return told
}

async function sendLinks(
  ctx: TargetContext,
  operation: 'insert' | 'remove',
  collectionId: string,
  links: Link[],
): Promise<{ rowKey: string; outcome: ItemOutcome }[]> {
  const accept = ({ rowKey, reference }: Link, requestId: string | undefined): ItemOutcome => ({
    rowKey,
    kind: 'accepted',
    ref: { rowKey, remoteId: reference.referringItemId, editedAt: null },
    url: null,
    requestId: requestId ?? null,
  })
  const outcomes = await sendItems(ctx, {
    write: 'update',
    items: links,
    listName: 'dataItemReferences',
    call: (batch, signal) =>
      ctx.client.dataReferences[operation](
        collectionId,
        batch.map(({ reference }) => reference),
        { signal },
      ),
    accept: (link, _id, _entity, requestId) => accept(link, requestId),
    // Another try, or someone else, has done it.
    judge: (link, error, requestId) =>
      meaningOf(error.code)?.does === 'linked' ? accept(link, requestId) : null,
  })
  return links.map(({ itemKey }, place) => ({
    rowKey: itemKey,
    outcome: { ...outcomes[place]!, rowKey: itemKey },
  }))
}
