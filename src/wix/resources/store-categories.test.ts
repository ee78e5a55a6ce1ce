import { expect, test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, startClient } from '../test-server.ts'

const treeReference = { appNamespace: '@wix/stores', treeKey: null }
const appId = '215238eb-22a5-4c36-9e7b-e7c08025e04e'
const clean = { missing: [], duplicated: [], unmatched: 0, requestId: 'req-1' }
const member = (catalogItemId: string, originalIndex: number) => ({
  itemMetadata: { item: { catalogItemId, appId }, originalIndex, success: true },
})

const cases: ResourceCase[] = [
  {
    name: 'storeCategories.query',
    run: (client) =>
      client.storeCategories.query({
        filter: { name: 'N' },
        limit: 1000,
        returnNonVisibleCategories: true,
        fields: ['DESCRIPTION'],
      }),
    sends: {
      method: 'POST',
      url: '/categories/v1/categories/query',
      body: {
        query: { filter: { name: 'N' }, cursorPaging: { limit: 1000 } },
        treeReference,
        returnNonVisibleCategories: true,
        fields: ['DESCRIPTION'],
      },
    },
    answer: { categories: [{ id: 'c1' }], pagingMetadata: { cursors: { next: 'n' } } },
    gives: { items: [{ id: 'c1' }], nextCursor: 'n', total: undefined },
  },
  {
    name: 'storeCategories.get',
    run: (client) => client.storeCategories.get('c1'),
    sends: {
      method: 'GET',
      url: '/categories/v1/categories/c1?treeReference.appNamespace=%40wix%2Fstores',
    },
    answer: { category: { id: 'c1' } },
    gives: { id: 'c1' },
  },
  {
    name: 'storeCategories.create',
    run: (client) => client.storeCategories.create({ name: 'N', parentCategory: { id: 'c0' } }),
    sends: {
      method: 'POST',
      url: '/categories/v1/categories',
      body: { category: { name: 'N', parentCategory: { id: 'c0' } }, treeReference },
    },
    answer: { category: { id: 'c1' } },
    gives: { id: 'c1' },
  },
  {
    name: 'storeCategories.addItems',
    run: (client) => client.storeCategories.addItems('c1', ['p1', 'p2']),
    sends: {
      method: 'POST',
      url: '/categories/v1/bulk/categories/c1/add-items',
      body: {
        items: [
          { catalogItemId: 'p1', appId },
          { catalogItemId: 'p2', appId },
        ],
        treeReference,
      },
    },
    answer: { results: [member('p2', 1), member('p1', 0)] },
    gives: {
      ...clean,
      items: [
        { index: 0, success: true, id: 'p1', item: undefined },
        { index: 1, success: true, id: 'p2', item: undefined },
      ],
    },
  },
  {
    name: 'storeCategories.removeItems',
    run: (client) => client.storeCategories.removeItems('c1', ['p1']),
    sends: {
      method: 'POST',
      url: '/categories/v1/bulk/categories/c1/remove-items',
      body: { items: [{ catalogItemId: 'p1', appId }], treeReference },
    },
    answer: { results: [member('p1', 0)] },
    gives: { ...clean, items: [{ index: 0, success: true, id: 'p1', item: undefined }] },
  },
  {
    name: 'storeCategories.addItemToMany',
    run: (client) => client.storeCategories.addItemToMany('p1', ['c1', 'c2']),
    sends: {
      method: 'POST',
      url: '/categories/v1/bulk/categories/add-item',
      body: { item: { catalogItemId: 'p1', appId }, categoryIds: ['c1', 'c2'], treeReference },
    },
    answer: { results: [{ itemMetadata: { id: 'c2', originalIndex: 1, success: true } }] },
    gives: { ...clean, items: [{ index: 1, success: true, id: 'c2', item: undefined }], missing: [0] },
  },
]

testResources(cases)

test('a membership that names another product than the one sent is not believed', async () => {
  const { client } = await startClient(answers(200, { results: [member('other', 0)] }))
  expect(await client.storeCategories.addItems('c1', ['p1'])).toMatchObject({ missing: [0], unmatched: 1 })
})

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const calls = [
    client.storeCategories.query({}, options),
    client.storeCategories.queryAll({}, options).next(),
    client.storeCategories.get('x', options),
    client.storeCategories.create({ name: 'x' }, options),
    client.storeCategories.addItems('x', ['p'], options),
    client.storeCategories.removeItems('x', ['p'], options),
    client.storeCategories.addItemToMany('p', ['x'], options),
  ]
  await expectAborted(calls, seen)
})
