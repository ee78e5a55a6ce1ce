// Posts off the site and back, against the simulated Wix.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../../../../test/helpers/blog-site.ts'
import { assetKey, type ItemOutcome, type OutgoingItem, pageSeed } from '../../../target.ts'
import type { RestoreItem } from '../../../way-back.ts'
import { wixBlog } from '../blog.ts'
import type { BlogOptions } from '../options.ts'
import { toPayload } from '../payload.ts'
import type { BlogPayload } from '../post.ts'
import { blogWayBack as wayBack } from './way-back.ts'

let site: BlogSite
let options: BlogOptions
const assets = new Map<string, string>()

beforeEach(async () => {
  site = await startBlogSite()
  options = { ...wixBlog.options.parse({ authorId: site.authorId }) }
  assets.clear()
  for (const [kind, name] of [
    ['category', 'Towns'],
    ['category', 'Rivers'],
    ['tag', 'old'],
    ['tag', 'new'],
  ] as const) {
    const need = { kind, name }
    const [made] = await wixBlog.createAssets(site.ctx, [need])
    if (made?.kind === 'ready') assets.set(assetKey(need), made.id)
  }
  for (const file of ['before', 'after']) {
    const { id } = site.control.createItem({
      siteId: site.siteId,
      kind: 'file',
      fields: { displayName: `${file}.jpg`, mimeType: 'image/jpeg', width: 640, height: 480 },
    }) as { id: string }
    assets.set(
      `image:https://a.test/${file}.jpg`,
      `wix:image://v1/${id}/${file}.jpg#originWidth=640&originHeight=480`,
    )
  }
  site.calls()
})
afterEach(() => site.close())

const before = {
  title: 'Before',
  slug: 'before',
  body: '<h2>Before</h2><p>Some <b>words</b>.</p><p><img src="https://a.test/before.jpg" alt="A"></p>',
  excerpt: 'In short',
  categories: 'Towns',
  tags: 'old',
  cover: 'https://a.test/before.jpg',
  cover_alt: 'A view',
  seo_title: 'Before | Site',
  seo_description: 'What was before',
}
const after = {
  title: 'After',
  slug: 'after',
  body: '<h2>After</h2><ul><li>one</li></ul>',
  excerpt: 'At length',
  categories: 'Rivers',
  tags: 'new; old',
  cover: 'https://a.test/after.jpg',
  cover_alt: '',
  seo_title: 'After | Site',
  seo_description: 'What came after',
}

function item(
  rowKey: string,
  fields: Record<string, string> = before,
  more: Partial<OutgoingItem<BlogPayload>> = {},
): OutgoingItem<BlogPayload> {
  const seed = pageSeed('prj', rowKey)
  const own = { ...fields, slug: `${fields['slug']}-${rowKey}` }
  const { payload } = toPayload({ rowKey, seed, fields: own, siteUrl: null }, options)
  return { rowKey, seed, remoteId: null, payload, visibility: { state: 'live' }, changedFields: [], ...more }
}

async function publish(...items: OutgoingItem<BlogPayload>[]): Promise<string[]> {
  return (await wixBlog.create(site.ctx, items, options, assets)).map(idOf)
}

function idOf(outcome: ItemOutcome | undefined): string {
  if (outcome?.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`)
  return outcome.ref.remoteId
}

async function look(id: string) {
  const state = (await wixBlog.read(site.ctx, [id], 'full', options)).get(id)!
  return { status: state.status, fields: state.fields, raw: state.raw, url: state.url }
}

function back(
  rowKey: string,
  remoteId: string,
  snapshot: unknown,
  more: Partial<RestoreItem> = {},
): RestoreItem {
  return {
    rowKey,
    seed: pageSeed('prj', rowKey),
    remoteId,
    snapshot,
    changedFields: null,
    from: 'there',
    visibility: { state: 'live' },
    ...more,
  }
}

const restore = (...items: RestoreItem[]) => wayBack.restore(site.ctx, items, options)
const kinds = (outcomes: ItemOutcome[]) => outcomes.map(({ kind }) => kind)
const drafts = () =>
  site.control.items(site.siteId, 'drafts') as { id: string; draft: Record<string, unknown> }[]
const bulkUpdate = 'PATCH /blog/v3/draft-posts/update'

async function changeAll(id: string, rowKey = 'a'): Promise<void> {
  const changed = item(rowKey, after, { remoteId: id })
  expect(kinds(await wixBlog.update(site.ctx, [changed], options, assets))).toEqual(['accepted'])
}

describe('a page that is there', () => {
  test('is equal to its snapshot in every field, and says so itself', async () => {
    const [id] = await publish(item('a'))
    const then = await look(id!)
    await changeAll(id!)
    const changed = (await look(id!)).fields!
    for (const field of ['title', 'slug', 'body', 'excerpt', 'cover', 'categories', 'tags', 'seo'])
      expect(changed[field]).not.toBe(then.fields![field])
    const [outcome] = await restore(back('a', id!, then.raw))
    const now = await look(id!)
    expect(now.fields).toEqual(then.fields)
    expect(now.status).toBe('live')
    expect(wayBack.snapshotFields(then.raw, options)).toEqual(then.fields)
    expect(outcome).toMatchObject({ kind: 'accepted', ref: { remoteId: id }, url: now.url })
    expect(wayBack.losses(then.raw, 'there', options)).toEqual([])
  })

  test('gets the named fields back and keeps what people changed beside them', async () => {
    const [id] = await publish(item('a'))
    const then = await look(id!)
    await changeAll(id!)
    const seo = { tags: [], settings: { keywords: [{ term: 'theirs', isMain: true }] } }
    site.control.editItem({
      siteId: site.siteId,
      kind: 'post',
      id: id!,
      fields: { excerpt: 'Their words', featured: true, seoData: seo },
      publish: true,
    })
    await restore(back('a', id!, then.raw, { changedFields: ['title', 'cover', 'seo'] }))
    const { fields } = await look(id!)
    const { title, cover } = then.fields!
    expect(fields).toMatchObject({ title, cover, seo: then.fields!['seo'], excerpt: 'Their words' })
    expect(fields!['slug']).toBe('after-a')
    expect(drafts()[0]?.draft).toMatchObject({ featured: true, seoData: { settings: seo.settings } })
  })

  test('that somebody had changed without publishing gets both versions back', async () => {
    const [id] = await publish(item('a'))
    site.control.editItem({ siteId: site.siteId, kind: 'post', id: id!, fields: { title: 'Unpublished' } })
    const then = await look(id!)
    expect(then.fields).toMatchObject({ title: 'Unpublished' })
    await changeAll(id!)
    await restore(back('a', id!, then.raw, { changedFields: ['body'] }))
    expect((await look(id!)).fields).toMatchObject({ title: 'Unpublished', body: then.fields!['body'] })
    const [post] = site.control.items(site.siteId, 'posts') as { published: { title: string } }[]
    expect(post?.published.title).toBe('Before')
  })

  test('twenty go in two calls; a lost answer is repeated and changes nothing more', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => `r${at}`)
    const ids = await publish(...rows.map((row) => item(row)))
    const snapshots = await Promise.all(ids.map((id) => look(id)))
    for (const [at, id] of ids.entries()) await changeAll(id, rows[at])
    const items = rows.map((row, at) => back(row, ids[at]!, snapshots[at]!.raw))
    site.control.addFault({ route: bulkUpdate, kind: 'accept-then-drop', nth: 1 })
    site.calls()
    expect(new Set(kinds(await restore(...items)))).toEqual(new Set(['in_doubt']))
    expect(site.calls()).toHaveLength(2)
    expect(new Set(kinds(await restore(...items)))).toEqual(new Set(['accepted']))
    for (const [at, id] of ids.entries()) expect((await look(id)).fields).toEqual(snapshots[at]!.fields)
    expect(drafts()).toHaveLength(20)
  })

  test('that was a draft, or had a date, becomes that again', async () => {
    const at = new Date(Date.now() + 86_400_000).toISOString()
    const [draft, dated] = await publish(
      item('a', before, { visibility: { state: 'draft' } }),
      item('b', before, { visibility: { state: 'draft' } }),
    )
    const [a, b] = [await look(draft!), await look(dated!)]
    for (const [id, row] of [
      [draft!, 'a'],
      [dated!, 'b'],
    ] as const)
      await changeAll(id, row)
    expect([(await look(draft!)).status, (await look(dated!)).status]).toEqual(['live', 'live'])
    const items = [
      back('a', draft!, a.raw, { visibility: { state: 'draft' } }),
      back('b', dated!, b.raw, { visibility: { state: 'dated', at } }),
    ]
    expect(kinds(await restore(...items))).toEqual(['accepted', 'accepted'])
    const due = items.filter((one) => wayBack.finishRestore!.isDue(one, options))
    expect(due.map(({ rowKey }) => rowKey)).toEqual(['b'])
    expect(kinds(await wayBack.finishRestore!.run(site.ctx, due, options))).toEqual(['accepted'])
    expect(await look(draft!)).toMatchObject({ status: 'draft', fields: a.fields })
    expect(await look(dated!)).toMatchObject({ status: 'scheduled', fields: b.fields })
  })

  test('of an author who has left keeps back itself alone, and an author it still has is not sent', async () => {
    const [a, b, c] = await publish(item('a'), item('b'), item('c'))
    const [first, second, third] = [await look(a!), await look(b!), await look(c!)]
    for (const [id, row] of [
      [a!, 'a'],
      [b!, 'b'],
      [c!, 'c'],
    ] as const)
      await changeAll(id, row)
    const left = '99999999-9999-4999-8999-999999999999'
    const raw = second.raw as { draft: object; post: object }
    const theirs = { draft: { ...raw.draft, memberId: left }, post: { ...raw.post, memberId: left } }
    const outcomes = await restore(
      back('a', a!, first.raw),
      back('b', b!, theirs),
      back('c', c!, third.raw, { from: 'trashed' }),
    )
    expect(kinds(outcomes)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(outcomes[1]).toMatchObject({ problem: { code: 'author_left' } })
    expect((await look(a!)).fields).toEqual(first.fields)
    const bodies = site.control.requests(0, { bodies: true }) as { path: string; body?: unknown }[]
    const sent = bodies.filter(({ path }) => path.endsWith('/draft-posts/update')).at(-1)
    expect(JSON.stringify(sent?.body)).not.toContain('memberId')
  })

  test('that is gone meanwhile is told and not made', async () => {
    const [id] = await publish(item('a'))
    const then = await look(id!)
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: id!, permanent: true })
    expect(await restore(back('a', id!, then.raw))).toMatchObject([
      { kind: 'rejected', problem: { code: 'gone_since_plan' } },
    ])
    expect(drafts()).toEqual([])
  })

  test('can make way for another under an address of its own for a moment', async () => {
    const [id] = await publish(item('a'))
    const { raw, fields } = await look(id!)
    expect(wayBack.snapshotFields(wayBack.atAddress!(raw, 'aside'), options)).toEqual({
      ...fields,
      slug: 'aside',
    })
  })
})

describe('taking down', () => {
  test('to the drafts and back: same ID, same address, twenty to a call', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => `r${at}`)
    const ids = await publish(...rows.map((row) => item(row)))
    const then = await Promise.all(ids.map((id) => look(id)))
    const items = rows.map((rowKey, at) => ({
      rowKey,
      remoteId: ids[at]!,
      how: 'draft' as const,
      found: { status: 'live' as const, title: 'Before' },
    }))
    site.calls()
    expect(new Set(kinds(await wayBack.takeDown(site.ctx, items, options)))).toEqual(new Set(['accepted']))
    expect(site.calls()).toEqual([bulkUpdate])
    expect(site.control.items(site.siteId, 'posts')).toEqual([])
    expect((await look(ids[3]!)).fields).toEqual(then[3]!.fields)
    const ups = rows.map((row, at) => back(row, ids[at]!, null, { changedFields: [] }))
    expect(new Set(kinds(await restore(...ups)))).toEqual(new Set(['accepted']))
    for (const [at, id] of ids.entries()) expect(await look(id)).toMatchObject({ ...then[at], raw: {} })
    site.calls()
    await restore(...ups)
    expect(site.calls()).not.toContain(bulkUpdate)
  })

  test('a post with a date loses it; drafts and what is gone are down already', async () => {
    const at = new Date(Date.now() + 86_400_000).toISOString()
    const [scheduled, draft, gone] = await publish(
      ...['a', 'b', 'c'].map((row) => item(row, before, { visibility: { state: 'draft' } })),
    )
    await site.client.draftPostDates.schedule(scheduled!, at)
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: gone! })
    const items = [scheduled, draft, gone].map((remoteId, place) => ({
      ...{ rowKey: 'abc'[place]!, remoteId: remoteId!, how: 'draft' as const },
    }))
    site.calls()
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(Array(3).fill('accepted'))
    expect(site.calls().filter((call) => call === bulkUpdate)).toHaveLength(1)
    expect((await look(scheduled!)).status).toBe('draft')
  })

  test.each([
    ['draft', bulkUpdate],
    ['trash', 'DELETE /blog/v3/bulk/draft-posts'],
  ] as const)('to %s after a lost answer: repeated, and done', async (how, route) => {
    const [id] = await publish(item('a'))
    site.control.addFault({ route, kind: 'accept-then-drop', nth: 1 })
    const items = [{ rowKey: 'a', remoteId: id!, how }]
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['in_doubt'])
    expect(kinds(await wayBack.takeDown(site.ctx, items, options))).toEqual(['accepted'])
    expect(site.control.items(site.siteId, 'posts')).toEqual([])
    const { status } = (await wixBlog.read(site.ctx, [id!], 'light', options)).get(id!)!
    expect(status).toBe(how === 'draft' ? 'draft' : 'trashed')
  })

  test('each way says what it costs; none is final', () => {
    expect(wayBack.takeDowns(options).map(({ how, isFinal }) => [how, isFinal])).toEqual([
      ['draft', false],
      ['trash', false],
    ])
    expect(wayBack.takeDowns(options)[1]?.note).toMatch(/likes, comments and views/)
  })
})

describe('out of the trash', () => {
  async function trashed(rowKey = 'a') {
    const [id] = await publish(item(rowKey))
    const then = await look(id!)
    await wayBack.takeDown(site.ctx, [{ rowKey, remoteId: id!, how: 'trash' }], options)
    return { id: id!, then, item: back(rowKey, id!, then.raw, { from: 'trashed' }) }
  }

  test('a post is live again under its ID, equal to its snapshot, and the loss of likes was said', async () => {
    const { id, then, item: one } = await trashed()
    expect(kinds(await restore(one))).toEqual(['accepted'])
    expect(await look(id)).toMatchObject({ status: 'live', fields: then.fields, url: then.url })
    expect(wayBack.losses(then.raw, 'trashed', options)).toMatchObject([
      { code: 'restore_loses_likes', severity: 'note' },
    ])
  })

  test('a lost answer of each step is repeated, and one post stays one', async () => {
    const { id, then, item: one } = await trashed()
    const route = `POST /blog/v3/draft-posts/trash-bin/*`
    site.control.addFault({ route, kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await restore(one))).toEqual(['in_doubt'])
    site.control.addFault({ route: bulkUpdate, kind: 'accept-then-drop', nth: 1 })
    expect(kinds(await restore(one))).toEqual(['in_doubt'])
    expect(kinds(await restore(one))).toEqual(['accepted'])
    expect(await look(id)).toMatchObject({ status: 'live', fields: then.fields })
    expect(drafts()).toHaveLength(1)
  })

  test('without a snapshot it only leaves the trash', async () => {
    const { item: one } = await trashed()
    site.calls()
    const [outcome] = await restore({ ...one, snapshot: null })
    expect(outcome).toMatchObject({ kind: 'accepted', ref: { editedAt: expect.any(String) } })
    expect(site.calls()).not.toContain(bulkUpdate)
  })

  test('a trash that was emptied meanwhile is told', async () => {
    const { id, item: one } = await trashed()
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id, permanent: true })
    expect(await restore(one)).toMatchObject([{ kind: 'rejected', problem: { code: 'gone_since_plan' } }])
  })
})

describe('made again', () => {
  async function deleted(rowKey = 'a', edit?: Record<string, unknown>, isPublished = true) {
    const [id] = await publish(item(rowKey))
    if (edit)
      site.control.editItem({
        siteId: site.siteId,
        kind: 'post',
        id: id!,
        fields: edit,
        publish: isPublished,
      })
    const then = await look(id!)
    site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: id!, permanent: true })
    return { id: id!, then, item: back(rowKey, id!, then.raw, { from: 'gone' }) }
  }

  test('a post that was deleted for good is equal but for its ID, also in what its owner chose', async () => {
    const edit = { featured: true, commentingEnabled: false }
    const { id, then, item: one } = await deleted('a', edit)
    const now = idOf((await restore(one))[0])
    expect(now).not.toBe(id)
    expect(await look(now)).toMatchObject({ status: 'live', fields: then.fields, url: then.url })
    expect(drafts()[0]?.draft).toMatchObject(edit)
    expect(wayBack.losses(then.raw, 'gone', options)).toMatchObject([{ code: 'made_again' }])
  })

  test('one whose answer was lost is found, by its marks and whatever its title', async () => {
    const { item: one } = await deleted()
    site.control.addFault({
      route: 'POST /blog/v3/bulk/draft-posts/create',
      kind: 'accept-then-drop',
      nth: 1,
    })
    expect(kinds(await restore(one))).toEqual(['in_doubt'])
    const found = await wayBack.findRestored(site.ctx, [one], options)
    expect(found.get('a')?.map(({ remoteId }) => remoteId)).toEqual(drafts().map(({ id }) => id))
    expect((await wayBack.findRestored(site.ctx, [back('b', 'x', one.snapshot)], options)).size).toBe(1)
  })

  test('one with changes that nobody had published gets them as such in its last steps', async () => {
    const { then, item: one } = await deleted('a', { title: 'Unpublished' }, false)
    const remoteId = idOf((await restore(one))[0])
    const made = { ...one, remoteId }
    expect(wayBack.finishRestore!.isDue(made, options)).toBe(true)
    expect(wayBack.finishRestore!.writesField('title', made, options)).toBe(true)
    expect(wayBack.finishRestore!.writesField('body', made, options)).toBe(false)
    for (const _ of [1, 2])
      expect(kinds(await wayBack.finishRestore!.run(site.ctx, [made], options))).toEqual(['accepted'])
    expect((await look(remoteId)).fields).toEqual(then.fields)
    const [post] = site.control.items(site.siteId, 'posts') as { published: { title: string } }[]
    expect(post?.published.title).toBe('Before')
  })
})

test('what is predicted is what it costs', async () => {
  const rows = ['a', 'b', 'c', 'd']
  const ids = await publish(...rows.map((row) => item(row)))
  const raws = await Promise.all(ids.map(async (id) => (await look(id)).raw))
  site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: ids[1]! })
  site.control.deleteItem({ siteId: site.siteId, kind: 'post', id: ids[2]!, permanent: true })
  const items = [
    back('a', ids[0]!, raws[0]),
    back('b', ids[1]!, raws[1], { from: 'trashed' }),
    back('c', ids[2]!, raws[2], { from: 'gone' }),
    back('d', ids[3]!, raws[3], { visibility: { state: 'draft' } }),
  ]
  const { reads, writes } = wayBack.costs.restore(
    items.map((one) => wayBack.costs.restoreLoad(one, options, true)),
    options,
  )
  site.calls()
  expect(kinds(await restore(...items))).toEqual(Array(4).fill('accepted'))
  expect(site.calls()).toHaveLength(reads + writes)
})

test('a snapshot that is none is said to be none', () => {
  expect(wayBack.snapshotFields(null, options)).toBeNull()
  expect(wayBack.snapshotFields({ post: {} }, options)).toBeNull()
})

describe('categories and tags that a run made', () => {
  const made = (kind: string, name: string) => ({
    need: { kind, name },
    id: assets.get(assetKey({ kind, name }))!,
  })

  test('are told with what uses them: drafts and live versions, not what lies in the trash', async () => {
    const [live, draft, gone] = await publish(
      item('a'),
      item('b', before, { visibility: { state: 'draft' } }),
      item('c'),
    )
    await changeAll(live!)
    // Live it still has the old one.
    site.control.editItem({ siteId: site.siteId, kind: 'post', id: live!, fields: { categoryIds: [] } })
    await wayBack.takeDown(site.ctx, [{ rowKey: 'c', remoteId: gone!, how: 'trash' }], options)
    const asked = [
      made('category', 'Towns'),
      made('category', 'Rivers'),
      made('tag', 'old'),
      made('tag', 'new'),
    ]
    const users = async (...except: string[]) => {
      const uses = await wayBack.assetUses!(site.ctx, asked, new Set(except), options)
      return asked.map(({ need }) => uses.get(assetKey(need)))
    }
    expect(await users(draft!)).toEqual([[], [live], [live], [live]])
    expect(await users(live!)).toEqual([[draft], [], [draft], []])
    expect(await users(draft!, live!)).toEqual([[], [], [], []])
  })

  test('go from the site; one that is gone already, or whose answer was lost, is gone', async () => {
    const asked = [made('category', 'Towns'), made('tag', 'old')]
    site.control.addFault({ route: 'DELETE /blog/v3/tags/*', kind: 'accept-then-drop', nth: 1 })
    expect((await wayBack.removeAssets!(site.ctx, asked, options)).map(({ kind }) => kind)).toEqual([
      'ready',
      'in_doubt',
    ])
    expect(await wayBack.removeAssets!(site.ctx, asked, options)).toEqual(
      asked.map(({ id }) => ({ kind: 'ready', id })),
    )
    const left = ['categories', 'tags'] as const
    expect(left.map((kind) => site.control.items(site.siteId, kind).length)).toEqual([1, 1])
  })
})
