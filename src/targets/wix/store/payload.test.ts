import { expect, test } from 'vitest'
import { storeOptions } from '../../../../test/helpers/store-items.ts'
import { isOurNodeId } from '../../../ricos/index.ts'
import { assetKey } from '../../target.ts'
import { nodeIds } from '../document.ts'
import type { StoreOptions } from './options.ts'
import { wixStore } from './store.ts'

const basic = { name: 'Oak chair', slug: 'oak-chair', price: '49.90' }
const page = (fields: Record<string, string> = {}, seed = 'prj:1') => ({
  rowKey: '1',
  seed,
  fields: { ...basic, ...fields },
  siteUrl: 'https://example.com',
})
const make = (fields: Record<string, string> = {}, options: StoreOptions = storeOptions()) =>
  wixStore.toPayload(page(fields), options)
const codes = (fields: Record<string, string>, options?: StoreOptions) =>
  make(fields, options).problems.map((one) => `${one.field}:${one.code}`)

test('fields the template does not have are absent; mapped blank ones mean none', () => {
  expect(make().payload.product).toEqual({ price: '49.9' })
  expect(make().payload).not.toHaveProperty('sections')
  const blank = { compare_at_price: '', brand: ' ', ribbon: '', weight: '', images: '', categories: '' }
  expect(make(blank).payload.product).toEqual({
    ...{ price: '49.9', compareAtPrice: '', weight: 0, brand: '', ribbon: '', media: [], categories: [] },
  })
  expect(codes(blank)).toEqual([])
})

test('stock is a number or words, and a blank one says nothing', () => {
  const stock = (text: string) => make({ stock: text }).payload.product?.stock
  expect(stock('12')).toEqual({ quantity: 12 })
  expect(stock('0')).toEqual({ quantity: 0 })
  expect(stock('In stock')).toEqual({ inStock: true })
  expect(stock('out_of_stock')).toEqual({ inStock: false })
  expect(stock(' ')).toBeUndefined()
  expect(codes({ stock: 'some' })).toEqual(['stock:stock_invalid'])
  expect(codes({ stock: '-1' })).toEqual(['stock:stock_invalid'])
  expect(codes({ stock: '100000' })).toEqual(['stock:stock_invalid'])
})

test.each([
  [{ price: '' }, ['price:required_blank']],
  [{ price: '€ 5' }, ['price:price_invalid']],
  [{ price: '1,50' }, ['price:price_invalid']],
  [{ price: '-1' }, ['price:price_invalid']],
  [{ price: '1.2345' }, ['price:price_invalid']],
  [{ price: '1000000000' }, ['price:price_invalid']],
  [{ price: '1.5000' }, []],
  [{ compare_at_price: '49.9' }, ['compare_at_price:compare_at_price_low']],
  [{ compare_at_price: '10' }, ['compare_at_price:compare_at_price_low']],
  [{ compare_at_price: '50' }, []],
  [{ weight: 'heavy' }, ['weight:weight_invalid']],
  [{ visible: 'maybe' }, ['visible:visible_invalid']],
  [{ visible: 'no' }, []],
  [{ slug: 'Oak chair' }, ['slug:slug_invalid']],
  [{ slug: 'größe' }, ['slug:slug_invalid']],
  [{ slug: 'oak--chair' }, ['slug:slug_invalid']],
  [{ slug: 'x'.repeat(101) }, ['slug:too_long']],
  [{ name: 'x'.repeat(81) }, ['name:too_long']],
  [{ sku: 'x'.repeat(41) }, ['sku:too_long']],
  [{ brand: 'x'.repeat(51) }, ['brand:too_long']],
  [{ ribbon: 'x'.repeat(31) }, ['ribbon:too_long']],
  [{ description: `<p>${'x'.repeat(16_000)}</p>` }, ['description:too_long']],
  [{ categories: 'x'.repeat(81) }, ['categories:label_too_long']],
  [{ images: 'picture.jpg | A' }, ['images:image_address']],
  [{ images: 'https://a.test/1.jpg' }, ['images:image_no_alt']],
  [{ images: `https://a.test/1.jpg | ${'x'.repeat(1001)}` }, ['images:too_long']],
  [{ section_1_title: 'Care' }, ['section_1_text:section_no_text']],
  [{ section_1_title: 'Care', section_1_text: '<p> </p>' }, ['section_1_text:section_no_text']],
  [{ section_2_text: '<p>Text</p>' }, ['section_2_title:section_no_title']],
  [{ section_1_title: '', section_1_text: '' }, []],
  [{ section_1_title: 'x'.repeat(51), section_1_text: 'Text' }, ['section_1_title:too_long']],
  [{ description: '<p>{{ row.x }}</p>' }, ['description:raw_placeholder']],
  [{ name: 'undefined' }, ['name:raw_placeholder']],
  [{ json_ld: '{' }, ['json_ld:json_invalid']],
  [{ canonical: '/a' }, ['canonical:url_invalid']],
  [{ canonical: 'https://other.test/a' }, ['canonical:canonical_elsewhere']],
  [{ description: '<video src="https://a.test/v.mp4"></video>' }, ['description:description_block']],
])('%j is told: %j', (fields, expected) => {
  expect(codes(fields as Record<string, string>)).toEqual(expected)
})

test('fifty-one pictures are too many, and the same one counts once', () => {
  const lines = Array.from({ length: 51 }, (_, i) => `https://a.test/${i}.jpg | ${i}`)
  expect(codes({ images: lines.join('\n') })).toEqual(['images:too_many'])
  expect(make({ images: `${lines[0]}\n${lines[0]}` }).payload.product?.media).toHaveLength(1)
})

test('the older catalog has limits of its own, gets HTML, and a SKU of ours where there is none', () => {
  const old = storeOptions({}, 'V1')
  const { payload } = make({ description: '<p>A</p>', section_1_title: '', section_1_text: '' }, old)
  expect(payload).toMatchObject({ catalog: 'V1', product: { descriptionHtml: '<p>A</p>' }, sections: [] })
  expect(payload.product).not.toHaveProperty('descriptionDocument')
  expect(payload.sku).toMatch(/^seo-[0-9a-f]{16}$/)
  expect(make({ sku: 'S-1' }, old).payload.sku).toBe('S-1')
  expect(codes({ description: `<p>${'x'.repeat(8000)}</p>` }, old)).toEqual(['description:too_long'])
  expect(codes({ slug: 'größe' }, old)).toEqual([])
  expect(make({ stock: '5' }, old).payload.product).not.toHaveProperty('stock')
  expect(make({ stock: '5' }, old).problems).toMatchObject([
    { code: 'field_unwritable', severity: 'warning' },
  ])
})

test('descriptions lose what no shop shows, and keep the marks of their page', () => {
  const { payload } = make({ description: '<p onclick="x()">A<script>alert(1)</script></p>' })
  const ids = [...nodeIds(payload.product?.descriptionDocument)]
  expect(ids.length).toBeGreaterThan(1)
  expect(ids.every((id) => isOurNodeId(id, 'prj:1'))).toBe(true)
  const html = make(
    { description: '<p onclick="x()">A<script>alert(1)</script></p>' },
    storeOptions({ description: 'html' }),
  )
  expect(html.payload.product?.descriptionHtml).toBe('<p>A</p>')
  expect(html.losses.map(({ code }) => code)).toContain('script-dropped')
})

test('names of sections are the same for ever and no other page has them', () => {
  const names = (seed: string) =>
    wixStore
      .toPayload(
        page({ section_1_title: 'A', section_1_text: 'B', section_3_title: 'C', section_3_text: 'D' }, seed),
        storeOptions(),
      )
      .payload.sections?.map(({ uniqueName }) => uniqueName)
  expect(names('prj:1')).toEqual(names('prj:1'))
  expect(names('prj:1')).toEqual([
    expect.stringMatching(/^seomatic-[0-9a-f]{16}-1$/),
    expect.stringMatching(/^seomatic-[0-9a-f]{16}-3$/),
  ])
  expect(names('prj:2')).not.toEqual(names('prj:1'))
})

test('categories and pictures are needed once each, and addresses that cannot be are not', () => {
  const { payload } = make({
    categories: 'Chairs; Oak, solid\nchairs',
    images: 'https://a.test/1.jpg\nhttps://a.test/1.jpg | again\nfile.jpg',
  })
  expect(wixStore.needs(payload).map(assetKey)).toEqual([
    'store_category:chairs',
    'store_category:oak, solid',
    'image:https://a.test/1.jpg',
  ])
})

test('a project that only fills sections asks for nothing but what a product is found by', () => {
  const options = storeOptions({ mode: 'sections', matchBy: 'sku' })
  const fields = { sku: 'S-1', section_1_title: 'Care', section_1_text: 'Wipe it.' }
  const own = { rowKey: '1', seed: 's', fields, siteUrl: null }
  const made = wixStore.toPayload(own, options)
  expect(made.problems).toEqual([])
  expect(made.payload).toMatchObject({ mode: 'sections', name: '', slug: '', sku: 'S-1' })
  expect(made.payload).not.toHaveProperty('product')
  expect(made.summary).toEqual({ title: 'S-1', slug: '' })
  const names = wixStore.fields(options).map(({ name }) => name)
  expect(names).toEqual([
    'sku',
    ...[1, 2, 3, 4, 5].flatMap((n) => [`section_${n}_title`, `section_${n}_text`]),
  ])
  const blank = wixStore.toPayload({ ...own, fields: {} }, options)
  expect(blank.problems.map(({ code }) => code)).toEqual(['required_blank', 'section_missing'])
})

test('the preview is safe and shows pictures, prices, description and sections', () => {
  const { payload } = make({
    name: '<b>Oak</b>',
    compare_at_price: '60',
    images: 'https://a.test/1.jpg | "A"\njavascript:alert(1)',
    description: '<p>Words<img src=x onerror=alert(1)></p>',
    section_1_title: 'Care & use',
    section_1_text: '<p>Wipe.</p>',
  })
  const html = wixStore.previewHtml(payload)
  expect(html).toContain('<img src="https://a.test/1.jpg" alt="&quot;A&quot;">')
  expect(html).toContain('<h1>&lt;b&gt;Oak&lt;/b&gt;</h1>')
  expect(html).toContain('<s>60</s> <strong>49.9</strong>')
  expect(html).toContain('<section><h2>Care &amp; use</h2><p>Wipe.</p></section>')
  expect(html).not.toMatch(/javascript|onerror/)
})

test('a search result has the usual address and the beginning of the description', () => {
  const { payload } = make({ description: '<p>Made of oak.</p>' })
  expect(wixStore.searchResult(payload, 'https://example.com/')).toEqual({
    title: 'Oak chair',
    url: 'https://example.com/product-page/oak-chair',
    description: 'Made of oak.',
  })
})

test('line ends in descriptions and sections without paragraphs are what the project chose', () => {
  const fields = { description: 'One\n\nTwo', section_1_title: 'More', section_1_text: 'Three\n\nFour' }
  const text = (more: object) => JSON.stringify(make(fields, { ...storeOptions(), ...more }).payload)
  expect(text({})).toContain('"text":"One Two"')
  expect(text({ lineEnds: 'paragraphs' })).not.toContain('One Two')
  expect(text({ lineEnds: 'paragraphs' })).toContain('<p>Three</p><p>Four</p>')
})
