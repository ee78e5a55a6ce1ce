import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewCollection } from '../control/collections.ts'
import { at, openTestSite, type Reply, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
let count = 0
beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['cms'], switches: { dataLagMs: 0 } } })
})
afterAll(() => test.simulator.close())

/** A fresh collection with a title and whatever else is given. */
function collection(given: Partial<NewCollection> = {}): string {
  count += 1
  const id = `Pages${count}`
  test.simulator.control.createCollection({ siteId: test.site.id, id, ...given })
  return id
}
const item = (id: string, data: Obj = {}) => ({ id, data: { _id: id, ...data } })
const post = (path: string, dataCollectionId: string, body: Obj) =>
  test.call('POST', `/wix-data/v2/${path}`, { dataCollectionId, ...body })
const code = (reply: Reply) => at(reply.body, 'details.applicationError.code')
const get = async (dataCollectionId: string, id: string) =>
  (
    await test.call(
      'GET',
      `/wix-data/v2/items/${id}?dataCollectionId=${dataCollectionId}&consistentRead=true`,
    )
  ).body
const itemCodes = (reply: Reply) =>
  (reply.body['results'] as Obj[]).map((result) => at(result, 'itemMetadata.error.code') ?? result['action'])

describe('ids', () => {
  it('wants the id beside the data to be the one inside', async () => {
    const pages = collection()
    expect(code(await post('items', pages, { dataItem: { id: 'a', data: { _id: 'b' } } }))).toBe('WDE0080')
    expect(code(await post('items', pages, { dataItem: { data: { _id: 'b' } } }))).toBe('WDE0080')
    expect(code(await post('items', pages, { dataItem: { id: '', data: {} } }))).toBe('WDE0080')
    expect((await post('items', pages, { dataItem: { id: 'a', data: { title: 'A' } } })).status).toBe(200)
    const made = await post('items', pages, { dataItem: { data: { title: 'B' } } })
    expect(at(made.body, 'dataItem.id')).toBe(at(made.body, 'dataItem.data._id'))
  })

  it('refuses a second item of one id, alone with 409 and in bulk for that entry', async () => {
    const pages = collection()
    expect((await post('items', pages, { dataItem: item('a') })).status).toBe(200)
    const again = await post('items', pages, { dataItem: item('a') })
    expect([again.status, code(again)]).toEqual([409, 'WDE0074'])
    const bulk = await post('bulk/items/insert', pages, { dataItems: [item('b'), item('a'), item('c')] })
    expect([bulk.status, itemCodes(bulk)]).toEqual([200, ['INSERT', 'WDE0074', 'INSERT']])
    expect(bulk.body['bulkActionMetadata']).toEqual({ totalSuccesses: 2, totalFailures: 1 })
  })
})

describe('writing', () => {
  it('replaces the whole item on update and save, and only the named fields on patch', async () => {
    const pages = collection()
    await post('items', pages, { dataItem: item('a', { title: 'A', mine: 1, tags: ['x'] }) })
    const fieldModifications = [
      { fieldPath: 'title', action: 'SET_FIELD', setFieldOptions: { value: 'B' } },
      { fieldPath: 'mine', action: 'INCREMENT_FIELD', incrementFieldOptions: { value: 2 } },
      { fieldPath: 'tags', action: 'APPEND_TO_ARRAY', appendToArrayOptions: { value: 'y' } },
      { fieldPath: 'tags', action: 'REMOVE_FROM_ARRAY', removeFromArrayOptions: { value: 'x' } },
      { fieldPath: 'deep.inner', action: 'SET_FIELD', setFieldOptions: { value: true } },
    ]
    await post('items/patch', pages, { patch: { dataItemId: 'a', fieldModifications } })
    const before = at(await get(pages, 'a'), 'dataItem.data') as Obj
    expect(before).toMatchObject({ title: 'B', mine: 3, tags: ['y'], deep: { inner: true } })
    await test.call('PUT', '/wix-data/v2/items/a', {
      dataCollectionId: pages,
      dataItem: item('a', { title: 'C' }),
    })
    const after = at(await get(pages, 'a'), 'dataItem.data') as Obj
    expect(after['mine']).toBeUndefined()
    expect(after).toMatchObject({
      title: 'C',
      _createdDate: before['_createdDate'],
      _owner: before['_owner'],
    })
    expect(after['_updatedDate']).not.toEqual(before['_updatedDate'])
    const saved = await post('items/save', pages, { dataItem: item('a', { other: 1 }) })
    expect(saved.body).toMatchObject({ action: 'UPDATED', dataItem: { data: { other: 1 } } })
    expect(at(saved.body, 'dataItem.data.title')).toBeUndefined()
    expect((await post('items/save', pages, { dataItem: item('new') })).body['action']).toBe('INSERTED')
  })

  it('never creates by update or patch', async () => {
    const pages = collection()
    const reply = await test.call('PUT', '/wix-data/v2/items/no', {
      dataCollectionId: pages,
      dataItem: item('no'),
    })
    expect([reply.status, code(reply)]).toEqual([404, 'WDE0073'])
    const update = await post('bulk/items/update', pages, { dataItems: [item('no')] })
    const patch = await post('bulk/items/patch', pages, {
      patches: [{ dataItemId: 'no', fieldModifications: [] }],
    })
    expect([itemCodes(update), itemCodes(patch)]).toEqual([['WDE0073'], ['WDE0073']])
    expect(test.simulator.control.items(test.site.id, 'dataItems', pages)).toEqual([])
  })

  it('does not enforce the schema, but sizes, depths and keys', async () => {
    const pages = collection({ fields: [{ key: 'price', type: 'NUMBER' }] })
    const odd = item('odd', { price: 'nine', unknown: { any: 1 } })
    expect((await post('items', pages, { dataItem: odd })).status).toBe(200)
    expect(at(await get(pages, 'odd'), 'dataItem.data')).toMatchObject({ price: 'nine', unknown: { any: 1 } })
    let deep: Obj = {}
    for (let i = 0; i < 51; i++) deep = { deep }
    const dataItems = [item('big', { text: 'x'.repeat(530_000) }), item('deep', deep), item('key', { $a: 1 })]
    expect(itemCodes(await post('bulk/items/insert', pages, { dataItems }))).toEqual([
      'WDE0009',
      'WDE0168',
      'WDE0134',
    ])
  })

  it('limits a call to 1000 entries and to the bytes of the site', async () => {
    const pages = collection()
    const many = Array.from({ length: 1001 }, (_, i) => item(`m${i}`))
    expect(code(await post('bulk/items/insert', pages, { dataItems: many }))).toBe('WDE0006')
    const dataItemIds = many.map(({ id }) => id)
    expect(code(await post('bulk/items/remove', pages, { dataItemIds }))).toBe('WDE0069')
    const fat = Array.from({ length: 3 }, (_, i) => item(`f${i}`, { text: 'x'.repeat(400_000) }))
    const refused = await post('bulk/items/save', pages, { dataItems: fat })
    expect([refused.status, code(refused)]).toEqual([413, 'WDE0109'])
    expect(test.simulator.control.items(test.site.id, 'dataItems', pages)).toEqual([])
  })

  it('keeps dates, HTML, documents and images exactly as they were sent', async () => {
    const pages = collection()
    const data = {
      when: { $date: '2026-01-15T10:00:00.000Z' },
      html: '<p>Hi <b>there</b></p>',
      document: { nodes: [], metadata: { version: 1 } },
      image: 'wix:image://v1/a~mv2.jpg/a.jpg#originWidth=10&originHeight=20',
      gallery: [{ type: 'image', src: 'wix:image://v1/b~mv2.jpg/b.jpg', alt: 'B' }],
    }
    await post('items', pages, { dataItem: item('a', data) })
    expect(at(await get(pages, 'a'), 'dataItem.data')).toMatchObject(data)
  })

  it('refuses unknown, deleted and foreign collections and what the owner forbids, by code', async () => {
    const gone = collection()
    test.simulator.control.deleteCollection(test.site.id, gone)
    const app = collection({ collectionType: 'WIX_APP' })
    const closed = collection({ refuses: ['insert'] })
    const unique = collection({ uniqueFields: ['slug'] })
    const insert = async (id: string, data?: Obj) =>
      code(await post('items', id, { dataItem: item(`i${count++}`, data) }))
    expect([await insert('none'), await insert(gone), await insert(app), await insert(closed)]).toEqual([
      'WDE0025',
      'WDE0026',
      'WDE0120',
      'WDE0027',
    ])
    expect([await insert(unique, { slug: 's' }), await insert(unique, { slug: 's' })]).toEqual([
      undefined,
      'WDE0123',
    ])
  })

  it('refuses a field that was deleted meanwhile, entry by entry', async () => {
    const pages = collection({
      fields: [
        { key: 'title', type: 'TEXT' },
        { key: 'old', type: 'TEXT' },
      ],
    })
    test.simulator.control.changeCollection({ siteId: test.site.id, id: pages, removeFields: ['old'] })
    const dataItems = [item('a', { title: 'A' }), item('b', { old: 'x' })]
    expect(itemCodes(await post('bulk/items/insert', pages, { dataItems }))).toEqual(['INSERT', 'WDE0024'])
  })
})

describe('reading', () => {
  it('filters, sorts, pages by offset and by cursor, and narrows to fields', async () => {
    const pages = collection()
    const dataItems = Array.from({ length: 25 }, (_, i) =>
      item(`i${i}`, {
        n: i,
        even: i % 2 === 0,
        at: { $date: new Date(Date.UTC(2026, 0, i + 1)).toISOString() },
      }),
    )
    await post('bulk/items/insert', pages, { dataItems })
    const ids = async (query: Obj, more: Obj = {}) => {
      const { body } = await post('items/query', pages, { query, ...more })
      return (body['dataItems'] as Obj[]).map((found) => found['id'])
    }
    const up = [{ fieldName: 'n', order: 'ASC' }]
    expect(await ids({ filter: { n: { $lt: 2 } }, sort: up })).toEqual(['i0', 'i1'])
    expect(await ids({ filter: { _id: { $in: ['i3', 'none', 'i1'] } }, sort: up })).toEqual(['i1', 'i3'])
    expect(await ids({ filter: { at: { $gte: { $date: '2026-01-24T00:00:00Z' } } }, sort: up })).toEqual([
      'i23',
      'i24',
    ])
    expect(await ids({ filter: { $or: [{ n: 1 }, { n: 2, even: true }] }, sort: up })).toEqual(['i1', 'i2'])
    expect(code(await post('items/query', pages, { query: { filter: { n: { $regex: '1' } } } }))).toBe(
      'WDE0070',
    )
    expect(code(await post('items/query', pages, { query: { paging: { limit: 1001 } } }))).toBe('WDE0077')
    expect(code(await post('items/query', pages, { query: { cursorPaging: { limit: 101 } } }))).toBe(
      'WDE0077',
    )
    expect(code(await post('items/query', pages, { query: { cursorPaging: { cursor: 'x' } } }))).toBe(
      'WDE0151',
    )

    const first = await post('items/query', pages, {
      query: { paging: { limit: 10 }, fields: ['n'] },
      returnTotalCount: true,
    })
    expect(first.body['pagingMetadata']).toMatchObject({ count: 10, offset: 0, total: 25, hasNext: true })
    expect(Object.keys(at(first.body, 'dataItems.0.data') as Obj).sort()).toEqual(['_id', 'n'])
    const seen: unknown[] = []
    let cursorPaging: Obj = { limit: 10 }
    for (let query: Obj = { sort: up, cursorPaging }; ; query = { cursorPaging }) {
      const { body } = await post('items/query', pages, { query })
      seen.push(...(body['dataItems'] as Obj[]).map((found) => at(found, 'data.n')))
      const cursor = at(body, 'pagingMetadata.cursors.next')
      if (!cursor) break
      cursorPaging = { limit: 10, cursor }
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i))
    expect((await post('items/count', pages, { filter: { even: true } })).body).toEqual({ totalCount: 13 })
  })

  it('shows an old state to reads that do not ask for a consistent one', async () => {
    const pages = collection()
    await post('items', pages, { dataItem: item('a', { title: 'A' }) })
    test.simulator.control.changeSite({ id: test.site.id, switches: { dataLagMs: 60_000 } })
    const query = { filter: { _id: 'a' } }
    const lagging = await post('items/query', pages, { query })
    const consistent = await post('items/query', pages, { query, consistentRead: true })
    const wrong = await test.call('GET', `/wix-data/v2/items/a?dataCollectionId=${pages}`)
    test.simulator.control.changeSite({ id: test.site.id, switches: { dataLagMs: 0 } })
    expect([lagging.body['dataItems'], code(wrong)]).toEqual([[], 'WDE0073'])
    expect(consistent.body['dataItems']).toHaveLength(1)
  })

  it('computes page links, drops written ones, and has none while the field is empty', async () => {
    const pages = collection({ pageLinks: ['/pages/{title}'] })
    const key = 'link-pages-title'
    const dataItems = [item('a', { title: 'The Benton', [key]: '/forged' }), item('b')]
    await post('bulk/items/insert', pages, { dataItems })
    expect(at(await get(pages, 'a'), `dataItem.data.${key}`)).toBe('/pages/the-benton')
    expect(at(await get(pages, 'b'), `dataItem.data.${key}`)).toBeUndefined()
  })
})

describe('a quota of the data platform', () => {
  it('answers WDE0014 until the minute is over', async () => {
    const pages = collection()
    test.simulator.control.changeSite({ id: test.site.id, switches: { dataRequestsPerMinute: 2 } })
    const codes = []
    for (let i = 0; i < 40; i++) codes.push(code(await post('items', pages, { dataItem: item(`q${i}`) })))
    test.simulator.control.changeSite({ id: test.site.id, switches: { dataRequestsPerMinute: 0 } })
    expect(codes.filter((entry) => entry === undefined)).toHaveLength(2)
    expect(codes.at(-1)).toBe('WDE0014')
  })
})
