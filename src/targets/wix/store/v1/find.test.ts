import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { catalogV1 } from './index.ts'
import { isGeneratedSku } from './sku.ts'
import { itemOf, itemsOf, options } from './test-items.ts'

let site: StoreSite
beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V1' })
})
afterEach(() => site.close())

const exists = (fields: Record<string, unknown>) =>
  String(site.control.createItem({ siteId: site.siteId, kind: 'productV1', fields })['id'])
const idsOf = (refs: { remoteId: string }[] | undefined) => refs?.map(({ remoteId }) => remoteId)

describe('a lost create', () => {
  const sent = { name: 'Chair 1', priceData: { price: 10 }, description: '<p>About <b></b>chair 1</p>' }

  test('is found by the SKU made from its page, whatever became of its content; twins too, the oldest first', async () => {
    const item = itemOf(1)
    const first = exists({ name: 'Renamed', slug: 'else', sku: item.payload.sku, visible: false })
    const second = exists({ ...sent, sku: item.payload.sku })
    expect(idsOf((await catalogV1.find(site.ctx, [item, itemOf(2)])).get('row-1'))).toEqual([first, second])
    expect((await catalogV1.find(site.ctx, [itemOf(2)])).size).toBe(0)
  })

  test.each([
    ['its slug', { slug: 'oak' }],
    ['a number after its slug', { slug: 'oak-2' }],
    ['a slug that Wix made of the name', { name: 'Chair 1', slug: 'chair1' }],
  ])('with a SKU of the template is found by that and its content: %s', async (_, fields) => {
    const id = exists({ ...sent, sku: 'CH-1', ...fields })
    expect(
      idsOf((await catalogV1.find(site.ctx, [itemOf(1, { sku: 'CH-1', slug: 'oak' })])).get('row-1')),
    ).toEqual([id])
  })

  test.each([
    ['another name', { name: 'Stool', slug: 'chair-1' }],
    ['another price', { priceData: { price: 11 }, slug: 'chair-1' }],
    ['another description', { description: '<p>Mine</p>', slug: 'chair-1' }],
    ['another address', { slug: 'stool' }],
    ['another SKU', { sku: 'CH-2', slug: 'chair-1' }],
  ])('is not a product of somebody else with %s', async (_, fields) => {
    exists({ ...sent, sku: 'CH-1', ...fields })
    expect((await catalogV1.find(site.ctx, [itemOf(1, { sku: 'CH-1' })])).size).toBe(0)
  })
})

test('rows are matched by slug, SKU or name, hidden products and all of several', async () => {
  const item = itemOf(1, { slug: 'oak', sku: 'OAK', name: 'Oak  chair' })
  const bySlug = exists({ name: 'One', slug: 'oak', visible: false })
  const bySku = [exists({ name: 'Two', sku: 'OAK' }), exists({ name: 'Three', sku: 'OAK' })]
  const byName = exists({ name: 'Oak  chair', slug: 'four' })
  const match = async (by: 'slug' | 'sku' | 'name') =>
    (await catalogV1.match(site.ctx, [item, itemOf(9)], by)).get('row-1')
  expect(idsOf(await match('slug'))).toEqual([bySlug])
  expect(idsOf(await match('sku'))).toEqual(bySku)
  expect(idsOf(await match('name'))).toEqual([byName])
  expect((await match('slug'))![0]).toMatchObject({ rowKey: 'row-1', editedAt: expect.any(String) })
  expect((await catalogV1.match(site.ctx, [itemOf(9)], 'slug')).size).toBe(0)
})

test('taken addresses are told with their owners, hidden ones too', async () => {
  const id = exists({ name: 'Oak', slug: 'oak', visible: false })
  expect(await catalogV1.takenSlugs(site.ctx, ['oak', 'elm', ''])).toEqual(
    new Map([['oak', { remoteId: id, title: 'Oak' }]]),
  )
})

test('a hundred products are read in one call, and those that are gone are gone', async () => {
  const ids = Array.from({ length: 100 }, (_, n) => exists({ name: `P${n}`, visible: n !== 0 }))
  site.calls()
  const states = await catalogV1.read(site.ctx, ids, 'light', options)
  expect(site.calls()).toHaveLength(1)
  expect(states.get(ids[0]!)).toMatchObject({
    exists: true,
    status: 'draft',
    url: null,
    fields: null,
    raw: null,
  })
  expect(states.get(ids[1]!)).toMatchObject({ status: 'live', editedAt: expect.any(String) })
  site.control.deleteItem({ siteId: site.siteId, kind: 'productV1', id: ids[1]! })
  const [one, other] = await Promise.all(
    (['light', 'full'] as const).map((depth) => catalogV1.read(site.ctx, [ids[1]!], depth, options)),
  )
  expect(one!.get(ids[1]!)).toMatchObject({ exists: false, status: 'gone', editedAt: null })
  expect(other!.get(ids[1]!)).toMatchObject({ exists: false, fields: null })
})

test('a sale of the owner is no edit of a price that the template sets alone', async () => {
  const id = exists({ name: 'Chair 1', discount: { type: 'PERCENT', value: 20 } })
  const fields = (await catalogV1.read(site.ctx, [id], 'full', options)).get(id)!.fields!
  expect(fields).toMatchObject(
    catalogV1.payloadFields({ ...itemOf(1).payload, product: { price: '10.00' }, slug: '' }, new Map()),
  )
  expect(fields).toMatchObject({ price: '10', sale_price: '8', compare_at_price: '10' })
})

test('a SKU made from the page is recognised and never compared', () => {
  const { payload } = itemsOf(1)[0]!
  expect(isGeneratedSku(payload.sku)).toBe(true)
  expect(isGeneratedSku('CH-1')).toBe(false)
  expect(catalogV1.payloadFields(payload, new Map())).not.toHaveProperty('sku')
})
