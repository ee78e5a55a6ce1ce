import { expect, test } from 'vitest'
import { toDataDate } from '../data-date.ts'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, errorOf, inTurn, startClient } from '../test-server.ts'

const stored = { id: 'k1', dataCollectionId: 'Pages', data: { _id: 'k1', title: 'A' } }
const set = { fieldPath: 'title', action: 'SET_FIELD', setFieldOptions: { value: 'B' } } as const
const clean = { missing: [], duplicated: [], unmatched: 0, requestId: 'req-1' }
const done = (id: string, originalIndex = 0) => ({ itemMetadata: { id, originalIndex, success: true } })
const gone = {
  itemMetadata: {
    originalIndex: 1,
    success: false,
    error: { code: 'WDE0074', description: 'exists', data: {} },
  },
}

const cases: ResourceCase[] = [
  {
    name: 'dataCollections.list',
    run: (client) =>
      client.dataCollections.list({
        paging: { limit: 2, offset: 4 },
        sort: { fieldName: 'id', order: 'ASC' },
        fields: ['displayName', 'plugins'],
        consistentRead: true,
      }),
    sends: {
      method: 'GET',
      url: '/wix-data/v2/collections?paging.limit=2&paging.offset=4&sort.fieldName=id&sort.order=ASC&fields=displayName&fields=plugins&consistentRead=true',
    },
    answer: { collections: [{ id: 'Pages' }], pagingMetadata: { count: 1, offset: 4, total: 5 } },
    gives: { items: [{ id: 'Pages' }], nextCursor: undefined, total: 5 },
  },
  {
    name: 'dataCollections.get',
    run: (client) => client.dataCollections.get('Stores/Products', { consistentRead: true }),
    sends: { method: 'GET', url: '/wix-data/v2/collections/Stores%2FProducts?consistentRead=true' },
    answer: { collection: { id: 'Stores/Products', plugins: [{ draftItemsPluginOptions: {} }] } },
    gives: { id: 'Stores/Products', plugins: [{ draftItemsPluginOptions: {} }] },
  },
  {
    name: 'dataItems.query',
    run: (client) =>
      client.dataItems.query('Pages', {
        filter: { when: { $gt: toDataDate(new Date(0)) } },
        sort: [{ fieldName: 'title', order: 'ASC' }],
        limit: 2,
        offset: 0,
        fields: ['title'],
        returnTotalCount: true,
        consistentRead: true,
        includeDraftItems: true,
        includeReferences: [{ field: 'category', limit: 10 }],
      }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/query',
      body: {
        dataCollectionId: 'Pages',
        query: {
          filter: { when: { $gt: { $date: '1970-01-01T00:00:00.000Z' } } },
          sort: [{ fieldName: 'title', order: 'ASC' }],
          paging: { limit: 2, offset: 0 },
          fields: ['title'],
        },
        returnTotalCount: true,
        consistentRead: true,
        publishPluginOptions: { includeDraftItems: true },
        includeReferences: [{ field: 'category', limit: 10 }],
      },
    },
    answer: { dataItems: [stored], pagingMetadata: { count: 1, offset: 0, total: 3, hasNext: true } },
    gives: { items: [stored], nextCursor: undefined, total: 3, hasMore: true },
  },
  {
    name: 'dataItems.getMany',
    run: (client) =>
      client.dataItems.getMany('Pages', ['k1', 'k2'], {
        consistentRead: true,
        includeDraftItems: true,
        fields: ['_id'],
      }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/query',
      body: {
        dataCollectionId: 'Pages',
        query: {
          filter: { _id: { $in: ['k1', 'k2'] } },
          paging: { limit: 2, offset: 0 },
          fields: ['_id'],
        },
        consistentRead: true,
        publishPluginOptions: { includeDraftItems: true },
      },
    },
    answer: { dataItems: [stored], pagingMetadata: { count: 1, hasNext: false } },
    gives: [stored],
  },
  {
    name: 'dataItems.get',
    run: (client) =>
      client.dataItems.get('Pages', 'k/1', { consistentRead: true, includeDraftItems: true, fields: ['a'] }),
    sends: {
      method: 'GET',
      url: '/wix-data/v2/items/k%2F1?dataCollectionId=Pages&consistentRead=true&fields=a&publishPluginOptions.includeDraftItems=true',
    },
    answer: { dataItem: stored },
    gives: stored,
  },
  {
    name: 'dataItems.count',
    run: (client) =>
      client.dataItems.count('Pages', {
        filter: { title: 'A' },
        consistentRead: true,
        includeDraftItems: false,
      }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/count',
      body: {
        dataCollectionId: 'Pages',
        filter: { title: 'A' },
        consistentRead: true,
        publishPluginOptions: { includeDraftItems: false },
      },
    },
    answer: { totalCount: 42 },
    gives: 42,
  },
  {
    name: 'dataItems.insert',
    run: (client) => client.dataItems.insert('Pages', { id: 'k1', data: { title: 'A' } }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items',
      body: { dataCollectionId: 'Pages', dataItem: { id: 'k1', data: { _id: 'k1', title: 'A' } } },
    },
    answer: { dataItem: stored },
    gives: stored,
  },
  {
    name: 'dataItems.bulkInsert',
    run: (client) =>
      client.dataItems.bulkInsert(
        'Pages',
        [
          { id: 'k1', data: { title: 'A' } },
          { id: 'k2', data: { title: 'B' } },
        ],
        { returnEntity: true },
      ),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/bulk/items/insert',
      body: {
        dataCollectionId: 'Pages',
        dataItems: [
          { id: 'k1', data: { _id: 'k1', title: 'A' } },
          { id: 'k2', data: { _id: 'k2', title: 'B' } },
        ],
        returnEntity: true,
      },
    },
    answer: {
      results: [
        { action: 'INSERT', ...gone },
        { action: 'INSERT', ...done('k1'), dataItem: stored },
      ],
      bulkActionMetadata: { totalSuccesses: 1, totalFailures: 1 },
    },
    gives: {
      ...clean,
      items: [
        { index: 0, success: true, id: 'k1', item: stored },
        {
          index: 1,
          success: false,
          id: undefined,
          item: undefined,
          error: { code: 'WDE0074', description: 'exists' },
        },
      ],
    },
  },
  {
    name: 'dataItems.update',
    run: (client) =>
      client.dataItems.update('Pages', { id: 'k1', data: { title: 'A' } }, { includeDraftItems: true }),
    sends: {
      method: 'PUT',
      url: '/wix-data/v2/items/k1',
      body: {
        dataCollectionId: 'Pages',
        dataItem: { id: 'k1', data: { _id: 'k1', title: 'A' } },
        publishPluginOptions: { includeDraftItems: true },
      },
    },
    answer: { dataItem: stored },
    gives: stored,
  },
  {
    name: 'dataItems.bulkUpdate',
    run: (client) =>
      client.dataItems.bulkUpdate('Pages', [{ id: 'k1', data: {} }], {
        includeDraftItems: true,
        returnEntity: false,
      }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/bulk/items/update',
      body: {
        dataCollectionId: 'Pages',
        dataItems: [{ id: 'k1', data: { _id: 'k1' } }],
        returnEntity: false,
        publishPluginOptions: { includeDraftItems: true },
      },
    },
    answer: { results: [{ action: 'UPDATE', ...done('k1') }] },
    gives: { ...clean, items: [{ index: 0, success: true, id: 'k1', item: undefined }] },
  },
  {
    name: 'dataItems.patch',
    run: (client) => client.dataItems.patch('Pages', { dataItemId: 'k1', fieldModifications: [set] }),
    sends: {
      method: 'PATCH',
      url: '/wix-data/v2/items/k1',
      body: { dataCollectionId: 'Pages', patch: { dataItemId: 'k1', fieldModifications: [set] } },
    },
    answer: { dataItem: stored },
    gives: stored,
  },
  {
    name: 'dataItems.bulkPatch',
    run: (client) =>
      client.dataItems.bulkPatch(
        'Pages',
        [
          { dataItemId: 'k1', fieldModifications: [set] },
          { dataItemId: 'k2', fieldModifications: [{ fieldPath: 'old', action: 'REMOVE_FIELD' }] },
        ],
        { includeDraftItems: true },
      ),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/bulk/items/patch',
      body: {
        dataCollectionId: 'Pages',
        patches: [
          { dataItemId: 'k1', fieldModifications: [set] },
          { dataItemId: 'k2', fieldModifications: [{ fieldPath: 'old', action: 'REMOVE_FIELD' }] },
        ],
        publishPluginOptions: { includeDraftItems: true },
      },
    },
    answer: { results: [done('k2', 1), done('k1', 0)] },
    gives: {
      ...clean,
      items: [
        { index: 0, success: true, id: 'k1', item: undefined },
        { index: 1, success: true, id: 'k2', item: undefined },
      ],
    },
  },
  {
    name: 'dataItems.remove',
    run: (client) => client.dataItems.remove('Pages', 'k1', { includeDraftItems: true }),
    sends: {
      method: 'DELETE',
      url: '/wix-data/v2/items/k1?dataCollectionId=Pages&publishPluginOptions.includeDraftItems=true',
    },
    answer: { dataItem: stored },
    gives: undefined,
  },
  {
    name: 'dataItems.bulkRemove',
    run: (client) => client.dataItems.bulkRemove('Pages', ['k1'], { includeDraftItems: true }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/bulk/items/remove',
      body: {
        dataCollectionId: 'Pages',
        dataItemIds: ['k1'],
        publishPluginOptions: { includeDraftItems: true },
      },
    },
    answer: { results: [{ action: 'DELETE', ...done('k1') }] },
    gives: { ...clean, items: [{ index: 0, success: true, id: 'k1', item: undefined }] },
  },
]

testResources(cases)

test('an item with an id of its own in its data is sent under it, one without any is left to Wix', async () => {
  const { client, seen } = await startClient(answers(200, { results: [done('k1', 0), done('made up', 1)] }))
  const result = await client.dataItems.bulkInsert('Pages', [
    { data: { _id: 'k1' } },
    { data: { title: 'B' } },
  ])
  expect(seen[0]?.json()).toMatchObject({
    dataItems: [{ id: 'k1', data: { _id: 'k1' } }, { data: { title: 'B' } }],
  })
  expect(result.items.map((item) => item.id)).toEqual(['k1', 'made up'])
})

test('a bulk answer that puts the id of one item in the place of another settles neither', async () => {
  const { client } = await startClient(answers(200, { results: [done('k2', 0), done('k1', 1)] }))
  const items = [
    { id: 'k1', data: {} },
    { id: 'k2', data: {} },
  ]
  expect(await client.dataItems.bulkInsert('Pages', items)).toMatchObject({ items: [], missing: [0, 1] })
})

test('reading given items asks nothing for none, and takes a cut answer for no answer', async () => {
  const { client, seen } = await startClient(
    answers(200, { dataItems: [stored], pagingMetadata: { count: 1, hasNext: true } }),
  )
  expect(await client.dataItems.getMany('Pages', [])).toEqual([])
  expect(seen).toHaveLength(0)
  expect(await errorOf(client.dataItems.getMany('Pages', ['k1', 'k2']))).toMatchObject({ kind: 'malformed' })
})

test('a walk over items repeats everything but filter and sort on each page', async () => {
  const page = (id: string, next?: string) =>
    answers(200, {
      dataItems: [{ id }],
      pagingMetadata: { hasNext: next !== undefined, cursors: { next: next ?? 'end' } },
    })
  const { client, seen } = await startClient(inTurn(page('a', 'c1'), page('b')))
  const ids: string[] = []
  const query = { filter: { x: 1 }, fields: ['_id'], consistentRead: true, includeDraftItems: true }
  for await (const item of client.dataItems.queryAll('Pages', query)) ids.push(item.id)
  expect(ids).toEqual(['a', 'b'])
  const always = {
    dataCollectionId: 'Pages',
    consistentRead: true,
    publishPluginOptions: { includeDraftItems: true },
  }
  expect(seen.map((one) => one.json())).toEqual([
    { ...always, query: { filter: { x: 1 }, cursorPaging: { limit: 100 }, fields: ['_id'] } },
    { ...always, query: { cursorPaging: { limit: 100, cursor: 'c1' }, fields: ['_id'] } },
  ])
})

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const item = { id: 'k1', data: {} }
  const patch = { dataItemId: 'k1', fieldModifications: [set] }
  const calls = [
    client.dataCollections.list({}, options),
    client.dataCollections.listAll({}, options).next(),
    client.dataCollections.get('x', {}, options),
    client.dataItems.query('x', {}, options),
    client.dataItems.queryAll('x', {}, options).next(),
    client.dataItems.getMany('x', ['k1'], {}, options),
    client.dataItems.get('x', 'k1', {}, options),
    client.dataItems.count('x', {}, options),
    client.dataItems.insert('x', item, options),
    client.dataItems.bulkInsert('x', [item], {}, options),
    client.dataItems.update('x', item, {}, options),
    client.dataItems.bulkUpdate('x', [item], {}, options),
    client.dataItems.patch('x', patch, {}, options),
    client.dataItems.bulkPatch('x', [patch], {}, options),
    client.dataItems.remove('x', 'k1', {}, options),
    client.dataItems.bulkRemove('x', ['k1'], {}, options),
  ]
  await expectAborted(calls, seen)
})
