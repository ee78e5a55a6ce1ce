// Creating, changing and removing products, one call each at least.
import { type AnswerFacts, isWixError } from '../../../../wix/index.ts'
import { inOneGo } from '../../../in-one-go.ts'
import type { AssetIds, ItemOutcome, OutgoingItem, RemoteRef, TargetContext } from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'
import { canonicalLine as line } from '../values.ts'
import { withCategories } from '../with-categories.ts'
import { isOurs } from './find.ts'
import { accepted, sendOneByOne, startDeadline, type Timed, unsent } from './one-by-one.ts'
import { type Product, productsBy } from './query.ts'
import { needsBefore, toChange, toWire } from './wire.ts'

type Item = OutgoingItem<StorePayload>

/**
 * Nothing is unique in Catalog V1, so the SKUs of all items are looked up first: a product of ours that is there is
 * taken for the item's, and one of someone else keeps the item from being sent.
 */
export function createProducts(ctx: TargetContext, items: Item[], assets: AssetIds): Promise<ItemOutcome[]> {
  return withCategories(items, assets, (ready) => createReady(ctx, ready))
}

async function createReady(given: TargetContext, items: Item[]): Promise<ItemOutcome[]> {
  const ctx = startDeadline(given)
  let holders: Map<string, Product[]>
  try {
    const products = await productsBy(
      ctx,
      'sku',
      items.map(({ payload }) => payload.sku),
    )
    holders = Map.groupBy(products, ({ sku }) => line(sku))
  } catch (error) {
    return unsent(items, error)
  }
  return sendOneByOne(ctx, 'create', items, async (item) => {
    const { rowKey, payload } = item
    const sku = line(payload.sku)
    const present = holders.get(sku)
    if (present) {
      const own = present.find((product) => isOurs(item, product))
      return own ? accepted(rowKey, own, undefined) : skuTaken(rowKey, sku, present[0]?.name ?? '')
    }
    const answer = listen()
    const product = await ctx.client.storeProductsV1.create(toWire(payload), {
      signal: ctx.signal,
      onAnswer: answer.onAnswer,
    })
    holders.set(sku, [{ ...product, sku }])
    return accepted(rowKey, product, answer.requestId())
  })
}

export function updateProducts(
  given: TargetContext,
  items: Item[],
  assets: AssetIds,
): Promise<ItemOutcome[]> {
  const ctx = startDeadline(given)
  return withCategories(items, assets, (ready) =>
    sendOneByOne(ctx, 'update', ready, (item) => updateProduct(ctx, item)),
  )
}

/** There is no revision and the last write wins, so what is replaced as a whole is read right before. */
async function updateProduct(ctx: Timed, { rowKey, remoteId, payload, changedFields }: Item) {
  const id = remoteId ?? ''
  const { storeProductsV1 } = ctx.client
  const { signal } = ctx
  const answer = listen()
  const before = needsBefore(payload, changedFields)
    ? await storeProductsV1.get(id, {}, { signal })
    : undefined
  const { product, cleared } = toChange(payload, changedFields, before ?? {})
  const change = async () => {
    let after = before
    if (Object.keys(product).length > 0)
      after = await storeProductsV1.update(id, product, { signal, onAnswer: answer.onAnswer })
    if (cleared.includes('brand')) await storeProductsV1.removeBrand(id, { signal })
    if (cleared.includes('ribbon')) await storeProductsV1.removeRibbon(id, { signal })
    // Only pictures or categories changed, or the last call gave no product back.
    return !after || cleared.length > 0 ? storeProductsV1.get(id, {}, { signal }) : after
  }
  return accepted(rowKey, await inOneGo(change), answer.requestId())
}

export async function removeProducts(given: TargetContext, refs: RemoteRef[]): Promise<ItemOutcome[]> {
  const ctx = startDeadline(given)
  return sendOneByOne(ctx, 'remove', refs, async (ref) => {
    const answer = listen()
    try {
      await ctx.client.storeProductsV1.remove(ref.remoteId, { signal: ctx.signal, onAnswer: answer.onAnswer })
    } catch (error) {
      // One that is gone already is removed.
      if (!isWixError(error) || error.kind !== 'not_found' || error.delivered !== 'no') throw error
    }
    const { rowKey } = ref
    return {
      rowKey,
      kind: 'accepted',
      ref: { ...ref, editedAt: null },
      url: null,
      requestId: answer.requestId() ?? null,
    }
  })
}

function skuTaken(rowKey: string, sku: string, name: string): ItemOutcome {
  return {
    rowKey,
    kind: 'rejected',
    problem: {
      code: 'sku_taken',
      severity: 'error',
      field: 'sku',
      message: `The store has another product${name ? `, "${name}",` : ''} with the SKU "${sku}", so this one was not created. Give the row a SKU of its own, or choose in the project that products are taken over by SKU.`,
    },
    requestId: null,
  }
}

function listen() {
  let facts: AnswerFacts | undefined
  return {
    onAnswer: (given: AnswerFacts) => {
      facts = given
    },
    requestId: () => facts?.requestId,
  }
}
