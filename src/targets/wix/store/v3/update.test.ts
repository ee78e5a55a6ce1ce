// Changing products of Catalog V3 against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  changeOne,
  createOne,
  kinds,
  makeAssets,
  noAssets,
  readOne,
  storeItem,
  storeOptions,
} from '../../../../../test/helpers/store-items.ts'
import { type StoreSite, startStoreSite } from '../../../../../test/helpers/store-site.ts'
import { wixStore } from '../store.ts'

const options = storeOptions()
const productsBulk = '/stores/v3/bulk/products/update'
let site: StoreSite

beforeEach(async () => {
  site = await startStoreSite({ catalog: 'V3' })
})
afterEach(() => site.close())

const before = {
  description: '<p>Before</p>',
  sku: 'SKU-1',
  compare_at_price: '20',
  weight: '2',
  stock: '5',
  brand: 'Acme',
  ribbon: 'New',
  seo_title: 'T',
  section_1_title: 'Care',
  section_1_text: '<p>Wipe it.</p>',
}

interface Stored {
  id: string
  revision: number
  slug: string
  product: Record<string, unknown> & { variantsInfo: { variants: Record<string, unknown>[] } }
}
const stored = (id: string) => {
  const found = site.control.items(site.siteId, 'products') as unknown as Stored[]
  return found.find((product) => product.id === id)!
}

describe('an update', () => {
  test.each([
    ['name', { name: 'Another' }],
    ['slug', { slug: 'another' }],
    ['price', { price: '12.5' }],
    ['compare_at_price', { compare_at_price: '' }],
    ['sku', { sku: 'SKU-2' }],
    ['weight', { weight: '' }],
    ['description', { description: '<p>After</p>' }],
    ['brand', { brand: 'Other' }],
    ['brand taken off', { brand: '' }],
    ['ribbon taken off', { ribbon: '' }],
    ['seo', { seo_title: 'Other' }],
    ['section', { section_1_text: '<p>Wash it.</p>' }],
    ['a new section', { section_2_title: 'Size', section_2_text: '<p>1 m</p>' }],
    ['stock', { stock: '9' }],
    ['stock in words', { stock: 'out of stock' }],
    ['hidden', { visible: 'false' }],
  ])('changes %s and nothing else', async (_, fields) => {
    const old = storeItem('a', before)
    const remoteId = await createOne(site, old, options)
    const was = await readOne(site, remoteId, options)
    const { item, outcome } = await changeOne(site, remoteId, old, storeItem('a', { ...before, ...fields }))
    expect(outcome).toMatchObject({ kind: 'accepted' })
    const now = await readOne(site, remoteId, options)
    expect(now.fields).toMatchObject(wixStore.payloadFields(item.payload, noAssets))
    const moved = Object.keys(now.fields!).filter((name) => now.fields![name] !== was.fields![name])
    expect(moved).toEqual(item.changedFields)
    expect(outcome).toMatchObject({ ref: { editedAt: now.editedAt } })
  })

  test('of the price keeps what stands in the variant beside it', async () => {
    const old = storeItem('a', before)
    const remoteId = await createOne(site, old, options)
    const next = { ...before, price: '12.5' }
    await changeOne(site, remoteId, old, storeItem('a', next))
    expect(stored(remoteId).product.variantsInfo.variants).toMatchObject([
      {
        sku: 'SKU-1',
        physicalProperties: { weight: 2 },
        price: { actualPrice: { amount: '12.5' }, compareAtPrice: { amount: '20' } },
      },
    ])
  })

  test('of the price carries the id of the variant and what a person wrote into it', async () => {
    const old = storeItem('a')
    const remoteId = await createOne(site, old, options)
    site.control.editItem({ siteId: site.siteId, kind: 'product', id: remoteId, fields: { sku: 'THEIRS' } })
    const [variant] = stored(remoteId).product.variantsInfo.variants
    await changeOne(site, remoteId, old, storeItem('a', { price: '12.5' }))
    const sent = site.control.requests().find((one) => one['path'] === productsBulk)
    const body = sent?.['body'] as { products: { product: Stored['product'] }[] }
    expect(body.products[0]?.product.variantsInfo.variants).toEqual([
      {
        ...{ id: variant?.['id'], visible: true, sku: 'THEIRS', physicalProperties: {} },
        price: { actualPrice: { amount: '12.5' } },
      },
    ])
  })

  test('of the weight leaves a price and an SKU that a person set, which the change does not name', async () => {
    const old = storeItem('a', before)
    const id = await createOne(site, old, options)
    const { sku: _, ...rest } = before
    const priced = storeItem('a', { ...rest, sku: 'THEIRS', price: '77', compare_at_price: '99' })
    await changeOne(site, id, old, priced)
    const next = { ...storeItem('a', { ...before, weight: '3' }), remoteId: id, changedFields: ['weight'] }
    expect(kinds(await wixStore.update(site.ctx, [next], options, noAssets))).toEqual(['accepted'])
    expect((await readOne(site, id, options)).fields).toMatchObject({
      ...{ weight: '3', price: '77', compare_at_price: '99', sku: 'THEIRS' },
    })
  })

  test('drops a price before that a higher price has overtaken, where the template has none', async () => {
    const old = storeItem('a', { price: '5' })
    const remoteId = await createOne(site, old, options)
    const withBefore = storeItem('a', { price: '5', compare_at_price: '8' })
    await changeOne(site, remoteId, old, withBefore)
    const { outcome } = await changeOne(site, remoteId, old, storeItem('a', { price: '9' }))
    expect(outcome.kind).toBe('accepted')
  })

  test('of a section changes its text alone: the product is not written', async () => {
    const old = storeItem('a', before)
    const remoteId = await createOne(site, old, options)
    const { revision } = stored(remoteId)
    site.calls()
    await changeOne(site, remoteId, old, storeItem('a', { ...before, section_1_text: '<p>Wash it.</p>' }))
    expect(site.writes()).toEqual(['POST /stores/v3/bulk/info-sections/update'])
    expect(stored(remoteId).revision).toBe(revision)
  })

  test('takes off a section that became blank, and puts it back', async () => {
    const old = storeItem('a', before)
    const remoteId = await createOne(site, old, options)
    const blank = storeItem('a', { ...before, section_1_title: '', section_1_text: '' })
    const { item } = await changeOne(site, remoteId, old, blank)
    expect(item.changedFields).toEqual([expect.stringContaining('section_1')])
    expect(stored(remoteId).product['infoSections']).toEqual([])
    await changeOne(site, remoteId, blank, old)
    expect(stored(remoteId).product['infoSections']).toHaveLength(1)
    expect(site.control.items(site.siteId, 'infoSections')).toHaveLength(1)
  })

  test('leaves a section alone that the template does not have any more', async () => {
    const old = storeItem('a', before)
    const remoteId = await createOne(site, old, options)
    const { section_1_title: _, section_1_text: __, ...rest } = before
    await changeOne(site, remoteId, old, storeItem('a', rest))
    expect(stored(remoteId).product['infoSections']).toHaveLength(1)
  })

  test('keeps the search settings that the owner has beside our tags', async () => {
    const old = storeItem('a', before)
    const remoteId = await createOne(site, old, options)
    const settings = { keywords: [{ term: 'chair', isMain: true }], preventAutoRedirect: true }
    site.control.editItem({
      ...{ siteId: site.siteId, kind: 'product', id: remoteId },
      fields: { seoData: { tags: [], settings } },
    })
    await changeOne(site, remoteId, old, storeItem('a', { ...before, seo_title: 'Other' }))
    expect(stored(remoteId).product['seoData']).toMatchObject({ settings })
  })

  test('pictures are files of the site, in order and with their texts', async () => {
    const old = storeItem('a', { images: 'https://images.test/a.jpg | A' })
    const next = storeItem('a', { images: 'https://images.test/b.jpg | B\nhttps://images.test/a.jpg | A' })
    const assets = await makeAssets(site, [old, next])
    const remoteId = await createOne(site, old, options, assets)
    await changeOne(site, remoteId, old, next, assets)
    const state = await readOne(site, remoteId, options)
    expect(state.fields?.['images']).toMatch(/^\S+ \| B\n\S+ \| A$/)
    expect(site.control.items(site.siteId, 'files')).toHaveLength(2)
  })

  test('an address that another product has is refused, and nothing is changed', async () => {
    await createOne(site, storeItem('b'), options)
    const old = storeItem('a')
    const remoteId = await createOne(site, old, options)
    const { outcome } = await changeOne(site, remoteId, old, storeItem('a', { slug: 'b', name: 'Another' }))
    expect(outcome).toMatchObject({ kind: 'rejected', problem: { code: 'slug_taken', field: 'slug' } })
    expect(stored(remoteId).slug).toBe('a')
  })

  test('a product that is gone is told as gone', async () => {
    const old = storeItem('a')
    const remoteId = await createOne(site, old, options)
    site.control.deleteItem({ siteId: site.siteId, kind: 'product', id: remoteId })
    const { outcome } = await changeOne(site, remoteId, old, storeItem('a', { name: 'Another' }))
    expect(outcome).toMatchObject({ kind: 'rejected', problem: { code: 'wix_gone' } })
    expect((await readOne(site, remoteId, options)).exists).toBe(false)
  })

  test('the price of a product with options is refused; its name is not', async () => {
    const choices = (name: string) => [
      { optionChoiceNames: { optionName: 'Size', choiceName: name, renderType: 'TEXT_CHOICES' as const } },
    ]
    const variant = (name: string) => ({
      price: { actualPrice: { amount: '5' } },
      physicalProperties: {},
      choices: choices(name),
    })
    const { id } = await site.client.storeProducts.create({
      ...{ name: 'With options', slug: 'a', productType: 'PHYSICAL', physicalProperties: {} },
      options: [
        {
          name: 'Size',
          optionRenderType: 'TEXT_CHOICES',
          choicesSettings: { choices: ['S', 'M'].map((name) => ({ choiceType: 'CHOICE_TEXT', name })) },
        },
      ],
      variantsInfo: { variants: [variant('S'), variant('M')] },
    })
    expect((await readOne(site, id, options)).fields).toMatchObject({ price: '2 variants' })
    const item = { ...storeItem('a'), remoteId: id }
    const update = (changedFields: string[]) =>
      wixStore.update(site.ctx, [{ ...item, changedFields }], options, noAssets)
    expect(await update(['price'])).toMatchObject([{ kind: 'rejected', problem: { code: 'store_variants' } }])
    expect(kinds(await update(['name']))).toEqual(['accepted'])
  })
})
