import { expect, test } from 'vitest'
import { isOurNodeId } from '../../../ricos/index.ts'
import { assetKey } from '../../target.ts'
import { nodeIds } from '../document.ts'
import { wixBlog } from './blog.ts'
import { missingAssets, needsOf, toPayload, toWire } from './payload.ts'

const options = { authorId: '11111111-1111-4111-8111-111111111111', mode: 'publish' as const }
const basic = { title: 'Canillo', slug: 'canillo', body: '<h2>Facts</h2><p>A <b>parish</b>.</p>' }
const page = (fields: Record<string, string> = {}, seed = 'prj:AD-02') => ({
  rowKey: 'AD-02',
  seed,
  fields: { ...basic, ...fields },
  siteUrl: 'https://example.com',
})
const make = (fields: Record<string, string> = {}) => toPayload(page(fields), options)
const codes = (fields: Record<string, string>) =>
  make(fields).problems.map((one) => `${one.field}:${one.code}`)

test('fields the template does not have are absent, mapped blank ones are sent blank', () => {
  expect(Object.keys(make().payload.post).sort()).toEqual(['memberId', 'richContent', 'seoSlug', 'title'])
  expect(make().payload).not.toHaveProperty('categories')
  const blank = make({ excerpt: '', categories: '', seo_title: ' ' }).payload
  expect(blank.post).toMatchObject({ excerpt: '', seoData: { tags: [] } })
  expect(blank.categories).toEqual([])
})

test('the same row gives the same bytes, also after a store has reordered the keys', () => {
  const ids = new Map([[assetKey({ kind: 'category', name: 'andorra' }), 'c1']])
  const fields = { categories: 'Andorra', seo_title: 'T', seo_description: 'D', json_ld: '{"b":1,"a":2}' }
  const first = JSON.stringify(toWire(make(fields).payload, ids))
  const reversed = JSON.parse(JSON.stringify(make(fields).payload), (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  )
  expect(JSON.stringify(toWire(reversed, ids))).toBe(first)
  expect(first).toContain('"categoryIds":["c1"]')
})

test('every node id carries the mark of its page', () => {
  const ids = [...nodeIds(make().payload.post.richContent)]
  expect(ids.length).toBeGreaterThan(4)
  expect(ids.every((id) => isOurNodeId(id, 'prj:AD-02'))).toBe(true)
  expect(ids.some((id) => isOurNodeId(id, 'prj:AD-03'))).toBe(false)
})

test('a comma belongs to a name; lines and semicolons part names; spellings of one name are one', () => {
  const { payload } = make({
    categories: 'Congo, The Democratic Republic of',
    tags: ' Parish ;Island\nparish\n\nＩｓｌａｎｄ',
  })
  expect(payload.categories).toEqual(['Congo, The Democratic Republic of'])
  expect(payload.tags).toEqual(['Parish', 'Island'])
  expect(needsOf(payload).map(assetKey)).toEqual([
    'category:congo, the democratic republic of',
    'tag:parish',
    'tag:island',
  ])
  expect(missingAssets(payload, new Map([['tag:parish', 't1']]))).toHaveLength(2)
})

test('a category label that is too long is told with its length before anything is sent', () => {
  const long = 'Saint Helena, Ascension and Tristan da Cunha'
  const [problem] = make({ categories: long }).problems
  expect(problem).toMatchObject({ code: 'label_too_long', severity: 'error', field: 'categories' })
  expect(problem?.message).toContain(`"${long}" has 44 characters; Wix allows 35`)
})

test('limits of Wix are errors at one more, not at the limit', () => {
  expect(codes({ title: 'x'.repeat(200), excerpt: 'x'.repeat(500), slug: 'x'.repeat(100) })).toEqual([])
  expect(codes({ title: 'x'.repeat(201) })).toEqual(['title:too_long'])
  expect(codes({ excerpt: 'x'.repeat(501) })).toEqual(['excerpt:too_long'])
  expect(codes({ slug: 'x'.repeat(101) })).toEqual(['slug:too_long'])
  const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`).join('\n')
  expect(codes({ categories: names(10), tags: names(30) })).toEqual([])
  expect(codes({ categories: names(11), tags: names(31) })).toEqual(['categories:too_many', 'tags:too_many'])
})

test('required fields may not be blank, nor a body without anything to see', () => {
  expect(codes({ title: ' ', slug: '', body: '<p> </p>' })).toEqual([
    'title:required_blank',
    'slug:required_blank',
    'body:required_blank',
  ])
})

test('a post larger than Wix allows is an error by its bytes on the wire', () => {
  const big = make({ body: `<p>${'ü'.repeat(200_000)}</p>` })
  expect(big.wireBytes).toBeGreaterThan(400_000)
  expect(big.problems.map((one) => one.code)).toEqual(['post_too_large'])
  expect(make({ body: `<p>${'u'.repeat(200_000)}</p>` }).problems).toEqual([])
})

test('structured data is compact, cannot end its script element, and must be JSON', () => {
  const tags = make({ json_ld: '{ "name": "</script><b>" }' }).payload.post.seoData?.tags
  expect(tags).toEqual([
    {
      type: 'script',
      props: { type: 'application/ld+json' },
      children: '{"name":"\\u003c/script>\\u003cb>"}',
    },
  ])
  expect(JSON.parse(tags?.[0]?.children ?? '')).toEqual({ name: '</script><b>' })
  expect(codes({ json_ld: '{"name": }' })).toEqual(['json_ld:json_invalid'])
  expect(make({ json_ld: JSON.stringify('x'.repeat(7001)) }).problems[0]).toMatchObject({
    severity: 'warning',
  })
})

test('SEO fields become the tags Wix keeps', () => {
  const { payload } = make({
    seo_title: 'T',
    seo_description: 'D',
    canonical: 'https://example.com/x',
    og_image: 'https://example.com/i.png',
  })
  expect(payload.post.seoData?.tags).toEqual([
    { type: 'title', children: 'T' },
    { type: 'meta', props: { name: 'description', content: 'D' } },
    { type: 'link', props: { rel: 'canonical', href: 'https://example.com/x' } },
    { type: 'meta', props: { property: 'og:image', content: 'https://example.com/i.png' } },
  ])
})

test('a canonical address on another site is a warning, one that is no address an error', () => {
  expect(make({ canonical: 'https://other.test/x' }).problems).toMatchObject([
    { code: 'canonical_elsewhere', severity: 'warning' },
  ])
  expect(codes({ canonical: 'https://example.com/x' })).toEqual([])
  expect(codes({ canonical: '/x', og_image: 'javascript:alert(1)' })).toEqual([
    'canonical:url_invalid',
    'og_image:url_invalid',
  ])
})

test.each([
  ['title', 'Hello {{ name }}', 'raw_placeholder'],
  ['title', 'Hello [[name]]', 'raw_placeholder'],
  ['excerpt', '{% if x %}', 'raw_placeholder'],
  ['seo_title', '[object Object]', 'raw_placeholder'],
  ['title', 'undefined', 'raw_placeholder'],
  ['title', 'Size: NaN m', 'raw_word'],
  ['body', '<p>Hello {{ name }}</p>', 'raw_placeholder'],
])('%s: %s is %s', (field, text, code) => {
  expect(codes({ [field]: text })).toEqual([`${field}:${code}`])
})

test('braces inside a code block and words that only contain null are no leftovers', () => {
  expect(codes({ body: '<pre><code>{{ name }}</code></pre>', title: 'Nullarbor nullification' })).toEqual([])
})

test('characters that would break a store or mislead a reader are removed, and said so where it matters', () => {
  const made = make({ title: 'Ca\u0000ni\u202Ello\uD800', slug: 'cani\u200Bllo' })
  expect(made.payload.post.title).toBe('Canillo\uFFFD')
  expect(made.payload.post.seoSlug).toBe('canillo')
  expect(made.problems.map((one) => `${one.field}:${one.code}:${one.severity}`)).toEqual([
    'title:invisible_removed:note',
    'slug:invisible_removed:note',
  ])
})

test('emoji built with joiners stay whole', () => {
  expect(make({ title: 'Family 👨‍👩‍👧' }).payload.post.title).toBe('Family 👨‍👩‍👧')
})

test('a preview shows title and text, and runs nothing', () => {
  const html = wixBlog.previewHtml(
    make({
      title: '<img src=x onerror=alert(1)>',
      body: '<p onclick="x()">Hi <a href="javascript:x()">you</a></p><script>x()</script>',
    }).payload,
  )
  expect(html).toContain('<h1>&lt;img src=x onerror=alert(1)&gt;</h1>')
  expect(html).toContain('Hi')
  expect(html).not.toMatch(/<script|javascript:|onclick/)
})

test('line ends in a body without paragraphs are what the project chose', () => {
  const body = 'One\n\nTwo'
  const made = (more: object) => toPayload(page({ body }), { ...options, ...more })
  const blocks = (more: object) => made(more).payload.post.richContent.nodes.length
  expect(blocks({})).toBe(1)
  expect(blocks({ lineEnds: 'blanks' })).toBe(1)
  expect(blocks({ lineEnds: 'paragraphs' })).toBe(2)
  expect(made({}).losses.map(({ code }) => code)).toEqual(['lines-joined'])
})
