// Categories and stock of products of Catalog V3 against the simulated Wix.
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createOne,
  idOf,
  kinds,
  makeAssets,
  noAssets,
  readOne,
  type StoreItem,
  storeItem,
  storeOptions,
} from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { assetKey } from '../../../target.ts'
import { wixStore } from '../store.ts'

const options = storeOptions()
const addItems = 'POST /categories/v1/bulk/categories/*/add-items'
let site: StoreSite

beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V3' })
})
afterEach(() => site.close())

const finish = (items: StoreItem[], assets: ReadonlyMap<string, string>) =>
  wixStore.finish!.run(site.ctx, items, options, assets)

interface StoredCategory {
  id: string
  itemIds: string[]
  category: { name: string }
}
const categories = () => site.control.items(site.siteId, 'storeCategories') as unknown as StoredCategory[]
const members = (name: string) => categories().find(({ category }) => category.name === name)?.itemIds ?? []

/** Products that were created and not finished. */
async function created(items: StoreItem[], assets: ReadonlyMap<string, string>): Promise<StoreItem[]> {
  const outcomes = await wixStore.create(site.ctx, items, options, assets)
  return items.map((item, i) => ({ ...item, remoteId: idOf(outcomes[i]) }))
}

test('a hundred products in two categories take two writes, and a second time none', async () => {
  const items = Array.from({ length: 100 }, (_, i) => storeItem(`row-${i}`, { categories: 'Chairs; Oak' }))
  const assets = await makeAssets(site, items)
  const ready = await created(items, assets)
  site.calls()
  expect(new Set(kinds(await finish(ready, assets)))).toEqual(new Set(['accepted']))
  expect(site.writes()).toHaveLength(2)
  expect(members('Chairs')).toHaveLength(100)
  expect(new Set(kinds(await finish(ready, assets)))).toEqual(new Set(['accepted']))
  expect(site.writes()).toEqual([])
})

test('a change takes a product out of what it names no more, and leaves what people chose', async () => {
  const old = storeItem('a', { categories: 'Chairs; Oak' })
  const next = storeItem('a', { categories: 'Oak; Sale' })
  const assets = await makeAssets(site, [old, next])
  const remoteId = await createOne(site, old, options, assets)
  const { id } = site.control.createItem({
    ...{ siteId: site.siteId, kind: 'storeCategory', fields: { name: 'Theirs' } },
  }) as unknown as { id: string }
  await site.client.storeCategories.addItems(id, [remoteId])

  const was = wixStore.payloadFields(old.payload, assets)
  const is = wixStore.payloadFields(next.payload, assets)
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  const changedFields = names.filter((name) => was[name] !== is[name])
  expect(changedFields).toHaveLength(2)
  expect(wixStore.finish!.isDue(next.payload, changedFields, null)).toBe(true)
  const item = { ...next, remoteId, changedFields }
  expect(kinds(await wixStore.update(site.ctx, [item], options, assets))).toEqual(['accepted'])
  expect(kinds(await finish([item], assets))).toEqual(['accepted'])
  expect([members('Chairs'), members('Oak'), members('Sale'), members('Theirs')]).toEqual([
    [],
    [remoteId],
    [remoteId],
    [remoteId],
  ])
  expect((await readOne(site, remoteId, options)).fields).toMatchObject(is)
})

test('a tree of categories that somebody else is writing is waited for', async () => {
  const item = storeItem('a', { categories: 'Chairs' })
  const assets = await makeAssets(site, [item])
  const [ready] = await created([item], assets)
  site.control.changeSite({ id: site.siteId, switches: { categoryWriteMs: 300 } })
  const theirs = site.client.storeCategories.create({ name: 'Theirs' })
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(kinds(await finish([ready!], assets))).toEqual(['accepted'])
  await theirs
  expect(members('Chairs')).toEqual([ready!.remoteId])
})

test('categories that are made side by side do not get in each other’s way', async () => {
  site.control.changeSite({ id: site.siteId, switches: { categoryWriteMs: 30 } })
  const needs = ['Chairs', 'Tables', 'Lamps', 'chairs'].map((name) => ({ kind: 'store_category', name }))
  const outcomes = await Promise.all(needs.slice(0, 3).map((need) => wixStore.createAssets(site.ctx, [need])))
  expect(outcomes.flat().map(({ kind }) => kind)).toEqual(['ready', 'ready', 'ready'])
  expect(site.writes()).toHaveLength(3)
  const found = await wixStore.lookUpAssets(site.ctx, needs)
  expect(found.size).toBe(3)
  expect(found.get(assetKey(needs[0]!))).toBe(found.get(assetKey(needs[3]!)))
})

test('two names of one address become two categories', async () => {
  const needs = ['Köln', 'Koln'].map((name) => ({ kind: 'store_category', name }))
  site.control.addFault({ route: 'POST /categories/v1/categories', kind: 'slug-conflict', nth: 2 })
  for (const need of needs)
    expect(await wixStore.createAssets(site.ctx, [need])).toMatchObject([{ kind: 'ready' }])
  expect((await wixStore.lookUpAssets(site.ctx, needs)).size).toBe(2)
})

test('a lost answer while putting products into categories is a doubt, and the next try ends it', async () => {
  const item = storeItem('a', { categories: 'Chairs' })
  const assets = await makeAssets(site, [item])
  const ready = await created([item], assets)
  site.control.addFault({ route: addItems, kind: 'accept-then-drop', nth: 1 })
  expect(kinds(await finish(ready, assets))).toEqual(['in_doubt'])
  expect(kinds(await finish(ready, assets))).toEqual(['accepted'])
  expect(members('Chairs')).toHaveLength(1)
})

test('a category that was deleted meanwhile is told in words', async () => {
  const item = storeItem('a', { categories: 'Chairs' })
  const assets = await makeAssets(site, [item])
  const ready = await created([item, storeItem('b', { categories: 'Chairs' })], assets)
  site.control.deleteItem({ siteId: site.siteId, kind: 'storeCategory', id: [...assets.values()][0]! })
  expect(await finish(ready, assets)).toMatchObject([
    { kind: 'rejected', problem: { code: 'category_gone' } },
    { kind: 'rejected', problem: { code: 'category_gone' } },
  ])
})

test('a new product whose stock Wix did not keep gets it; what a person sold out stays sold out', async () => {
  const product = { productType: 'PHYSICAL' as const, physicalProperties: {} }
  const variants = [{ price: { actualPrice: { amount: '5' } }, physicalProperties: {} }]
  const { id } = await site.client.storeProducts.create({
    ...{ ...product, name: 'A', slug: 'a', variantsInfo: { variants } },
  })
  const theirs = site.control.createItem({
    ...{ siteId: site.siteId, kind: 'product', fields: { name: 'B', slug: 'b', inStock: false } },
  }) as unknown as { id: string }
  const items = [
    { ...storeItem('a', { stock: '4' }), remoteId: id },
    { ...storeItem('b'), remoteId: theirs.id },
  ]
  expect((await readOne(site, id, options)).fields?.['stock']).toBe('out of stock')
  expect(kinds(await finish(items, noAssets))).toEqual(['accepted', 'accepted'])
  expect((await readOne(site, id, options)).fields?.['stock']).toBe('4')
  expect((await readOne(site, theirs.id, options)).fields?.['stock']).toBe('out of stock')
})

test('a product that does not show yet is asked for again', async () => {
  const items = await created([storeItem('a')], noAssets)
  site.control.addFault({ route: '* /stores*', kind: 'stale-reads', windowMs: 5000 })
  expect(kinds(await finish(items, noAssets))).toEqual(['in_doubt'])
})

test('last steps are due for every new product, and for changes of categories', () => {
  const { isDue } = wixStore.finish!
  const { payload } = storeItem('a')
  expect(isDue(payload, null, null)).toBe(true)
  expect(isDue(payload, ['name'], null)).toBe(false)
  expect(isDue(payload, ['category:1'], null)).toBe(true)
  expect(isDue(payload, [], null)).toBe(false)
})
