import { test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, startClient } from '../test-server.ts'

const variant = { id: 'v1', sku: 'a', productData: { productId: 'p1' } }
const answer = { variants: [variant], pagingMetadata: { cursors: { next: 'c2' }, hasNext: true } }
const gives = { items: [variant], nextCursor: 'c2', total: undefined, hasMore: true }

const cases: ResourceCase[] = [
  {
    name: 'storeVariants.query',
    run: (client) => client.storeVariants.query({ filter: { 'productData.productId': 'p1' } }),
    sends: {
      method: 'POST',
      url: '/stores/v3/products/query-variants',
      body: { query: { filter: { 'productData.productId': 'p1' }, cursorPaging: { limit: 50 } } },
    },
    answer,
    gives,
  },
  {
    name: 'storeVariants.search',
    run: (client) => client.storeVariants.search({ filter: { sku: { $in: ['a', 'b'] } }, limit: 100 }),
    sends: {
      method: 'POST',
      url: '/stores/v3/products/search-variants',
      body: { search: { filter: { sku: { $in: ['a', 'b'] } }, cursorPaging: { limit: 100 } } },
    },
    answer,
    gives,
  },
]

testResources(cases)

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const calls = [
    client.storeVariants.query({}, options),
    client.storeVariants.queryAll({}, options).next(),
    client.storeVariants.search({}, options),
    client.storeVariants.searchAll({}, options).next(),
  ]
  await expectAborted(calls, seen)
})
