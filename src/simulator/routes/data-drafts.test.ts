import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, type Reply, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['cms'], switches: { dataLagMs: 0 } } })
  const siteId = test.site.id
  const { control } = test.simulator
  control.createCollection({ siteId, id: 'News', publish: 'DRAFT' })
  control.createCollection({ siteId, id: 'Guides', drafts: true })
  control.createCollection({ siteId, id: 'Tags' })
  control.createCollection({
    siteId,
    id: 'Pages',
    fields: [
      { key: 'title', type: 'TEXT' },
      { key: 'home', type: 'REFERENCE', typeMetadata: { reference: { referencedCollectionId: 'Tags' } } },
      {
        key: 'tags',
        type: 'MULTI_REFERENCE',
        typeMetadata: { multiReference: { referencedCollectionId: 'Tags' } },
      },
    ],
  })
})
afterAll(() => test.simulator.close())

const item = (id: string, data: Obj = {}) => ({ id, data: { _id: id, ...data } })
const post = (path: string, dataCollectionId: string, body: Obj) =>
  test.call('POST', `/wix-data/v2/${path}`, { dataCollectionId, ...body })
const code = (reply: Reply) => at(reply.body, 'details.applicationError.code')
const includeDrafts = { publishPluginOptions: { includeDraftItems: true } }

describe('the PUBLISH plugin', () => {
  it('gives new items its default status and hides drafts from calls that do not ask for them', async () => {
    const made = await post('bulk/items/insert', 'News', {
      dataItems: [item('draft'), item('live', { _publishStatus: 'PUBLISHED' })],
      returnEntity: true,
    })
    expect(at(made.body, 'results.0.dataItem.data')).toMatchObject({
      _publishStatus: 'DRAFT',
      _draftDate: { $date: expect.any(String) },
    })
    const ids = async (more: Obj) =>
      ((await post('items/query', 'News', more)).body['dataItems'] as Obj[])
        .map((found) => found['id'])
        .sort()
    expect(await ids({})).toEqual(['live'])
    expect(await ids(includeDrafts)).toEqual(['draft', 'live'])
    expect(code(await post('items/update', 'News', { dataItem: item('draft') }))).toBe('WDE0073')
    expect(
      (
        await test.call(
          'GET',
          '/wix-data/v2/items/draft?dataCollectionId=News&publishPluginOptions.includeDraftItems=true',
        )
      ).status,
    ).toBe(200)
    expect(
      code(await post('items/query', 'News', { query: { filter: { _publishStatus: { $in: ['DRAFT'] } } } })),
    ).toBe('WDE0093')
  })

  it('keeps the status on update whatever is sent, and changes it on save with drafts included', async () => {
    await post('items', 'News', { dataItem: item('flip') })
    const dataItem = item('flip', { _publishStatus: 'PUBLISHED' })
    const updated = await post('items/update', 'News', { dataItem, ...includeDrafts })
    expect(at(updated.body, 'dataItem.data._publishStatus')).toBe('DRAFT')
    const saved = await post('items/save', 'News', { dataItem, ...includeDrafts })
    expect(at(saved.body, 'dataItem.data')).toMatchObject({
      _publishStatus: 'PUBLISHED',
      _publishDate: expect.anything(),
    })
  })

  it('lets a person publish', async () => {
    await post('items', 'News', { dataItem: item('byhand') })
    const edit = { siteId: test.site.id, kind: 'dataItem', collectionId: 'News', id: 'byhand' } as const
    test.simulator.control.editItem({ ...edit, fields: { title: 'T' }, publish: true })
    const { body } = await test.call('GET', '/wix-data/v2/items/byhand?dataCollectionId=News')
    expect(at(body, 'dataItem.data')).toMatchObject({ title: 'T', _publishStatus: 'PUBLISHED' })
  })
})

describe('the Draft Items plugin', () => {
  it('pairs two collections and moves items between them', async () => {
    const { body } = await test.call('GET', '/wix-data/v2/collections/Guides')
    expect(at(body, 'collection.plugins.0.draftItemsPluginOptions')).toEqual({
      draftsCollectionId: 'Guides__drafts',
    })
    await post('items', 'Guides__drafts', { dataItem: item('g', { title: 'One' }) })
    await post('items/publish-draft', 'Guides', { dataItemId: 'g' })
    const ids = (id: string) =>
      test.simulator.control.items(test.site.id, 'dataItems', id).map((found) => found['id'])
    expect([ids('Guides'), ids('Guides__drafts')]).toEqual([['g'], []])
    await post('items/create-draft', 'Guides', { dataItemId: 'g' })
    expect([ids('Guides'), ids('Guides__drafts')]).toEqual([['g'], ['g']])
    await post('items/unpublish', 'Guides', { dataItemId: 'g', copyToDraft: true })
    expect([ids('Guides'), ids('Guides__drafts')]).toEqual([[], ['g']])
    expect(code(await post('items/publish-draft', 'Guides', { dataItemId: 'none' }))).toBe('NOT_FOUND')
  })
})

describe('references', () => {
  it('drops multi-references on insert in silence and refuses them in other writes', async () => {
    await post('bulk/items/insert', 'Tags', {
      dataItems: [item('t1', { title: 'One' }), item('t2'), item('t3')],
    })
    const made = await post('bulk/items/insert', 'Pages', {
      dataItems: [item('p', { home: 't1', tags: ['t1', 't2'] })],
      returnEntity: true,
    })
    expect(at(made.body, 'results.0.dataItem.data')).toMatchObject({ home: 't1' })
    expect(at(made.body, 'results.0.dataItem.data.tags')).toBeUndefined()
    expect(code(await post('items/save', 'Pages', { dataItem: item('p', { tags: ['t1'] }) }))).toBe('WDE0303')
  })

  it('links, replaces, clears and reads them through their own calls', async () => {
    const link = (id: string) => ({
      referringItemId: 'p',
      referringItemFieldName: 'tags',
      referencedItemId: id,
    })
    expect(code(await post('bulk/items/insert-references', 'Pages', { references: [link('t1')] }))).toBe(
      'WDE0080',
    )
    const added = await post('bulk/items/insert-references', 'Pages', {
      dataItemReferences: [link('t1'), link('t1')],
    })
    const results = added.body['results'] as Obj[]
    expect(results.map((result) => at(result, 'referenceMetadata.error.code'))).toEqual([
      undefined,
      'WDE0029',
    ])
    const referring = { referringItemId: 'p', referringItemFieldName: 'tags' }
    await post('items/replace-references', 'Pages', { ...referring, newReferencedItemIds: ['t2', 't3'] })
    const read = await post('items/query-referenced', 'Pages', { ...referring, consistentRead: true })
    expect((read.body['results'] as Obj[]).map((result) => at(result, 'dataItem.id'))).toEqual(['t2', 't3'])
    const included = await post('items/query', 'Pages', {
      query: { filter: { tags: { $hasSome: ['t3'] } } },
      includeReferences: [{ field: 'tags' }, { field: 'home' }],
    })
    expect(at(included.body, 'dataItems.0.data')).toMatchObject({
      home: { title: 'One' },
      tags: [{ _id: 't2' }, { _id: 't3' }],
    })
    const removed = await post('bulk/items/remove-references', 'Pages', {
      dataItemReferences: [link('t2'), link('t1')],
    })
    expect(
      (removed.body['results'] as Obj[]).map((result) => at(result, 'referenceMetadata.error.code')),
    ).toEqual([undefined, 'WDE0153'])
    const saved = await post('items/save', 'Pages', { dataItem: item('p', { title: 'kept?' }) })
    expect(saved.status).toBe(200)
    expect(
      (await post('items/is-referenced', 'Pages', { ...referring, referencedItemId: 't3' })).body,
    ).toEqual({
      isReferenced: true,
    })
    await post('items/replace-references', 'Pages', { ...referring, newReferencedItemIds: [] })
    expect((await post('items/query-referenced', 'Pages', referring)).body['results']).toEqual([])
  })
})

describe('collections', () => {
  it('lists them by id with paging, chosen fields and system fields, and shows native ones as writable', async () => {
    test.simulator.control.createCollection({
      siteId: test.site.id,
      id: 'Stores/Products',
      collectionType: 'WIX_APP',
    })
    const { body } = await test.call('GET', '/wix-data/v2/collections?paging.limit=2&fields=displayName')
    expect(body).toMatchObject({
      collections: [{ id: 'Guides', displayName: 'Guides' }, { id: 'Guides__drafts' }],
      pagingMetadata: { count: 2, offset: 0, total: 6 },
    })
    expect(Object.keys(at(body, 'collections.0') as Obj)).toEqual(['id', 'displayName'])
    const app = await test.call('GET', `/wix-data/v2/collections/${encodeURIComponent('Stores/Products')}`)
    expect(at(app.body, 'collection.capabilities.dataOperations')).not.toContain('INSERT')
    const pages = await test.call('GET', '/data/v2/collections/Pages?consistentRead=true')
    const fields = at(pages.body, 'collection.fields') as Obj[]
    expect(fields.map(({ key, type, systemField }) => [key, type, systemField])).toEqual(
      expect.arrayContaining([
        ['tags', 'MULTI_REFERENCE', false],
        ['_id', 'TEXT', true],
      ]),
    )
    expect(at(pages.body, 'collection.capabilities.dataOperations')).toContain('BULK_PATCH')
  })
})
