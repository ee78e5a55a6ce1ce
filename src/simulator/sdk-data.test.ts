// Wix's own SDK for the CMS and the Media Manager talks to the simulator.

import * as collections from '@wix/auto_sdk_data_collections'
import * as files from '@wix/auto_sdk_media_files'
import { createClient } from '@wix/sdk'
import * as items from '@wix/wix-data-items-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestSite, type TestSite } from './test-client.ts'

let test: TestSite

function sdk() {
  const headers = { Authorization: test.key.key, 'wix-site-id': test.site.id }
  return createClient({
    modules: { collections, files, items },
    auth: { getAuthHeaders: async () => ({ headers }) },
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      fetch(String(input).replace('https://www.wixapis.com', test.simulator.url), init),
  })
}
let wix: ReturnType<typeof sdk>

beforeAll(async () => {
  test = await openTestSite({ site: { installedApps: ['cms'] } })
  const siteId = test.site.id
  test.simulator.control.createCollection({ siteId, id: 'Tags' })
  test.simulator.control.createCollection({
    siteId,
    id: 'Pages',
    pageLinks: ['/pages/{title}'],
    fields: [
      { key: 'title', type: 'TEXT' },
      {
        key: 'tags',
        type: 'MULTI_REFERENCE',
        typeMetadata: { multiReference: { referencedCollectionId: 'Tags' } },
      },
    ],
  })
  test.simulator.control.createCollection({ siteId, id: 'Guides', drafts: true })
  wix = sdk()
})
afterAll(() => test.simulator.close())

const consistent = { consistentRead: true }

describe('collections through the SDK', () => {
  it('lists and gets them', async () => {
    const listed = await wix.collections.listDataCollections({ paging: { limit: 2 }, consistentRead: true })
    expect(listed.collections?.map((collection) => collection._id)).toEqual(['Guides', 'Guides__drafts'])
    const pages = await wix.collections.getDataCollection('Pages', { fields: ['fields', 'displayField'] })
    expect(pages).toMatchObject({ displayField: 'title' })
    expect(pages.fields?.find((field) => field.key === 'link-pages-title')?.type).toBe('PAGE_LINK')
  })
})

describe('items through the SDK', () => {
  it('inserts, gets with a real date, replaces, patches and removes', async () => {
    const made = await wix.items.insert('Pages', {
      _id: 'one',
      title: 'One',
      when: new Date('2026-01-15T10:00:00Z'),
    })
    expect(made).toMatchObject({ _id: 'one', title: 'One' })
    const got = await wix.items.get('Pages', 'one', consistent)
    expect(got).toMatchObject({ when: new Date('2026-01-15T10:00:00Z'), 'link-pages-title': '/pages/one' })
    expect(got?._createdDate).toBeInstanceOf(Date)
    await wix.items.update('Pages', { _id: 'one', title: 'Two' })
    expect((await wix.items.get('Pages', 'one', consistent))?.['when']).toBeUndefined()
    await wix.items.patch('Pages', 'one').setField('mine', 1).run()
    expect(await wix.items.get('Pages', 'one', consistent)).toMatchObject({ title: 'Two', mine: 1 })
    expect(await wix.items.save('Pages', { _id: 'two', title: 'Saved' })).toMatchObject({ _id: 'two' })
    await wix.items.remove('Pages', 'one')
    expect(await wix.items.get('Pages', 'one', consistent)).toBeNull()
  })

  it('inserts, saves, updates, patches and removes in bulk', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => ({ _id: `b${i}`, title: `B${i}` }))
    const made = await wix.items.bulkInsert('Pages', rows)
    expect(made).toMatchObject({ inserted: 5, skipped: 0 })
    const again = await wix.items.bulkInsert('Pages', [...rows, { _id: 'b5', title: 'B5' }])
    expect(again).toMatchObject({ inserted: 1, skipped: 5 })
    const saved = await wix.items.bulkSave('Pages', [
      { _id: 'b0', title: 'X' },
      { _id: 'b6', title: 'B6' },
    ])
    expect(saved).toMatchObject({ inserted: 1, updated: 1 })
    const updated = await wix.items.bulkUpdate('Pages', [
      { _id: 'b1', title: 'Y' },
      { _id: 'none', title: 'Z' },
    ])
    expect(updated).toMatchObject({ updated: 1, skipped: 1 })
    await wix.items.bulkPatch('Pages', ['b2', 'b3']).setField('seen', true).run()
    const found = await wix.items.query('Pages').eq('seen', true).ascending('_id').find(consistent)
    expect(found.items.map((item) => item._id)).toEqual(['b2', 'b3'])
    const removed = await wix.items.bulkRemove('Pages', ['b0', 'b1', 'none'])
    expect(removed).toMatchObject({ removed: 2, skipped: 1 })
  })

  it('queries with operators, counts, and walks pages', async () => {
    await wix.items.bulkInsert(
      'Tags',
      Array.from({ length: 7 }, (_, i) => ({ _id: `t${i}`, n: i, title: `T${i}` })),
    )
    expect(await wix.items.query('Tags').ge('n', 5).count(consistent)).toBe(2)
    let page = await wix.items.query('Tags').ascending('n').limit(3).find(consistent)
    const seen = page.items.map((item) => item['n'])
    while (page.hasNext()) {
      page = await page.next()
      seen.push(...page.items.map((item) => item['n']))
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6])
    const many = await wix.items.query('Tags').hasSome('_id', ['t1', 't2']).fields('title').find(consistent)
    expect(many.items).toHaveLength(2)
  })

  it('links and reads multi-references', async () => {
    await wix.items.insert('Pages', { _id: 'linked', title: 'Linked' })
    await wix.items.insertReference('Pages', 'tags', 'linked', ['t1', 't2'])
    const read = await wix.items.queryReferenced('Pages', 'linked', 'tags', consistent)
    expect(read.items.map((item) => item['_id'])).toEqual(['t1', 't2'])
    await wix.items.replaceReferences('Pages', 'tags', 'linked', ['t3'])
    expect(await wix.items.isReferenced('Pages', 'tags', 'linked', 't3', consistent)).toBe(true)
    await wix.items.removeReference('Pages', 'tags', 'linked', ['t3'])
    expect(await wix.items.isReferenced('Pages', 'tags', 'linked', 't3', consistent)).toBe(false)
  })

  it('moves items between the two collections of the Draft Items plugin', async () => {
    await wix.items.insert('Guides__drafts', { _id: 'g', title: 'G' })
    await wix.items.publishDataItemDraft('Guides', 'g')
    expect(await wix.items.get('Guides', 'g', consistent)).toMatchObject({ title: 'G' })
  })

  it('reads the codes of refusals', async () => {
    await expect(wix.items.insert('Tags', { _id: 't1' })).rejects.toMatchObject({
      details: { applicationError: { code: 'WDE0074' } },
    })
    await expect(wix.items.query('Nowhere').find()).rejects.toMatchObject({
      details: { applicationError: { code: 'WDE0025' } },
    })
  })
})

describe('media through the SDK', () => {
  it('imports in bulk, reads and lists', async () => {
    const made = await wix.files.bulkImportFile(
      [{ url: 'https://a.test/1.jpg' }, { url: 'https://a.test/2.jpg' }],
      {
        returnEntity: true,
      },
    )
    const ids = made.results!.map((result) => result.item!._id!)
    expect(made.results?.[0]?.item).toMatchObject({ operationStatus: 'PENDING', mediaType: 'IMAGE' })
    const read = await wix.files.getFileDescriptors(ids)
    expect(read.files?.map((file) => file.operationStatus)).toEqual(['PENDING', 'PENDING'])
    expect((await wix.files.getFileDescriptor(ids[0]!)).operationStatus).toBe('READY')
    expect((await wix.files.listFiles({ mediaTypes: ['IMAGE'], paging: { limit: 1 } })).files).toHaveLength(1)
    const { uploadUrl } = await wix.files.generateFileUploadUrl('image/png', { fileName: 'p.png' })
    expect(uploadUrl).toContain('/upload/')
  })
})

it('sends nothing that the simulator would have to ignore', () => {
  const requests = test.simulator.control.requests()
  expect(new Set(requests.flatMap((request) => request['ignoredKeys'] as string[]))).toEqual(new Set())
})
