// The state of items in a collection with the PUBLISH plugin. Whether a patch can change it is documented nowhere; it was
// seen to be ignored, while saving the whole item, drafts included, was seen to work.
import { setTimeout as pause } from 'node:timers/promises'
import { type DataItem, isWixError } from '../../../wix/index.ts'
import type { ItemOutcome, TargetContext } from '../../target.ts'
import type { CmsFacts } from './collection-facts.ts'
import { unread } from './errors.ts'
import { accepted } from './outcomes.ts'
import { sendItems } from './send.ts'
import { draftVisibility, itemsById, type Stored } from './stored.ts'

/** Wix advises against changing an item twice in a second. */
const betweenWritesMs = 1_000

/**
 * Saves items whose state Wix did not change although it took the patch. They are read right before, since a save
 * replaces the whole item. Returns `outcomes` with what became of those.
 * @param ignoredOf the state an item should have, where it has another one; null: it is as it should be
 */
export async function saveIgnored<Item extends { rowKey: string; remoteId: string | null }>(
  ctx: TargetContext,
  facts: CmsFacts,
  items: Item[],
  outcomes: ItemOutcome[],
  ignoredOf: (item: Item) => string | null,
): Promise<ItemOutcome[]> {
  const stuck = items.flatMap((item) => {
    const status = ignoredOf(item)
    return status === null ? [] : [{ rowKey: item.rowKey, id: item.remoteId ?? '', status }]
  })
  if (stuck.length === 0) return outcomes
  await pause(betweenWritesMs)
  const told = new Map((await save(ctx, facts, stuck)).map((outcome) => [outcome.rowKey, outcome]))
  return outcomes.map((outcome) => told.get(outcome.rowKey) ?? outcome)
}

async function save(
  ctx: TargetContext,
  facts: CmsFacts,
  items: { rowKey: string; id: string; status: string }[],
): Promise<ItemOutcome[]> {
  let found: Map<string, Stored>
  try {
    found = await itemsById(
      ctx,
      facts,
      items.map(({ id }) => id),
    )
  } catch (error) {
    if (!isWixError(error)) throw error
    return items.map(({ rowKey }) => unread(error, rowKey))
  }
  // What is gone meanwhile shows when it is read back.
  const there = items.filter(({ id }) => found.has(id))
  return sendItems<(typeof items)[number], DataItem>(ctx, {
    write: 'update',
    items: there,
    listName: 'dataItems',
    call: (batch, signal) =>
      ctx.client.dataItems.bulkSave(
        facts.collectionId,
        batch.map(({ id, status }) => {
          const { _createdDate, _updatedDate, ...data } = found.get(id)!.data
          return { id, data: { ...data, _publishStatus: status } }
        }),
        { ...draftVisibility(facts), returnEntity: true },
        { signal },
      ),
    accept: ({ rowKey }, id, entity, requestId) =>
      accepted(ctx, facts, facts.collectionId, rowKey, id, entity, requestId),
  })
}
