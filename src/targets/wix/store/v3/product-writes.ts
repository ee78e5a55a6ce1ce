// Changes of products as bulk calls: a hundred products, and a hundred info sections in all of them together.

import { batchesWithin } from '../../../../batches.ts'
import { type StoreProductChanges, storeLimits } from '../../../../wix/index.ts'
import type { ItemOutcome } from '../../../target.ts'
import { sendBatch } from '../../send-batch.ts'
import { isTakenSlug } from './create.ts'
import { type Deadline, later } from './deadline.ts'
import { accepted, type Item, rejected, staleCode } from './outcomes.ts'
import { addressOf, type KnownProduct } from './products.ts'

export interface Change {
  rowKey: string
  item: Item
  known: KnownProduct
  /** Null: nothing of the product itself changes. */
  changed: (StoreProductChanges & { id: string }) | null
}

type RealChange = Change & { changed: NonNullable<Change['changed']> }

export interface Sent {
  /** Of the products that were changed. */
  done: Map<string, { revision: string | null; url: string | null; requestId: string | undefined }>
  failed: Map<string, ItemOutcome>
  /** Changed by someone else since they were read; nothing was done. */
  stale: Set<string>
}

export async function sendChanges(deadline: Deadline, changes: Change[]): Promise<Sent> {
  const sent: Sent = { done: new Map(), failed: new Map(), stale: new Set() }
  const real = changes.filter((change): change is RealChange => change.changed !== null)
  for (const batch of batchesOfChanges(real)) {
    if (deadline.hasTime()) await sendOne(deadline, batch, sent)
    else for (const { rowKey } of batch) sent.failed.set(rowKey, later(rowKey))
  }
  return sent
}

async function sendOne({ ctx }: Deadline, batch: RealChange[], sent: Sent): Promise<void> {
  const outcomes = await sendBatch(ctx, {
    write: 'update',
    items: batch,
    listName: 'products',
    call: (items, signal) =>
      ctx.client.storeProducts.bulkUpdate(
        items.map(({ changed }) => changed),
        { returnEntity: true, fields: ['URL'] },
        { signal },
      ),
    accept({ rowKey }, id, product, requestId) {
      const url = product ? addressOf(product) : null
      sent.done.set(rowKey, { revision: product?.revision ?? null, url, requestId })
      return accepted(rowKey, id, { editedAt: null })
    },
    judge({ rowKey, changed }, error, requestId) {
      if (error.code === staleCode) {
        sent.stale.add(rowKey)
        return later(rowKey)
      }
      return isTakenSlug(error) ? takenSlug(rowKey, changed.slug ?? '', requestId) : null
    },
  })
  for (const outcome of outcomes)
    if (outcome.kind !== 'accepted' && !sent.stale.has(outcome.rowKey))
      sent.failed.set(outcome.rowKey, outcome)
}

function batchesOfChanges(changes: RealChange[]): Generator<RealChange[]> {
  const { products, infoSections } = storeLimits.bulk
  const sections = { of: ({ changed }: RealChange) => changed.infoSections?.length ?? 0, most: infoSections }
  return batchesWithin(changes, products, [sections])
}

function takenSlug(rowKey: string, slug: string, requestId: string | undefined): ItemOutcome {
  const message = `Another product of the store has the address "${slug}" already, so nothing of this one was changed. Choose another slug, or change that product in Wix.`
  return rejected(
    rowKey,
    { code: 'slug_taken', severity: 'error', field: 'slug', message },
    requestId ?? null,
  )
}
