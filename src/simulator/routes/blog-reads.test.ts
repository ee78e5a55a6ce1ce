// Posts, categories and tags as visitors and editors read them.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, type TestSite } from '../test-client.ts'
import type { Obj } from '../types.ts'

let test: TestSite
beforeAll(async () => {
  test = await openTestSite()
})
afterAll(() => test.simulator.close())

describe('posts', () => {
  it('answers under both spellings and hides url, content and SEO without their fieldset', async () => {
    const draftPost = test.post('Both', {
      seoSlug: 'both',
      seoData: { tags: [{ type: 'title', children: 'T' }] },
    })
    await test.call('POST', '/blog/v3/draft-posts', { draftPost, publish: true })
    const long = await test.call('GET', '/blog/v3/posts/slugs/both')
    const short = await test.call('GET', '/v3/posts/slugs/both')
    expect(short.body).toEqual(long.body)
    expect([
      at(long.body, 'post.url'),
      at(long.body, 'post.seoData'),
      at(long.body, 'post.richContent'),
    ]).toEqual([undefined, undefined, undefined])
    const full = await test.call(
      'GET',
      '/v3/posts/slugs/both?fieldsets=URL&fieldsets=SEO&fieldsets=CONTENT_TEXT',
    )
    expect(full.body['post']).toMatchObject({
      url: { base: test.site.url, path: '/post/both' },
      seoData: { tags: [{ type: 'title' }] },
      contentText: 'Some words about it.',
    })
  })

  it('answers 404 for a free slug and for a draft', async () => {
    const { body } = await test.call('POST', '/blog/v3/draft-posts', { draftPost: test.post('Hidden') })
    expect((await test.call('GET', '/blog/v3/posts/slugs/hidden')).status).toBe(404)
    expect((await test.call('GET', `/blog/v3/posts/${at(body, 'draftPost.id')}`)).status).toBe(404)
  })

  it('counts live posts only', async () => {
    const before = Number((await test.call('GET', '/blog/v2/stats/posts/total')).body['total'])
    await test.call('POST', '/blog/v3/bulk/draft-posts/create', {
      draftPosts: [test.post('x')],
      publish: true,
    })
    await test.call('POST', '/blog/v3/bulk/draft-posts/create', { draftPosts: [test.post('y')] })
    expect((await test.call('GET', '/blog/v2/stats/posts/total')).body['total']).toBe(before + 1)
  })
})

describe('categories', () => {
  const create = (category: Obj) => test.call('POST', '/blog/v3/categories', { category })

  it('refuses labels over 35 characters and labels that exist', async () => {
    expect((await create({ label: 'x'.repeat(36) })).status).toBe(400)
    expect((await create({ label: 'Cakes' })).status).toBe(200)
    const again = await create({ label: 'cakes' })
    expect([again.status, at(again.body, 'details.applicationError.code')]).toEqual([409, 'ALREADY_EXISTS'])
  })

  it('counts the live posts of a category', async () => {
    const id = at((await create({ label: 'Counted' })).body, 'category.id')
    const draftPosts = [test.post('in', { categoryIds: [id] }), test.post('in too', { categoryIds: [id] })]
    await test.call('POST', '/blog/v3/bulk/draft-posts/create', { draftPosts, publish: true })
    const query = { query: { filter: { postCount: { $gte: 2 } } } }
    const found = await test.call('POST', '/blog/v3/categories/query', query)
    expect(found.body['categories']).toMatchObject([{ id, postCount: 2 }])
    expect(
      (await test.call('GET', `/blog/v3/categories/${id}?fieldsets=URL`)).body['category'],
    ).toMatchObject({
      url: { base: test.site.url },
    })
  })
})

describe('tags', () => {
  it('takes a flat body and refuses a label that exists, or returns it where the site does so', async () => {
    const first = await test.call('POST', '/blog/v3/tags', { label: 'Rye' })
    expect(first.body['tag']).toMatchObject({ label: 'Rye', slug: 'rye' })
    expect((await test.call('POST', '/v3/tags', { label: 'rye' })).status).toBe(409)
    test.simulator.control.changeSite({ id: test.site.id, switches: { duplicateTag: 'return' } })
    expect(at((await test.call('POST', '/v3/tags', { label: 'rye' })).body, 'tag.id')).toBe(
      at(first.body, 'tag.id'),
    )
    expect((await test.call('POST', '/blog/v3/tags', { tag: { label: 'nested' } })).status).toBe(400)
  })
})

describe('members', () => {
  it('hides what PUBLIC hides and sorts by `sorting`', async () => {
    const { body } = await test.call('GET', '/members/v1/members')
    expect(body['members']).toMatchObject([{ status: 'UNKNOWN' }, {}, {}])
    expect(at(body, 'members.0.loginEmail')).toBeUndefined()
    const query = { sorting: [{ fieldName: 'profile.nickname', order: 'ASC' }] }
    const sorted = await test.call('POST', '/members/v1/members/query', { query, fieldsets: ['FULL'] })
    expect((sorted.body['members'] as Obj[]).map((member) => at(member, 'profile.nickname'))).toEqual([
      'Guest Author',
      'Mary Writer',
      'Site Owner',
    ])
    expect(at(sorted.body, 'members.0.status')).toBe('OFFLINE')
  })

  it('ignores `sort`, as Wix does, and logs it', async () => {
    const query = { sort: [{ fieldName: 'profile.nickname', order: 'ASC' }] }
    expect((await test.call('POST', '/members/v1/members/query', { query })).status).toBe(200)
    const [last] = test.simulator.control.requests(test.simulator.control.lastRequest() - 1)
    expect(last!['ignoredKeys']).toEqual(['query.sort'])
  })

  it('reads packed parameters', async () => {
    const packed = Buffer.from(JSON.stringify({ paging: { limit: 1, offset: 1 } })).toString('base64url')
    const { body } = await test.call('GET', `/members/v1/members?.r=${packed}`)
    expect(body['metadata']).toMatchObject({ count: 1, offset: 1, total: 3 })
  })

  it('creates a member and refuses the same address again', async () => {
    const member = { loginEmail: 'new@example.com', contact: { firstName: 'New' } }
    expect((await test.call('POST', '/members/v1/members', { member })).status).toBe(200)
    const again = await test.call('POST', '/members/v1/members', { member })
    expect([again.status, again.body['message']]).toEqual([409, 'Already exists'])
  })
})
