import { expect, test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, errorOf, startClient } from '../test-server.ts'

const stored = { id: 'k1', dataCollectionId: 'Pages', data: { _id: 'k1', title: 'A' } }
const link = { referringItemId: 'k1', referringItemFieldName: 'tags', referencedItemId: 't1' }
const clean = { missing: [], duplicated: [], unmatched: 0, requestId: 'req-1' }

const cases: ResourceCase[] = [
  {
    name: 'dataReferences.insert',
    run: (client) => client.dataReferences.insert('Pages', [link, { ...link, referencedItemId: 't2' }]),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/bulk/items/insert-references',
      body: { dataCollectionId: 'Pages', dataItemReferences: [link, { ...link, referencedItemId: 't2' }] },
    },
    answer: {
      results: [
        { action: 'INSERT', referenceMetadata: { originalIndex: 0, success: true } },
        {
          action: 'INSERT',
          referenceMetadata: {
            originalIndex: 1,
            success: false,
            error: { code: 'WDE0029', description: 'linked' },
          },
        },
      ],
    },
    gives: {
      ...clean,
      items: [
        { index: 0, success: true, id: 't1', item: undefined },
        {
          index: 1,
          success: false,
          id: 't2',
          item: undefined,
          error: { code: 'WDE0029', description: 'linked' },
        },
      ],
    },
  },
  {
    name: 'dataReferences.remove',
    run: (client) => client.dataReferences.remove('Pages', [link]),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/bulk/items/remove-references',
      body: { dataCollectionId: 'Pages', dataItemReferences: [link] },
    },
    answer: { results: [{ referenceMetadata: { id: 'any', originalIndex: 0, success: true } }] },
    gives: { ...clean, items: [{ index: 0, success: true, id: 't1', item: undefined }] },
  },
  {
    name: 'dataReferences.replace',
    run: (client) =>
      client.dataReferences.replace('Pages', {
        referringItemId: 'k1',
        referringItemFieldName: 'tags',
        newReferencedItemIds: [],
      }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/replace-references',
      body: {
        dataCollectionId: 'Pages',
        referringItemId: 'k1',
        referringItemFieldName: 'tags',
        newReferencedItemIds: [],
      },
    },
    answer: { dataItemReferences: [] },
    gives: undefined,
  },
  {
    name: 'dataReferences.query',
    run: (client) =>
      client.dataReferences.query('Pages', {
        referringItemIds: ['k1'],
        referringItemFieldName: 'tags',
        consistentRead: true,
        paging: { limit: 2, offset: 0 },
      }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/query-referenced',
      body: {
        dataCollectionId: 'Pages',
        referringItemIds: ['k1'],
        referringItemFieldName: 'tags',
        consistentRead: true,
        paging: { limit: 2, offset: 0 },
      },
    },
    answer: {
      results: [{ dataItem: stored }, { unresolvedReference: { referringItemId: 'k1' } }],
      pagingMetadata: { total: 2, hasNext: false },
    },
    gives: { items: [stored], unresolved: 1, nextCursor: undefined, total: 2, hasMore: false },
  },
  {
    name: 'dataDrafts.create',
    run: (client) => client.dataDrafts.create('Pages', 'k1'),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/create-draft',
      body: { dataCollectionId: 'Pages', dataItemId: 'k1' },
    },
    answer: { dataItem: stored },
    gives: stored,
  },
  {
    name: 'dataDrafts.publish',
    run: (client) => client.dataDrafts.publish('Pages', 'k1'),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/publish-draft',
      body: { dataCollectionId: 'Pages', dataItemId: 'k1' },
    },
    answer: { dataItem: stored },
    gives: stored,
  },
  {
    name: 'dataDrafts.unpublish',
    run: (client) => client.dataDrafts.unpublish('Pages', 'k1', { copyToDraft: false }),
    sends: {
      method: 'POST',
      url: '/wix-data/v2/items/unpublish',
      body: { dataCollectionId: 'Pages', dataItemId: 'k1', copyToDraft: false },
    },
    answer: {},
    gives: undefined,
  },
]

testResources(cases)

test.each([[[7]], [[{}]], [[{ dataItem: { data: {} } }]], ['none']])(
  'references answered with %j are malformed',
  async (results) => {
    const { client } = await startClient(answers(200, { results }))
    const query = { referringItemIds: ['k1'], referringItemFieldName: 'tags' }
    expect(await errorOf(client.dataReferences.query('Pages', query))).toMatchObject({ kind: 'malformed' })
  },
)

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const options = { signal: AbortSignal.abort() }
  const calls = [
    client.dataReferences.insert('x', [link], options),
    client.dataReferences.remove('x', [link], options),
    client.dataReferences.replace('x', { ...link, newReferencedItemIds: [] }, options),
    client.dataReferences.query('x', { referringItemIds: ['k1'], referringItemFieldName: 'f' }, options),
    client.dataDrafts.create('x', 'k1', options),
    client.dataDrafts.publish('x', 'k1', options),
    client.dataDrafts.unpublish('x', 'k1', { copyToDraft: true }, options),
  ]
  await expectAborted(calls, seen)
})
