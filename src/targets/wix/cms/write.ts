// Creating, changing and removing items, 200 to a call.
import { type DataItemPatch, type FieldModification, isWixError, type WixError } from '../../../wix/index.ts'
import { inOneGo } from '../../in-one-go.ts'
import type { AssetIds, ItemOutcome, OutgoingItem, RemoteRef, TargetContext } from '../../target.ts'
import { isLive, statusField } from '../../visibility.ts'
import { goneProblem } from '../errors.ts'
import { withAssets } from '../with-assets.ts'
import type { CmsFacts } from './collection-facts.ts'
import { unread } from './errors.ts'
import { factsOf } from './facts.ts'
import type { CmsOptions } from './options.ts'
import { accepted, worstOf } from './outcomes.ts'
import { type CmsPayload, comparedName, missingAssets, statusOf, toWire } from './payload.ts'
import { saveIgnored } from './publish-status.ts'
import { lightReading } from './read.ts'
import { sendItems } from './send.ts'
import { collectionsOf, draftVisibility, editedAtOf, itemsById } from './stored.ts'
import { wireValue } from './values.ts'

type Item = OutgoingItem<CmsPayload>

/**
 * Wix is asked for the entities, since their edit date later shows whether someone came between, and their page
 * link is the address.
 */
export function createItems(
  ctx: TargetContext,
  items: Item[],
  options: CmsOptions,
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  const facts = factsOf(options)
  return withReferences(items, assets, async (ready) => {
    const outcomes: ItemOutcome[] = []
    for (const [collectionId, group] of Map.groupBy(ready, (item) => homeOf(item, facts)))
      outcomes.push(
        ...(await sendItems(ctx, {
          write: 'create',
          items: group,
          listName: 'dataItems',
          call: (batch, signal) =>
            ctx.client.dataItems.bulkInsert(
              collectionId,
              batch.map(({ payload, visibility }) => toWire(payload, assets, visibility)),
              { returnEntity: true },
              { signal },
            ),
          accept: (item, id, entity, requestId) =>
            accepted(ctx, facts, collectionId, item.rowKey, id, entity, requestId),
        })),
      )
    return outcomes
  })
}

/** Where a new item goes. */
function homeOf({ visibility }: Item, facts: CmsFacts): string {
  const isDraft = !isLive(visibility) && facts.drafts.kind === 'items'
  return isDraft ? (collectionsOf(facts)[1] ?? facts.collectionId) : facts.collectionId
}

/** Sends the changed fields alone, so that everything else in the item stays as it is. */
export function updateItems(
  ctx: TargetContext,
  items: Item[],
  options: CmsOptions,
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  const facts = factsOf(options)
  return withReferences(items, assets, async (ready) => {
    const changes = new Map(ready.map((item) => [item, modificationsOf(item, assets)]))
    const idle = ready.filter((item) => changes.get(item)?.length === 0)
    const homes = await readHomes(ctx, facts, facts.drafts.kind === 'items' ? ready : idle)
    if (homes instanceof Error) return ready.map(({ rowKey }) => unread(homes, rowKey))
    const outcomes = idle.map((item) => untouched(item, homes))
    const busy = ready.filter((item) => !idle.includes(item))
    const groups = Map.groupBy(busy, (item) => homes.get(idOf(item))?.collectionId ?? facts.collectionId)
    for (const [collectionId, group] of groups)
      outcomes.push(...(await sendPatches(ctx, facts, collectionId, group, changes)))
    return outcomes
  })
}

type Homes = Awaited<ReturnType<typeof itemsById>>

/** Drafts of the Draft Items plugin live elsewhere, and an item may have moved. An error: nothing was sent yet. */
async function readHomes(ctx: TargetContext, facts: CmsFacts, items: Item[]): Promise<Homes | WixError> {
  try {
    return await itemsById(ctx, facts, items.map(idOf), lightReading)
  } catch (error) {
    if (isWixError(error)) return error
    throw error
  }
}

/** Only links or the state of it change, which is done when the item is finished. */
function untouched(item: Item, homes: Homes): ItemOutcome {
  const { rowKey } = item
  const stored = homes.get(idOf(item))
  if (!stored) return { rowKey, kind: 'rejected', problem: goneProblem, requestId: null }
  const ref = { rowKey, remoteId: idOf(item), editedAt: editedAtOf(stored.data) }
  return { rowKey, kind: 'accepted', ref, url: null, requestId: null }
}

/** A state that Wix ignored in the patch is saved with the whole item. */
async function sendPatches(
  ctx: TargetContext,
  facts: CmsFacts,
  collectionId: string,
  items: Item[],
  changes: ReadonlyMap<Item, FieldModification[]>,
): Promise<ItemOutcome[]> {
  const states = new Map<Item, unknown>()
  const outcomes = await sendItems(ctx, {
    write: 'update',
    items,
    listName: 'patches',
    call: (batch, signal) =>
      ctx.client.dataItems.bulkPatch(
        collectionId,
        batch.map(
          (item): DataItemPatch => ({
            dataItemId: idOf(item),
            fieldModifications: changes.get(item) ?? [],
          }),
        ),
        { ...draftVisibility(facts), returnEntity: true },
        { signal },
      ),
    accept(item, id, entity, requestId) {
      states.set(item, entity?.data?.['_publishStatus'])
      return accepted(ctx, facts, collectionId, item.rowKey, id, entity, requestId)
    },
  })
  return saveIgnored(ctx, facts, items, outcomes, (item) => {
    if (!states.has(item) || !changes.get(item)?.some(({ fieldPath }) => fieldPath === '_publishStatus'))
      return null
    const status = statusOf(item.visibility)
    return states.get(item) === status ? null : status
  })
}

/** None named: all of them. A field that is to be empty is taken out of the item. */
function modificationsOf(
  { payload, visibility, changedFields }: Item,
  assets: AssetIds,
): FieldModification[] {
  const isChanged = (name: string) => changedFields.length === 0 || changedFields.includes(name)
  const { data } = toWire(payload, assets, visibility)
  const modifications: FieldModification[] = []
  if (data['_publishStatus'] !== undefined && isChanged(statusField))
    modifications.push(setField('_publishStatus', data['_publishStatus']))
  for (const fieldPath of Object.keys(payload.fields).sort()) {
    if (!isChanged(comparedName(fieldPath))) continue
    if (data[fieldPath] !== undefined) modifications.push(setField(fieldPath, data[fieldPath]))
    else if (wireValue(payload.fields[fieldPath]!, assets) === null)
      modifications.push({ fieldPath, action: 'REMOVE_FIELD' })
  }
  return modifications
}

function setField(fieldPath: string, value: unknown): FieldModification {
  return { fieldPath, action: 'SET_FIELD', setFieldOptions: { value } }
}

function idOf({ remoteId }: Item): string {
  return remoteId ?? ''
}

/** For good: Wix CMS has no trash. A draft beside a live item goes with it. */
export async function removeItems(
  ctx: TargetContext,
  refs: RemoteRef[],
  options: CmsOptions,
): Promise<ItemOutcome[]> {
  const facts = factsOf(options)
  const rounds = await inOneGo(async () => {
    const done: ItemOutcome[][] = []
    for (const collectionId of collectionsOf(facts))
      done.push(await removeFrom(ctx, facts, collectionId, refs))
    return done
  })
  return refs.map((_, place) => worstOf(rounds.map((outcomes) => outcomes[place]!)))
}

function removeFrom(
  ctx: TargetContext,
  facts: CmsFacts,
  collectionId: string,
  refs: RemoteRef[],
): Promise<ItemOutcome[]> {
  return sendItems(ctx, {
    write: 'remove',
    items: refs,
    listName: 'dataItemIds',
    call: (batch, signal) =>
      ctx.client.dataItems.bulkRemove(
        collectionId,
        batch.map((ref) => ref.remoteId),
        draftVisibility(facts),
        { signal },
      ),
    accept: (ref, _id, _entity, requestId) => ({
      rowKey: ref.rowKey,
      kind: 'accepted',
      ref: { ...ref, editedAt: null },
      url: null,
      requestId: requestId ?? null,
    }),
  })
}

/** What an item refers to is the owner's and is never created, so an item that names what is not there stays here. */
export function withReferences(
  items: Item[],
  assets: AssetIds,
  send: (ready: Item[]) => Promise<ItemOutcome[]>,
): Promise<ItemOutcome[]> {
  return withAssets(
    items,
    ({ payload }) => missingAssets(payload, assets),
    ({ name }) =>
      `The item "${name}" that this one refers to was not found, so it was not sent. Create it first, then plan again.`,
    send,
  )
}
