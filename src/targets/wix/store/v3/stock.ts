// Stock of products of Catalog V3, which stands beside the product: one inventory item for its one variant.

import { inBatches } from '../../../../batches.ts'
import { type InventoryItem, isWixError, type StoreVariant } from '../../../../wix/index.ts'
import type { ItemOutcome } from '../../../target.ts'
import { outcomeOfUnread } from '../../errors.ts'
import { sendBatch } from '../../send-batch.ts'
import { canonicalStock, type Stock } from '../values.ts'
import { type Deadline, later } from './deadline.ts'
import { accepted, type Item, mostTries, pause, rejected, retryMs, staleCode, staleMs } from './outcomes.ts'
import { stockOf, variantsOf } from './read.ts'

/** Wix's limit of one bulk call. */
const mostPerCall = 100

interface StockChange {
  rowKey: string
  productId: string
  stock: Stock
  before: InventoryItem | undefined
  variant: StoreVariant | undefined
}

/** Sets the stock of these products to what their payload says. Returns what became of those where it failed. */
export async function writeStock(deadline: Deadline, items: Item[]): Promise<Map<string, ItemOutcome>> {
  const failed = new Map<string, ItemOutcome>()
  let open = items
  for (let tries = 1; open.length > 0; tries++) {
    const stale = await writeOnce(deadline, open, failed)
    open = open.filter(({ rowKey }) => stale.has(rowKey))
    if (open.length > 0 && (tries === mostTries || !deadline.hasTime())) {
      for (const { rowKey } of open) failed.set(rowKey, later(rowKey, staleMs))
      break
    }
    if (open.length > 0) await pause(retryMs)
  }
  return failed
}

/**
 * Makes what is missing: Wix may take the stock of a new product and not keep it, and shows the product as sold out.
 * What a person set, or orders left, is not touched.
 */
export async function ensureStock(deadline: Deadline, items: Item[]): Promise<Map<string, ItemOutcome>> {
  const failed = new Map<string, ItemOutcome>()
  const changes = await readStock(deadline, items, failed)
  const missing = changes.filter(({ before }) => before === undefined)
  for (const batch of inBatches(missing, mostPerCall)) await create(deadline, batch, failed)
  return failed
}

async function writeOnce(
  deadline: Deadline,
  items: Item[],
  failed: Map<string, ItemOutcome>,
): Promise<Set<string>> {
  const stale = new Set<string>()
  const changes = await readStock(deadline, items, failed)
  const missing = changes.filter(({ before }) => before === undefined)
  const differing = changes.filter(({ before, stock }) => before && textOf(before) !== canonicalStock(stock))
  for (const batch of inBatches(missing, mostPerCall)) await create(deadline, batch, failed)
  for (const batch of inBatches(differing, mostPerCall)) await change(deadline, batch, failed, stale)
  return stale
}

async function readStock(
  deadline: Deadline,
  items: Item[],
  failed: Map<string, ItemOutcome>,
): Promise<StockChange[]> {
  const { ctx } = deadline
  const ids = items.flatMap(({ remoteId }) => remoteId ?? [])
  if (ids.length === 0) return []
  try {
    const stock = await stockOf(ctx, ids)
    // Whoever may not see stock may not set it either; verification shows what is there.
    if (stock === null) return []
    const missing = ids.filter((id) => !stock.has(id))
    const variants = await variantsOf(ctx, missing)
    return items.flatMap(({ rowKey, remoteId, payload }): StockChange[] => {
      const productId = remoteId ?? ''
      const known = stock.get(productId) ?? []
      if (known.length > 1) {
        failed.set(rowKey, rejected(rowKey, severalPlaces(known.length)))
        return []
      }
      const [variant] = variants.get(productId) ?? []
      const wanted = payload.product?.stock ?? { inStock: true }
      return [{ rowKey, productId, stock: wanted, before: known[0], variant }]
    })
  } catch (error) {
    if (!isWixError(error)) throw error
    for (const { rowKey } of items) failed.set(rowKey, outcomeOfUnread(error, rowKey))
    return []
  }
}

async function create(
  deadline: Deadline,
  batch: StockChange[],
  failed: Map<string, ItemOutcome>,
): Promise<void> {
  // A variant that does not show yet is asked for again.
  for (const { rowKey, variant } of batch) if (!variant) failed.set(rowKey, later(rowKey, staleMs))
  const ready = batch.filter(({ variant }) => variant !== undefined)
  if (!deadline.hasTime()) return leave(ready, failed)
  const outcomes = await sendBatch(deadline.ctx, {
    write: 'update',
    items: ready,
    listName: 'inventoryItems',
    call: (items, signal) =>
      deadline.ctx.client.inventoryItems.bulkCreate(
        items.map(({ productId, variant, stock }) => ({
          productId,
          variantId: variant?.variantId ?? variant?.id ?? '',
          ...stock,
        })),
        {},
        { signal },
      ),
    accept: ({ rowKey }, id) => accepted(rowKey, id, { editedAt: null }),
    // Made meanwhile, by Wix itself most likely.
    judge: ({ rowKey }, { code = '' }) =>
      /EXIST/.test(code) ? accepted(rowKey, '', { editedAt: null }) : null,
  })
  note(outcomes, failed)
}

async function change(
  deadline: Deadline,
  batch: StockChange[],
  failed: Map<string, ItemOutcome>,
  stale: Set<string>,
): Promise<void> {
  if (!deadline.hasTime()) return leave(batch, failed)
  const outcomes = await sendBatch(deadline.ctx, {
    write: 'update',
    items: batch,
    listName: 'inventoryItems',
    call: (items, signal) =>
      deadline.ctx.client.inventoryItems.bulkUpdate(
        items.map(({ before, stock }) => ({
          id: before?.id ?? '',
          revision: before?.revision ?? '',
          ...stock,
        })),
        {},
        { signal },
      ),
    accept: ({ rowKey }, id) => accepted(rowKey, id, { editedAt: null }),
    judge({ rowKey }, error) {
      if (error.code !== staleCode) return null
      stale.add(rowKey)
      return accepted(rowKey, '', { editedAt: null })
    },
  })
  note(outcomes, failed)
}

function textOf({ quantity, inStock }: InventoryItem): string {
  return canonicalStock(typeof quantity === 'number' ? { quantity } : { inStock: inStock === true })
}

function severalPlaces(count: number) {
  return {
    code: 'store_places',
    severity: 'error' as const,
    field: 'stock',
    message: `The stock of this product is counted in ${count} places, which one row cannot set. Take the stock out of the template and set it in Wix.`,
  }
}

function note(outcomes: ItemOutcome[], failed: Map<string, ItemOutcome>): void {
  for (const outcome of outcomes) if (outcome.kind !== 'accepted') failed.set(outcome.rowKey, outcome)
}

function leave(batch: StockChange[], failed: Map<string, ItemOutcome>): void {
  for (const { rowKey } of batch) failed.set(rowKey, later(rowKey))
}
