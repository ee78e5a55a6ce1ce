// The blog against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../../../test/helpers/blog-site.ts'
import type { ItemOutcome, OutgoingItem } from '../../target.ts'
import { assetKey, pageSeed } from '../../target.ts'
import { wixBlog } from './blog.ts'
import type { BlogOptions } from './options.ts'
import { needsOf, toPayload } from './payload.ts'
import type { BlogPayload } from './post.ts'

let site: BlogSite
let options: BlogOptions
const noAssets = new Map<string, string>()

beforeEach(async () => {
  site = await startBlogSite()
  options = { authorId: site.authorId, mode: 'publish' }
})
afterEach(() => site.close())

function item(
  rowKey: string,
  fields: Record<string, string> = {},
  more: Partial<OutgoingItem<BlogPayload>> = {},
) {
  const seed = pageSeed('prj', rowKey)
  const texts = {
    title: `Title ${rowKey}`,
    slug: rowKey,
    body: `<h2>About ${rowKey}</h2><p>Some words.</p>`,
    ...fields,
  }
  const { payload } = toPayload({ rowKey, seed, fields: texts, siteUrl: null }, options)
  const visibility = wixBlog.visibility(options)
  return { rowKey, seed, remoteId: null, payload, visibility, changedFields: [], ...more }
}

async function create(...items: OutgoingItem<BlogPayload>[]): Promise<ItemOutcome[]> {
  return wixBlog.create(site.ctx, items, options, noAssets)
}

function idOf(outcome: ItemOutcome | undefined): string {
  if (outcome?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`)
  return outcome.ref.remoteId
}

const kinds = (outcomes: ItemOutcome[]) => outcomes.map((one) => one.kind)
const posts = () => site.control.items(site.siteId, 'posts')
const bulk = 'POST /blog/v3/bulk/draft-posts/create'

describe('creating', () => {
  test('twenty posts go live in one call, each with its address', async () => {
    const items = Array.from({ length: 20 }, (_, i) => item(`row-${i}`))
    const outcomes = await create(...items)
    expect(outcomes.map((one) => one.rowKey)).toEqual(items.map((one) => one.rowKey))
    expect(outcomes[7]).toMatchObject({ kind: 'accepted', url: `${site.siteUrl}/post/row-7` })
    expect(site.calls()).toEqual([bulk])
    expect(posts()).toHaveLength(20)
  })

  test("what only today's API knows is sent, taken and read back as it was", async () => {
    const body =
      '<p><s>old</s> m<sup>2</sup> H<sub>2</sub>O <code>x = 1</code></p><figure><img src="https://a.test/a.png" width="640" height="480" alt="A"><figcaption>A <b>bold</b> caption</figcaption></figure>'
    const one = item('a', { body })
    const [outcome] = await create(one)
    const state = (await wixBlog.read(site.ctx, [idOf(outcome)], 'full', options)).get(idOf(outcome))
    expect(state?.fields?.['body']).toBe(wixBlog.payloadFields(one.payload, noAssets)['body'])
    for (const name of ['STRIKETHROUGH', 'SUPERSCRIPT', 'SUBSCRIPT', 'FONT_FAMILY', 'CAPTION'])
      expect(state?.fields?.['body']).toContain(name)
    expect(await wixBlog.validate!(site.ctx, [one])).toEqual([{ rowKey: 'a', valid: true, message: '' }])
  })

  test('drafts stay drafts and have no address', async () => {
    options = { ...options, mode: 'draft' }
    const [outcome] = await create(item('a'))
    expect(outcome).toMatchObject({ kind: 'accepted', url: null })
    expect(posts()).toEqual([])
    const state = (await wixBlog.read(site.ctx, [idOf(outcome)], 'full', options)).get(idOf(outcome))
    expect(state?.fields).toMatchObject(wixBlog.payloadFields(item('a').payload, noAssets))
  })

  test('a whole call refused for one item rejects that one and keeps the others', async () => {
    const bad = item('bad')
    bad.payload.post.title = ''
    const outcomes = await create(item('a'), bad, item('c'))
    expect(kinds(outcomes)).toEqual(['wait', 'rejected', 'wait'])
    expect(outcomes[0]).toMatchObject({ ms: 0 })
    expect(posts()).toEqual([])
  })

  test('when Wix does not say which item it means, they go one by one', async () => {
    const bad = item('bad')
    const paragraph = bad.payload.post.richContent.nodes[1] as unknown as { nodes: unknown[] }
    bad.payload.post.richContent.nodes = paragraph.nodes as never
    const outcomes = await create(item('a'), bad, item('c'))
    expect(kinds(outcomes)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(posts()).toHaveLength(2)
  })

  test('an author who is no member stops nothing silently: every item tells why', async () => {
    options = { ...options, authorId: '99999999-9999-4999-8999-999999999999' }
    const outcomes = await create(item('a'), item('b'))
    expect(kinds(outcomes)).toEqual(['stop', 'stop'])
    expect(outcomes[0]).toMatchObject({ problem: { code: 'wix_author' } })
    expect(site.calls()).toEqual([bulk])
  })

  test('a post never leaves without the ids of its categories', async () => {
    const [outcome] = await create(item('a', { categories: 'Andorra' }))
    expect(outcome).toMatchObject({ kind: 'rejected', problem: { code: 'asset_missing' } })
    expect(site.calls()).toEqual([])
  })

  test('a lost answer leaves all in doubt, a missing entry only its own', async () => {
    site.control.addFault({ route: bulk, kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await create(item('a'), item('b')))).toEqual(['in_doubt', 'in_doubt'])
    site.control.removeFaults()
    site.control.addFault({ route: bulk, kind: 'bulk-missing', indexes: [1] })
    expect(kinds(await create(item('c'), item('d'), item('e')))).toEqual(['accepted', 'in_doubt', 'accepted'])
  })

  test('answers in another order are matched by their place', async () => {
    site.control.addFault({ route: bulk, kind: 'bulk-permuted' })
    const outcomes = await create(item('a'), item('b'), item('c'))
    const read = await wixBlog.read(site.ctx, outcomes.map(idOf), 'light', options)
    const full = await wixBlog.read(site.ctx, outcomes.map(idOf), 'full', options)
    expect(read.size).toBe(3)
    expect(outcomes.map((one) => full.get(idOf(one))?.fields?.['title'])).toEqual([
      'Title a',
      'Title b',
      'Title c',
    ])
  })
})

describe('reading back', () => {
  test('everything sent is found equal, categories, tags and SEO included', async () => {
    const fields = {
      excerpt: 'Short',
      categories: 'Andorra; Europe',
      tags: 'Parish',
      seo_title: 'T',
      seo_description: 'D "quoted"',
      og_title: 'O',
      json_ld: '{"name":"</script>"}',
    }
    const one = item('a', fields)
    const assets = new Map<string, string>()
    for (const need of needsOf(one.payload)) {
      const [made] = await wixBlog.createAssets(site.ctx, [need])
      assets.set(assetKey(need), made?.kind === 'ready' ? made.id : '')
    }
    const [outcome] = await wixBlog.create(site.ctx, [one], options, assets)
    const state = (await wixBlog.read(site.ctx, [idOf(outcome)], 'full', options)).get(idOf(outcome))
    expect(state?.fields).toMatchObject(wixBlog.payloadFields(one.payload, assets))
    expect(state).toMatchObject({ status: 'live', exists: true, slug: 'a', url: `${site.siteUrl}/post/a` })
  })

  test('a hundred posts need one call for a light look and two for a full one', async () => {
    const ids: string[] = []
    for (let i = 0; i < 100; i += 20)
      ids.push(...(await create(...Array.from({ length: 20 }, (_, k) => item(`r${i + k}`)))).map(idOf))
    site.calls()
    const light = await wixBlog.read(site.ctx, ids, 'light', options)
    expect(site.calls()).toEqual(['POST /blog/v3/draft-posts/query'])
    expect([...light.values()].every((state) => state.exists && state.fields === null)).toBe(true)
    await wixBlog.read(site.ctx, ids, 'full', options)
    expect(site.calls()).toHaveLength(2)
  })

  test('trashed and gone are told apart', async () => {
    const [a, b] = (await create(item('a'), item('b'))).map(idOf)
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: a! })
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: b!, permanent: true })
    const states = await wixBlog.read(site.ctx, [a!, b!], 'full', options)
    expect(states.get(a!)).toMatchObject({ exists: false, status: 'trashed' })
    expect(states.get(b!)).toMatchObject({ exists: false, status: 'gone' })
  })

  test('changes somebody saved without publishing show, with the address in force', async () => {
    await create(item('taken'))
    const [, b] = await create(item('b'), item('c', { slug: 'taken' }))
    const id = idOf(b)
    const fields = { title: 'Their title' }
    site.control.editItem({ siteId: site.siteId, kind: 'post', id, fields })
    const state = (await wixBlog.read(site.ctx, [id], 'full', options)).get(id)
    expect(state).toMatchObject({ status: 'live', fields: { title: 'Their title', slug: 'taken-1' } })
    expect(state?.slug).toBe('taken-1')
  })
})

describe('updating', () => {
  test('only the changed fields are sent, and everything else a person did stays', async () => {
    const id = idOf((await create(item('a', { excerpt: 'old', seo_title: 'T' })))[0])
    site.control.editItem({
      siteId: site.siteId,
      kind: 'post',
      id,
      fields: {
        title: 'Their title',
        featured: true,
        seoData: { tags: [], settings: { keywords: [{ term: 'theirs', isMain: true }] } },
      },
      publish: true,
    })
    const changed = item(
      'a',
      { excerpt: 'new', seo_title: 'T2' },
      { remoteId: id, changedFields: ['excerpt', 'seo'] },
    )
    expect(kinds(await wixBlog.update(site.ctx, [changed], options, noAssets))).toEqual(['accepted'])
    expect(posts()[0]).toMatchObject({
      hasUnpublishedChanges: false,
      published: {
        title: 'Their title',
        featured: true,
        excerpt: 'new',
        seoData: { tags: [{ children: 'T2' }], settings: { keywords: [{ term: 'theirs' }] } },
      },
    })
  })

  test('a moved page keeps its post and gets the new address', async () => {
    const id = idOf((await create(item('a')))[0])
    const moved = item('a', { slug: 'b' }, { remoteId: id, changedFields: ['slug'] })
    const [outcome] = await wixBlog.update(site.ctx, [moved], options, noAssets)
    expect(outcome).toMatchObject({ kind: 'accepted', url: `${site.siteUrl}/post/b` })
    expect(posts()).toHaveLength(1)
  })

  test('without named fields everything of ours is sent', async () => {
    const id = idOf((await create(item('a')))[0])
    const again = item('a', { title: 'New', body: '<p>New</p>' }, { remoteId: id })
    await wixBlog.update(site.ctx, [again], options, noAssets)
    const state = (await wixBlog.read(site.ctx, [id], 'full', options)).get(id)
    expect(state?.fields).toMatchObject(wixBlog.payloadFields(again.payload, noAssets))
  })

  test('a change of status alone publishes, or takes back, and changes nothing else', async () => {
    options = { ...options, mode: 'draft' }
    const id = idOf((await create(item('a')))[0])
    site.control.editItem({ siteId: site.siteId, kind: 'post', id, fields: { title: 'Theirs' } })
    options = { ...options, mode: 'publish' }
    await wixBlog.update(
      site.ctx,
      [item('a', {}, { remoteId: id, changedFields: ['status'] })],
      options,
      noAssets,
    )
    expect(posts()[0]).toMatchObject({ published: { title: 'Theirs' } })
    options = { ...options, mode: 'draft' }
    await wixBlog.update(
      site.ctx,
      [item('a', {}, { remoteId: id, changedFields: ['status'] })],
      options,
      noAssets,
    )
    expect(posts()).toEqual([])
  })

  test('what somebody deleted for good is rejected as gone and the rest is done', async () => {
    const [a, b] = (await create(item('a'), item('b'))).map(idOf)
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: a!, permanent: true })
    const update = (rowKey: string, id: string) =>
      item(rowKey, { title: 'New' }, { remoteId: id, changedFields: ['title'] })
    const outcomes = await wixBlog.update(site.ctx, [update('a', a!), update('b', b!)], options, noAssets)
    expect(outcomes).toMatchObject([
      { kind: 'rejected', problem: { code: 'wix_gone' } },
      { kind: 'accepted' },
    ])
  })
})

describe('removing', () => {
  test('goes to the trash, and what is gone already is done', async () => {
    const [a, b] = (await create(item('a'), item('b'))).map(idOf)
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: b!, permanent: true })
    const refs = [a!, b!].map((remoteId, i) => ({ rowKey: `r${i}`, remoteId, editedAt: null }))
    expect(kinds(await wixBlog.remove(site.ctx, refs, options))).toEqual(['accepted', 'accepted'])
    expect(site.control.items(site.siteId, 'trash')).toHaveLength(1)
  })
})

describe('finding what was lost', () => {
  test('all twins are found, and a stranger with the same title is not', async () => {
    await create(item('a'))
    await create(item('a'))
    site.control.createItem({
      siteId: site.siteId,
      kind: 'post',
      fields: { title: 'Title a', seoSlug: 'other' },
      publish: true,
    })
    const found = await wixBlog.find(site.ctx, [item('a'), item('b')], options)
    expect([...found.keys()]).toEqual(['a'])
    expect(found.get('a')).toHaveLength(2)
    expect(found.get('a')?.[0]?.editedAt).toEqual(expect.any(String))
  })

  test('drafts are found too', async () => {
    options = { ...options, mode: 'draft' }
    await create(item('a'))
    expect((await wixBlog.find(site.ctx, [item('a')], options)).get('a')).toHaveLength(1)
  })

  test('a site that rewrites node ids is searched by address and content', async () => {
    const squatter = { title: 'Squatter', seoSlug: 'a' }
    site.control.createItem({ siteId: site.siteId, kind: 'post', fields: squatter, publish: true })
    const id = idOf((await create(item('a')))[0])
    const richContent = JSON.parse(JSON.stringify(item('a').payload.post.richContent), (key, value) =>
      key === 'id' ? 'x1' : value,
    )
    site.control.editItem({ siteId: site.siteId, kind: 'post', id, fields: { richContent }, publish: true })
    const found = await wixBlog.find(site.ctx, [item('a')], options)
    expect(found.get('a')).toMatchObject([{ remoteId: id }])
    const other = item('a', { body: '<p>Other words</p>' })
    expect((await wixBlog.find(site.ctx, [other], options)).size).toBe(0)
  })

  test('two rows with one title are told apart by their marks', async () => {
    await create(item('a', { title: 'Same' }), item('b', { title: 'Same' }))
    const items = ['a', 'b', 'c'].map((rowKey) => item(rowKey, { title: 'Same' }))
    const found = await wixBlog.find(site.ctx, items, options)
    expect([...found].map(([rowKey, refs]) => [rowKey, refs.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
  })

  test('what lies in the trash does not count', async () => {
    const id = idOf((await create(item('a')))[0])
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id })
    expect((await wixBlog.find(site.ctx, [item('a')], options)).size).toBe(0)
  })

  test('addresses of live posts are taken, with their owner', async () => {
    const id = idOf((await create(item('a')))[0])
    const taken = await wixBlog.takenSlugs!(site.ctx, ['a', 'b'], options)
    expect([...taken]).toEqual([['a', { remoteId: id, title: 'Title a' }]])
  })
})

describe('categories and tags', () => {
  test('are found whatever their case, and a hundred tags cost one call, two when some are missing', async () => {
    site.control.createItem({ siteId: site.siteId, kind: 'category', fields: { label: 'ANDORRA' } })
    site.control.createItem({ siteId: site.siteId, kind: 'tag', fields: { label: 'Parish' } })
    const tags = Array.from({ length: 99 }, (_, i) => ({ kind: 'tag', name: `t${i}` }))
    for (const { name } of tags)
      site.control.createItem({ siteId: site.siteId, kind: 'tag', fields: { label: name } })
    const found = await wixBlog.lookUpAssets(site.ctx, [
      { kind: 'category', name: 'Andorra' },
      { kind: 'tag', name: 'Parish' },
      ...tags,
    ])
    expect(found.size).toBe(101)
    expect(site.calls()).toHaveLength(2)
    const other = await wixBlog.lookUpAssets(site.ctx, [
      { kind: 'tag', name: 'PARISH' },
      { kind: 'tag', name: 'new' },
    ])
    expect([...other.keys()]).toEqual(['tag:parish'])
    expect(site.calls()).toHaveLength(2)
  })

  test('creating what exists gives the one that is there', async () => {
    const id = String(
      site.control.createItem({ siteId: site.siteId, kind: 'category', fields: { label: 'Andorra' } })['id'],
    )
    const made = await wixBlog.createAssets(site.ctx, [{ kind: 'category', name: 'Andorra' }])
    expect(made).toEqual([{ kind: 'ready', id, isFound: true }])
    expect(site.control.items(site.siteId, 'categories')).toHaveLength(1)
  })

  test('a lost answer is in doubt and a label Wix refuses is rejected', async () => {
    const long = { kind: 'category', name: 'x'.repeat(36) }
    expect(await wixBlog.createAssets(site.ctx, [long])).toMatchObject([{ kind: 'rejected' }])
    site.control.addFault({ route: 'POST /blog/v3/tags', kind: 'accept-then-drop' })
    const tag = { kind: 'tag', name: 'x' }
    expect(await wixBlog.createAssets(site.ctx, [tag])).toMatchObject([{ kind: 'in_doubt' }])
    expect((await wixBlog.lookUpAssets(site.ctx, [{ kind: 'tag', name: 'X' }])).size).toBe(1)
  })
})

describe('choices', () => {
  test('authors are members, guests included, and can be searched', async () => {
    const all = await wixBlog.choices(site.ctx, 'authors', '')
    expect(all.complete).toBe(true)
    expect(all.items.find((one) => one.label === 'Guest Author')?.hint).toBe('guest author')
    const found = await wixBlog.choices(site.ctx, 'authors', 'mary')
    expect(found.items.map((one) => one.label)).toEqual(['Mary Writer'])
  })

  test('without the permission to read members, authors of existing posts are offered', async () => {
    await create(item('a'))
    const key = site.control.keys()[0]!
    site.control.changeKey({ key: key.key, permissions: ['Manage Blog'] })
    // Wix may refuse with 401 as well, and still the credentials are good.
    for (const deny401 of [false, true]) {
      site.control.changeSite({ id: site.siteId, switches: { deny401 } })
      const { items, complete } = await wixBlog.choices(site.ctx, 'authors', '')
      expect(items).toMatchObject([{ id: site.authorId, label: 'Author of "Title a"' }])
      expect(complete).toBe(false)
    }
  })

  test('categories and tags of the site are offered by name', async () => {
    for (const label of ['Andorra', 'Austria', 'Benin'])
      site.control.createItem({ siteId: site.siteId, kind: 'category', fields: { label } })
    const { items } = await wixBlog.choices(site.ctx, 'categories', 'a')
    expect(items.map((one) => one.label).sort()).toEqual(['Andorra', 'Austria'])
  })
})

describe("Wix's own validator", () => {
  test('agrees with our documents and tells what it dislikes', async () => {
    const bad = item('bad')
    Object.assign(bad.payload.post.richContent.nodes[0]!, { headingData: { level: 'two' } })
    expect(await wixBlog.validate!(site.ctx, [item('a'), bad])).toEqual([
      expect.objectContaining({ valid: true }),
      expect.objectContaining({ valid: false, message: expect.stringMatching(/objects: ./) }),
    ])
  })

  test('is left out without the permission', async () => {
    const key = site.control.keys()[0]!
    site.control.changeKey({ key: key.key, permissions: ['Manage Blog'] })
    expect(await wixBlog.validate!(site.ctx, [item('a')])).toBeNull()
  })
})
