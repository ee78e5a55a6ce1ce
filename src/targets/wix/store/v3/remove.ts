// Deleting products of Catalog V3, for good: there is no trash.

import { inBatches } from '../../../../batches.ts'
import { isWixError, storeLimits } from '../../../../wix/index.ts'
import { inOneGo } from '../../../in-one-go.ts'
import type { ItemOutcome, RemoteRef, TargetContext } from '../../../target.ts'
import { outcomeOfUnread } from '../../errors.ts'
import { sendBatch } from '../../send-batch.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { accepted } from './outcomes.ts'
import { type KnownProduct, productsById } from './products.ts'

/** The info sections we made for a product go with it: nothing else would ever use them, and their number is limited. */
export async function removeProducts(given: TargetContext, refs: RemoteRef[]): Promise<ItemOutcome[]> {
  const deadline = startDeadline(given)
  const { ctx } = deadline
  try {
    const known = await productsById(
      ctx,
      refs.map(({ remoteId }) => remoteId),
    )
    return await inOneGo(() => removeKnown(deadline, refs, known))
  } catch (error) {
    if (!isWixError(error)) throw error
    return refs.map(({ rowKey }) => outcomeOfUnread(error, rowKey))
  }
}

async function removeKnown(
  deadline: Deadline,
  refs: RemoteRef[],
  known: ReadonlyMap<string, KnownProduct>,
): Promise<ItemOutcome[]> {
  const { ctx } = deadline
  const outcomes = await sendBatch(ctx, {
    write: 'remove',
    items: refs,
    listName: 'productIds',
    call: (batch, signal) =>
      ctx.client.storeProducts.bulkRemove(
        batch.map(({ remoteId }) => remoteId),
        { signal },
      ),
    accept: ({ rowKey, remoteId }, _id, _product, requestId) =>
      accepted(rowKey, remoteId, { editedAt: null, requestId }),
  })
  const removed = outcomes.flatMap((one) => (one.kind === 'accepted' ? one.ref.remoteId : []))
  const orphans = removed.flatMap((id) => known.get(id)?.sections.map((section) => section.id) ?? [])
  if (deadline.hasTime()) await removeSections(ctx, orphans)
  return outcomes
}

/** A section that stays behind shows nowhere, so a failure is no failure of the page. */
async function removeSections(ctx: TargetContext, ids: string[]): Promise<void> {
  try {
    for (const batch of inBatches(ids, storeLimits.infoSections.bulk))
      await ctx.client.infoSections.bulkRemove(batch, { signal: ctx.signal })
  } catch (error) {
    if (!isWixError(error)) throw error
    ctx.logger.warn({ err: error, sections: ids.length }, 'info sections of deleted products stayed behind')
  }
}
