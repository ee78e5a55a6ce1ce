import { test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, startClient } from '../test-server.ts'

const stock = { productId: 'p1', variantId: 'v1', quantity: 3 }
const changed = { id: 'i1', revision: '2', inStock: true }
const gives = {
  items: [{ index: 0, success: true, id: 'i1', item: undefined }],
  missing: [],
  duplicated: [],
  unmatched: 0,
  requestId: 'req-1',
}
const results = [{ itemMetadata: { id: 'i1', originalIndex: 0, success: true } }]

const cases: ResourceCase[] = [
  {
    name: 'inventoryItems.query',
    run: (client) => client.inventoryItems.query({ filter: { productId: { $in: ['p1'] } }, limit: 100 }),
    sends: {
      method: 'POST',
      url: '/stores/v3/inventory-items/query',
      body: { query: { filter: { productId: { $in: ['p1'] } }, cursorPaging: { limit: 100 } } },
    },
    answer: { inventoryItems: [{ id: 'i1' }], pagingMetadata: { cursors: { next: 'c2' } } },
    gives: { items: [{ id: 'i1' }], nextCursor: 'c2', total: undefined },
  },
  {
    name: 'inventoryItems.bulkCreate',
    run: (client) => client.inventoryItems.bulkCreate([stock], { returnEntity: false }),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/inventory-items/create',
      body: { inventoryItems: [stock], returnEntity: false },
    },
    answer: { results },
    gives,
  },
  {
    name: 'inventoryItems.bulkUpdate',
    run: (client) => client.inventoryItems.bulkUpdate([changed]),
    sends: {
      method: 'POST',
      url: '/stores/v3/bulk/inventory-items/update',
      body: { inventoryItems: [{ inventoryItem: changed }] },
    },
    answer: { results },
    gives,
  },
]

testResources(cases)

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const calls = [
    client.inventoryItems.query({}, options),
    client.inventoryItems.queryAll({}, options).next(),
    client.inventoryItems.bulkCreate([stock], {}, options),
    client.inventoryItems.bulkUpdate([changed], {}, options),
  ]
  await expectAborted(calls, seen)
})
