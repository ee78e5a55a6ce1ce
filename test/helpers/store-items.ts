// Rows for a store as its tests want them.
import type { AssetIds, ItemOutcome, OutgoingItem, RemoteState } from '../../src/targets/target.ts'
import { assetKey, pageSeed } from '../../src/targets/target.ts'
import type { StorePayload } from '../../src/targets/wix/store/catalog.ts'
import { type StoreOptions, storeOptionsSchema } from '../../src/targets/wix/store/options.ts'
import { wixStore } from '../../src/targets/wix/store/store.ts'
import type { StoreSite } from './store-site.ts'

export type StoreItem = OutgoingItem<StorePayload>

export function storeOptions(given: Partial<StoreOptions> = {}, catalog: 'V1' | 'V3' = 'V3'): StoreOptions {
  return { ...storeOptionsSchema.parse(given), facts: { catalog } }
}

/** A row of a project as an item; fields are added to those every product needs. */
export function storeItem(
  rowKey: string,
  fields: Record<string, string> = {},
  options: StoreOptions = storeOptions(),
  project = 'prj',
): StoreItem {
  const seed = pageSeed(project, rowKey)
  const needed = { name: `Name of ${rowKey}`, slug: rowKey, price: '9.90' }
  const { payload } = wixStore.toPayload(
    { rowKey, seed, fields: { ...needed, ...fields }, siteUrl: null },
    options,
  )
  return { rowKey, seed, remoteId: null, payload, visibility: null, changedFields: [] }
}

/** Makes the categories and pictures of these items as a run does. */
export async function makeAssets(site: StoreSite, items: StoreItem[]): Promise<Map<string, string>> {
  const assets = new Map<string, string>()
  for (const need of items.flatMap(({ payload }) => wixStore.needs(payload))) {
    if (assets.has(assetKey(need))) continue
    let [outcome] = await wixStore.createAssets(site.ctx, [need])
    for (let tries = 0; outcome?.kind === 'pending' && tries < 5; tries++)
      [outcome] = await wixStore.pendingAssets!(site.ctx, [{ need, id: outcome.id }])
    if (outcome?.kind !== 'ready') throw new Error(`not made: ${JSON.stringify(outcome)}`)
    assets.set(assetKey(need), outcome.id)
  }
  return assets
}

export const noAssets: AssetIds = new Map()

export function idOf(outcome: ItemOutcome | undefined): string {
  if (outcome?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`)
  return outcome.ref.remoteId
}

export const kinds = (outcomes: ItemOutcome[]) => outcomes.map((one) => one.kind)

/** Creates one and does its last steps. */
export async function createOne(
  site: StoreSite,
  item: StoreItem,
  options: StoreOptions,
  assets: AssetIds = noAssets,
): Promise<string> {
  const [outcome] = await wixStore.create(site.ctx, [item], options, assets)
  const remoteId = idOf(outcome)
  const [end] = await wixStore.finish!.run(site.ctx, [{ ...item, remoteId }], options, assets)
  idOf(end)
  return remoteId
}

export async function readOne(
  site: StoreSite,
  remoteId: string,
  options: StoreOptions,
): Promise<RemoteState> {
  return (await wixStore.read(site.ctx, [remoteId], 'full', options)).get(remoteId)!
}

/** Sends what the engine would: the fields whose texts differ. */
export async function changeOne(
  site: StoreSite,
  remoteId: string,
  old: StoreItem,
  next: StoreItem,
  assets: AssetIds = noAssets,
): Promise<{ item: StoreItem; outcome: ItemOutcome }> {
  const was = wixStore.payloadFields(old.payload, assets)
  const is = wixStore.payloadFields(next.payload, assets)
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  const changedFields = [...names].filter((name) => was[name] !== is[name])
  const item = { ...next, remoteId, changedFields }
  const options = storeOptions({}, next.payload.catalog)
  const [outcome] = await wixStore.update(site.ctx, [item], options, assets)
  return { item, outcome: outcome! }
}
