// Deleting products of Catalog V3, for good: there is no trash.

import { inBatches } from '../../../../batches.ts'
import { isWixError, storeLimits } from '../../../../wix/index.ts'
import type { ItemOutcome, RemoteRef, TargetContext } from '../../../target.ts'
import { sendBatch } from '../../send-batch.ts'
import { startDeadline } from './deadline.ts'
import { accepted, outcomeOfRead } from './outcomes.ts'
import { productsById } from './products.ts'

/** The info sections we made for a product go with it: nothing else would ever use them, and their number is limited. */
export async function removeProducts(given: TargetContext, refs: RemoteRef[]): Promise<ItemOutcome[]> {
  const deadline = startDeadline(given)
  const { ctx } = deadline
  try {
    const known = await productsById(
      ctx,
      refs.map(({ remoteId }) => remoteId),
    )
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
  } catch (error) {
    if (!isWixError(error)) throw error
    return refs.map(({ rowKey }) => outcomeOfRead(error, rowKey))
  }
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
