// Creating products of Catalog V3 against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createOne,
  idOf,
  kinds,
  makeAssets,
  noAssets,
  readOne,
  storeItem,
  storeOptions,
} from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { wixStore } from '../store.ts'

const options = storeOptions()
const bulk = 'POST /stores/v3/bulk/products-with-inventory/create'
const sectionsBulk = 'POST /stores/v3/bulk/info-sections/get-or-create'
let site: StoreSite

beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V3' })
})
afterEach(() => site.close())

const everything = {
  description: '<h2>About</h2><p>Some <b>bold</b> words, <a href="https://example.com/a">a link</a>.</p>',
  compare_at_price: '12',
  sku: 'SKU-1',
  stock: '7',
  brand: 'Acme',
  ribbon: 'New',
  visible: 'false',
  weight: '0.25',
  categories: 'Chairs; Oak, solid',
  images: 'https://images.test/a.jpg | Front\nhttps://images.test/b.jpg',
  seo_title: 'T',
  seo_description: 'D "quoted"',
  og_title: 'O',
  json_ld: '{"name":"</script>"}',
  section_1_title: 'Care',
  section_1_text: '<p>Wipe it.</p>',
  section_2_title: 'Delivery',
  section_2_text: '<ul><li>Two days</li></ul>',
}

const products = () => site.control.items(site.siteId, 'products') as unknown as StoredProduct[]
const sections = () =>
  site.control.items(site.siteId, 'infoSections') as unknown as { uniqueName: string; title: string }[]
interface StoredProduct {
  id: string
  slug: string
  revision: number
  product: Record<string, unknown>
  inventory: Record<string, unknown>
}

const row = (i: number) =>
  storeItem(`row-${i}`, {
    section_1_title: 'Care',
    section_1_text: `<p>Care of ${i}</p>`,
    section_2_title: 'Size',
    section_2_text: `<p>Size of ${i}</p>`,
  })

describe('creating', () => {
  test.each(['rich', 'html'] as const)(
    'every field is sent and read back equal (description %s)',
    async (description) => {
      const own = storeOptions({ description })
      const item = storeItem('a', everything, own)
      const assets = await makeAssets(site, [item])
      const state = await readOne(site, await createOne(site, item, own, assets), own)
      const sent = wixStore.payloadFields(item.payload, assets)
      expect(state.fields).toMatchObject(sent)
      expect(Object.keys(sent).sort()).toEqual(Object.keys(state.fields!).sort())
      expect(sent).toMatchObject({
        price: '9.9',
        compare_at_price: '12',
        stock: '7',
        status: 'draft',
        weight: '0.25',
      })
      expect(Object.keys(sent).filter((field) => field.startsWith('category:'))).toHaveLength(2)
      expect(state).toMatchObject({
        exists: true,
        status: 'draft',
        slug: 'a',
        url: `${site.siteUrl}/product-page/a`,
      })
    },
  )

  test('nothing in what is sent is unknown to Wix or ignored by it', async () => {
    const item = storeItem('a', everything)
    const assets = await makeAssets(site, [item])
    await createOne(site, item, options, assets)
    const ignored = site.control.requests().flatMap((one) => one['ignoredKeys'] as string[])
    expect(ignored).toEqual([])
  })

  test('fifty products with two sections each take two calls, and each has its own texts', async () => {
    const items = Array.from({ length: 50 }, (_, i) => row(i))
    const outcomes = await wixStore.create(site.ctx, items, options, noAssets)
    expect(new Set(kinds(outcomes))).toEqual(new Set(['accepted']))
    expect(outcomes.map((one) => one.rowKey)).toEqual(items.map((one) => one.rowKey))
    expect(site.calls()).toEqual([sectionsBulk, bulk])
    expect(sections()).toHaveLength(100)
    const state = await readOne(site, idOf(outcomes[7]), options)
    expect(JSON.stringify(state.fields)).toContain('Care of 7')
    expect(outcomes[7]).toMatchObject({
      ref: { editedAt: state.editedAt },
      url: `${site.siteUrl}/product-page/row-7`,
    })
  })

  test('a thousand products with two sections each take forty writes', () => {
    const { batch } = wixStore
    const { size, cost, maxCost } = batch(options)
    expect(cost?.(row(1).payload)).toBe(2)
    expect(Math.min(size, Math.floor(maxCost! / 2))).toBe(50)
  })

  test('a product without a stock of its own is for sale', async () => {
    await createOne(site, storeItem('a'), options)
    expect(Object.values(products()[0]!.inventory)).toEqual([{ inStock: true }])
  })

  test('a SKU is only sent where the template gives one', async () => {
    await createOne(site, storeItem('a'), options)
    expect(JSON.stringify(products()[0]!.product['variantsInfo'])).not.toContain('sku')
  })

  test('a product never leaves without the ids of its categories', async () => {
    const outcomes = await wixStore.create(
      site.ctx,
      [storeItem('a', { categories: 'Chairs' })],
      options,
      noAssets,
    )
    expect(outcomes[0]).toMatchObject({ kind: 'rejected', problem: { code: 'asset_missing' } })
    expect(site.calls()).toEqual([])
  })

  test('where pictures may not be imported, the product goes without them', async () => {
    const item = storeItem('a', { images: 'https://images.test/a.jpg' })
    const remoteId = await createOne(site, item, options)
    expect((await readOne(site, remoteId, options)).fields?.['images']).toBe('')
  })

  test('a slug that somebody took is a doubt, and looking does not take their product for ours', async () => {
    site.control.createItem({ siteId: site.siteId, kind: 'product', fields: { name: 'Theirs', slug: 'a' } })
    const items = [storeItem('a'), storeItem('b')]
    expect(kinds(await wixStore.create(site.ctx, items, options, noAssets))).toEqual(['in_doubt', 'accepted'])
    expect((await wixStore.find(site.ctx, [items[0]!], options)).size).toBe(0)
    const taken = await wixStore.takenSlugs!(site.ctx, ['a', 'c'], options)
    expect([...taken.values()]).toMatchObject([{ title: 'Theirs' }])
  })

  test('one product that Wix refuses is rejected, the others of the call come again', async () => {
    const bad = storeItem('bad')
    bad.payload.name = 'x'.repeat(81)
    const outcomes = await wixStore.create(site.ctx, [storeItem('a'), bad], options, noAssets)
    expect(kinds(outcomes)).toEqual(['wait', 'rejected'])
  })

  test('a section that Wix refuses rejects its product alone, and says which section', async () => {
    site.control.addFault({
      route: sectionsBulk,
      kind: 'bulk-partial',
      indexes: [1],
      code: 'INFO_SECTIONS_LIMIT_EXCEEDED',
    })
    const outcomes = await wixStore.create(site.ctx, [row(1), row(2)], options, noAssets)
    expect(kinds(outcomes)).toEqual(['rejected', 'accepted'])
    expect(outcomes[0]).toMatchObject({ problem: { message: expect.stringContaining('"Size"') } })
    expect(products().map(({ slug }) => slug)).toEqual(['row-2'])
  })
})

describe('lost answers', () => {
  test('a second try meets our own product, and takes it, even where queries are behind', async () => {
    site.control.addFault({ route: bulk, kind: 'accept-then-drop', nth: 1 })
    site.control.addFault({ route: '* /stores*', kind: 'stale-reads', windowMs: 900 })
    expect(kinds(await wixStore.create(site.ctx, [row(1), row(2)], options, noAssets))).toEqual([
      'in_doubt',
      'in_doubt',
    ])
    expect((await wixStore.find(site.ctx, [row(1)], options)).size).toBe(0)
    const outcomes = await wixStore.create(site.ctx, [row(1), row(2)], options, noAssets)
    expect(outcomes).toMatchObject([
      { kind: 'accepted', url: `${site.siteUrl}/product-page/row-1` },
      { kind: 'accepted' },
    ])
    expect(products()).toHaveLength(2)
  })

  test.each([
    'accept-then-drop',
    'status-after',
    'throttle-after',
    'truncated-json',
    'bulk-missing',
  ] as const)('%s on the products: in doubt, found, and there once', async (kind) => {
    site.control.addFault({ route: bulk, kind, nth: 1 })
    const [outcome] = await wixStore.create(site.ctx, [row(1)], options, noAssets)
    expect(outcome?.kind).toBe('in_doubt')
    const refs = (await wixStore.find(site.ctx, [row(1)], options)).get('row-1')
    expect(refs).toHaveLength(1)
    expect((await readOne(site, refs![0]!.remoteId, options)).editedAt).toBe(refs![0]!.editedAt)
    expect(products()).toHaveLength(1)
  })

  test('answers in another order are matched by their place', async () => {
    site.control.addFault({ route: bulk, kind: 'bulk-permuted' })
    site.control.addFault({ route: sectionsBulk, kind: 'bulk-permuted' })
    const outcomes = await wixStore.create(site.ctx, [row(1), row(2), row(3)], options, noAssets)
    for (const [at, number] of [1, 2, 3].entries()) {
      const { fields } = await readOne(site, idOf(outcomes[at]), options)
      expect(fields).toMatchObject(wixStore.payloadFields(row(number).payload, noAssets))
    }
  })

  test('sections of a lost call are found by their names, so that a second try makes none twice', async () => {
    site.control.addFault({ route: sectionsBulk, kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await wixStore.create(site.ctx, [row(1)], options, noAssets))).toEqual(['in_doubt'])
    expect(products()).toEqual([])
    expect((await wixStore.find(site.ctx, [row(1)], options)).size).toBe(0)
    expect(kinds(await wixStore.create(site.ctx, [row(1)], options, noAssets))).toEqual(['accepted'])
    expect(sections()).toHaveLength(2)
  })

  test('a section that is there with another content gets ours before the product has it', async () => {
    const old = storeItem('row-1', { section_1_title: 'Care', section_1_text: '<p>Old</p>' })
    site.control.addFault({ route: bulk, kind: 'drop-before', nth: 1 })
    await wixStore.create(site.ctx, [old], options, noAssets)
    const [outcome] = await wixStore.create(site.ctx, [row(1)], options, noAssets)
    const state = await readOne(site, idOf(outcome), options)
    expect(state.fields).toMatchObject(wixStore.payloadFields(row(1).payload, noAssets))
    expect(outcome).toMatchObject({ ref: { editedAt: state.editedAt } })
  })

  test('found without marks only by the same name, words and price', async () => {
    const fields = { description: '<p>Words</p>' }
    const html = storeOptions({ description: 'html' })
    site.control.addFault({ route: bulk, kind: 'accept-then-drop', nth: 1 })
    await wixStore.create(site.ctx, [storeItem('a', fields, html)], html, noAssets)
    const look = async (more: Record<string, string>) =>
      (await wixStore.find(site.ctx, [storeItem('a', { ...fields, ...more }, html)], html)).size
    expect(await look({})).toBe(1)
    expect(await look({ price: '5' })).toBe(0)
    expect(await look({ description: '<p>Other words</p>' })).toBe(0)
    expect(await look({ name: 'Another' })).toBe(0)
  })

  test('a product with the section of another project is not taken for ours', async () => {
    await wixStore.create(site.ctx, [row(1)], options, noAssets)
    const texts = { section_1_title: 'Care', section_1_text: '<p>Other</p>', price: '1' }
    const other = storeItem('row-1', texts, options, 'other')
    expect((await wixStore.find(site.ctx, [other], options)).size).toBe(0)
  })

  test('a throttled call for sections did nothing and waits', async () => {
    site.control.addFault({ route: sectionsBulk, kind: 'throttle-before', nth: 1 })
    const [outcome] = await wixStore.create(site.ctx, [row(1)], options, noAssets)
    expect(outcome).toMatchObject({ kind: 'wait', blocksConnection: true })
  })

  test('a store of the other catalog stops before anything is made', async () => {
    site.control.changeSite({ id: site.siteId, catalogVersion: 'V1' })
    const outcomes = await wixStore.create(site.ctx, [row(1)], options, noAssets)
    expect(outcomes[0]).toMatchObject({ kind: 'stop', problem: { code: 'wix_wrong_catalog' } })
  })

  test('a store that is still being set up is a wait', async () => {
    site.control.changeSite({ id: site.siteId, provisioning: { readsMs: 60_000 } })
    expect(kinds(await wixStore.create(site.ctx, [row(1)], options, noAssets))).toEqual(['wait'])
    const error = await wixStore.takenSlugs!(site.ctx, ['a'], options).catch((one: unknown) => one)
    expect(wixStore.explain(error)).toMatchObject({
      kind: 'wait',
      reason: expect.stringContaining('setting up'),
    })
  })
})
