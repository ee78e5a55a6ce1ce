// Wix's converter in our place: what is sent, what comes back, and what is said about it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../../../test/helpers/blog-site.ts'
import { isOurNodeId } from '../../../ricos/index.ts'
import type { ConvertedPart, RenderedPage } from '../../target.ts'
import { nodeIds } from '../document.ts'
import { wixBlog } from './blog.ts'
import type { BlogOptions } from './options.ts'
import { toPayload } from './payload.ts'
import { joinSections, wixConverter } from './wix-converter.ts'

const options: BlogOptions = { authorId: 'm', mode: 'publish', converter: 'wix' }
const page = (body: string, converted?: ConvertedPart[]): RenderedPage => ({
  rowKey: 'a',
  seed: 'prj:a',
  fields: { title: 'T', slug: 't', body },
  siteUrl: null,
  ...(converted && { converted }),
})
const paragraph = (id: string, text: string, decorations: unknown[] = []) => ({
  type: 'PARAGRAPH',
  id,
  paragraphData: {},
  nodes: [{ type: 'TEXT', id: '', nodes: [], textData: { text, decorations } }],
})
const document = (...nodes: unknown[]): ConvertedPart => ({
  document: { nodes, metadata: { id: Math.random() } },
})
const codesOf = (made: ReturnType<typeof toPayload>) => made.problems.map((one) => one.code)

let site: BlogSite
beforeEach(async () => {
  site = await startBlogSite()
})
afterEach(() => site.close())

test('what Wix converted is sent in place of ours, the same bytes whatever ids Wix gave', () => {
  const first = toPayload(page('<p>a</p>', [document(paragraph('x1', 'a'))]), options)
  const second = toPayload(page('<p>a</p>', [document(paragraph('y9', 'a'))]), options)
  expect(first.convertedBy).toBe('wix')
  expect(first.problems).toEqual([])
  expect(JSON.stringify(second.payload)).toBe(JSON.stringify(first.payload))
  const ids = [...nodeIds(first.payload.post.richContent)]
  expect(ids.every((id) => isOurNodeId(id, 'prj:a'))).toBe(true)
})

test('sections are joined in order, with ids of their own and links to places that still lead there', () => {
  const link = { type: 'LINK', linkData: { link: { anchor: 'n1' } } }
  const joined = joinSections(
    [
      { nodes: [paragraph('n1', 'one'), paragraph('n2', 'to one', [link])] },
      { nodes: [paragraph('n1', 'two'), paragraph('n2', 'to two', [link])] },
    ],
    'seed',
  )
  const ids = [...nodeIds(joined)]
  expect(new Set(ids).size).toBe(8)
  const text = JSON.stringify(joined)
  expect([...text.matchAll(/"anchor":"([^"]+)"/g)].map((match) => match[1])).toEqual([
    joined.nodes[0]?.id,
    joined.nodes[2]?.id,
  ])
  expect(joinSections([null, { nodes: 'x' }, { nodes: [3] }], 's').nodes).toEqual([])
})

test('a page that Wix has not converted yet is shown as ours, and says so', () => {
  const made = toPayload(page('<p>a</p>'), options)
  expect(made).toMatchObject({
    convertedBy: 'seomatic',
    problems: [{ code: 'wix_not_asked', severity: 'note' }],
  })
  expect(codesOf(toPayload(page('<p>a</p>'), { ...options, converter: 'seomatic' }))).toEqual([])
})

test('what Wix refuses, or what cannot be cut, holds the page back', () => {
  const refused = toPayload(page('<p>a</p>', [{ refused: 'html is odd' }]), options)
  expect(refused.problems).toMatchObject([{ code: 'wix_cannot_convert', severity: 'error' }])
  expect(refused.problems[0]?.message).toMatch(/section 1 of 1: html is odd.*settings/)
  const long = toPayload(page(`<ul><li>${'x '.repeat(6_000)}</li></ul>`), options)
  expect(long.problems[0]?.message).toMatch(/<ul> has 120\d\d characters/)
  expect(codesOf(toPayload(page('<div>'.repeat(3_000)), options))).toContain('wix_cannot_convert')
})

test('what Wix lost is a loss with its place', () => {
  const html = '<p>one <b>two</b></p>\n<table><tr><td>three</td><td>four</td></tr></table>'
  const { losses } = toPayload(page(html, [document(paragraph('x', 'one two threefour'))]), options)
  expect(losses).toMatchObject([
    {
      code: 'wix-words',
      line: 2,
      column: 16,
      message: expect.stringContaining('2 words, the first: "three"'),
    },
    { code: 'wix-table', element: 'table', line: 2, column: 1, message: expect.stringContaining('1 of 1') },
    {
      code: 'wix-format',
      element: 'b',
      line: 1,
      column: 8,
      message: expect.stringContaining('3 characters: bold'),
    },
  ])
})

test('a comparison counts the words each converter keeps', () => {
  const html = '<p>one two</p><p>three</p><script>x</script>'
  const compared = wixConverter.compare(page(html, [document(paragraph('x', 'one twothree'))]))
  expect(compared).toEqual({
    words: 3,
    ours: { words: 3, losses: [{ title: 'Scripts were left out', count: 1 }] },
    theirs: { words: 1, losses: [{ title: expect.stringContaining('words'), count: 1 }] },
  })
})

test('a page is cut, converted and taken by Wix', async () => {
  const body = `${'<p>Some words of a paragraph.</p>'.repeat(400)}<h2>End</h2>`
  const parts = wixConverter.partsOf(page(body), options)
  expect(parts).toHaveLength(2)
  const converted: ConvertedPart[] = []
  for (const part of parts) converted.push(await wixConverter.convert(site.ctx, part))
  const made = toPayload(page(body, converted), { ...options, authorId: site.authorId })
  expect(made.losses).toEqual([])
  expect(made.payload.post.richContent.nodes).toHaveLength(401)
  expect(await wixBlog.validate!(site.ctx, [{ rowKey: 'a', payload: made.payload }])).toMatchObject([
    { valid: true },
  ])
})

test('without the permission nothing is converted, and the way out is named', async () => {
  const poor = await startBlogSite({ permissions: ['Manage Blog'] })
  try {
    await expect(wixConverter.convert(poor.ctx, '<p>a</p>')).rejects.toThrow(
      /lacks the permission Manage Ricos Document.*choose SEOmatic/,
    )
    expect(await wixConverter.convert(site.ctx, `<p>${'x'.repeat(10_001)}</p>`)).toMatchObject({
      refused: expect.stringMatching(/./),
    })
  } finally {
    await poor.close()
  }
})
