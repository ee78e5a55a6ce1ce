// Info sections of products that exist, and products that rows take over: against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createOne,
  kinds,
  noAssets,
  readOne,
  type StoreItem,
  storeItem,
  storeOptions,
} from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import type { StoreOptions } from '../options.ts'
import { wixStore } from '../store.ts'

const options = storeOptions({ mode: 'sections', matchBy: 'slug' })
let site: StoreSite

beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V3' })
})
afterEach(() => site.close())

interface Stored {
  id: string
  revision: number
  product: Record<string, unknown>
}
const stored = (id: string) => {
  const found = site.control.items(site.siteId, 'products') as unknown as Stored[]
  return found.find((product) => product.id === id)!
}

function existing(fields: Record<string, unknown>): string {
  const item = site.control.createItem({ siteId: site.siteId, kind: 'product', fields })
  return (item as unknown as { id: string }).id
}

const texts = (text: string) => ({ section_1_title: 'Care', section_1_text: `<p>${text}</p>` })

/** As a plan does it: match, read, and send what differs. */
async function fill(items: StoreItem[], own: StoreOptions = options) {
  const found = await wixStore.adoption!.match(site.ctx, items, own)
  const matched = items.filter(({ rowKey }) => found.get(rowKey)?.length === 1)
  const ids = matched.map(({ rowKey }) => found.get(rowKey)![0]!.remoteId)
  const states = await wixStore.read(site.ctx, ids, 'full', own)
  const changed = matched.flatMap((item, i) => {
    const ours = wixStore.payloadFields(item.payload, noAssets)
    const theirs = states.get(ids[i]!)?.fields ?? {}
    const changedFields = Object.keys(ours).filter((name) => ours[name] !== theirs[name])
    return changedFields.length > 0 ? [{ ...item, remoteId: ids[i]!, changedFields }] : []
  })
  return changed.length > 0 ? wixStore.update(site.ctx, changed, own, noAssets) : []
}

describe('filling info sections', () => {
  test('a hundred products get theirs in two calls of sections and products, and a second run writes nothing', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => existing({ name: `P ${i}`, slug: `row-${i}` }))
    const items = ids.map((_, i) => storeItem(`row-${i}`, texts(`Care of ${i}`), options))
    site.calls()
    expect(new Set(kinds(await fill(items)))).toEqual(new Set(['accepted']))
    expect(site.writes()).toEqual([
      'POST /stores/v3/bulk/info-sections/get-or-create',
      'POST /stores/v3/bulk/products/update',
    ])
    for (const at of [0, 99])
      expect(JSON.stringify((await readOne(site, ids[at]!, options)).fields)).toContain(`Care of ${at}`)
    expect(await fill(items)).toEqual([])
    expect(site.writes()).toEqual([])
  })

  test('nothing else of the product changes, and the sections of others keep their place', async () => {
    const section = site.control.createItem({ siteId: site.siteId, kind: 'infoSection', fields: {} })
    const theirs = { id: (section as unknown as { id: string }).id }
    const id = existing({ name: 'P', slug: 'a', price: '7', brand: { name: 'B' }, infoSections: [theirs] })
    const { infoSections: _, ...before } = stored(id).product
    expect(kinds(await fill([storeItem('a', texts('One'), options)]))).toEqual(['accepted'])
    const { infoSections, ...after } = stored(id).product
    expect(after).toEqual(before)
    expect(infoSections).toEqual([theirs, { id: expect.any(String) }])
    await fill([storeItem('a', texts('Two'), options)])
    expect(stored(id).product['infoSections']).toEqual(infoSections)
    expect(site.control.items(site.siteId, 'infoSections')).toHaveLength(2)
  })

  test('a blank row takes our section off and leaves the others', async () => {
    const section = site.control.createItem({ siteId: site.siteId, kind: 'infoSection', fields: {} })
    const theirs = { id: (section as unknown as { id: string }).id }
    const id = existing({ name: 'P', slug: 'a', infoSections: [theirs] })
    const full = storeItem('a', texts('One'), options)
    await fill([full])
    const changedFields = Object.keys(wixStore.payloadFields(full.payload, noAssets))
    const blank = storeItem('a', { section_1_title: '', section_1_text: ' ' }, options)
    const items = [{ ...blank, remoteId: id, changedFields }]
    expect(kinds(await wixStore.update(site.ctx, items, options, noAssets))).toEqual(['accepted'])
    expect(stored(id).product['infoSections']).toEqual([theirs])
  })

  test('an edit of the price is no edit of ours, one of the section is', async () => {
    const id = existing({ name: 'P', slug: 'a' })
    await fill([storeItem('a', texts('One'), options)])
    const before = await readOne(site, id, options)
    site.control.editItem({ siteId: site.siteId, kind: 'product', id, fields: { price: '99', name: 'Q' } })
    expect(await readOne(site, id, options)).toMatchObject({
      editedAt: before.editedAt,
      fields: before.fields,
    })
    const [section] = site.control.items(site.siteId, 'infoSections') as unknown as { id: string }[]
    const fields = { plainDescription: '<p>Theirs</p>' }
    site.control.editItem({ siteId: site.siteId, kind: 'infoSection', id: section!.id, fields })
    expect((await readOne(site, id, options)).editedAt).not.toBe(before.editedAt)
  })

  test('what an update says of edits is what a read says', async () => {
    const id = existing({ name: 'P', slug: 'a' })
    const [outcome] = await fill([storeItem('a', texts('One'), options)])
    const light = (await wixStore.read(site.ctx, [id], 'light', options)).get(id)
    expect(outcome).toMatchObject({ ref: { editedAt: light?.editedAt } })
  })

  test('two projects fill sections of one product, each its own', async () => {
    const id = existing({ name: 'P', slug: 'a' })
    const one = storeItem('a', texts('Of one'), options, 'one')
    const two = storeItem('a', texts('Of two'), options, 'two')
    await fill([one])
    await fill([two])
    expect(stored(id).product['infoSections']).toHaveLength(2)
    const { fields } = await readOne(site, id, options)
    expect(fields).toMatchObject(wixStore.payloadFields(one.payload, noAssets))
    expect(fields).toMatchObject(wixStore.payloadFields(two.payload, noAssets))
  })

  test('a row without a product is held, and a removed row deletes no product', async () => {
    const id = existing({ name: 'P', slug: 'a' })
    const item = storeItem('b', texts('One'), options)
    expect((await wixStore.adoption!.match(site.ctx, [item], options)).size).toBe(0)
    expect(wixStore.adoption!.unmatched(options, item)).toMatchObject({
      ...{ code: 'no_such_product', severity: 'error', message: expect.stringContaining('"b"') },
    })
    const removed = await wixStore.remove(site.ctx, [{ rowKey: 'a', remoteId: id, editedAt: null }], options)
    expect(removed).toMatchObject([{ kind: 'rejected', problem: { code: 'sections_stay' } }])
    expect(stored(id)).toBeDefined()
  })

  test('sections of products that have many travel in as many calls as Wix needs', async () => {
    const theirs = Array.from({ length: 18 }, (_, i) => {
      const fields = { uniqueName: `theirs-${i}` }
      const item = site.control.createItem({ siteId: site.siteId, kind: 'infoSection', fields })
      return { id: (item as unknown as { id: string }).id }
    })
    const ids = Array.from({ length: 12 }, (_, i) =>
      existing({ name: `P ${i}`, slug: `row-${i}`, infoSections: theirs }),
    )
    const items = ids.map((_, i) => storeItem(`row-${i}`, texts(`${i}`), options))
    site.calls()
    expect(new Set(kinds(await fill(items)))).toEqual(new Set(['accepted']))
    // Nineteen each, a hundred a call: five products at once.
    expect(site.writes().filter((call) => call.endsWith('products/update'))).toHaveLength(3)
    expect(stored(ids[11]!).product['infoSections']).toHaveLength(19)
  })
})

describe('matching', () => {
  test.each([
    ['slug', { slug: 'chair' }],
    ['sku', { sku: 'S-1' }],
    ['name', { name: ' the CHAIR ' }],
  ] as const)('by %s', async (by, fields) => {
    const id = existing({ name: 'The Chair', slug: 'chair', sku: 'S-1' })
    existing({ name: 'Other', slug: 'other', sku: 'S-2' })
    const own = storeOptions({ adopt: by })
    expect(wixStore.adoption!.isChosen(own)).toBe(true)
    const item = storeItem('a', fields, own)
    const found = await wixStore.adoption!.match(site.ctx, [item, storeItem('b', {}, own)], own)
    const { editedAt } = await readOne(site, id, own)
    expect([...found]).toEqual([['a', [{ rowKey: 'a', remoteId: id, editedAt }]]])
    expect(wixStore.adoption!.unmatched(own, item)).toBeNull()
  })

  test('two products of one name are both told', async () => {
    existing({ name: 'Chair', slug: 'a' })
    existing({ name: 'chair', slug: 'b' })
    const own = storeOptions({ adopt: 'name' })
    const found = await wixStore.adoption!.match(site.ctx, [storeItem('a', { name: 'Chair' }, own)], own)
    expect(found.get('a')).toHaveLength(2)
  })

  test('a project that makes its own products takes over none', () => {
    expect(wixStore.adoption!.isChosen(storeOptions())).toBe(false)
  })
})

test('deleting a product takes the sections along that were its own, and no others', async () => {
  const item = storeItem('a', texts('One'))
  const remoteId = await createOne(site, item, storeOptions())
  const theirs = site.control.createItem({ siteId: site.siteId, kind: 'infoSection', fields: {} })
  const ref = { rowKey: 'a', remoteId, editedAt: null }
  expect(kinds(await wixStore.remove(site.ctx, [ref], storeOptions()))).toEqual(['accepted'])
  expect((await readOne(site, remoteId, storeOptions())).status).toBe('gone')
  expect(site.control.items(site.siteId, 'infoSections')).toMatchObject([{ id: theirs['id'] }])
  // A second time there is nothing left to do.
  expect(kinds(await wixStore.remove(site.ctx, [ref], storeOptions()))).toEqual(['accepted'])
})
