import { expect, test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, errorOf, inTurn, type Script, startClient } from '../test-server.ts'

const product = {
  name: 'Chair',
  productType: 'physical' as const,
  priceData: { price: 9.99 },
  additionalInfoSections: [{ title: 'Specs', description: '<p>Wood</p>' }],
}

const cases: ResourceCase[] = [
  {
    name: 'storeProductsV1.create',
    run: (client) => client.storeProductsV1.create(product),
    sends: { method: 'POST', url: '/stores/v1/products', body: { product } },
    answer: { product: { id: 'p1', slug: 'chair' } },
    gives: { id: 'p1', slug: 'chair' },
  },
  {
    name: 'storeProductsV1.get',
    run: (client) => client.storeProductsV1.get('p1', { includeMerchantSpecificData: true }),
    sends: { method: 'GET', url: '/stores-reader/v1/products/p1?includeMerchantSpecificData=true' },
    answer: { product: { id: 'p1' } },
    gives: { id: 'p1' },
  },
  {
    name: 'storeProductsV1.query',
    run: (client) =>
      client.storeProductsV1.query({
        filter: { sku: { $hasSome: ['a', 'b'] } },
        sort: [{ numericId: 'asc' }],
        limit: 100,
        offset: 100,
        includeHiddenProducts: true,
      }),
    sends: {
      method: 'POST',
      url: '/stores-reader/v1/products/query',
      body: {
        query: {
          filter: '{"sku":{"$hasSome":["a","b"]}}',
          sort: '[{"numericId":"asc"}]',
          paging: { limit: 100, offset: 100 },
        },
        includeHiddenProducts: true,
      },
    },
    answer: { products: [{ id: 'p1' }], metadata: { items: 100, offset: 100 }, totalResults: 312 },
    gives: { items: [{ id: 'p1' }], nextCursor: undefined, total: 312 },
  },
  {
    name: 'storeProductsV1.update',
    run: (client) => client.storeProductsV1.update('p1', { name: 'B' }),
    sends: { method: 'PATCH', url: '/stores/v1/products/p1', body: { product: { name: 'B' } } },
    answer: { product: { id: 'p1' } },
    gives: { id: 'p1' },
  },
  {
    name: 'storeProductsV1.remove',
    run: (client) => client.storeProductsV1.remove('p1'),
    sends: { method: 'DELETE', url: '/stores/v1/products/p1' },
    answer: {},
    gives: undefined,
  },
  {
    name: 'storeProductsV1.addMedia',
    run: (client) => client.storeProductsV1.addMedia('p1', [{ url: 'https://a.test/x.jpg' }]),
    sends: {
      method: 'POST',
      url: '/stores/v1/products/p1/media',
      body: { media: [{ url: 'https://a.test/x.jpg' }] },
    },
    answer: {},
    gives: undefined,
  },
  {
    name: 'storeProductsV1.removeMedia',
    run: (client) => client.storeProductsV1.removeMedia('p1', ['m1']),
    sends: { method: 'POST', url: '/stores/v1/products/p1/media/delete', body: { mediaIds: ['m1'] } },
    answer: {},
    gives: undefined,
  },
  {
    name: 'storeProductsV1.removeBrand',
    run: (client) => client.storeProductsV1.removeBrand('p1'),
    sends: { method: 'POST', url: '/stores/v1/products/p1/remove-brand', body: {} },
    answer: {},
    gives: undefined,
  },
  {
    name: 'storeProductsV1.removeRibbon',
    run: (client) => client.storeProductsV1.removeRibbon('p1'),
    sends: { method: 'POST', url: '/stores/v1/products/p1/remove-ribbon', body: {} },
    answer: {},
    gives: undefined,
  },
  {
    name: 'storeCollectionsV1.query',
    run: (client) => client.storeCollectionsV1.query({ filter: { name: 'N' } }),
    sends: {
      method: 'POST',
      url: '/stores-reader/v1/collections/query',
      body: { query: { filter: '{"name":"N"}', paging: { limit: 50, offset: 0 } } },
    },
    answer: { collections: [{ id: 'c1', name: 'N' }], totalResults: 1 },
    gives: { items: [{ id: 'c1', name: 'N' }], nextCursor: undefined, total: 1 },
  },
  {
    name: 'storeCollectionsV1.create',
    run: (client) => client.storeCollectionsV1.create({ name: 'N' }),
    sends: { method: 'POST', url: '/stores/v1/collections', body: { collection: { name: 'N' } } },
    answer: { collection: { id: 'c1' } },
    gives: { id: 'c1' },
  },
  {
    name: 'storeCollectionsV1.addProducts',
    run: (client) => client.storeCollectionsV1.addProducts('c1', ['p1']),
    sends: { method: 'POST', url: '/stores/v1/collections/c1/productIds', body: { productIds: ['p1'] } },
    answer: {},
    gives: undefined,
  },
  {
    name: 'storeCollectionsV1.removeProducts',
    run: (client) => client.storeCollectionsV1.removeProducts('c1', ['p1']),
    sends: {
      method: 'POST',
      url: '/stores/v1/collections/c1/productIds/delete',
      body: { productIds: ['p1'] },
    },
    answer: {},
    gives: undefined,
  },
]

testResources(cases)

const numbered = (numbers: number[], totalResults?: number): Script =>
  answers(200, { products: numbers.map((n) => ({ id: `p${n}`, numericId: String(n) })), totalResults })

async function collect(items: AsyncIterable<{ id: string }>): Promise<string[]> {
  const ids: string[] = []
  for await (const item of items) ids.push(item.id)
  return ids
}

test('a walk over V1 products starts each page after the last number, hidden ones included', async () => {
  const { client, seen } = await startClient(inTurn(numbered([1, 2], 3), numbered([5], 1)))
  const query = { filter: { productType: 'physical' }, includeHiddenProducts: true }
  expect(await collect(client.storeProductsV1.queryAll(query))).toEqual(['p1', 'p2', 'p5'])
  const paging = { limit: 100, offset: 0 }
  const sort = '[{"numericId":"asc"}]'
  expect(seen.map((one) => one.json())).toEqual([
    { query: { filter: '{"productType":"physical"}', sort, paging }, includeHiddenProducts: true },
    {
      query: { filter: '{"productType":"physical","numericId":{"$gt":"2"}}', sort, paging },
      includeHiddenProducts: true,
    },
  ])
})

test('a walk over V1 products without totals ends with an empty page', async () => {
  const { client, seen } = await startClient(inTurn(numbered([1, 2]), numbered([])))
  expect(await collect(client.storeProductsV1.queryAll())).toEqual(['p1', 'p2'])
  expect(seen).toHaveLength(2)
})

test('a walk over V1 products goes on where numbers are no texts, come in no order, or are missing', async () => {
  const bare = (products: object[], totalResults?: number) => answers(200, { products, totalResults })
  const starts = async (...scripts: Script[]) => {
    const { client, seen } = await startClient(inTurn(...scripts))
    const ids = await collect(client.storeProductsV1.queryAll())
    return [ids, seen.map((one) => (one.json() as { query: Record<string, unknown> }).query)]
  }
  const after = expect.objectContaining({ filter: '{"numericId":{"$gt":"12"}}' })
  const swapped = bare([
    { id: 'b', numericId: 12 },
    { id: 'a', numericId: 9 },
  ])
  expect(await starts(swapped, bare([]))).toEqual([
    ['b', 'a'],
    [expect.anything(), after],
  ])
  const second = expect.objectContaining({ paging: { limit: 100, offset: 1 } })
  expect(await starts(bare([{ id: 'a' }], 2), bare([{ id: 'b' }], 2))).toEqual([
    ['a', 'b'],
    [expect.anything(), second],
  ])
})

test.each<[string, Script[]]>([
  ['stands still', [numbered([1, 2], 9)]],
  ['brings nothing of what it promises', [numbered([1], 2), numbered([], 1)]],
  ['brings products without numbers', [answers(200, { products: [{ id: 'p1' }], totalResults: 2 })]],
])('a walk over V1 products that %s is an error, not the end', async (_name, scripts) => {
  const { client } = await startClient(inTurn(...scripts))
  expect(await errorOf(collect(client.storeProductsV1.queryAll()))).toMatchObject({ kind: 'malformed' })
})

test('a walk over V1 collections goes by offset until all have come', async () => {
  const collections = (ids: string[]): Script =>
    answers(200, { collections: ids.map((id) => ({ id })), totalResults: 3 })
  const { client, seen } = await startClient(inTurn(collections(['a', 'b']), collections(['c'])))
  expect(await collect(client.storeCollectionsV1.queryAll())).toEqual(['a', 'b', 'c'])
  expect(seen.map((one) => one.json())).toMatchObject([
    { query: { sort: '[{"id":"asc"}]', paging: { limit: 100, offset: 0 } } },
    { query: { paging: { limit: 100, offset: 2 } } },
  ])
})

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const calls = [
    client.storeProductsV1.create(product, options),
    client.storeProductsV1.get('x', {}, options),
    client.storeProductsV1.query({}, options),
    client.storeProductsV1.queryAll({}, options).next(),
    client.storeProductsV1.update('x', {}, options),
    client.storeProductsV1.remove('x', options),
    client.storeProductsV1.addMedia('x', [], options),
    client.storeProductsV1.removeMedia('x', ['m'], options),
    client.storeProductsV1.removeBrand('x', options),
    client.storeProductsV1.removeRibbon('x', options),
    client.storeCollectionsV1.query({}, options),
    client.storeCollectionsV1.queryAll({}, options).next(),
    client.storeCollectionsV1.create({ name: 'x' }, options),
    client.storeCollectionsV1.addProducts('x', ['p'], options),
    client.storeCollectionsV1.removeProducts('x', ['p'], options),
  ]
  await expectAborted(calls, seen)
})
