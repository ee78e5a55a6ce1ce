// Pictures of posts, from the address in a row to the picture in the post, against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../../../test/helpers/blog-site.ts'
import { assetKey, imageKind, type OutgoingItem, pageSeed } from '../../target.ts'
import { readImageRef, writeImageRef } from '../media.ts'
import { wixBlog } from './blog.ts'
import type { BlogOptions } from './options.ts'
import { missingAssets, needsOf, toPayload, toWire } from './payload.ts'
import type { BlogPayload } from './post.ts'

const cover = 'https://images.test/cover.jpg'
const inText = 'https://images.test/inside.png'
const body = `<h2>About</h2><p>Words.</p><img src="${inText}" alt="A bridge">`
let options: BlogOptions = { authorId: '11111111-1111-4111-8111-111111111111', mode: 'publish' }

function make(fields: Record<string, string>, rowKey = 'a') {
  const texts = { title: 'Title', slug: rowKey, body, ...fields }
  return toPayload({ rowKey, seed: pageSeed('prj', rowKey), fields: texts, siteUrl: null }, options)
}
const ref = (fileId: string) => writeImageRef({ fileId, fileName: 'x.jpg', width: 800, height: 600 })
const key = (name: string) => assetKey({ kind: imageKind, name })
const both = new Map([
  [key(cover), ref('c~mv2.jpg')],
  [key(inText), ref('i~mv2.png')],
])
const imageOf = (wire: { richContent: { nodes: unknown[] } }) =>
  (wire.richContent.nodes as { type: string; imageData?: { image: unknown } }[]).find(
    (node) => node.type === 'IMAGE',
  )?.imageData?.image
const codes = (fields: Record<string, string>) =>
  make(fields).problems.map((one) => `${one.severity}:${one.field}:${one.code}`)

describe('in a payload', () => {
  test('pictures stand by their addresses and are needed once each, whatever place they have', () => {
    const { payload } = make({ cover, cover_alt: ' A  view ', body: `${body}<img src="${cover}" alt="x">` })
    expect(payload.post.media).toEqual({ url: cover, alt: 'A view' })
    expect(needsOf(payload).map(assetKey)).toEqual([key(cover), key(inText)])
    expect(missingAssets(payload, new Map())).toEqual([])
  })

  test('a template without a cover leaves the one in Wix alone, and a blank cover takes it away', () => {
    expect(make({}).payload.post).not.toHaveProperty('media')
    const blank = make({ cover: ' ' }).payload
    expect(needsOf(blank).map(assetKey)).toEqual([key(inText)])
    expect(toWire(blank, new Map()).media).toEqual({ displayed: false, custom: false })
  })

  test('a file of the site needs no import but its sizes', () => {
    const own = 'https://static.wixstatic.com/media/o~mv2.jpg'
    const { payload } = make({ body: `<p>x</p><img src="${own}" alt="x">`, cover: ref('c~mv2.jpg') })
    expect(needsOf(payload).map(({ name }) => name)).toEqual([ref('c~mv2.jpg'), own])
    const wire = toWire(payload, new Map([[key(own), ref('o~mv2.jpg')]]))
    expect(imageOf(wire)).toEqual({ src: { id: 'o~mv2.jpg' }, width: 800, height: 600 })
  })

  test.each([
    ['data:image/png;base64,AAAA', ['error:cover:image_address']],
    ['/images/a.jpg', ['error:cover:image_address']],
    ['ftp://a.test/a.jpg', ['error:cover:image_address']],
    ['wix:image://v1/a~mv2.jpg/a.jpg', []],
    [cover, []],
  ])('the cover %s gives %j', (given, expected) => {
    expect(codes({ cover: given, cover_alt: 'x' })).toEqual(expected)
  })

  test('pictures in the text that can never be had are errors, and ones without alternative text a note', () => {
    expect(codes({ body: '<p>x</p><img src="data:image/png;base64,AAAA" alt="x">' })).toEqual([
      'error:body:image_address',
    ])
    expect(codes({ body: '<p>x</p><img src="images/a.png" alt="x">' })).toEqual(['error:body:image_address'])
    expect(codes({ body: `<p>x</p><img src="${inText}">` })).toEqual(['note:body:image_no_alt'])
    expect(codes({ body })).toEqual([])
  })

  test('sizes that the HTML does not say are no loss, since the file has them', () => {
    expect(make({}).losses).toEqual([])
    expect(imageOf(toWire(make({}).payload, both))).toEqual({
      src: { id: 'i~mv2.png' },
      width: 800,
      height: 600,
    })
  })

  test('sizes of the file win over what the HTML claims', () => {
    const { payload } = make({ body: `<p>x</p><img src="${inText}" width="3" height="4" alt="x">` })
    expect(imageOf(toWire(payload, both))).toMatchObject({ width: 800, height: 600 })
  })

  test('without ids the cover is left out and the text keeps the address', () => {
    const wire = toWire(make({ cover }).payload, new Map())
    expect(wire).not.toHaveProperty('media')
    expect(imageOf(wire)).toEqual({ src: { url: inText } })
  })

  test('a cover that changes, or gets an id, changes one field; a blank one is blank', () => {
    const field = (fields: Record<string, string>, assets = both) =>
      wixBlog.payloadFields(make(fields).payload, assets)['cover']
    expect(field({ cover, cover_alt: 'A view' })).toBe('c~mv2.jpg\nA view')
    expect(field({ cover }, new Map())).toBe(`new: ${cover}`)
    expect(field({ cover: '' })).toBe('')
    expect(field({})).toBeUndefined()
  })

  test('shows in the preview, escaped', () => {
    const html = (fields: Record<string, string>) => wixBlog.previewHtml(make(fields).payload)
    expect(html({ cover, cover_alt: '"><script>' })).toContain(
      `<figure><img src="${cover}" alt="&quot;&gt;&lt;script&gt;"></figure>`,
    )
    expect(html({ cover: 'javascript:alert(1)' })).not.toContain('script')
  })
})

describe('on the site', () => {
  let site: BlogSite
  beforeEach(async () => {
    site = await startBlogSite()
    options = { authorId: site.authorId, mode: 'publish' }
  })
  afterEach(() => site.close())

  const outgoing = (
    fields: Record<string, string>,
    more: Partial<OutgoingItem<BlogPayload>> = {},
  ): OutgoingItem<BlogPayload> => ({
    rowKey: 'a',
    seed: pageSeed('prj', 'a'),
    remoteId: null,
    payload: make(fields).payload,
    visibility: wixBlog.visibility(options),
    changedFields: [],
    ...more,
  })

  async function importAll(item: OutgoingItem<BlogPayload>): Promise<Map<string, string>> {
    const needs = needsOf(item.payload)
    const outcomes = await wixBlog.createAssets(site.ctx, needs)
    const pending = needs.map((need, i) => {
      const outcome = outcomes[i]
      return { need, id: outcome?.kind === 'pending' ? outcome.id : '' }
    })
    let ends = outcomes
    while (ends.some((one) => one.kind === 'pending')) ends = await wixBlog.pendingAssets!(site.ctx, pending)
    return new Map(ends.map((end, i) => [assetKey(needs[i]!), end.kind === 'ready' ? end.id : '']))
  }

  async function create(item: OutgoingItem<BlogPayload>, assets: ReadonlyMap<string, string>) {
    const [outcome] = await wixBlog.create(site.ctx, [item], options, assets)
    if (outcome?.kind !== 'accepted') throw new Error(JSON.stringify(outcome))
    return outcome.ref.remoteId
  }
  const read = async (id: string) => (await wixBlog.read(site.ctx, [id], 'full', options)).get(id)

  test('cover and pictures are imported once and the post is read back equal', async () => {
    const item = outgoing({ cover, cover_alt: 'A view' })
    const assets = await importAll(item)
    const id = await create(item, assets)
    expect((await read(id))?.fields).toMatchObject(wixBlog.payloadFields(item.payload, assets))
    const [post] = site.control.items(site.siteId, 'posts') as { published: Record<string, unknown> }[]
    const { fileId } = readImageRef(assets.get(key(cover)) ?? '')!
    expect(post?.published['media']).toMatchObject({
      displayed: true,
      custom: true,
      altText: 'A view',
      wixMedia: { image: { id: fileId } },
    })
    expect(await wixBlog.lookUpAssets(site.ctx, needsOf(item.payload))).toEqual(assets)
  })

  test('an update changes the cover alone, and a blank one takes it away', async () => {
    const item = outgoing({ cover })
    const assets = await importAll(item)
    const remoteId = await create(item, assets)
    const other = outgoing({ cover: inText }, { remoteId, changedFields: ['cover'] })
    site.calls()
    await wixBlog.update(site.ctx, [other], options, assets)
    expect((await read(remoteId))?.fields?.['cover']).toBe(
      wixBlog.payloadFields(other.payload, assets)['cover'],
    )
    const sent = site.control.requests().find((one) => one['method'] === 'PATCH')?.['body'] as {
      draftPosts: { fieldMask: string }[]
    }
    expect(sent.draftPosts[0]?.fieldMask).toBe('media')
    const none = outgoing({ cover: '' }, { remoteId, changedFields: ['cover'] })
    await wixBlog.update(site.ctx, [none], options, assets)
    expect((await read(remoteId))?.fields?.['cover']).toBe('')
  })

  test('without ids an update leaves the cover in Wix as it is', async () => {
    const item = outgoing({ cover })
    const assets = await importAll(item)
    const remoteId = await create(item, assets)
    const other = outgoing({ cover: inText, title: 'New' }, { remoteId, changedFields: ['cover', 'title'] })
    await wixBlog.update(site.ctx, [other], options, new Map())
    expect((await read(remoteId))?.fields).toMatchObject({
      title: 'New',
      cover: readImageRef(assets.get(key(cover)) ?? '')?.fileId,
    })
  })

  test('a connection without the Media Manager publishes the text all the same', async () => {
    const item = outgoing({ cover })
    const state = await read(await create(item, new Map()))
    expect(state).toMatchObject({ status: 'live', fields: { cover: '' } })
    expect(state?.fields?.['body']).toBe(wixBlog.payloadFields(item.payload, new Map())['body'])
  })
})
