// Wix's own SDK talks to the simulator: the one independent reader of the wire format.

import * as categories from '@wix/auto_sdk_blog_categories'
import * as draftPosts from '@wix/auto_sdk_blog_draft-posts'
import * as posts from '@wix/auto_sdk_blog_posts'
import * as tags from '@wix/auto_sdk_blog_tags'
import * as siteProperties from '@wix/auto_sdk_business-tools_site-properties'
import * as members from '@wix/auto_sdk_members_members'
import * as redirects from '@wix/auto_sdk_seo_redirects'
import { createClient } from '@wix/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestSite, paragraphs, type TestSite } from './test-client.ts'

let test: TestSite

function sdk(key: string, siteId: string) {
  const modules = { categories, draftPosts, posts, tags, siteProperties, members, redirects }
  return createClient({
    modules,
    auth: { getAuthHeaders: async () => ({ headers: { Authorization: key, 'wix-site-id': siteId } }) },
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      fetch(String(input).replace('https://www.wixapis.com', test.simulator.url), init),
  })
}

let wix: ReturnType<typeof sdk>

beforeAll(async () => {
  test = await openTestSite({ site: { name: 'Bakery', language: 'en' } })
  wix = sdk(test.key.key, test.site.id)
})
afterAll(() => test.simulator.close())

const draft = (title: string, extra: object = {}) =>
  ({
    title,
    memberId: test.author.id,
    richContent: paragraphs('Bread #fresh'),
    ...extra,
  }) as draftPosts.DraftPost

describe('draft posts through the SDK', () => {
  it('creates, reads and changes a draft', async () => {
    const { draftPost } = await wix.draftPosts.createDraftPost(draft('First'), {
      fieldsets: ['RICH_CONTENT'],
    })
    expect(draftPost).toMatchObject({ title: 'First', status: 'UNPUBLISHED', memberId: test.author.id })
    expect(draftPost?.richContent?.nodes?.[0]?.type).toBe('PARAGRAPH')
    const id = draftPost!._id!

    const bare = await wix.draftPosts.getDraftPost(id)
    expect(bare.draftPost?.richContent).toBeUndefined()
    const full = await wix.draftPosts.getDraftPost(id, { fieldsets: ['URL', 'RICH_CONTENT'] })
    // The SDK joins base and path into one address.
    expect(full.draftPost?.url).toBe(`${test.site.url}/post/${id}`)
    expect(full.draftPost?.editedDate).toBeInstanceOf(Date)

    const changed = await wix.draftPosts.updateDraftPost(id, { title: 'Second', seoSlug: 'second' })
    expect(changed.draftPost).toMatchObject({
      title: 'Second',
      seoSlug: 'second',
      hasUnpublishedChanges: false,
    })
  })

  it('publishes, and the post has the id of its draft', async () => {
    const { draftPost } = await wix.draftPosts.createDraftPost(draft('Rye bread'))
    const { postId } = await wix.draftPosts.publishDraftPost(draftPost!._id!)
    expect(postId).toBe(draftPost!._id)
    const { post } = await wix.posts.getPostBySlug('rye-bread', { fieldsets: ['URL'] })
    expect(post).toMatchObject({ _id: postId, slug: 'rye-bread' })
  })

  it('creates in bulk and answers in the order of the request', async () => {
    const made = await wix.draftPosts.bulkCreateDraftPosts([draft('Bulk a'), draft('Bulk b')], {
      publish: true,
      returnFullEntity: true,
    })
    expect(made.bulkActionMetadata).toMatchObject({ totalSuccesses: 2, totalFailures: 0 })
    expect(made.results?.map((r) => [r.itemMetadata?.originalIndex, r.item?.title])).toEqual([
      [0, 'Bulk a'],
      [1, 'Bulk b'],
    ])
  })

  it('lists and pages through a query by cursor', async () => {
    await wix.draftPosts.bulkCreateDraftPosts(Array.from({ length: 7 }, (_, i) => draft(`Page ${i}`)))
    const listed = await wix.draftPosts.listDraftPosts({ paging: { limit: 3 }, sort: 'EDITING_DATE_ASC' })
    expect(listed.draftPosts).toHaveLength(3)
    expect(listed.metaData?.total).toBeGreaterThanOrEqual(7)

    let page = await wix.draftPosts.queryDraftPosts().startsWith('title', 'Page ').limit(3).find()
    const titles = page.items.map((item) => item.title)
    while (page.hasNext()) {
      page = await page.next()
      titles.push(...page.items.map((item) => item.title))
    }
    expect(titles.sort()).toEqual(['Page 0', 'Page 1', 'Page 2', 'Page 3', 'Page 4', 'Page 5', 'Page 6'])
  })

  it('updates in bulk by mask', async () => {
    const made = await wix.draftPosts.bulkCreateDraftPosts([
      draft('Mask a', { excerpt: 'kept' }),
      draft('Mask b'),
    ])
    const ids = made.results!.map((result) => result.itemMetadata!._id!)
    const updated = await wix.draftPosts.bulkUpdateDraftPosts({
      draftPosts: [
        { draftPost: { _id: ids[0]!, title: 'Masked', excerpt: 'not in the mask' }, fieldMask: ['title'] },
        { draftPost: { _id: '00000000-0000-4000-8000-000000000000', title: 'x' }, fieldMask: ['title'] },
      ],
      returnFullEntity: true,
    })
    expect(updated.bulkActionMetadata).toMatchObject({ totalSuccesses: 1, totalFailures: 1 })
    expect(updated.results?.[0]?.item).toMatchObject({ title: 'Masked', excerpt: 'kept' })
    expect(updated.results?.[1]?.itemMetadata?.error?.code).toBe('NOT_FOUND')
  })

  it('schedules, finds by date, cancels and takes back to the drafts', async () => {
    const at = new Date(Date.now() + 3_600_000)
    const ids: string[] = []
    for (const title of ['Dated 1', 'Dated 2'])
      ids.push((await wix.draftPosts.createDraftPost(draft(title))).draftPost!._id!)
    const one = await wix.draftPosts.updateDraftPost(
      ids[0]!,
      {},
      { action: 'UPDATE_SCHEDULE', scheduledPublishDate: at },
    )
    expect(one.draftPost).toMatchObject({ status: 'SCHEDULED', scheduledPublishDate: at })
    await wix.draftPosts.bulkUpdateDraftPosts({
      draftPosts: [{ draftPost: { _id: ids[1]!, title: 'Dated 2' }, fieldMask: ['title'] }],
      action: 'UPDATE_SCHEDULE',
      scheduledPublishDate: at,
    })
    const due = () =>
      wix.draftPosts
        .queryDraftPosts()
        .eq('status', 'SCHEDULED')
        .le('scheduledPublishDate', at)
        .ascending('scheduledPublishDate', 'title')
        .find()
    expect((await due()).items.map((post) => post.title)).toEqual(['Dated 1', 'Dated 2'])

    await wix.draftPosts.updateDraftPost(ids[0]!, {}, { action: 'UPDATE_CANCEL_SCHEDULE' })
    await wix.draftPosts.publishDraftPost(ids[1]!)
    const back = await wix.draftPosts.updateDraftPost(ids[1]!, {}, { action: 'UPDATE_REVERT_TO_DRAFT' })
    expect(back.draftPost?.status).toBe('UNPUBLISHED')
    expect((await due()).items).toEqual([])
  })

  it('moves to the trash, restores and deletes for good', async () => {
    const made = await wix.draftPosts.bulkCreateDraftPosts([draft('Old a'), draft('Old b'), draft('Old c')])
    const [a, b, c] = made.results!.map((result) => result.itemMetadata!._id!)
    await wix.draftPosts.deleteDraftPost(a!)
    const bulk = await wix.draftPosts.bulkDeleteDraftPosts([b!, c!], { permanent: true })
    expect(bulk.bulkActionMetadata?.totalSuccesses).toBe(2)
    const trash = await wix.draftPosts.listDeletedDraftPosts()
    expect(trash.draftPosts?.map((post) => [post._id, post.status])).toEqual([[a, 'DELETED']])
    expect((await wix.draftPosts.getDeletedDraftPost(a!)).draftPost?.title).toBe('Old a')
    const back = await wix.draftPosts.restoreFromTrashBin(a!)
    expect(back.draftPost?.status).toBe('UNPUBLISHED')
    await wix.draftPosts.deleteDraftPost(a!)
    await wix.draftPosts.removeFromTrashBin(a!)
    expect((await wix.draftPosts.listDeletedDraftPosts()).draftPosts).toEqual([])
  })
})

describe('posts, categories, tags, members and the site through the SDK', () => {
  it('queries, lists and counts live posts', async () => {
    await wix.draftPosts.createDraftPost(draft('Live one', { seoSlug: 'live-one' }), { publish: true })
    const found = await wix.posts
      .queryPosts({ fieldsets: ['URL'] })
      .hasSome('slug', ['live-one'])
      .find()
    expect(found.items.map((post) => [post.slug, post.url])).toEqual([
      ['live-one', `${test.site.url}/post/live-one`],
    ])
    const listed = await wix.posts.listPosts({ paging: { limit: 1 } })
    expect(listed.posts).toHaveLength(1)
    const { total } = await wix.posts.getTotalPosts()
    expect(total).toBe(listed.metaData?.total)
    expect((await wix.posts.getPost(found.items[0]!._id!)).post?.title).toBe('Live one')
  })

  it('makes and finds categories', async () => {
    const category = await wix.categories.createCategory({ label: 'Bread & rolls' })
    expect(category.slug).toBe('bread-rolls')
    const found = await wix.categories.queryCategories().eq('label', 'Bread & rolls').find()
    expect(found.items.map((item) => item._id)).toEqual([category._id])
    const renamed = await wix.categories.updateCategory(category._id!, { label: 'Loaves' })
    expect(renamed.label).toBe('Loaves')
    expect((await wix.categories.listCategories()).categories).toHaveLength(1)
    expect((await wix.categories.getCategoryBySlug('bread-rolls')).category?._id).toBe(category._id)
    await wix.categories.deleteCategory(category._id!)
    expect((await wix.categories.listCategories()).categories).toEqual([])
  })

  it('makes and finds tags', async () => {
    const { tag } = await wix.tags.createTag('sourdough')
    const found = await wix.tags.queryTags().in('label', ['sourdough', 'other']).find()
    expect(found.items.map((item) => item._id)).toEqual([tag?._id])
    expect((await wix.tags.getTagByLabel('sourdough')).tag?._id).toBe(tag?._id)
    expect((await wix.tags.getTagBySlug('sourdough')).tag?._id).toBe(tag?._id)
    await wix.tags.deleteTag(tag!._id!)
    await expect(wix.tags.getTag(tag!._id!)).rejects.toMatchObject({ status: 404 })
  })

  it('lists, queries and gets members', async () => {
    const listed = await wix.members.listMembers({ paging: { limit: 2 } })
    expect(listed.members).toHaveLength(2)
    expect(listed.metadata?.total).toBe(3)
    const offline = await wix.members
      .queryMembers({ fieldsets: ['EXTENDED'] })
      .eq('status', 'OFFLINE')
      .find()
    expect(offline.items.map((member) => member.profile?.nickname)).toEqual(['Guest Author'])
    expect((await wix.members.getMember(test.author.id))._id).toBe(test.author.id)
  })

  it('reads the site properties', async () => {
    const { properties } = await wix.siteProperties.getSiteProperties()
    expect(properties).toMatchObject({ siteDisplayName: 'Bakery', language: 'en' })
  })
})

describe('errors as the SDK reads them', () => {
  it('shows field violations of a refused draft', async () => {
    await expect(wix.draftPosts.createDraftPost(draft(''))).rejects.toMatchObject({
      status: 400,
      details: { validationError: { fieldViolations: [{ field: 'draftPost.title' }] } },
    })
  })

  it('creates, lists and deletes redirects', async () => {
    const id = '22222222-2222-5222-8222-222222222222'
    const made = await wix.redirects.createRedirect({ from: '/old', to: '/new', _id: id })
    expect(made).toMatchObject({ _id: id, options: { groupRedirect: false } })
    expect((await wix.redirects.getRedirect(id))._createdDate).toBeInstanceOf(Date)
    const many = await wix.redirects.bulkCreateRedirects(
      [
        { from: '/old', to: '/new' },
        { from: '/old', to: '/elsewhere' },
        { from: '/older', to: '/new' },
      ],
      { returnFullEntity: true, options: { forceReplace: false } },
    )
    expect(many.results?.map(({ itemMetadata }) => itemMetadata?.error?.code ?? itemMetadata?._id)).toEqual([
      undefined,
      'FROM_URL_EXISTS',
      many.results?.[2]?.item?._id,
    ])
    const { redirects: all } = await wix.redirects.listRedirects()
    expect(all?.map(({ from, to }) => [from, to])).toEqual([
      ['/old', '/new'],
      ['/older', '/new'],
    ])
    await wix.redirects.deleteRedirect(id)
    const deleted = await wix.redirects.bulkDeleteRedirects([id, many.results![2]!.item!._id!])
    expect(deleted.results?.map(({ itemMetadata }) => itemMetadata?.success)).toEqual([false, true])
    await expect(wix.redirects.getRedirect(id)).rejects.toMatchObject({ status: 404 })
  })

  it('restores from the trash and reverts to draft', async () => {
    const { draftPost } = await wix.draftPosts.createDraftPost(draft('Comes back'), { publish: true })
    const id = draftPost!._id!
    const reverted = await wix.draftPosts.updateDraftPost(id, {}, { action: 'UPDATE_REVERT_TO_DRAFT' })
    expect(reverted.draftPost?.status).toBe('UNPUBLISHED')
    await wix.draftPosts.deleteDraftPost(id)
    const restored = await wix.draftPosts.restoreFromTrashBin(id)
    expect(restored.draftPost).toMatchObject({ _id: id, status: 'UNPUBLISHED' })
  })

  it('shows the code and the request id of a missing post', async () => {
    await expect(wix.draftPosts.getDraftPost('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      status: 404,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      details: { applicationError: { code: 'NOT_FOUND' } },
    })
  })

  it('shows a missing permission', async () => {
    const { key } = test.simulator.control.createKey({ permissions: ['Read Members'] })
    await expect(sdk(key, test.site.id).draftPosts.listDraftPosts()).rejects.toMatchObject({
      status: 403,
      details: { applicationError: { code: 'PERMISSION_DENIED' } },
    })
  })

  it('sends nothing that the simulator would have to ignore', () => {
    const ignored = test.simulator.control.requests().flatMap((request) => request['ignoredKeys'] as string[])
    expect(new Set(ignored)).toEqual(new Set())
  })
})
