import { afterEach, describe, expect, test } from 'vitest'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { catalogV1 } from './index.ts'
import { itemOf, itemsOf, options, sectionOf } from './test-items.ts'

let site: StoreSite
afterEach(() => site.close())

const none = new Map<string, string>()
const start = async (given: Omit<Parameters<typeof startStoreSite>[0], 'catalog'> = {}) => {
  site = await startStoreSite({ catalog: 'V1', ...given })
}
const create = (items = itemsOf(3), assets = none) => catalogV1.create(site.ctx, items, options, assets)
const kinds = (outcomes: { kind: string }[]) => outcomes.map(({ kind }) => kind)
const stored = () =>
  site.control.items(site.siteId, 'productsV1') as {
    id: string
    slug: string
    product: Record<string, unknown>
  }[]

const createRoute = 'POST /stores/v1/products'
const bodies = () =>
  site.control
    .requests(0)
    .filter((entry) => entry['method'] === 'POST' && entry['path'] === '/stores/v1/products')
    .map((entry) => (entry['body'] as { product: Record<string, unknown> }).product)

test('a product goes out in the words of Catalog V1, numbers for money, and is read back equal', async () => {
  await start()
  const seoTags = [{ type: 'title', children: 'Chairs' }]
  const item = itemOf(1, {
    sku: 'CH-1',
    product: {
      price: '8.10',
      compareAtPrice: '10.00',
      weight: 1.5,
      brand: 'Oak & Co',
      ribbon: 'New',
      visible: true,
      stock: { quantity: 3 },
      seoTags,
    },
    sections: [sectionOf('Care', '<p>Dust it</p>')],
  })
  const [outcome] = await create([item])
  expect(outcome).toMatchObject({
    kind: 'accepted',
    url: expect.stringMatching(/^http.*[^/]\/product-page\/chair-1$/),
    requestId: expect.any(String),
    ref: { editedAt: expect.any(String) },
  })
  const [body] = bodies()
  expect(body).toEqual({
    name: 'Chair 1',
    slug: 'chair-1',
    productType: 'physical',
    manageVariants: false,
    visible: true,
    description: '<p>About chair 1</p>',
    sku: 'CH-1',
    priceData: { price: 10 },
    discount: { type: 'AMOUNT', value: 1.9 },
    weight: 1.5,
    brand: 'Oak & Co',
    ribbon: 'New',
    additionalInfoSections: [{ title: 'Care', description: '<p>Dust it</p>' }],
    seoData: { tags: seoTags },
  })
  expect(JSON.stringify(body)).toBe(JSON.stringify(catalogV1.toWire(item.payload, none)))
  expect(site.control.requests(0).flatMap((entry) => entry['ignoredKeys'] ?? [])).toEqual([])

  const id = stored()[0]!.id
  const state = (await catalogV1.read(site.ctx, [id], 'full', options)).get(id)!
  const ours = catalogV1.payloadFields(item.payload, none)
  expect(state.fields).toMatchObject(ours)
  expect(ours).toMatchObject({ sale_price: '8.1', compare_at_price: '10', sku: 'CH-1', status: 'live' })
  expect(Object.keys(ours)).not.toContain('stock')
})

test('the SKUs of a batch are looked up in one call before anything is made', async () => {
  await start()
  await create(itemsOf(10))
  expect(site.calls()).toEqual(['POST /stores-reader/v1/products/query', ...Array(10).fill(createRoute)])
})

test('a product that carries the SKU of its page already is taken for it, a hidden one too', async () => {
  await start()
  await create(itemsOf(2, { product: { visible: false } }))
  const again = await create(itemsOf(3))
  expect(kinds(again)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(stored()).toHaveLength(3)
  expect(again[0]).toMatchObject({ ref: { remoteId: stored()[0]!.id } })
})

test('a SKU of the template that another product has keeps the item from being made', async () => {
  await start()
  const [mine] = [
    site.control.createItem({
      siteId: site.siteId,
      kind: 'productV1',
      fields: { name: 'Old chair', sku: 'A-1' },
    }),
  ]
  const outcomes = await create([
    itemOf(1, { sku: 'A-1' }),
    itemOf(2, { sku: 'A-2' }),
    itemOf(3, { sku: 'A-2' }),
  ])
  expect(kinds(outcomes)).toEqual(['rejected', 'accepted', 'rejected'])
  expect(outcomes[0]).toMatchObject({
    problem: { code: 'sku_taken', message: expect.stringMatching(/Old chair.*A-1/) },
  })
  expect(stored().find(({ id }) => id === mine!['id'])?.product).toMatchObject({ name: 'Old chair' })
})

test("one item's own failure does not keep the others back", async () => {
  await start()
  const items = [itemOf(1), itemOf(2, { name: 'x'.repeat(81) }), itemOf(3)]
  expect(kinds(await create(items))).toEqual(['accepted', 'rejected', 'accepted'])
  expect(stored()).toHaveLength(2)
})

test('a category without an id keeps its product from being sent', async () => {
  await start()
  const [outcome] = await create([itemOf(1, { product: { categories: ['Oak'] } })])
  expect(outcome).toMatchObject({
    kind: 'rejected',
    problem: { code: 'asset_missing', message: expect.stringMatching(/"Oak"/) },
  })
  expect(site.writes()).toEqual([])
})

test('a site with the other catalog stops everything', async () => {
  await start({ site: { catalogVersion: 'V1' } })
  site.control.changeSite({ id: site.siteId, catalogVersion: 'V3' })
  const outcomes = await create()
  expect(outcomes[0]).toMatchObject({ kind: 'stop', problem: { code: 'wix_wrong_catalog' } })
  expect(kinds(outcomes)).toEqual(['stop', 'wait', 'wait'])
})

test('without the permission to see hidden products nothing is sent, and the reason is told', async () => {
  await start({ permissions: ['Read Products'] })
  const outcomes = await create()
  expect(outcomes[0]).toMatchObject({
    kind: 'stop',
    problem: { message: expect.stringMatching(/permission Manage Products/) },
  })
  expect(site.writes()).toEqual([])
})

describe('when answers are lost', () => {
  test('an accepted product whose answer was dropped is in doubt, the others go on, and it is found', async () => {
    await start()
    site.control.addFault({ route: createRoute, kind: 'accept-then-drop', nth: [2] })
    const items = itemsOf(4)
    const outcomes = await create(items)
    expect(kinds(outcomes)).toEqual(['accepted', 'in_doubt', 'accepted', 'accepted'])
    const found = await catalogV1.find(site.ctx, items)
    expect([...found.values()].map((refs) => refs.length)).toEqual([1, 1, 1, 1])
    expect(found.get('row-2')![0]!.remoteId).toBe(stored().find(({ slug }) => slug === 'chair-2')!.id)
  })

  test('a 429 is in doubt, blocks, and leaves the rest for later; sent again, each is there once', async () => {
    await start()
    site.control.addFault({ route: createRoute, kind: 'throttle-after', nth: [2], retryAfterMs: 1000 })
    const items = itemsOf(4)
    const outcomes = await create(items)
    expect(kinds(outcomes)).toEqual(['accepted', 'in_doubt', 'wait', 'wait'])
    expect(outcomes[1]).toMatchObject({ blockMs: expect.any(Number) })
    expect(outcomes[2]).toMatchObject({ ms: 0 })
    expect(kinds(await create(items))).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    expect(stored()).toHaveLength(4)
  })

  test.each(['truncated-json', 'empty-body', 'status-after', 'html-200'] as const)(
    '%s: in doubt, found, and not made a second time',
    async (kind) => {
      await start()
      site.control.addFault({ route: createRoute, kind, nth: [1] })
      const items = itemsOf(2)
      expect(kinds(await create(items))).toEqual(['in_doubt', 'accepted'])
      expect((await catalogV1.find(site.ctx, items)).size).toBe(2)
      expect(kinds(await create(items))).toEqual(['accepted', 'accepted'])
      expect(stored()).toHaveLength(2)
    },
  )

  test('a failed look-up means that nothing was sent', async () => {
    await start()
    site.control.addFault({ route: '* /stores-reader/*', kind: 'throttle-before', retryAfter: 'absent' })
    const outcomes = await create()
    expect(kinds(outcomes)).toEqual(['wait', 'wait', 'wait'])
    expect(outcomes[0]).toMatchObject({ blocksConnection: true })
    expect(site.writes()).toEqual([])
  })

  test('look-ups that are behind do not find it yet, and later they do', async () => {
    await start({ site: { switches: { storesLagMs: 300 } } })
    site.control.addFault({ route: createRoute, kind: 'accept-then-drop', nth: [1] })
    const items = itemsOf(1)
    await create(items)
    expect(await catalogV1.find(site.ctx, items)).toEqual(new Map())
    await expect
      .poll(async () => (await catalogV1.find(site.ctx, items)).get('row-1')?.length, { timeout: 60_000 })
      .toBe(1)
  })
})
