// What people do in the CMS and the store, over HTTP; and that all of it survives a restart.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'simulator-'))
let test: TestSite
beforeAll(async () => {
  test = await openTestSite({ dataDir, site: { installedApps: ['cms', 'stores'] } })
})
afterAll(async () => {
  await test.simulator.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const control = async (method: string, path: string, body?: Obj) => {
  const response = await fetch(`${test.simulator.url}/__simulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Obj }
}
const listed = async (kind: string, more = '') =>
  (await control('GET', `items?site=${test.site.id}&kind=${kind}${more}`)).body['items'] as Obj[]

describe('collections', () => {
  it('are made, changed and deleted by their owner', async () => {
    const siteId = test.site.id
    const made = await control('POST', 'collections', {
      siteId,
      id: 'Pages',
      fields: [
        { key: 'title', type: 'TEXT' },
        { key: 'old', type: 'TEXT' },
      ],
      pageLinks: ['/pages/{title}'],
      publish: 'PUBLISHED',
    })
    expect(at(made.body, 'collection.fields.2.key')).toBe('link-pages-title')
    const changed = await control('PATCH', 'collections', {
      siteId,
      id: 'Pages',
      addFields: [{ key: 'price', type: 'NUMBER' }],
      changeFields: [{ key: 'title', type: 'URL' }],
      removeFields: ['old'],
    })
    expect(changed.body['collection']).toMatchObject({ revision: 2, deletedFields: ['old'] })
    const { body } = await test.call('GET', '/wix-data/v2/collections/Pages')
    const types = (at(body, 'collection.fields') as Obj[]).map(({ key, type }) => `${key} ${type}`)
    expect(types).toEqual(expect.arrayContaining(['title URL', 'price NUMBER', '_publishStatus TEXT']))
    expect(types).not.toContain('old TEXT')
    expect((await control('GET', `collections?site=${siteId}`)).body['collections']).toHaveLength(1)
    await control('POST', 'collections', { siteId, id: 'Gone' })
    await control('DELETE', `collections?site=${siteId}&id=Gone`)
    expect(
      at((await test.call('GET', '/wix-data/v2/collections/Gone')).body, 'details.applicationError.code'),
    ).toBe('WDE0026')
  })
})

describe('items, files, products, sections and categories', () => {
  it('are made, edited and deleted by people', async () => {
    const siteId = test.site.id
    const item = { siteId, kind: 'dataItem', collectionId: 'Pages', id: 'one' }
    await control('POST', 'items/create', { ...item, fields: { title: 'One', mine: 1 } })
    await control('POST', 'items/edit', { ...item, fields: { title: 'Two' } })
    expect(
      await listed('dataItems', '&collection=Pages&select=id,data.title,data.mine,lastWrittenBy'),
    ).toEqual([{ id: 'one', 'data.title': 'Two', 'data.mine': 1, lastWrittenBy: 'person' }])
    const twice = await control('POST', 'items/create', item)
    expect([twice.status, String(twice.body['error'])]).toEqual([400, expect.stringContaining('WDE0074')])
    await control('POST', 'items/delete', item)
    expect(await listed('dataItems', '&collection=Pages')).toEqual([])

    const product = (
      await control('POST', 'items/create', {
        siteId,
        kind: 'product',
        fields: { name: 'Mug', price: '5', sku: 'M' },
      })
    ).body['item'] as Obj
    await control('POST', 'items/edit', {
      siteId,
      kind: 'product',
      id: product['id'],
      fields: { price: '7', plainDescription: '<p>New</p>' },
    })
    const [stored] = await listed('products')
    expect(stored).toMatchObject({
      revision: 2,
      lastWrittenBy: 'person',
      product: {
        plainDescription: '<p>New</p>',
        variantsInfo: { variants: [{ sku: 'M', price: { actualPrice: { amount: '7' } } }] },
      },
    })
    for (const kind of ['productV1', 'infoSection', 'storeCategory', 'storeCollection', 'file']) {
      const made = await control('POST', 'items/create', { siteId, kind })
      expect([kind, made.status]).toEqual([kind, 200])
    }
    await control('POST', 'items/edit', {
      siteId,
      kind: 'infoSection',
      id: (await listed('infoSections'))[0]!['id'],
      fields: { title: 'T' },
    })
    expect((await listed('infoSections'))[0]).toMatchObject({ title: 'T', revision: 2 })
    await control('POST', 'items/delete', {
      siteId,
      kind: 'storeCollection',
      id: (await listed('storeCollections'))[0]!['id'],
    })
    expect(await listed('storeCollections')).toEqual([])
  })

  it('are all there after a restart', async () => {
    const kinds = ['collections', 'files', 'products', 'productsV1', 'infoSections', 'storeCategories']
    const all = () =>
      Promise.all([...kinds.map((kind) => listed(kind)), listed('dataItems', '&collection=Pages')])
    await control('POST', 'items/create', {
      siteId: test.site.id,
      kind: 'dataItem',
      collectionId: 'Pages',
      id: 'kept',
    })
    const before = await all()
    await test.simulator.close()
    const { simulator } = await openTestSite({ dataDir })
    test = { ...test, simulator }
    expect(await all()).toEqual(before)
    expect(before.flat()).toHaveLength(kinds.length + 2)
  })
})
