// The faults on the APIs beside the blog.

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { at, openTestSite, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
beforeAll(async () => {
  test = await openTestSite({
    site: { installedApps: ['cms', 'stores'], switches: { dataLagMs: 0, searchLagMs: 0 } },
  })
  test.simulator.control.createCollection({ siteId: test.site.id, id: 'Pages' })
})
afterEach(() => test.simulator.control.removeFaults())
afterAll(() => test.simulator.close())

let n = 0
const items = (count: number) =>
  Array.from({ length: count }, () => {
    n += 1
    return { id: `i${n}`, data: { _id: `i${n}` } }
  })
const insert = (dataItems: Obj[]) =>
  test.call('POST', '/wix-data/v2/bulk/items/insert', { dataCollectionId: 'Pages', dataItems })
const query = (more: Obj = {}) =>
  test.call('POST', '/wix-data/v2/items/query', { dataCollectionId: 'Pages', query: {}, ...more })
const stored = () =>
  test.simulator.control.items(test.site.id, 'dataItems', 'Pages').map((item) => item['id'])
const products = (count: number) =>
  Array.from({ length: count }, () => {
    n += 1
    const variants = [
      { price: { actualPrice: { amount: '1' } }, physicalProperties: {}, inventoryItem: { inStock: true } },
    ]
    return { name: `P${n}`, productType: 'PHYSICAL', physicalProperties: {}, variantsInfo: { variants } }
  })

it('applies a bulk insert whose answer never comes', async () => {
  test.simulator.control.addFault({ route: 'POST /wix-data/v2/bulk/*', kind: 'accept-then-drop' })
  const dataItems = items(3)
  await expect(insert(dataItems)).rejects.toThrow()
  expect(stored()).toEqual(expect.arrayContaining(dataItems.map(({ id }) => id)))
})

it('applies a bulk creation of products and answers 429 with nothing but braces', async () => {
  test.simulator.control.addFault({
    route: 'POST /stores/v3/bulk/products/create',
    kind: 'throttle-after',
    format: 'bare',
  })
  const [given] = products(1)
  const reply = await test.call('POST', '/stores/v3/bulk/products/create', { products: [given] })
  expect([reply.status, reply.text]).toEqual([429, '{}'])
  const made = test.simulator.control.items(test.site.id, 'products')
  expect(made.map((product) => at(product, 'product.name'))).toContain(given!.name)
})

it('fails chosen entries and answers out of order, also where results are wrapped', async () => {
  const route = '/(insert|products-with-inventory)/'
  test.simulator.control.addFault({ route, kind: 'bulk-partial', indexes: [1] })
  test.simulator.control.addFault({ route, kind: 'bulk-permuted' })
  const outcome = (results: unknown) =>
    (results as Obj[])
      .map((result) => result['itemMetadata'] as Obj)
      .map(({ originalIndex, success }) => [originalIndex, success])
  const inserted = outcome((await insert(items(3))).body['results'])
  const created = await test.call('POST', '/stores/v3/bulk/products-with-inventory/create', {
    products: products(3),
  })
  const made = outcome(at(created.body, 'productResults.results'))
  for (const results of [inserted, made]) {
    expect(results).not.toEqual([
      [0, true],
      [1, false],
      [2, true],
    ])
    expect(results.sort()).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ])
  }
})

it('fails chosen entries with the code that the fault names', async () => {
  test.simulator.control.addFault({
    route: '* /wix-data/*',
    kind: 'bulk-partial',
    indexes: [0],
    code: 'WDE0028',
    times: 1,
  })
  const [first] = (await insert(items(2))).body['results'] as Obj[]
  expect(at(first, 'itemMetadata.error.code')).toBe('WDE0028')
})

it('answers WDE0014 for the rest of a while, counted from the first refusal', async () => {
  test.simulator.control.addFault({
    route: '* /wix-data/*',
    kind: 'throttle-before',
    code: 'WDE0014',
    forMs: 150,
  })
  const codes = []
  for (let i = 0; i < 3; i++) codes.push(at((await query()).body, 'details.applicationError.code'))
  await new Promise((resolve) => setTimeout(resolve, 200))
  codes.push((await query()).status)
  expect(codes).toEqual(['WDE0014', 'WDE0014', 'WDE0014', 200])
})

it('shows an old state to reads, but not to consistent ones', async () => {
  test.simulator.control.addFault({ route: '* /wix-data/*', kind: 'stale-reads', windowMs: 10_000 })
  test.simulator.control.addFault({ route: '* /stores/*', kind: 'stale-reads', windowMs: 10_000 })
  const [item] = items(1)
  await insert([item!])
  const filter = { _id: item!.id }
  expect((await query({ query: { filter } })).body['dataItems']).toEqual([])
  expect((await query({ query: { filter }, consistentRead: true })).body['dataItems']).toHaveLength(1)
  const [given] = products(1)
  await test.call('POST', '/stores/v3/products', { product: { ...given, slug: `stale-${n}` } })
  const bySlug = { query: { filter: { slug: `stale-${n}` } } }
  expect((await test.call('POST', '/stores/v3/products/query', bySlug)).body['products']).toEqual([])
  test.simulator.control.removeFaults()
  expect((await test.call('POST', '/stores/v3/products/query', bySlug)).body['products']).toHaveLength(1)
})

it('shows the item as it was before a change and before its removal', async () => {
  // A busy machine may take a second for two reads.
  const windowMs = 1500
  const untilSeen = () => new Promise((resolve) => setTimeout(resolve, windowMs + 100))
  const [item] = items(1)
  await insert([{ ...item!, data: { ...item!.data, title: 'old' } }])
  await untilSeen()
  const edit = { siteId: test.site.id, kind: 'dataItem', collectionId: 'Pages', id: item!.id } as const
  test.simulator.control.editItem({ ...edit, fields: { title: 'new' } })
  test.simulator.control.addFault({ route: '* /wix-data/*', kind: 'stale-reads', windowMs })
  const title = async () => {
    const { body } = await query({ query: { filter: { _id: item!.id } } })
    return at(body, 'dataItems.0.data.title')
  }
  expect(await title()).toBe('old')
  test.simulator.control.deleteItem(edit)
  expect(await title()).toBe('old')
  await untilSeen()
  expect(await title()).toBeUndefined()
})

it('refuses with an empty envelope, as platformised services do', async () => {
  test.simulator.control.addFault({ route: 'POST /stores/*', kind: 'no-permission', format: 'bare' })
  const reply = await test.call('POST', '/stores/v3/products/query', {})
  expect([reply.status, reply.body]).toEqual([403, { message: '', details: {} }])
})

it('refuses a slug that another product just took', async () => {
  test.simulator.control.addFault({ route: 'POST /stores/v3/products', kind: 'slug-conflict' })
  const reply = await test.call('POST', '/stores/v3/products', { product: products(1)[0] })
  expect([reply.status, at(reply.body, 'details.applicationError.code')]).toEqual([
    409,
    'DUPLICATE_SLUG_ERROR',
  ])
})
