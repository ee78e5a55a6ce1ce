import { expect, test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, errorOf, startClient } from '../test-server.ts'

const clean = { missing: [], duplicated: [], unmatched: 0, requestId: 'req-1' }
const done = (id: string, originalIndex = 0) => ({ itemMetadata: { id, originalIndex, success: true } })
const failed = (code: string, originalIndex: number) => ({
  itemMetadata: { originalIndex, success: false, error: { code, description: 'said', data: {} } },
})
const isDone = (id: string, index = 0, item?: object) => ({ index, success: true, id, item })
const isFailed = (code: string, index: number, id?: string) => {
  return { index, success: false, id, item: undefined, error: { code, description: 'said' } }
}
const cursors = { pagingMetadata: { count: 1, cursors: { next: 'c2' }, hasNext: true } }
const page = { items: [{ id: 'x' }], nextCursor: 'c2', total: undefined, hasMore: true }

const product = {
  name: 'Chair',
  productType: 'PHYSICAL' as const,
  physicalProperties: {},
  description: { nodes: [] },
  variantsInfo: { variants: [{ price: { actualPrice: { amount: '9.99' } } }] },
}
const withStock = {
  name: 'Chair',
  productType: 'PHYSICAL' as const,
  physicalProperties: {},
  variantsInfo: { variants: [{ inventoryItem: { quantity: 3 } }] },
}
const noStock = { failures: [], error: undefined, undetailed: 0 }
const assigned = [{ productId: 'p1', revision: '3' }]

const cases: ResourceCase[] = [
  {
    name: 'storeCatalog.version',
    run: (client) => client.storeCatalog.version(),
    sends: { method: 'GET', url: '/stores/v3/provision/version' },
    answer: { catalogVersion: 'V3_CATALOG' },
    gives: 'V3_CATALOG',
  },
  {
    name: 'orderTags.list',
    run: (client) => client.orderTags.list(),
    sends: { method: 'GET', url: '/tags/v1/tags?fqdn=wix.ecom.v1.order' },
    answer: { tags: [{ id: 't1', name: 'gift' }] },
    gives: [{ id: 't1', name: 'gift' }],
  },
  {
    name: 'storeProducts.create',
    run: (client) => client.storeProducts.create(product, { fields: ['URL'] }),
    sends: { method: 'POST', url: '/stores/v3/products', body: { product, fields: ['URL'] } },
    answer: { product: { id: 'p1', revision: '1' } },
    gives: { id: 'p1', revision: '1' },
  },
  {
    name: 'storeProducts.createWithInventory',
    run: (client) => client.storeProducts.createWithInventory(withStock),
    sends: {
      method: 'POST',
      url: '/stores/v3/products-with-inventory',
      body: { product: withStock, returnEntity: true },
    },
    answer: {
      product: { id: 'p1' },
      inventoryResults: {
        results: [done('i1'), failed('NO_LOCATION', 1)],
        bulkActionMetadata: { totalFailures: 2, undetailedFailures: 1 },
        error: { code: 'PARTIAL', description: 'some' },
      },
    },
    gives: {
      product: { id: 'p1' },
      stock: {
        failures: [{ index: 1, error: { code: 'NO_LOCATION', description: 'said' } }],
        error: { code: 'PARTIAL', description: 'some' },
        undetailed: 1,
      },
    },
  },
  {
    name: 'storeProducts.bulkCreate',
    run: (client) => client.storeProducts.bulkCreate([product, product], { returnEntity: true }),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/products/create',
      body: { products: [product, product], returnEntity: true },
    },
    answer: {
      results: [failed('DUPLICATE_SLUG_ERROR', 1), { ...done('p1'), item: { id: 'p1', revision: '1' } }],
      bulkActionMetadata: { totalSuccesses: 1, totalFailures: 1, undetailedFailures: 0 },
    },
    gives: {
      ...clean,
      items: [isDone('p1', 0, { id: 'p1', revision: '1' }), isFailed('DUPLICATE_SLUG_ERROR', 1)],
    },
  },
  {
    name: 'storeProducts.bulkCreateWithInventory',
    run: (client) =>
      client.storeProducts.bulkCreateWithInventory([withStock, withStock], { fields: ['URL'] }),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/products-with-inventory/create',
      body: { products: [withStock, withStock], fields: ['URL'] },
    },
    answer: {
      productResults: { results: [done('p2', 1)], bulkActionMetadata: { undetailedFailures: 1 } },
    },
    gives: { products: { ...clean, items: [isDone('p2', 1)], missing: [0] }, stock: noStock },
  },
  {
    name: 'storeProducts.get',
    run: (client) => client.storeProducts.get('p1', { fields: ['URL', 'MEDIA_ITEMS_INFO'] }),
    sends: { method: 'GET', url: '/stores/v3/products/p1?fields=URL&fields=MEDIA_ITEMS_INFO' },
    answer: { product: { id: 'p1' } },
    gives: { id: 'p1' },
  },
  {
    name: 'storeProducts.getBySlug',
    run: (client) => client.storeProducts.getBySlug('a/b', { fields: ['URL'] }),
    sends: { method: 'GET', url: '/stores/v3/products/slug/a%2Fb?fields=URL' },
    answer: { product: { id: 'p1' } },
    gives: { id: 'p1' },
  },
  {
    name: 'storeProducts.query',
    run: (client) =>
      client.storeProducts.query({ filter: { slug: { $in: ['a'] } }, limit: 100, fields: ['URL'] }),
    sends: {
      method: 'POST',
      url: '/stores/v3/products/query',
      body: { query: { filter: { slug: { $in: ['a'] } }, cursorPaging: { limit: 100 } }, fields: ['URL'] },
    },
    answer: { products: [{ id: 'x' }], ...cursors },
    gives: page,
  },
  {
    name: 'storeProducts.search',
    run: (client) =>
      client.storeProducts.search({
        filter: { 'variantsInfo.variants': { $matchItems: [{ sku: { $eq: 'a' } }] } },
        search: { expression: 'chair', mode: 'AND' },
        limit: 100,
      }),
    sends: {
      method: 'POST',
      url: '/stores/v3/products/search',
      body: {
        search: {
          filter: { 'variantsInfo.variants': { $matchItems: [{ sku: { $eq: 'a' } }] } },
          search: { expression: 'chair', mode: 'AND' },
          cursorPaging: { limit: 100 },
        },
      },
    },
    answer: { products: [{ id: 'x' }], ...cursors },
    gives: page,
  },
  {
    name: 'storeProducts.search of a later page',
    run: (client) => client.storeProducts.search({ search: { expression: 'chair' }, cursor: 'c1' }),
    sends: {
      method: 'POST',
      url: '/stores/v3/products/search',
      body: { search: { cursorPaging: { cursor: 'c1' } } },
    },
    answer: { products: [{ id: 'x' }], ...cursors },
    gives: page,
  },
  {
    name: 'storeProducts.count',
    run: (client) =>
      client.storeProducts.count({ filter: { visible: false }, returnNonVisibleProducts: true }),
    sends: {
      method: 'POST',
      url: '/stores/v3/products/count',
      body: { filter: { visible: false }, returnNonVisibleProducts: true },
    },
    answer: { count: 7 },
    gives: 7,
  },
  {
    name: 'storeProducts.update',
    run: (client) => client.storeProducts.update('p1', { revision: '3', name: 'B' }, { fields: ['URL'] }),
    sends: {
      method: 'PATCH',
      url: '/stores/v3/products/p1',
      body: { product: { id: 'p1', revision: '3', name: 'B' }, fields: ['URL'] },
    },
    answer: { product: { id: 'p1', revision: '4' } },
    gives: { id: 'p1', revision: '4' },
  },
  {
    name: 'storeProducts.bulkUpdate',
    run: (client) =>
      client.storeProducts.bulkUpdate([
        { id: 'p1', revision: '3', name: 'B' },
        { id: 'p2', revision: '1', name: 'C' },
      ]),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/products/update',
      body: {
        products: [
          { product: { id: 'p1', revision: '3', name: 'B' } },
          { product: { id: 'p2', revision: '1', name: 'C' } },
        ],
      },
    },
    answer: { results: [failed('INVALID_REVISION', 1), done('p1', 0)] },
    gives: { ...clean, items: [isDone('p1'), isFailed('INVALID_REVISION', 1)] },
  },
  {
    name: 'storeProducts.remove',
    run: (client) => client.storeProducts.remove('p1'),
    sends: { method: 'DELETE', url: '/stores/v3/products/p1' },
    answer: {},
    gives: undefined,
  },
  {
    name: 'storeProducts.bulkRemove',
    run: (client) => client.storeProducts.bulkRemove(['p1', 'p2']),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/products/delete',
      body: { productIds: ['p1', 'p2'] },
    },
    answer: { results: [done('p2', 1), done('p1', 0)] },
    gives: { ...clean, items: [isDone('p1'), isDone('p2', 1)] },
  },
  {
    name: 'storeProducts.bulkAddInfoSections',
    run: (client) => client.storeProducts.bulkAddInfoSections(assigned, ['s1', 's2'], { returnEntity: true }),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/products/add-info-sections',
      body: { products: assigned, infoSectionIds: ['s1', 's2'], returnEntity: true },
    },
    answer: { results: [done('p1')] },
    gives: { ...clean, items: [isDone('p1')] },
  },
  {
    name: 'storeProducts.bulkRemoveInfoSections',
    run: (client) => client.storeProducts.bulkRemoveInfoSections(assigned, ['s1']),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/products/remove-info-sections',
      body: { products: assigned, infoSectionIds: ['s1'] },
    },
    answer: { results: [done('p1')] },
    gives: { ...clean, items: [isDone('p1')] },
  },
]

testResources(cases)

test('a catalog version nobody knows is not guessed at', async () => {
  const { client } = await startClient(answers(200, { catalogVersion: 'V4_CATALOG' }))
  expect(await errorOf(client.storeCatalog.version())).toMatchObject({ kind: 'malformed' })
})

test('a store that is being set up refuses, and nothing was written', async () => {
  const applicationError = { code: 'CATALOG_V3_SITE_PROVISIONING', description: 'wait', data: {} }
  const { client, seen } = await startClient(answers(428, { message: '', details: { applicationError } }))
  expect(await errorOf(client.storeProducts.bulkCreate([product]))).toMatchObject({
    kind: 'transient',
    delivered: 'no',
    code: 'CATALOG_V3_SITE_PROVISIONING',
  })
  expect(seen).toHaveLength(1)
})

test('stock of the wrong form is an unnamed failure, never a success', async () => {
  const inventoryResults = { results: ['nonsense', { itemMetadata: { success: false } }] }
  const { client } = await startClient(answers(200, { product: { id: 'p1' }, inventoryResults }))
  const failure = { index: undefined, error: { code: undefined, description: '' } }
  expect(await client.storeProducts.createWithInventory(withStock)).toEqual({
    product: { id: 'p1' },
    stock: { failures: [failure, failure], error: undefined, undetailed: 0 },
  })
})

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const calls = [
    client.storeCatalog.version(options),
    client.orderTags.list(options),
    client.storeProducts.create(product, {}, options),
    client.storeProducts.createWithInventory(withStock, {}, options),
    client.storeProducts.bulkCreate([product], {}, options),
    client.storeProducts.bulkCreateWithInventory([withStock], {}, options),
    client.storeProducts.get('x', {}, options),
    client.storeProducts.getBySlug('x', {}, options),
    client.storeProducts.query({}, options),
    client.storeProducts.queryAll({}, options).next(),
    client.storeProducts.search({}, options),
    client.storeProducts.searchAll({}, options).next(),
    client.storeProducts.count({}, options),
    client.storeProducts.update('x', { revision: '1' }, {}, options),
    client.storeProducts.bulkUpdate([{ id: 'x', revision: '1' }], {}, options),
    client.storeProducts.remove('x', options),
    client.storeProducts.bulkRemove(['x'], options),
    client.storeProducts.bulkAddInfoSections(assigned, ['s'], {}, options),
    client.storeProducts.bulkRemoveInfoSections(assigned, ['s'], {}, options),
  ]
  await expectAborted(calls, seen)
})
