import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
let tagId: unknown

beforeAll(async () => {
  test = await openTestSite()
  tagId = at((await test.call('POST', '/blog/v3/tags', { label: 'rye' })).body, 'tag.id')
  const draftPosts = Array.from({ length: 7 }, (_, i) =>
    test.post(`Title ${i}`, {
      featured: i % 2 === 0,
      ...(i < 3 && { tagIds: [tagId] }),
      seoSlug: `slug-${i}`,
    }),
  )
  await test.call('POST', '/blog/v3/bulk/draft-posts/create', { draftPosts, publish: true })
})
afterAll(() => test.simulator.close())

const drafts = (query: Obj) => test.call('POST', '/blog/v3/draft-posts/query', { query })
const posts = (query: Obj) => test.call('POST', '/blog/v3/posts/query', { query })
const titlesOf = (body: Obj, key: string) => (body[key] as Obj[]).map((item) => item['title'])
const byTitle = [{ fieldName: 'title', order: 'ASC' }]

describe('filters', () => {
  it.each([
    [{ title: 'Title 3' }, ['Title 3']],
    [{ title: { $in: ['Title 1', 'Title 2'] } }, ['Title 1', 'Title 2']],
    [{ title: { $startsWith: 'Title', $gt: 'Title 4' } }, ['Title 5', 'Title 6']],
    [{ featured: { $ne: true } }, ['Title 1', 'Title 3', 'Title 5']],
    [{ $or: [{ title: 'Title 0' }, { title: { $eq: 'Title 6' } }] }, ['Title 0', 'Title 6']],
    [{ $and: [{ featured: true }, { title: { $lt: 'Title 3' } }] }, ['Title 0', 'Title 2']],
    [{ $not: { title: { $lte: 'Title 4' } } }, ['Title 5', 'Title 6']],
    [{ excerpt: { $exists: true } }, []],
    [{ editedDate: { $gte: '2100-01-01T00:00:00Z' } }, []],
  ])('%j finds what it should', async (filter, expected) => {
    const { body } = await drafts({ filter, sort: byTitle })
    expect(titlesOf(body, 'draftPosts')).toEqual(expected)
  })

  it('finds tags by $hasSome and slugs by $hasSome', async () => {
    const byTag = await drafts({ filter: { tagIds: { $hasSome: [tagId] } }, sort: byTitle })
    expect(titlesOf(byTag.body, 'draftPosts')).toEqual(['Title 0', 'Title 1', 'Title 2'])
    const bySlug = await posts({
      filter: { slug: { $hasSome: ['slug-4', 'slug-5', 'free'] } },
      sort: byTitle,
    })
    expect(titlesOf(bySlug.body, 'posts')).toEqual(['Title 4', 'Title 5'])
  })

  it('matches a date in another spelling', async () => {
    const { body } = await drafts({ filter: { title: 'Title 0' } })
    const edited = String(at(body, 'draftPosts.0.editedDate'))
    const other = edited.replace('Z', '+00:00')
    expect(titlesOf((await drafts({ filter: { editedDate: { $eq: other } } })).body, 'draftPosts')).toEqual([
      'Title 0',
    ])
  })

  it.each([
    ['drafts cannot be found by slug', 'draft-posts', { seoSlug: 'slug-1' }],
    ['drafts cannot be found by author', 'draft-posts', { memberId: 'x' }],
    ['draft titles have no $hasSome', 'draft-posts', { title: { $hasSome: ['x'] } }],
    ['post slugs have no $in', 'posts', { slug: { $in: ['x'] } }],
    ['tags of a post have no $eq', 'posts', { tagIds: tagId ?? 'x' }],
    ['unknown operators are refused', 'posts', { title: { $regex: 'x' } }],
    ['category slugs have no $startsWith', 'categories', { slug: { $startsWith: 'x' } }],
  ])('%s', async (_, entity, filter) => {
    const reply = await test.call('POST', `/blog/v3/${entity}/query`, { query: { filter } })
    expect([reply.status, at(reply.body, 'details.applicationError.code')]).toEqual([400, 'INVALID_FILTER'])
  })
})

describe('paging', () => {
  it('walks forward and back by cursor without a gap, while posts are added', async () => {
    const first = await drafts({
      filter: { title: { $startsWith: 'Title' } },
      sort: byTitle,
      cursorPaging: { limit: 3 },
    })
    expect(titlesOf(first.body, 'draftPosts')).toEqual(['Title 0', 'Title 1', 'Title 2'])
    await test.call('POST', '/blog/v3/draft-posts', { draftPost: test.post('Title 00') })
    const second = await drafts({
      cursorPaging: { limit: 3, cursor: at(first.body, 'pagingMetadata.cursors.next') },
    })
    expect(titlesOf(second.body, 'draftPosts')).toEqual(['Title 3', 'Title 4', 'Title 5'])
    const back = await drafts({
      cursorPaging: { limit: 3, cursor: at(second.body, 'pagingMetadata.cursors.prev') },
    })
    expect(titlesOf(back.body, 'draftPosts')).toEqual(['Title 00', 'Title 1', 'Title 2'])
    const last = await drafts({
      cursorPaging: { limit: 3, cursor: at(second.body, 'pagingMetadata.cursors.next') },
    })
    expect(titlesOf(last.body, 'draftPosts')).toEqual(['Title 6'])
    expect(at(last.body, 'pagingMetadata.cursors.next')).toBeUndefined()
  })

  it('pages by offset with a total', async () => {
    const { body } = await posts({ sort: byTitle, paging: { limit: 2, offset: 5 } })
    expect(titlesOf(body, 'posts')).toEqual(['Title 5', 'Title 6'])
    expect(body['pagingMetadata']).toEqual({ count: 2, offset: 5, total: 7, tooManyToCount: false })
  })

  it('sorts newest first when asked', async () => {
    const sort = [{ fieldName: 'title', order: 'DESC' }]
    expect(titlesOf((await posts({ sort, paging: { limit: 1 } })).body, 'posts')).toEqual(['Title 6'])
  })

  it.each([
    ['a cursor with a filter', { filter: { title: 'x' } }, 'INVALID_CURSOR'],
    ['a cursor with a sort', { sort: byTitle }, 'INVALID_CURSOR'],
  ])('refuses %s', async (_, extra, code) => {
    const first = await drafts({ cursorPaging: { limit: 1 } })
    const cursor = at(first.body, 'pagingMetadata.cursors.next')
    const reply = await drafts({ ...extra, cursorPaging: { cursor } })
    expect([reply.status, at(reply.body, 'details.applicationError.code')]).toEqual([400, code])
  })

  it.each([
    ['101 entries', { cursorPaging: { limit: 101 } }],
    ['101 entries by offset', { paging: { limit: 101 } }],
    ['both paging styles', { paging: { limit: 1 }, cursorPaging: { limit: 1 } }],
    ['four sort fields', { sort: Array(4).fill(byTitle[0]) }],
    ['a sort by an array', { sort: [{ fieldName: 'tagIds' }] }],
    ['a made-up cursor', { cursorPaging: { cursor: 'made-up' } }],
    [
      'a cursor of another entity',
      { cursorPaging: { cursor: Buffer.from('{"entity":"tag"}').toString('base64url') } },
    ],
  ])('refuses %s', async (_, query) => {
    expect((await drafts(query)).status).toBe(400)
  })

  it('pages lists by query parameters', async () => {
    const page = await test.call('GET', '/blog/v3/posts?paging.limit=2&paging.offset=1&sort=TITLE_ASC')
    expect(titlesOf(page.body, 'posts')).toEqual(['Title 1', 'Title 2'])
    expect(page.body['metaData']).toMatchObject({ count: 2, offset: 1, total: 7 })
    const next = at(page.body, 'metaData.cursor')
    const after = await test.call('GET', `/blog/v3/posts?paging.limit=2&paging.cursor=${next}&sort=TITLE_ASC`)
    expect(titlesOf(after.body, 'posts')).toEqual(['Title 3', 'Title 4'])
    expect((await test.call('GET', '/blog/v3/posts?paging.limit=101')).status).toBe(400)
  })
})
