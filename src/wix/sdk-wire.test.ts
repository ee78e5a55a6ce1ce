// The same input through Wix's own SDK and through this client: what goes over the wire must be the same, but for
// the differences named here.
import * as categories from '@wix/auto_sdk_blog_categories'
import * as drafts from '@wix/auto_sdk_blog_draft-posts'
import * as posts from '@wix/auto_sdk_blog_posts'
import * as tags from '@wix/auto_sdk_blog_tags'
import * as properties from '@wix/auto_sdk_business-tools_site-properties'
import * as members from '@wix/auto_sdk_members_members'
import * as redirects from '@wix/auto_sdk_seo_redirects'
import { createClient } from '@wix/sdk'
import { expect } from 'vitest'
import { everywhere, type Sent, sdkAuth, testSameRequests, type WireCase } from './test-wire.ts'

function createSdk(fetch: typeof globalThis.fetch) {
  return createClient({
    modules: { drafts, posts, categories, tags, members, properties, redirects },
    auth: sdkAuth,
    fetch,
  })
}

type Sdk = ReturnType<typeof createSdk>

/** The named differences; each takes the SDK's request to the form of ours. */
const differences = {
  ...everywhere,
  /** The SDK repeats the id of the path in the body, where ours is empty. */
  repeatsIdInBody: (sent: Sent): Sent => ({ ...sent, body: {} }),
  /** The SDK leaves out /blog for posts and tags; Wix maps both, and documents the one with /blog. */
  shortPath: (sent: Sent): Sent => ({ ...sent, path: `/blog${sent.path}` }),
  /** The SDK walks categories and tags by offset; Wix declares both ways, and ours walks by cursor. */
  offsetPaging: (sent: Sent): Sent => {
    const { query, ...rest } = sent.body as { query: { paging: object } }
    const { paging, ...inner } = query
    expect(paging).toEqual({ limit: 2, offset: 0 })
    return { ...sent, body: { ...rest, query: { ...inner, cursorPaging: { limit: 2 } } } }
  },
}

const post = { title: 'A', memberId: 'm1', categoryIds: ['c1'], seoSlug: 'a' }
const published = { status: 'PUBLISHED' } as const
const redirectId = '11111111-1111-5111-8111-111111111111'
const redirect = { from: '/post/old', to: '/post/new', options: { groupRedirect: false }, language: 'fr' }
const date = new Date('2027-03-01T08:00:00.000Z')
const titled = () => ({ draftPosts: [{ draftPost: { _id: 'd1', title: 'A' }, fieldMask: ['title'] }] })

const cases: WireCase<Sdk, keyof typeof differences>[] = [
  {
    name: 'create a draft',
    sdk: (sdk) => sdk.drafts.createDraftPost(post, { publish: true, fieldsets: ['URL'] }),
    ours: (client) => client.draftPosts.create(post, { publish: true, fieldsets: ['URL'] }),
  },
  {
    name: 'create drafts in bulk',
    sdk: (sdk) => sdk.drafts.bulkCreateDraftPosts([post, post], { publish: true, returnFullEntity: true }),
    ours: (client) => client.draftPosts.bulkCreate([post, post], { publish: true, returnFullEntity: true }),
  },
  {
    name: 'get a draft',
    sdk: (sdk) => sdk.drafts.getDraftPost('d1', { fieldsets: ['URL', 'RICH_CONTENT'] }),
    ours: (client) => client.draftPosts.get('d1', { fieldsets: ['URL', 'RICH_CONTENT'] }),
    but: ['repeatsPathIds'],
  },
  {
    name: 'list drafts',
    sdk: (sdk) => sdk.drafts.listDraftPosts({ ...published, sort: 'EDITING_DATE_ASC', paging: { limit: 1 } }),
    ours: (client) =>
      client.draftPosts.list({ ...published, sort: 'EDITING_DATE_ASC', paging: { limit: 1 } }),
  },
  {
    name: 'query drafts',
    sdk: (sdk) =>
      sdk.drafts
        .queryDraftPosts({ fieldsets: ['URL'] })
        .eq('status', 'PUBLISHED')
        .limit(2)
        .find(),
    ours: (client) => client.draftPosts.query({ filter: published, limit: 2, fieldsets: ['URL'] }),
  },
  {
    name: 'delete a category',
    sdk: (sdk) => sdk.categories.deleteCategory('c1'),
    ours: (client) => client.categories.remove('c1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'delete a tag',
    sdk: (sdk) => sdk.tags.deleteTag('t1'),
    ours: (client) => client.tags.remove('t1'),
    but: ['repeatsPathIds', 'shortPath'],
  },
  {
    name: 'update a draft',
    sdk: (sdk) => sdk.drafts.updateDraftPost('d1', { title: 'B' }, { action: 'UPDATE_PUBLISH' }),
    ours: (client) => client.draftPosts.update('d1', { title: 'B' }, { action: 'UPDATE_PUBLISH' }),
  },
  {
    name: 'update drafts in bulk',
    sdk: (sdk) =>
      sdk.drafts.bulkUpdateDraftPosts({
        draftPosts: [{ draftPost: { _id: 'd1', title: 'B', seoSlug: 'b' }, fieldMask: ['title', 'seoSlug'] }],
        action: 'UPDATE_PUBLISH',
      }),
    ours: (client) =>
      client.draftPosts.bulkUpdate(
        [{ draftPost: { id: 'd1', title: 'B', seoSlug: 'b' }, fieldMask: ['title', 'seoSlug'] }],
        { action: 'UPDATE_PUBLISH' },
      ),
  },
  {
    name: 'schedule a draft',
    sdk: (sdk) =>
      sdk.drafts.updateDraftPost('d1', {}, { action: 'UPDATE_SCHEDULE', scheduledPublishDate: date }),
    ours: (client) => client.draftPostDates.schedule('d1', date.toISOString()),
  },
  {
    name: 'cancel the date of a draft',
    sdk: (sdk) => sdk.drafts.updateDraftPost('d1', {}, { action: 'UPDATE_CANCEL_SCHEDULE' }),
    ours: (client) => client.draftPostDates.cancelSchedule('d1'),
  },
  {
    name: 'schedule drafts in bulk',
    sdk: (sdk) =>
      sdk.drafts.bulkUpdateDraftPosts({ ...titled(), action: 'UPDATE_SCHEDULE', scheduledPublishDate: date }),
    ours: (client) => client.draftPostDates.bulkSchedule([{ id: 'd1', title: 'A' }], date.toISOString()),
  },
  {
    name: 'cancel the dates of drafts in bulk',
    sdk: (sdk) => sdk.drafts.bulkUpdateDraftPosts({ ...titled(), action: 'UPDATE_CANCEL_SCHEDULE' }),
    ours: (client) => client.draftPostDates.bulkCancelSchedule([{ id: 'd1', title: 'A' }]),
  },
  {
    name: 'take posts back to the drafts in bulk',
    sdk: (sdk) => sdk.drafts.bulkUpdateDraftPosts({ ...titled(), action: 'UPDATE_REVERT_TO_DRAFT' }),
    ours: (client) => client.draftPostDates.bulkRevertToDraft([{ id: 'd1', title: 'A' }]),
  },
  {
    name: 'publish a draft',
    sdk: (sdk) => sdk.drafts.publishDraftPost('d1'),
    ours: (client) => client.draftPosts.publish('d1'),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'delete a draft',
    sdk: (sdk) => sdk.drafts.deleteDraftPost('d1', { permanent: false }),
    ours: (client) => client.draftPosts.remove('d1', { permanent: false }),
    but: ['repeatsPathIds'],
  },
  {
    name: 'delete drafts in bulk',
    sdk: (sdk) => sdk.drafts.bulkDeleteDraftPosts(['d1', 'd2'], { permanent: true }),
    ours: (client) => client.draftPosts.bulkRemove(['d1', 'd2'], { permanent: true }),
  },
  {
    name: 'list the trash',
    sdk: (sdk) => sdk.drafts.listDeletedDraftPosts({ draftPostIds: ['d1', 'd2'] }),
    ours: (client) => client.draftPosts.listTrash({ draftPostIds: ['d1', 'd2'] }),
  },
  {
    name: 'get from the trash',
    sdk: (sdk) => sdk.drafts.getDeletedDraftPost('d1'),
    ours: (client) => client.draftPosts.getTrashed('d1'),
    but: ['repeatsPathIds'],
  },
  {
    name: 'restore from the trash',
    sdk: (sdk) => sdk.drafts.restoreFromTrashBin('d1'),
    ours: (client) => client.draftPosts.restoreTrashed('d1'),
    but: ['repeatsIdInBody'],
  },
  {
    name: 'get a post',
    sdk: (sdk) => sdk.posts.getPost('p1', { fieldsets: ['URL'] }),
    ours: (client) => client.posts.get('p1', { fieldsets: ['URL'] }),
    but: ['repeatsPathIds', 'shortPath'],
  },
  {
    name: 'get a post by slug',
    sdk: (sdk) => sdk.posts.getPostBySlug('s1', { fieldsets: ['URL'] }),
    ours: (client) => client.posts.getBySlug('s1', { fieldsets: ['URL'] }),
    but: ['repeatsPathIds', 'shortPath'],
  },
  {
    name: 'query posts',
    sdk: (sdk) =>
      sdk.posts
        .queryPosts({ fieldsets: ['URL'] })
        .hasSome('slug', ['a', 'b'])
        .limit(2)
        .find(),
    ours: (client) =>
      client.posts.query({ filter: { slug: { $hasSome: ['a', 'b'] } }, limit: 2, fieldsets: ['URL'] }),
    but: ['shortPath'],
  },
  {
    name: 'count posts',
    sdk: (sdk) => sdk.posts.getTotalPosts({ language: 'en' }),
    ours: (client) => client.posts.totals({ language: 'en' }),
  },
  {
    name: 'create a category',
    sdk: (sdk) => sdk.categories.createCategory({ label: 'N' }, { fieldsets: ['URL'] }),
    ours: (client) => client.categories.create({ label: 'N' }, { fieldsets: ['URL'] }),
  },
  {
    name: 'get a category',
    sdk: (sdk) => sdk.categories.getCategory('c1', { fieldsets: ['URL'] }),
    ours: (client) => client.categories.get('c1', { fieldsets: ['URL'] }),
    but: ['repeatsPathIds'],
  },
  {
    name: 'list categories',
    sdk: (sdk) => sdk.categories.listCategories({ paging: { limit: 3, offset: 0 }, language: 'en' }),
    ours: (client) => client.categories.list({ paging: { limit: 3, offset: 0 }, language: 'en' }),
  },
  {
    name: 'query categories',
    sdk: (sdk) =>
      sdk.categories
        .queryCategories({ fieldsets: ['URL'] })
        .eq('label', 'N')
        .limit(2)
        .find(),
    ours: (client) => client.categories.query({ filter: { label: 'N' }, limit: 2, fieldsets: ['URL'] }),
    but: ['offsetPaging'],
  },
  {
    name: 'create a tag',
    sdk: (sdk) => sdk.tags.createTag('blue', { language: 'en' }),
    ours: (client) => client.tags.create({ label: 'blue', language: 'en' }),
    but: ['shortPath'],
  },
  {
    name: 'get a tag by label',
    sdk: (sdk) => sdk.tags.getTagByLabel('blue', { language: 'en' }),
    ours: (client) => client.tags.getByLabel('blue', { language: 'en' }),
    but: ['repeatsPathIds', 'shortPath'],
  },
  {
    name: 'query tags',
    sdk: (sdk) => sdk.tags.queryTags().in('label', ['a', 'b']).limit(2).find(),
    ours: (client) => client.tags.query({ filter: { label: { $in: ['a', 'b'] } }, limit: 2 }),
    but: ['shortPath', 'offsetPaging'],
  },
  {
    name: 'list members',
    sdk: (sdk) => sdk.members.listMembers({ paging: { limit: 1 }, fieldsets: ['FULL'] }),
    ours: (client) => client.members.list({ paging: { limit: 1 }, fieldsets: ['FULL'] }),
    but: ['packedQuery'],
  },
  {
    name: 'query members',
    sdk: (sdk) =>
      sdk.members
        .queryMembers({ fieldsets: ['FULL'] })
        .eq('status', 'APPROVED')
        .limit(2)
        .find(),
    ours: (client) =>
      client.members.query({
        filter: { status: 'APPROVED' },
        paging: { limit: 2, offset: 0 },
        fieldsets: ['FULL'],
      }),
  },
  {
    name: 'get a member',
    sdk: (sdk) => sdk.members.getMember('m1', { fieldsets: ['FULL'] }),
    ours: (client) => client.members.get('m1', { fieldsets: ['FULL'] }),
    but: ['repeatsPathIds'],
  },
  {
    name: 'read site properties',
    sdk: (sdk) => sdk.properties.getSiteProperties({ fields: ['siteDisplayName', 'language'] }),
    ours: (client) => client.siteProperties.get({ fields: ['siteDisplayName', 'language'] }),
  },
  {
    name: 'list redirects',
    sdk: (sdk) => sdk.redirects.listRedirects(),
    ours: (client) => client.redirects.list(),
  },
  {
    name: 'create redirects in bulk',
    sdk: (sdk) => sdk.redirects.bulkCreateRedirects([{ ...redirect, _id: redirectId }]),
    ours: (client) => client.redirects.bulkCreate([{ ...redirect, id: redirectId }]),
  },
  {
    name: 'delete redirects in bulk',
    sdk: (sdk) => sdk.redirects.bulkDeleteRedirects([redirectId]),
    ours: (client) => client.redirects.bulkRemove([redirectId]),
  },
]

testSameRequests(createSdk, differences, cases)
