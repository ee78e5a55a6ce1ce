// Steps that need the id of the product: the categories it is put into, and the stock Wix may have lost.

import { inBatches } from '../../../../batches.ts'
import { type BulkResult, isWixError, storeCategoryLimits, type WixError } from '../../../../wix/index.ts'
import type { AssetIds, FinishSteps, ItemOutcome, TargetContext } from '../../../target.ts'
import { outcomeOfUnread } from '../../errors.ts'
import { sendBatch } from '../../send-batch.ts'
import type { StorePayload } from '../catalog.ts'
import { inTurn } from '../category-turns.ts'
import type { StoreOptions } from '../options.ts'
import { categoryId, categoryIds, categoryPrefix } from './canonical.ts'
import { type Deadline, later, startDeadline } from './deadline.ts'
import { accepted, type Item, pause, rejected, retryMs, staleCode, staleMs } from './outcomes.ts'
import { type KnownProduct, productsById } from './products.ts'
import { ensureStock } from './stock.ts'

const noAssets: AssetIds = new Map()

/** All writes of categories share one revision: another one of someone else may come between a few times. */
const mostTries = 5

export const finish: FinishSteps<StoreOptions, StorePayload> = {
  isDue({ mode, product }, changedFields) {
    if (mode === 'sections') return false
    if (changedFields === null) return true
    if (changedFields.length === 0) return (product?.categories ?? []).length > 0
    return changedFields.some((field) => field.startsWith(categoryPrefix))
  },
  batchSize: 100,
  async run(ctx, items, _options, assets) {
    const deadline = startDeadline(ctx)
    const products = await readMemberships(deadline.ctx, items)
    if (Array.isArray(products)) return products
    const present = items.filter(({ remoteId }) => products.has(remoteId ?? ''))
    const failed = await ensureStock(deadline, present.filter(isComplete))
    await setCategories(deadline, present, products, assets, failed)
    return items.map(({ rowKey, remoteId }) => {
      // A query may be behind a create; a product that is gone for good fails after some tries.
      if (!products.has(remoteId ?? '')) return unseen(rowKey)
      return failed.get(rowKey) ?? accepted(rowKey, remoteId ?? '', { editedAt: null })
    })
  },
}

/** Created just now, or sent as a whole; what is missing then was never there. */
function isComplete({ changedFields }: Item): boolean {
  return changedFields.length === 0
}

function unseen(rowKey: string): ItemOutcome {
  return { rowKey, kind: 'in_doubt', reason: 'Wix does not show the product', requestId: null }
}

async function readMemberships(
  ctx: TargetContext,
  items: Item[],
): Promise<Map<string, KnownProduct> | ItemOutcome[]> {
  try {
    const ids = items.flatMap(({ remoteId }) => remoteId ?? [])
    return await productsById(ctx, ids, ['DIRECT_CATEGORIES_INFO'])
  } catch (error) {
    if (!isWixError(error)) throw error
    return items.map(({ rowKey }) => outcomeOfUnread(error, rowKey))
  }
}

type Step = { kind: 'addItems' | 'removeItems'; categoryId: string; items: Item[] }

/** Only into our categories, and out of those that this change takes away; what people chose stays. */
function stepsOf(items: Item[], products: Map<string, KnownProduct>, assets: AssetIds): Step[] {
  const steps = new Map<string, Step>()
  const add = (kind: Step['kind'], categoryId: string, item: Item) => {
    const key = `${kind} ${categoryId}`
    const step = steps.get(key) ?? { kind, categoryId, items: [] }
    step.items.push(item)
    steps.set(key, step)
  }
  for (const item of items) {
    const { product } = products.get(item.remoteId ?? '')!
    const present = new Set((product.directCategoriesInfo?.categories ?? []).flatMap(({ id }) => id ?? []))
    const wanted = categoryIds(item.payload, assets)
    for (const id of changedCategories(item, assets)) if (!present.has(id)) add('addItems', id, item)
    for (const field of item.payload.product?.categories ? item.changedFields : []) {
      const id = field.startsWith(categoryPrefix) ? field.slice(categoryPrefix.length) : ''
      if (present.has(id) && !wanted.includes(id)) add('removeItems', id, item)
    }
  }
  return [...steps.values()]
}

/** Of ours, and all where none is named. A plan may have known one without an id. */
function changedCategories({ payload, changedFields }: Item, assets: AssetIds): string[] {
  const isChanged = (id: string) => changedFields.length === 0 || changedFields.includes(categoryPrefix + id)
  const names = payload.product?.categories ?? []
  const changed = names.filter((name) => [assets, noAssets].some((ids) => isChanged(categoryId(name, ids))))
  return [...new Set(changed.map((name) => categoryId(name, assets)))].filter((id) => id !== '')
}

async function setCategories(
  deadline: Deadline,
  items: Item[],
  products: Map<string, KnownProduct>,
  assets: AssetIds,
  failed: Map<string, ItemOutcome>,
): Promise<void> {
  for (const step of stepsOf(items, products, assets))
    for (const batch of inBatches(step.items, storeCategoryLimits.itemsPerCall)) {
      const open = batch.filter(({ rowKey }) => !failed.has(rowKey))
      if (open.length === 0) continue
      const outcomes = deadline.hasTime()
        ? await inTurn(deadline.ctx.client, () => sendStep(deadline, { ...step, items: open }))
        : open.map(({ rowKey }) => later(rowKey))
      for (const outcome of outcomes) if (outcome.kind !== 'accepted') failed.set(outcome.rowKey, outcome)
    }
}

async function sendStep({ ctx }: Deadline, { kind, categoryId, items }: Step): Promise<ItemOutcome[]> {
  return sendBatch(ctx, {
    write: 'update',
    items,
    listName: 'items',
    call: (batch, signal) => {
      const ids = batch.map(({ remoteId }) => remoteId ?? '')
      return patiently(ids, () => ctx.client.storeCategories[kind](categoryId, ids, { signal }))
    },
    accept: ({ rowKey, remoteId }) => accepted(rowKey, remoteId ?? '', { editedAt: null }),
    judge({ rowKey }, { code = '' }) {
      if (code === staleCode) return later(rowKey, staleMs)
      if (code === noCategoryCode) return rejected(rowKey, noCategory)
      // It is there already, or no longer there: that is what was wanted.
      return /ALREADY/.test(code) ? accepted(rowKey, '', { editedAt: null }) : null
    },
  })
}

/** Ours, for a call that is about a category that is gone. */
const noCategoryCode = 'SEOMATIC_CATEGORY_GONE'

const noCategory = {
  code: 'category_gone',
  severity: 'error' as const,
  field: 'categories',
  message:
    'A category of this product was deleted in Wix. Create a new plan to create it again, or leave it out of the data.',
}

/**
 * Repeats what nothing came of because the tree of categories was being written by someone else. What concerns the
 * whole call and none of its products is told of each.
 */
async function patiently(ids: string[], call: () => Promise<BulkResult<never>>): Promise<BulkResult<never>> {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (!isWixError(error)) throw error
      if (error.kind === 'not_found') return failureOfAll(ids, noCategoryCode, error)
      if (error.code !== staleCode) throw error
      if (tries === mostTries) return failureOfAll(ids, staleCode, error)
      await pause(retryMs * tries)
    }
  }
}

function failureOfAll(ids: string[], code: string, { description, requestId }: WixError): BulkResult<never> {
  const items = ids.map((id, index) => ({
    ...{ index, id, item: undefined, success: false as const },
    error: { code, description },
  }))
  return { items, missing: [], duplicated: [], unmatched: 0, requestId }
}
