// Categories that a run made: what uses them by now, and taking them off the store again.
import { setTimeout as pause } from 'node:timers/promises'
import { isWixError } from '../../../../wix/index.ts'
import { type AssetOutcome, assetKey, type TargetContext } from '../../../target.ts'
import type { MadeAsset } from '../../../way-back.ts'
import { assetOutcomeOfRemoval } from '../../errors.ts'
import { callDeadlineMs } from '../../send-batch.ts'
import { inTurn } from '../category-turns.ts'
import { catalogOf } from '../fields.ts'
import type { StoreOptions } from '../options.ts'

/** Products in them, hidden ones too, and categories below them. One that uses it is enough to know of. */
export async function assetUses(
  ctx: TargetContext,
  assets: MadeAsset[],
  except: ReadonlySet<string>,
  options: StoreOptions,
): Promise<Map<string, string[]>> {
  const isV1 = catalogOf(options) === 'V1'
  const below = isV1 ? new Map<string, string[]>() : await categoriesBelow(ctx, assets)
  const uses = new Map<string, string[]>()
  for (const { need, id } of assets) {
    const [child] = below.get(id) ?? []
    const products = isV1 ? productsOfCollection(ctx, id) : productsOfCategory(ctx, id)
    const user = child ?? (await firstBut(products, except))
    uses.set(assetKey(need), user === null ? [] : [user])
  }
  return uses
}

async function firstBut(ids: AsyncIterable<string>, except: ReadonlySet<string>): Promise<string | null> {
  for await (const id of ids) if (!except.has(id)) return id
  return null
}

async function* productsOfCategory({ client, signal }: TargetContext, id: string): AsyncGenerator<string> {
  try {
    yield* client.storeCategories.listItems(id, { signal })
  } catch (error) {
    // One that is gone has none.
    if (!isWixError(error) || error.kind !== 'not_found') throw error
  }
}

async function* productsOfCollection({ client, signal }: TargetContext, id: string): AsyncGenerator<string> {
  const query = { filter: { 'collections.id': { $hasSome: [id] } }, includeHiddenProducts: true }
  for await (const product of client.storeProductsV1.queryAll(query, { signal })) yield product.id
}

async function categoriesBelow(
  { client, signal }: TargetContext,
  assets: MadeAsset[],
): Promise<Map<string, string[]>> {
  const below = new Map<string, string[]>()
  if (assets.length === 0) return below
  const query = { returnNonVisibleCategories: true }
  for await (const { id, parentCategory } of client.storeCategories.queryAll(query, { signal })) {
    const parent = parentCategory?.id
    if (parent) below.set(parent, [...(below.get(parent) ?? []), id])
  }
  return below
}

/** How often someone else's write of a category may come between. */
const mostTries = 5
const retryMs = 150

/** One after the other: Wix keeps all categories of a store under one revision. */
export async function removeAssets(
  given: TargetContext,
  assets: MadeAsset[],
  options: StoreOptions,
): Promise<AssetOutcome[]> {
  const ctx = { ...given, signal: AbortSignal.any([given.signal, AbortSignal.timeout(callDeadlineMs)]) }
  const outcomes: AssetOutcome[] = []
  for (const asset of assets)
    outcomes.push(await inTurn(ctx.client, () => removeOne(ctx, asset, catalogOf(options))))
  return outcomes
}

async function removeOne(
  { client, signal }: TargetContext,
  { id }: MadeAsset,
  catalog: 'V1' | 'V3',
): Promise<AssetOutcome> {
  const names = catalog === 'V1' ? client.storeCollectionsV1 : client.storeCategories
  for (let tries = 1; ; tries++) {
    try {
      await names.remove(id, { signal })
      return { kind: 'ready', id }
    } catch (error) {
      if (!isWixError(error)) throw error
      if (error.code !== 'INVALID_REVISION') return assetOutcomeOfRemoval(error, id)
      if (tries === mostTries) return { kind: 'wait', ms: 2_000 }
      await pause(retryMs * tries)
    }
  }
}
