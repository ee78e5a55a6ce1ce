import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import type { StorePayload } from '../catalog.ts'
import { catalogV1 } from './index.ts'
import { itemOf, options, sectionOf } from './test-items.ts'

let site: StoreSite
beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V1' })
})
afterEach(() => site.close())

const none = new Map<string, string>()
const exists = (fields: Record<string, unknown>) =>
  String(site.control.createItem({ siteId: site.siteId, kind: 'productV1', fields })['id'])
const productOf = (id: string) =>
  site.control.items(site.siteId, 'productsV1').find((one) => one['id'] === id)!['product'] as Record<
    string,
    unknown
  >
const update = (items: ReturnType<typeof itemOf>[]) => catalogV1.update(site.ctx, items, options, none)
const patches = () =>
  site.control
    .requests(0)
    .filter((entry) => entry['method'] === 'PATCH')
    .map((entry) => (entry['body'] as { product: Record<string, unknown> }).product)
const sent = async (given: Parameters<typeof itemOf>[1]) => {
  const [outcome] = await update([itemOf(1, given)])
  expect(outcome).toMatchObject({ kind: 'accepted' })
  return patches()
}

const settings = { keywords: [{ term: 'chair', isMain: true }] }
const foreign = ['Size', 'Wood', 'Delivery'].map((title) => ({ title, description: `<p>${title}</p>` }))

describe('an update', () => {
  test.each<[string, string[], NonNullable<StorePayload['product']>, object]>([
    ['name', ['name'], {}, { name: 'Chair 1' }],
    ['slug', ['slug'], {}, { slug: 'chair-1' }],
    ['price', ['price'], {}, { priceData: { price: 10 } }],
    [
      'price before',
      ['sale_price'],
      { compareAtPrice: '12.5' },
      { priceData: { price: 12.5 }, discount: { type: 'AMOUNT', value: 2.5 } },
    ],
    [
      'no price before any more',
      ['compare_at_price'],
      { compareAtPrice: '' },
      { priceData: { price: 10 }, discount: { type: 'NONE', value: 0 } },
    ],
    ['blank description', ['description'], { descriptionHtml: '' }, { description: '' }],
    ['visible', ['status'], { visible: false }, { visible: false }],
    ['weight', ['weight'], { weight: 2 }, { weight: 2 }],
    [
      'seo, beside which keywords stay',
      ['seo'],
      { seoTags: [{ type: 'title', children: 'T' }] },
      { seoData: { tags: [{ type: 'title', children: 'T' }], settings } },
    ],
  ])('sends what changed alone: %s', async (_, changedFields, product, body) => {
    const remoteId = exists({ name: 'Old', slug: 'old', seoData: { settings } })
    expect(await sent({ remoteId, changedFields, product })).toEqual([body])
  })

  test('takes brand and ribbon off where the row has none any more', async () => {
    const remoteId = exists({ name: 'Old', brand: 'Elm', ribbon: 'New' })
    expect(
      await sent({ remoteId, changedFields: ['brand', 'ribbon'], product: { brand: '', ribbon: '' } }),
    ).toEqual([])
    expect(productOf(remoteId)).not.toHaveProperty('brand')
    expect(productOf(remoteId)).not.toHaveProperty('ribbon')
  })

  test('tells the edit date of its last call', async () => {
    const remoteId = exists({ name: 'Old', brand: 'Elm' })
    const [outcome] = await update([
      itemOf(1, { remoteId, changedFields: ['name', 'brand'], product: { brand: '' } }),
    ])
    const state = (await catalogV1.read(site.ctx, [remoteId], 'light', options)).get(remoteId)!
    expect(outcome).toMatchObject({ ref: { editedAt: state.editedAt } })
  })

  test('of everything leaves the SKU of a product that was taken over', async () => {
    const remoteId = exists({ name: 'Old', sku: 'MINE', ribbon: 'Mine' })
    await sent({ remoteId, changedFields: [] })
    expect(productOf(remoteId)).toMatchObject({ name: 'Chair 1', sku: 'MINE', ribbon: 'Mine' })
  })

  test('of pictures alone sends no change and still tells the edit date', async () => {
    const remoteId = exists({ name: 'Old' })
    const [outcome] = await update([itemOf(1, { remoteId, changedFields: ['picture:x.jpg'] })])
    expect(outcome).toMatchObject({ kind: 'accepted', ref: { remoteId, editedAt: expect.any(String) } })
    expect(site.writes()).toEqual([])
  })

  test('of a product that was deleted is refused, and the others go on', async () => {
    const remoteId = exists({ name: 'Old' })
    const gone = '11111111-1111-4111-8111-111111111111'
    const items = [
      itemOf(1, { remoteId: gone, changedFields: ['name'] }),
      itemOf(2, { remoteId, changedFields: ['name'] }),
    ]
    const outcomes = await update(items)
    expect(outcomes[0]).toMatchObject({ kind: 'rejected', problem: { code: 'wix_gone' } })
    expect(outcomes[1]).toMatchObject({ kind: 'accepted' })
  })

  test('that is throttled waits, with everything behind it', async () => {
    const remoteId = exists({ name: 'Old' })
    site.control.addFault({ route: 'PATCH /stores/*', kind: 'throttle-before', nth: [1] })
    const outcomes = await update([1, 2].map((n) => itemOf(n, { remoteId, changedFields: ['name'] })))
    expect(outcomes[0]).toMatchObject({ kind: 'wait', blocksConnection: true })
    expect(outcomes[1]).toMatchObject({ kind: 'wait', ms: 0 })
  })
})

describe('info sections', () => {
  const sections = [sectionOf('Care', '<p>Dust it</p>'), sectionOf('Origin', '<p>Lvov</p>')]
  const sectionsOnly = { mode: 'sections' as const, sections }
  const titlesOf = (id: string) =>
    (productOf(id)['additionalInfoSections'] as { title: string }[]).map(({ title }) => title)

  test('are added beside three of the owner, and nothing else of the product is sent', async () => {
    const remoteId = exists({ name: 'Old', sku: 'MINE', additionalInfoSections: foreign })
    const before = productOf(remoteId)
    const changedFields = ['section:care', 'section:origin']
    const [body] = await sent({ remoteId, changedFields, ...sectionsOnly })
    expect(Object.keys(body!)).toEqual(['additionalInfoSections'])
    expect(productOf(remoteId)).toEqual({
      ...before,
      additionalInfoSections: [
        ...foreign,
        { title: 'Care', description: '<p>Dust it</p>' },
        { title: 'Origin', description: '<p>Lvov</p>' },
      ],
    })
  })

  test('are compared one by one, so that those of others do not matter', async () => {
    const remoteId = exists({ name: 'Old', additionalInfoSections: foreign })
    await sent({ remoteId, changedFields: ['section:care', 'section:origin'], ...sectionsOnly })
    const mode = { ...options, mode: 'sections' as const }
    const fields = async () =>
      (await catalogV1.read(site.ctx, [remoteId], 'full', mode)).get(remoteId)!.fields!
    const ours = catalogV1.payloadFields(itemOf(1, sectionsOnly).payload, none)
    expect(Object.keys(ours)).toEqual(['section:care', 'section:origin'])
    expect(await fields()).toMatchObject(ours)
    expect(Object.keys(await fields()).every((name) => name.startsWith('section:'))).toBe(true)
  })

  test('of ours are found by their title and replaced where they stand; what is not ours any more goes', async () => {
    const own = ['CARE ', 'Story'].map((title) => ({ title, description: '<p>Old</p>' }))
    const remoteId = exists({ name: 'Old', additionalInfoSections: [foreign[0], own[0], foreign[1], own[1]] })
    await sent({
      remoteId,
      changedFields: ['section:care', 'section:story', 'section:origin'],
      ...sectionsOnly,
    })
    expect(titlesOf(remoteId)).toEqual(['Size', 'Care', 'Wood', 'Origin'])
  })

  test('that did not change stay as somebody left them', async () => {
    const edited = { title: 'Care', description: '<p>Edited by Dana</p>' }
    const remoteId = exists({ name: 'Old', additionalInfoSections: [edited] })
    await sent({ remoteId, changedFields: ['section:origin'], ...sectionsOnly })
    expect(productOf(remoteId)['additionalInfoSections']).toEqual([
      edited,
      { title: 'Origin', description: '<p>Lvov</p>' },
    ])
  })

  test('that somebody added a moment ago are kept even when look-ups are behind', async () => {
    const remoteId = exists({ name: 'Old' })
    site.control.addFault({ route: '* /stores-reader/*', kind: 'stale-reads', windowMs: 60_000 })
    site.control.editItem({
      siteId: site.siteId,
      kind: 'productV1',
      id: remoteId,
      fields: { additionalInfoSections: foreign },
    })
    await sent({ remoteId, changedFields: ['section:care'], ...sectionsOnly })
    expect(titlesOf(remoteId)).toEqual(['Size', 'Wood', 'Delivery', 'Care'])
  })

  test('with one title are told apart by their order', async () => {
    const twice = [sectionOf('Care', '<p>One</p>'), sectionOf('care', '<p>Two</p>')]
    const remoteId = exists({ name: 'Old' })
    await sent({ remoteId, changedFields: [], sections: twice })
    expect(catalogV1.payloadFields(itemOf(1, { sections: twice }).payload, none)).toMatchObject({
      'section:care': expect.stringContaining('One'),
      'section:care #2': expect.stringContaining('Two'),
    })
    expect(titlesOf(remoteId)).toEqual(['Care', 'care'])
  })
})

describe('a removal', () => {
  test('deletes one by one, and what is gone already counts as removed', async () => {
    const ids = ['A', 'B'].map((name) => exists({ name }))
    const refs = [...ids, '11111111-1111-4111-8111-111111111111'].map((remoteId, n) => ({
      rowKey: `row-${n}`,
      remoteId,
      editedAt: null,
    }))
    const outcomes = await catalogV1.remove(site.ctx, refs)
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(site.control.items(site.siteId, 'productsV1')).toEqual([])
  })

  test('whose answer was lost is in doubt', async () => {
    const remoteId = exists({ name: 'A' })
    site.control.addFault({ route: 'DELETE /stores/*', kind: 'accept-then-drop' })
    const [outcome] = await catalogV1.remove(site.ctx, [{ rowKey: 'row-1', remoteId, editedAt: null }])
    expect(outcome).toMatchObject({ kind: 'in_doubt' })
    expect((await catalogV1.read(site.ctx, [remoteId], 'light', options)).get(remoteId)!.exists).toBe(false)
  })
})
