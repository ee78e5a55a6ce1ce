import { afterEach, expect, test } from 'vitest'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { assetKey, imageKind } from '../../../target.ts'
import { writeImageRef } from '../../media.ts'
import type { StorePayload } from '../catalog.ts'
import { catalogV1 } from './index.ts'
import { itemOf, itemsOf, options } from './test-items.ts'

let site: StoreSite
afterEach(() => site.close())

const none = new Map<string, string>()
const pictureUrl = (name: string) => `https://pictures.test/${name}.jpg`
const fileId = (name: string) => `file_${name}~mv2.jpg`

async function start(switches = {}) {
  site = await startStoreSite({ catalog: 'V1', site: { switches } })
  const categories = ['Oak', 'Elm'].map((name): [string, string] => [
    assetKey({ kind: 'store_category', name }),
    String(site.control.createItem({ siteId: site.siteId, kind: 'storeCollection', fields: { name } })['id']),
  ])
  const pictures = ['a', 'b', 'c'].map((name): [string, string] => [
    assetKey({ kind: imageKind, name: pictureUrl(name) }),
    writeImageRef({ fileId: fileId(name), fileName: name, width: 10, height: 10 }),
  ])
  return new Map([...categories, ...pictures])
}

const product = (names: string[], categories: string[]): StorePayload['product'] => ({
  media: names.map((name) => ({ url: pictureUrl(name), alt: name })),
  categories,
})
const stored = () =>
  site.control.items(site.siteId, 'productsV1') as {
    id: string
    slug: string
    product: { mediaItems: string[] }
  }[]
const collections = () =>
  site.control.items(site.siteId, 'storeCollections') as {
    id: string
    collection: { name: string }
    productIds: string[]
  }[]
const membersOf = (name: string) => collections().find((one) => one.collection.name === name)!.productIds

async function published(
  assets: Map<string, string>,
  items = itemsOf(1, { product: product(['a', 'b'], ['Oak']) }),
) {
  await catalogV1.create(site.ctx, items, options, assets)
  const ids = new Map(
    (await catalogV1.find(site.ctx, items)).entries().map(([row, refs]) => [row, refs[0]!.remoteId]),
  )
  site.calls()
  return items.map((item) => ({ ...item, remoteId: ids.get(item.rowKey)! }))
}

const run = (items: ReturnType<typeof itemOf>[], assets: Map<string, string>) =>
  catalogV1.finish.run(site.ctx, items, options, assets)

test('pictures in their order and memberships are added, and a second run writes nothing', async () => {
  const assets = await start()
  const items = await published(assets)
  const [outcome] = await run(items, assets)
  expect(stored()[0]!.product.mediaItems).toEqual([fileId('a'), fileId('b')])
  expect(membersOf('Oak')).toEqual([items[0]!.remoteId])
  expect(membersOf('Elm')).toEqual([])
  const state = (await catalogV1.read(site.ctx, [items[0]!.remoteId], 'full', options)).get(
    items[0]!.remoteId,
  )!
  expect(outcome).toMatchObject({ kind: 'accepted', ref: { editedAt: state.editedAt } })
  expect(state.fields).toMatchObject(catalogV1.payloadFields(items[0]!.payload, assets))
  site.calls()
  await run(items, assets)
  expect(site.writes()).toEqual([])
})

test('a hundred products come into a category with one call', async () => {
  const assets = await start()
  const items = await published(assets, itemsOf(100, { product: { categories: ['Oak', 'Elm'] } }))
  expect(items).toHaveLength(100)
  await run(items, assets)
  const writes = site.writes()
  expect(writes.filter((call) => call.endsWith('/productIds'))).toHaveLength(2)
  expect(writes).toHaveLength(2)
  expect(membersOf('Elm')).toHaveLength(100)
})

test("an update adds and takes away ours alone; a person's pictures and categories stay", async () => {
  const assets = await start()
  const [item] = await published(assets)
  await run([item!], assets)
  const id = item!.remoteId
  await site.client.storeProductsV1.addMedia(id, [{ mediaId: 'hers.jpg' }])
  const sale = await site.client.storeCollectionsV1.create({ name: 'Sale' })
  await site.client.storeCollectionsV1.addProducts(sale.id, [id])
  const changed = itemOf(1, {
    remoteId: id,
    product: product(['b', 'c'], ['Elm']),
    changedFields: [
      `picture:${fileId('a')}`,
      `picture:${fileId('c')}`,
      `category:${assets.get(assetKey({ kind: 'store_category', name: 'Oak' }))}`,
      `category:${assets.get(assetKey({ kind: 'store_category', name: 'Elm' }))}`,
    ],
  })
  expect(catalogV1.finish.isDue(changed.payload, changed.changedFields, null)).toBe(true)
  await run([changed], assets)
  expect(stored()[0]!.product.mediaItems).toEqual([fileId('b'), 'hers.jpg', fileId('c')])
  expect([membersOf('Oak'), membersOf('Elm'), membersOf('Sale')]).toEqual([[], [id], [id]])
  site.calls()
  await run([changed], assets)
  expect(site.writes()).toEqual([])
})

test('what a plan knew by its name alone, before the site had it, is added', async () => {
  const assets = await start()
  const [item] = await published(assets)
  const changedFields = [`picture:new: ${pictureUrl('a')}`, 'category:new: Oak']
  const planned = Object.keys(catalogV1.payloadFields(item!.payload, none))
  expect(planned).toEqual(expect.arrayContaining(changedFields))
  await run([{ ...item!, changedFields }], assets)
  expect(stored()[0]!.product.mediaItems).toEqual([fileId('a')])
  expect(membersOf('Oak')).toEqual([item!.remoteId])
})

test('a picture that the site does not have is left out and shows as a difference', async () => {
  const assets = await start()
  const [item] = await published(assets, [itemOf(1, { product: product(['a', 'lost'], []) })])
  expect(await run([item!], assets)).toMatchObject([{ kind: 'accepted' }])
  expect(stored()[0]!.product.mediaItems).toEqual([fileId('a')])
  expect(catalogV1.payloadFields(item!.payload, assets)).toHaveProperty([
    `picture:new: ${pictureUrl('lost')}`,
  ])
})

test('a picture whose answer was lost is not added twice, even when look-ups are behind', async () => {
  const assets = await start({ storesLagMs: 400 })
  const [item] = itemsOf(1, { product: product(['a'], []) })
  const [created] = await catalogV1.create(site.ctx, [item!], options, assets)
  const remoteId = created!.kind === 'accepted' ? created!.ref.remoteId : ''
  // The product shows by now, the picture will not yet.
  await expect.poll(async () => (await catalogV1.find(site.ctx, [item!])).size, { timeout: 60_000 }).toBe(1)
  site.control.addFault({ route: 'POST /stores/v1/products/*/media', kind: 'accept-then-drop', times: 1 })
  const items = [{ ...item!, remoteId }]
  expect(await run(items, assets)).toMatchObject([{ kind: 'in_doubt' }])
  expect(await run(items, assets)).toMatchObject([{ kind: 'accepted' }])
  expect(stored()[0]!.product.mediaItems).toEqual([fileId('a')])
})

test('a slug that Wix ignored is set, and one that somebody else has is left', async () => {
  const assets = await start({ slugOnV1Create: 'ignored' })
  site.control.createItem({ siteId: site.siteId, kind: 'productV1', fields: { name: 'Mine 2' } })
  const items = await published(assets, [itemOf(1, { slug: 'oak-chair' }), itemOf(2, { slug: 'mine-2' })])
  expect(stored().map(({ slug }) => slug)).toEqual(['mine-2', 'chair-1', 'chair-2'])
  expect(catalogV1.finish.isDue(items[0]!.payload, null, null)).toBe(true)
  expect((await run(items, assets)).map(({ kind }) => kind)).toEqual(['accepted', 'accepted'])
  expect(stored().map(({ slug }) => slug)).toEqual(['mine-2', 'oak-chair', 'chair-2'])
})

test('a product that is gone, or a category, fails its own item alone', async () => {
  const assets = await start()
  const items = await published(assets, [
    itemOf(1, { product: { categories: ['Oak'] } }),
    itemOf(2, { product: { categories: ['Oak'] } }),
    itemOf(3, { product: { categories: ['Elm'] } }),
  ])
  const elm = collections().find((one) => one.collection.name === 'Elm')!
  site.control.deleteItem({ siteId: site.siteId, kind: 'productV1', id: items[0]!.remoteId })
  site.control.deleteItem({ siteId: site.siteId, kind: 'storeCollection', id: elm.id })
  const outcomes = await run(items, assets)
  expect(outcomes).toMatchObject([
    { kind: 'rejected', problem: { code: 'wix_gone' } },
    { kind: 'accepted' },
    { kind: 'rejected', problem: { code: 'category_refused', message: expect.stringMatching(/"Elm"/) } },
  ])
  expect(membersOf('Oak')).toEqual([items[1]!.remoteId])
})

test('a product that was deleted while look-ups still show it does not keep the others out of the category', async () => {
  const assets = await start()
  const items = await published(assets, itemsOf(3, { product: { categories: ['Oak'] } }))
  await new Promise((done) => setTimeout(done, 150))
  site.control.addFault({ route: '* /stores-reader/*', kind: 'stale-reads', windowMs: 100 })
  site.control.deleteItem({ siteId: site.siteId, kind: 'productV1', id: items[1]!.remoteId })
  const outcomes = await run(items, assets)
  expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted'])
  expect(membersOf('Oak')).toEqual([items[0]!.remoteId, items[2]!.remoteId])
})

test('when Wix asks to slow down, the rest waits and is done by the next run', async () => {
  const assets = await start()
  const items = await published(assets, itemsOf(3, { product: product(['a'], ['Oak']) }))
  site.control.addFault({ route: 'POST /stores/v1/products/*/media', kind: 'throttle-before', nth: [2] })
  const outcomes = await run(items, assets)
  expect(outcomes).toMatchObject([
    { kind: 'wait' },
    { kind: 'wait', blocksConnection: true },
    { kind: 'wait', ms: 0 },
  ])
  expect((await run(items, assets)).map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(stored().map((one) => one.product.mediaItems)).toEqual(Array(3).fill([fileId('a')]))
  expect(membersOf('Oak')).toHaveLength(3)
})

test('last steps are due for every new product, for changed pictures and categories, never for sections alone', async () => {
  await start()
  const { payload } = itemOf(1)
  const due = (changed: string[] | null) => catalogV1.finish.isDue(payload, changed, null)
  expect([due(null), due([]), due(['name']), due(['name', 'picture:x']), due(['category:x'])]).toEqual([
    true,
    true,
    false,
    true,
    true,
  ])
  expect(catalogV1.finish.isDue(itemOf(1, { mode: 'sections', sections: [] }).payload, null, null)).toBe(
    false,
  )
  expect(await run([], none)).toEqual([])
})
