import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, paragraphs, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

const bulkCreate = '/blog/v3/bulk/draft-posts/create'
const bulkUpdate = '/blog/v3/draft-posts/update'
let test: TestSite

beforeAll(async () => {
  test = await openTestSite()
})
afterAll(() => test.simulator.close())

const titles = () =>
  test.simulator.control.items(test.site.id, 'drafts').map((item) => at(item, 'draft.title'))
const make = async (...names: string[]) => {
  const { body } = await test.call('POST', bulkCreate, { draftPosts: names.map((name) => test.post(name)) })
  return (body['results'] as Obj[]).map((result) => String(at(result, 'itemMetadata.id')))
}

describe('bulk create', () => {
  it('applies nothing when one entry is malformed', async () => {
    const reply = await test.call('POST', bulkCreate, { draftPosts: [test.post('Fine'), test.post('')] })
    expect([reply.status, reply.body['message']]).toEqual([400, 'draftPosts[1].title must not be empty'])
    expect(titles()).not.toContain('Fine')
  })

  it('reports an entry that cannot be carried out inside a 200', async () => {
    const tooLarge = test.post('Large', { richContent: paragraphs('z'.repeat(400_000)) })
    const reply = await test.call('POST', bulkCreate, {
      draftPosts: [test.post('Small'), tooLarge],
      publish: true,
    })
    expect(reply.status).toBe(200)
    expect(reply.body['results']).toMatchObject([
      { itemMetadata: { originalIndex: 0, success: true } },
      { itemMetadata: { originalIndex: 1, success: false, error: { code: 'POST_TOO_LARGE' } } },
    ])
    expect(reply.body['bulkActionMetadata']).toEqual({
      totalSuccesses: 1,
      totalFailures: 1,
      undetailedFailures: 0,
    })
    expect(at(reply.body, 'results.0.item')).toBeUndefined()
  })

  it('takes 20 and refuses 21 or none', async () => {
    const many = (n: number) => ({ draftPosts: Array.from({ length: n }, (_, i) => test.post(`N${i}`)) })
    expect((await test.call('POST', bulkCreate, many(20))).status).toBe(200)
    expect((await test.call('POST', bulkCreate, many(21))).status).toBe(400)
    expect((await test.call('POST', bulkCreate, many(0))).status).toBe(400)
  })

  it('returns what the fieldsets allow with returnFullEntity', async () => {
    const body = { draftPosts: [test.post('Full')], returnFullEntity: true, fieldsets: ['RICH_CONTENT'] }
    const reply = await test.call('POST', bulkCreate, body)
    expect(at(reply.body, 'results.0.item.richContent.nodes.0.id')).toBe('p0')
  })
})

describe('bulk update', () => {
  it('changes only what the mask names, and clears what it names and the post lacks', async () => {
    const [id] = await make('Before')
    await test.call('PATCH', `/blog/v3/draft-posts/${id}`, {
      draftPost: { id, excerpt: 'words', seoSlug: 'wish' },
    })
    const reply = await test.call('PATCH', bulkUpdate, {
      draftPosts: [{ draftPost: { id, title: 'After', excerpt: 'other' }, fieldMask: 'title,seoSlug' }],
      returnFullEntity: true,
    })
    expect(at(reply.body, 'results.0.item')).toMatchObject({ title: 'After', excerpt: 'words' })
    expect(at(reply.body, 'results.0.item.seoSlug')).toBeUndefined()
  })

  it('refuses a missing mask and one with unknown fields', async () => {
    const [id] = await make('Mask')
    const send = (entry: Obj) => test.call('PATCH', bulkUpdate, { draftPosts: [entry] })
    expect((await send({ draftPost: { id, title: 'x' } })).status).toBe(400)
    expect((await send({ draftPost: { id, title: 'x' }, fieldMask: 'titel' })).status).toBe(400)
  })

  it('publishes all with UPDATE_PUBLISH and reports the missing ones', async () => {
    const [a] = await make('To publish')
    const gone = '00000000-0000-4000-8000-00000000dead'
    const reply = await test.call('PATCH', bulkUpdate, {
      draftPosts: [a, gone].map((id) => ({ draftPost: { id, title: 'Published' }, fieldMask: 'title' })),
      action: 'UPDATE_PUBLISH',
    })
    expect(reply.body['results']).toMatchObject([
      { itemMetadata: { id: a, success: true } },
      { itemMetadata: { id: gone, success: false, error: { code: 'NOT_FOUND' } } },
    ])
    expect((await test.call('GET', `/blog/v3/posts/${a}`)).status).toBe(200)
  })
})

describe('bulk delete', () => {
  it('takes ids from the query, to the trash or for good', async () => {
    const [a, b, c] = await make('D1', 'D2', 'D3')
    const path = '/blog/v3/bulk/draft-posts'
    const reply = await test.call('DELETE', `${path}?postIds=${a}&postIds=${b}&postIds=nobody`)
    expect(reply.body['bulkActionMetadata']).toMatchObject({ totalSuccesses: 2, totalFailures: 1 })
    await test.call('DELETE', `${path}?postIds=${c}&permanent=true`)
    const trash = test.simulator.control.items(test.site.id, 'trash').map((item) => item['id'])
    expect(trash.sort()).toEqual([a, b].sort())
  })

  it('refuses more than 100 ids', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => `postIds=${i}`).join('&')
    expect((await test.call('DELETE', `/blog/v3/bulk/draft-posts?${ids}`)).status).toBe(400)
  })
})
