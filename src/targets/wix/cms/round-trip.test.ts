// Every type of field, from rendered text to Wix and back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CmsSite, cmsItem, startCmsSite } from '../../../../test/helpers/cms-site.ts'
import { assetKey } from '../../target.ts'
import { wixCms } from './cms.ts'
import type { CmsOptions } from './options.ts'

const file = 'wix:image://v1/abc_1~mv2.jpg/a.jpg#originWidth=640&originHeight=480'

/** Type, text, what Wix stores, and the same text of a value that means the same in another form. */
const cases: { type: string; text: string; wire: unknown; clear?: false }[] = [
  { type: 'TEXT', text: ' Two\nlines & "more" ', wire: 'Two\nlines & "more"' },
  { type: 'URL', text: 'https://a.test/x?y=1', wire: 'https://a.test/x?y=1' },
  { type: 'EMAIL', text: 'a@b.test', wire: 'a@b.test' },
  { type: 'SLUG', text: 'old-bridge', wire: 'old-bridge' },
  { type: 'LANGUAGE', text: 'pt-BR', wire: 'pt-BR' },
  { type: 'NUMBER', text: '-1234.50', wire: -1234.5 },
  { type: 'NUMBER', text: '0', wire: 0 },
  { type: 'BOOLEAN', text: 'Yes', wire: true },
  { type: 'BOOLEAN', text: '0', wire: false },
  { type: 'DATE', text: '2024-02-29', wire: '2024-02-29' },
  { type: 'DATETIME', text: '2026-01-15 10:30:00+02:00', wire: { $date: '2026-01-15T08:30:00.000Z' } },
  { type: 'TIME', text: '9:05', wire: '09:05:00.000' },
  { type: 'RICH_TEXT', text: '<p class="x">A <b>b</b></p>', wire: '<p class="x">A <b>b</b></p>' },
  { type: 'IMAGE', text: file, wire: file },
  { type: 'IMAGE', text: 'https://a.test/p.jpg', wire: 'https://a.test/p.jpg' },
  {
    type: 'MEDIA_GALLERY',
    text: `${file} | The bridge\n\nhttps://a.test/p.jpg`,
    wire: [
      { alt: 'The bridge', src: file, type: 'image' },
      { src: 'https://a.test/p.jpg', type: 'image' },
    ],
  },
  { type: 'VIDEO', text: 'https://a.test/v.mp4', wire: 'https://a.test/v.mp4' },
  { type: 'DOCUMENT', text: 'wix:document://v1/abc/x.pdf', wire: 'wix:document://v1/abc/x.pdf' },
  { type: 'AUDIO', text: 'https://a.test/a.mp3', wire: 'https://a.test/a.mp3' },
  { type: 'ARRAY_STRING', text: 'One; Two, three\nFour', wire: ['One', 'Two, three', 'Four'] },
  {
    type: 'ARRAY_DOCUMENT',
    text: 'https://a.test/1.pdf\nhttps://a.test/2.pdf',
    wire: ['https://a.test/1.pdf', 'https://a.test/2.pdf'],
  },
  { type: 'ARRAY', text: '[1, {"b": 2, "a": null}]', wire: [1, { a: null, b: 2 }] },
  { type: 'OBJECT', text: '{"b": {"d": 1, "c": "{{x}}"}, "a": 0}', wire: { a: 0, b: { c: '{{x}}', d: 1 } } },
  { type: 'ANY', text: '"text"', wire: 'text' },
  { type: 'ADDRESS', text: 'Main street 1, Vienna', wire: { formatted: 'Main street 1, Vienna' } },
  { type: 'ADDRESS', text: '{"city": "Vienna"}', wire: { city: 'Vienna' } },
]

const noAssets = new Map<string, string>()
let site: CmsSite

afterEach(() => site.close())

async function publish(options: CmsOptions, fields: Record<string, string>, assets = noAssets) {
  const item = cmsItem(options, 'a', fields)
  const [outcome] = await wixCms.create(site.ctx, [item], options, assets)
  if (outcome?.kind !== 'accepted') throw new Error(JSON.stringify(outcome))
  return { item, id: outcome.ref.remoteId }
}

const readOne = async (options: CmsOptions, id: string) =>
  (await wixCms.read(site.ctx, [id], 'full', options)).get(id)

describe.each(cases)('$type of $text', ({ type, text, wire }) => {
  beforeEach(async () => {
    const fields = [
      { key: 'title', displayName: 'Title', type: 'TEXT' },
      { key: 'value', displayName: 'Value', type },
    ]
    site = await startCmsSite({ collection: { fields, pageLinks: [] } })
  })

  test('is stored as Wix wants it, read back equal, and emptied by a blank text', async () => {
    const options = await site.options()
    const page = { rowKey: 'a', seed: 's', fields: { title: 'A', value: text }, siteUrl: null }
    expect(wixCms.toPayload(page, options).problems).toEqual([])
    const { item, id } = await publish(options, page.fields)
    expect(site.stored()[0]?.data['value']).toEqual(wire)
    expect((await readOne(options, id))?.fields).toEqual(wixCms.payloadFields(item.payload, noAssets))

    const empty = cmsItem(
      options,
      'a',
      { title: 'A', value: '  ' },
      { remoteId: id, changedFields: ['value'] },
    )
    expect(await wixCms.update(site.ctx, [empty], options, noAssets)).toMatchObject([{ kind: 'accepted' }])
    expect(site.stored()[0]?.data).not.toHaveProperty('value')
    expect((await readOne(options, id))?.fields).toEqual(wixCms.payloadFields(empty.payload, noAssets))
  })
})

describe('what needs ids of the site', () => {
  const reference = { referencedCollectionId: 'Countries' }

  beforeEach(async () => {
    site = await startCmsSite({
      collection: {
        pageLinks: [],
        fields: [
          { key: 'title', displayName: 'Title', type: 'TEXT' },
          { key: 'text', displayName: 'Text', type: 'RICH_CONTENT' },
          { key: 'photo', displayName: 'Photo', type: 'IMAGE' },
          { key: 'gallery', displayName: 'Gallery', type: 'MEDIA_GALLERY' },
          { key: 'country', displayName: 'Country', type: 'REFERENCE', typeMetadata: { reference } },
        ],
      },
    })
    site.control.createCollection({ siteId: site.siteId, id: 'Countries' })
    site.enter('Countries', 'at', { title: 'Austria' })
  })

  test('rich content is read back equal, whatever becomes of its node ids', async () => {
    site.control.addFault({ route: 'POST /wix-data/*', kind: 'rewrite-node-ids' })
    const options = await site.options()
    const text = '<h2>About</h2><ul><li>One</li><li><b>Two</b></li></ul>'
    const { item, id } = await publish(options, { title: 'A', text })
    expect(site.stored()[0]?.data['text']).toMatchObject({ nodes: [{ type: 'HEADING' }, {}] })
    expect((await readOne(options, id))?.fields).toMatchObject(wixCms.payloadFields(item.payload, noAssets))
  })

  test('pictures become files of the site, with the sizes without which Wix shows them broken', async () => {
    const options = await site.options()
    const fields = {
      title: 'A',
      text: '<p>x</p><img src="https://images.test/3.jpg" alt="y">',
      photo: 'https://images.test/1.jpg',
      gallery: 'https://images.test/1.jpg | One\nhttps://images.test/2.jpg',
    }
    const needs = wixCms.needs(cmsItem(options, 'a', fields).payload)
    expect(needs.map(({ name }) => name).sort()).toEqual([1, 2, 3].map((n) => `https://images.test/${n}.jpg`))
    await wixCms.createAssets(site.ctx, needs)
    let assets = new Map<string, string>()
    for (let look = 0; look < 5 && assets.size < 3; look++)
      assets = new Map(await wixCms.lookUpAssets(site.ctx, needs))
    const { item, id } = await publish(options, fields, assets)
    const { data } = site.stored()[0]!
    expect(data['photo']).toMatch(/^wix:image:\/\/v1\/.+#originWidth=\d+&originHeight=\d+$/)
    expect(data['gallery']).toMatchObject([{ alt: 'One', src: data['photo'] }, {}])
    expect(JSON.stringify(data['text'])).not.toContain('images.test')
    expect((await readOne(options, id))?.fields).toMatchObject(wixCms.payloadFields(item.payload, assets))
  })

  test('a picture that the site has no id for keeps its address', async () => {
    const options = await site.options()
    await publish(options, { title: 'A', photo: 'https://images.test/1.jpg' })
    expect(site.stored()[0]?.data['photo']).toBe('https://images.test/1.jpg')
  })

  test.each(['Austria', 'at'])('an item of another collection is referred to as %s', async (country) => {
    const options = await site.options()
    const { payload } = cmsItem(options, 'a', { title: 'A', country })
    expect(wixCms.needs(payload)).toEqual([{ kind: 'reference:Countries', name: country }])
    const assets = new Map(await wixCms.lookUpAssets(site.ctx, wixCms.needs(payload)))
    const { item, id } = await publish(options, { title: 'A', country }, assets)
    expect(site.stored()[0]?.data['country']).toBe('at')
    expect((await readOne(options, id))?.fields?.['country']).toBe('at')
    expect(wixCms.payloadFields(item.payload, assets)['country']).toBe('at')
  })

  test('names are looked up in bulk, exactly; one that several items have, or none, is not found', async () => {
    site.enter('Countries', 'x1', { title: 'Twice' })
    site.enter('Countries', 'x2', { title: 'Twice' })
    for (let i = 0; i < 250; i++) site.enter('Countries', `c${i}`, { title: `Country ${i}` })
    const names = [
      'Austria',
      'austria',
      'Twice',
      'None',
      ...Array.from({ length: 250 }, (_, i) => `Country ${i}`),
    ]
    const needs = names.map((name) => ({ kind: 'reference:Countries', name }))
    site.calls()
    const found = await wixCms.lookUpAssets(site.ctx, needs)
    // The collection, two filters on ids, and the pages of the two on names.
    expect(site.calls().length).toBeLessThanOrEqual(7)
    expect(names.filter((name) => !found.has(assetKey({ kind: 'reference:Countries', name })))).toEqual([
      'austria',
      'Twice',
      'None',
    ])
    expect(wixCms.missingAsset(needs[2]!)).toMatchObject({ code: 'reference_missing', severity: 'error' })
    expect(wixCms.missingAsset({ kind: 'image', name: 'https://a.test/x.jpg' })).toBeNull()
  })

  test('an item never leaves while something it refers to is not known', async () => {
    const options = await site.options()
    const items = [
      cmsItem(options, 'a', { title: 'A', country: 'None' }),
      cmsItem(options, 'b', { title: 'B' }),
    ]
    const outcomes = await wixCms.create(site.ctx, items, options, noAssets)
    expect(outcomes).toMatchObject([
      { rowKey: 'a', kind: 'rejected', problem: { code: 'asset_missing' } },
      { rowKey: 'b', kind: 'accepted' },
    ])
    expect(site.stored()).toHaveLength(1)
  })
})
