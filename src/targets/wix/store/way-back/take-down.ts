// Products off the site: hidden, or deleted for good.
import type { DownHow } from '../../../../api/take-down.ts'
import type { ItemOutcome, OutgoingItem, TargetContext } from '../../../target.ts'
import { statusField } from '../../../visibility.ts'
import type { TakeDownItem, TakeDownWay } from '../../../way-back.ts'
import { goneProblem } from '../../errors.ts'
import type { StorePayload } from '../catalog.ts'
import { catalogNamed } from '../catalogs.ts'
import { keepProducts } from '../keep-products.ts'
import type { StoreOptions } from '../options.ts'
import { visiblePayload } from './restore.ts'

const ways: TakeDownWay[] = [
  {
    how: 'draft',
    title: 'Hide',
    note: 'Customers no longer see the products. They stay in the store with their ID, address, stock and reviews, and can be shown again as they are.',
    isFinal: false,
  },
  {
    how: 'deleted',
    title: 'Delete',
    note: 'A store has no trash. We keep what is in our fields and can make the products again, but each gets a new ID: reviews, and what carts, orders and other apps know of it, are lost.',
    isFinal: true,
  },
]

/** A project that only fills info sections has no products of its own. */
export function takeDowns({ mode }: StoreOptions): TakeDownWay[] {
  return mode === 'sections' ? [] : ways
}

export function takeDownBatch(_how: DownHow, options: StoreOptions): number {
  return catalogNamed(options).batch.size
}

export async function takeDown(
  ctx: TargetContext,
  items: TakeDownItem[],
  options: StoreOptions,
): Promise<ItemOutcome[]> {
  const refs = items.map(({ rowKey, remoteId }) => ({ rowKey, remoteId, editedAt: null }))
  if (options.mode === 'sections') return keepProducts(refs)
  const catalog = catalogNamed(options)
  if (items[0]?.how !== 'draft') return catalog.remove(ctx, refs)
  const isDown = ({ found }: TakeDownItem) => found !== undefined && found.status !== 'live'
  const open = items.filter((item) => !isDown(item))
  const payload = visiblePayload(false, options)
  const told = await catalog.update(ctx, open.map(hiding(payload)), options, new Map())
  const outcomes = new Map(told.map((outcome) => [outcome.rowKey, outcome]))
  return items.map((item) => {
    const outcome = outcomes.get(item.rowKey)
    // Deleted meanwhile, it is off the site as well.
    const isGone = outcome?.kind === 'rejected' && outcome.problem === goneProblem
    return outcome && !isGone ? outcome : down(item)
  })
}

function hiding(payload: StorePayload) {
  return ({ rowKey, remoteId }: TakeDownItem): OutgoingItem<StorePayload> => ({
    ...{ rowKey, remoteId, seed: '', payload, visibility: null, changedFields: [statusField] },
  })
}

function down({ rowKey, remoteId }: TakeDownItem): ItemOutcome {
  return { rowKey, kind: 'accepted', ref: { rowKey, remoteId, editedAt: null }, url: null, requestId: null }
}
