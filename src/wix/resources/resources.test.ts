import { test } from 'vitest'
import { expectAborted, type ResourceCase, testResources } from '../test-resources.ts'
import { answers, startClient } from '../test-server.ts'

const post = { title: 'A', memberId: 'm1' }
const success = (id: string, originalIndex = 0) => ({ itemMetadata: { id, originalIndex, success: true } })
const bulkResult = { results: [success('d1')], bulkActionMetadata: { totalSuccesses: 1 } }
const bulkGives = {
  items: [{ index: 0, success: true, id: 'd1', item: undefined }],
  missing: [],
  duplicated: [],
  unmatched: 0,
  requestId: 'req-1',
}
const listGives = { items: [{ id: 'x' }], nextCursor: 'c2', total: 9 }

const cases: ResourceCase[] = [
  {
    name: 'draftPosts.create',
    run: (client) => client.draftPosts.create(post, { publish: true, fieldsets: ['URL'] }),
    sends: {
      method: 'POST',
      url: '/blog/v3/draft-posts',
      body: { draftPost: post, publish: true, fieldsets: ['URL'] },
    },
    answer: { draftPost: { id: 'd1', slugs: ['unknown field'] } },
    gives: { id: 'd1', slugs: ['unknown field'] },
  },
  {
    name: 'draftPosts.bulkCreate',
    run: (client) => client.draftPosts.bulkCreate([post], { publish: true, returnFullEntity: false }),
    sends: {
      method: 'POST',
      url: '/blog/v3/bulk/draft-posts/create',
      body: { draftPosts: [post], publish: true, returnFullEntity: false },
    },
    answer: bulkResult,
    gives: bulkGives,
  },
  {
    name: 'draftPosts.get',
    run: (client) => client.draftPosts.get('d/1', { fieldsets: ['URL', 'RICH_CONTENT'] }),
    sends: { method: 'GET', url: '/blog/v3/draft-posts/d%2F1?fieldsets=URL&fieldsets=RICH_CONTENT' },
    answer: { draftPost: { id: 'd/1' } },
    gives: { id: 'd/1' },
  },
  {
    name: 'draftPosts.list',
    run: (client) =>
      client.draftPosts.list({
        status: 'PUBLISHED',
        sort: 'EDITING_DATE_ASC',
        paging: { limit: 1, cursor: 'c1' },
      }),
    sends: {
      method: 'GET',
      url: '/blog/v3/draft-posts?status=PUBLISHED&sort=EDITING_DATE_ASC&paging.limit=1&paging.cursor=c1',
    },
    answer: { draftPosts: [{ id: 'x' }], metaData: { count: 1, total: 9, cursor: 'c2' } },
    gives: listGives,
  },
  {
    name: 'draftPosts.update',
    run: (client) => client.draftPosts.update('d1', { title: 'B' }, { action: 'UPDATE_PUBLISH' }),
    sends: {
      method: 'PATCH',
      url: '/blog/v3/draft-posts/d1',
      body: { draftPost: { title: 'B', id: 'd1' }, action: 'UPDATE_PUBLISH' },
    },
    answer: { draftPost: { id: 'd1' } },
    gives: { id: 'd1' },
  },
  {
    name: 'draftPosts.bulkUpdate',
    run: (client) =>
      client.draftPosts.bulkUpdate(
        [{ draftPost: { id: 'd1', title: 'B', seoSlug: 'b' }, fieldMask: ['title', 'seoSlug'] }],
        { action: 'UPDATE_PUBLISH' },
      ),
    sends: {
      method: 'PATCH',
      url: '/blog/v3/draft-posts/update',
      body: {
        draftPosts: [{ draftPost: { id: 'd1', title: 'B', seoSlug: 'b' }, fieldMask: 'title,seoSlug' }],
        action: 'UPDATE_PUBLISH',
      },
    },
    answer: bulkResult,
    gives: bulkGives,
  },
  ...(
    [
      ['schedule', 'UPDATE_SCHEDULE', '2027-03-01T08:00:00.000Z'],
      ['cancelSchedule', 'UPDATE_CANCEL_SCHEDULE', undefined],
      ['revertToDraft', 'UPDATE_REVERT_TO_DRAFT', undefined],
    ] as const
  ).map(
    ([name, action, date]): ResourceCase => ({
      name: `draftPostDates.${name}`,
      run: ({ draftPostDates }) =>
        date === undefined
          ? draftPostDates[name as 'revertToDraft']('d1')
          : draftPostDates.schedule('d1', date),
      sends: {
        method: 'PATCH',
        url: '/blog/v3/draft-posts/d1',
        body: { draftPost: { id: 'd1' }, action, ...(date && { scheduledPublishDate: date }) },
      },
      answer: { draftPost: { id: 'd1' } },
      gives: { id: 'd1' },
    }),
  ),
  ...(
    [
      ['bulkSchedule', 'UPDATE_SCHEDULE', '2027-03-01T08:00:00.000Z'],
      ['bulkCancelSchedule', 'UPDATE_CANCEL_SCHEDULE', undefined],
      ['bulkRevertToDraft', 'UPDATE_REVERT_TO_DRAFT', undefined],
    ] as const
  ).map(
    ([name, action, date]): ResourceCase => ({
      name: `draftPostDates.${name}`,
      run: ({ draftPostDates }) =>
        date === undefined
          ? draftPostDates[name as 'bulkRevertToDraft']([{ id: 'd1', title: 'A' }])
          : draftPostDates.bulkSchedule([{ id: 'd1', title: 'A' }], date, { returnFullEntity: true }),
      sends: {
        method: 'PATCH',
        url: '/blog/v3/draft-posts/update',
        body: {
          draftPosts: [{ draftPost: { id: 'd1', title: 'A' }, fieldMask: 'title' }],
          action,
          ...(date && { scheduledPublishDate: date, returnFullEntity: true }),
        },
      },
      answer: bulkResult,
      gives: bulkGives,
    }),
  ),
  {
    name: 'draftPosts.publish',
    run: (client) => client.draftPosts.publish('d1'),
    sends: { method: 'POST', url: '/blog/v3/draft-posts/d1/publish', body: {} },
    answer: { postId: 'd1' },
    gives: { postId: 'd1' },
  },
  {
    name: 'draftPosts.remove',
    run: (client) => client.draftPosts.remove('d1', { permanent: false }),
    sends: { method: 'DELETE', url: '/blog/v3/draft-posts/d1?permanent=false' },
    answer: {},
    gives: undefined,
  },
  {
    name: 'draftPosts.bulkRemove',
    run: (client) => client.draftPosts.bulkRemove(['d1', 'd2'], { permanent: true }),
    sends: { method: 'DELETE', url: '/blog/v3/bulk/draft-posts?postIds=d1&postIds=d2&permanent=true' },
    answer: { results: [success('d2', 1), success('d1', 0)] },
    gives: {
      ...bulkGives,
      items: [
        { index: 0, success: true, id: 'd1', item: undefined },
        { index: 1, success: true, id: 'd2', item: undefined },
      ],
    },
  },
  {
    name: 'draftPosts.listTrash',
    run: (client) => client.draftPosts.listTrash({ draftPostIds: ['d1', 'd2'] }),
    sends: { method: 'GET', url: '/blog/v3/draft-posts/trash-bin?draftPostIds=d1&draftPostIds=d2' },
    answer: { draftPosts: [{ id: 'x' }], pagingMetadata: { total: 9, cursors: { next: 'c2' } } },
    gives: listGives,
  },
  {
    name: 'draftPosts.getTrashed',
    run: (client) => client.draftPosts.getTrashed('d1'),
    sends: { method: 'GET', url: '/blog/v3/draft-posts/trash-bin/d1' },
    answer: { draftPost: { id: 'd1' } },
    gives: { id: 'd1' },
  },
  {
    name: 'draftPosts.restoreTrashed',
    run: (client) => client.draftPosts.restoreTrashed('d1'),
    sends: { method: 'POST', url: '/blog/v3/draft-posts/trash-bin/d1/restore', body: {} },
    answer: { draftPost: { id: 'd1' } },
    gives: { id: 'd1' },
  },
  {
    name: 'posts.get',
    run: (client) => client.posts.get('p1', { fieldsets: ['URL', 'SEO'] }),
    sends: { method: 'GET', url: '/blog/v3/posts/p1?fieldsets=URL&fieldsets=SEO' },
    answer: { post: { id: 'p1' } },
    gives: { id: 'p1' },
  },
  {
    name: 'posts.getBySlug',
    run: (client) => client.posts.getBySlug('é/ü x', { language: 'en' }),
    sends: { method: 'GET', url: '/blog/v3/posts/slugs/%C3%A9%2F%C3%BC%20x?language=en' },
    answer: { post: { id: 'p1' } },
    gives: { id: 'p1' },
  },
  {
    name: 'posts.query',
    run: (client) => client.posts.query({ filter: { slug: { $hasSome: ['a', 'b'] } }, limit: 2 }),
    sends: {
      method: 'POST',
      url: '/blog/v3/posts/query',
      body: { query: { filter: { slug: { $hasSome: ['a', 'b'] } }, cursorPaging: { limit: 2 } } },
    },
    answer: { posts: [{ id: 'x' }], pagingMetadata: { total: 9, cursors: { next: 'c2' } } },
    gives: listGives,
  },
  {
    name: 'posts.totals',
    run: (client) => client.posts.totals({ language: 'en' }),
    sends: { method: 'GET', url: '/blog/v2/stats/posts/total?language=en' },
    answer: { total: 12 },
    gives: { total: 12 },
  },
  {
    name: 'posts.totals of an empty blog',
    run: (client) => client.posts.totals(),
    sends: { method: 'GET', url: '/blog/v2/stats/posts/total' },
    answer: {},
    gives: { total: 0 },
  },
  {
    name: 'categories.create',
    run: (client) => client.categories.create({ label: 'News' }, { fieldsets: ['URL'] }),
    sends: {
      method: 'POST',
      url: '/blog/v3/categories',
      body: { category: { label: 'News' }, fieldsets: ['URL'] },
    },
    answer: { category: { id: 'c1', label: 'News' } },
    gives: { id: 'c1', label: 'News' },
  },
  {
    name: 'categories.get',
    run: (client) => client.categories.get('c1'),
    sends: { method: 'GET', url: '/blog/v3/categories/c1' },
    answer: { category: { id: 'c1' } },
    gives: { id: 'c1' },
  },
  {
    name: 'categories.list',
    run: (client) => client.categories.list({ language: 'en', paging: { limit: 100, offset: 0 } }),
    sends: { method: 'GET', url: '/blog/v3/categories?language=en&paging.limit=100&paging.offset=0' },
    answer: { categories: [{ id: 'x' }], metaData: { total: 9, cursor: 'c2' } },
    gives: listGives,
  },
  {
    name: 'categories.query',
    run: (client) => client.categories.query({ filter: { label: 'News' } }),
    sends: {
      method: 'POST',
      url: '/blog/v3/categories/query',
      body: { query: { filter: { label: 'News' }, cursorPaging: { limit: 50 } } },
    },
    answer: { categories: [{ id: 'x' }], pagingMetadata: { total: 9, cursors: { next: 'c2' } } },
    gives: listGives,
  },
  {
    name: 'tags.create',
    run: (client) => client.tags.create({ label: 'blue', language: 'en' }),
    sends: { method: 'POST', url: '/blog/v3/tags', body: { label: 'blue', language: 'en' } },
    answer: { tag: { id: 't1', label: 'blue' } },
    gives: { id: 't1', label: 'blue' },
  },
  {
    name: 'tags.getByLabel',
    run: (client) => client.tags.getByLabel('dark/blue'),
    sends: { method: 'GET', url: '/blog/v3/tags/labels/dark%2Fblue' },
    answer: { tag: { id: 't1' } },
    gives: { id: 't1' },
  },
  {
    name: 'tags.query',
    run: (client) => client.tags.query({ filter: { label: { $in: ['a'] } }, limit: 100 }),
    sends: {
      method: 'POST',
      url: '/blog/v3/tags/query',
      body: { query: { filter: { label: { $in: ['a'] } }, cursorPaging: { limit: 100 } } },
    },
    answer: { tags: [{ id: 'x' }], pagingMetadata: { total: 9, cursors: { next: 'c2' } } },
    gives: listGives,
  },
  {
    name: 'members.list',
    run: (client) => client.members.list({ paging: { limit: 1 }, fieldsets: ['FULL'] }),
    sends: { method: 'GET', url: '/members/v1/members?paging.limit=1&fieldsets=FULL' },
    answer: { members: [{ id: 'x' }], metadata: { count: 1, total: 9 } },
    gives: { ...listGives, nextCursor: undefined },
  },
  {
    name: 'members.query',
    run: (client) =>
      client.members.query({
        filter: { status: 'APPROVED' },
        paging: { limit: 5 },
        sorting: [{ fieldName: 'createdDate', order: 'DESC' }],
        fieldsets: ['EXTENDED'],
        search: { expression: 'ann', fields: ['loginEmail'] },
      }),
    sends: {
      method: 'POST',
      url: '/members/v1/members/query',
      body: {
        query: {
          filter: { status: 'APPROVED' },
          paging: { limit: 5 },
          sorting: [{ fieldName: 'createdDate', order: 'DESC' }],
        },
        fieldsets: ['EXTENDED'],
        search: { expression: 'ann', fields: ['loginEmail'] },
      },
    },
    answer: { members: [{ id: 'x' }], metadata: { total: 9 } },
    gives: { ...listGives, nextCursor: undefined },
  },
  {
    name: 'members.get',
    run: (client) => client.members.get('m1', { fieldsets: ['FULL'] }),
    sends: { method: 'GET', url: '/members/v1/members/m1?fieldsets=FULL' },
    answer: { member: { id: 'm1' } },
    gives: { id: 'm1' },
  },
  {
    name: 'ricos.convertTo',
    run: (client) => client.ricos.convertTo({ html: '<p>x</p>' }, { plugins: ['LINK'] }),
    sends: {
      method: 'POST',
      url: '/ricos/v1/ricos-document/convert/to-ricos',
      body: { html: '<p>x</p>', options: { plugins: ['LINK'] } },
    },
    answer: { document: { nodes: [], metadata: { version: 1 } } },
    gives: { nodes: [], metadata: { version: 1 } },
  },
  {
    name: 'ricos.convertFrom',
    run: (client) =>
      client.ricos.convertFrom(
        { nodes: [] },
        { targetFormat: 'PLAIN_TEXT', plainTextOptions: { includeLinks: true } },
      ),
    sends: {
      method: 'POST',
      url: '/ricos/v1/ricos-document/convert/from-ricos',
      body: { document: { nodes: [] }, targetFormat: 'PLAIN_TEXT', plainTextOptions: { includeLinks: true } },
    },
    answer: { plainText: '' },
    gives: '',
  },
  {
    name: 'ricos.validate',
    run: (client) => client.ricos.validate({ nodes: [] }, { plugins: [], fixDocument: true }),
    sends: {
      method: 'POST',
      url: '/ricos/v1/ricos-document/validate',
      body: { document: { nodes: [] }, plugins: [], fixDocument: true },
    },
    answer: { valid: true, violations: [], validDocument: { nodes: [] } },
    gives: { valid: true, violations: [], validDocument: { nodes: [] } },
  },
  {
    name: 'siteProperties.get',
    run: (client) => client.siteProperties.get({ fields: ['siteDisplayName', 'language'] }),
    sends: { method: 'GET', url: '/site-properties/v4/properties?fields=siteDisplayName%2Clanguage' },
    answer: { version: '1', properties: { siteDisplayName: 'Ours' } },
    gives: { siteDisplayName: 'Ours' },
  },
  {
    name: 'siteUrls.published',
    run: (client) => client.siteUrls.published(),
    sends: { method: 'GET', url: '/urls-server/v2/published-site-urls' },
    answer: { urls: [{ url: 'https://ours.test', primary: true }, { url: 'https://b.test' }] },
    gives: [
      { url: 'https://ours.test', primary: true },
      { url: 'https://b.test', primary: false },
    ],
  },
  {
    name: 'appInstance.get',
    run: (client) => client.appInstance.get(),
    sends: { method: 'GET', url: '/apps/v1/instance' },
    answer: {
      instance: { instanceId: 'i1', appName: 'SEOmatic', permissions: ['A', 7] },
      site: { siteId: 's1', installedWixApps: ['blog'], ownerInfo: { email: 'o@ours.test' } },
    },
    gives: {
      instanceId: 'i1',
      appName: 'SEOmatic',
      appVersion: undefined,
      permissions: ['A'],
      site: {
        siteId: 's1',
        siteDisplayName: undefined,
        url: undefined,
        locale: undefined,
        installedWixApps: ['blog'],
        ownerEmail: 'o@ours.test',
      },
    },
  },
]

testResources(cases)

test('every method hands the signal of the caller on', async () => {
  const { client, seen } = await startClient(answers(200, {}))
  const signal = AbortSignal.abort()
  const options = { signal }
  const calls = [
    client.draftPosts.create(post, {}, options),
    client.draftPosts.bulkCreate([post], {}, options),
    client.draftPosts.get('x', {}, options),
    client.draftPosts.list({}, options),
    client.draftPosts.query({}, options),
    client.draftPosts.queryAll({}, options).next(),
    client.draftPosts.update('x', {}, {}, options),
    client.draftPosts.bulkUpdate([], {}, options),
    client.draftPosts.publish('x', options),
    client.draftPosts.remove('x', {}, options),
    client.draftPosts.bulkRemove(['x'], {}, options),
    client.draftPosts.listTrash({}, options),
    client.draftPosts.getTrashed('x', options),
    client.draftPosts.restoreTrashed('x', options),
    client.posts.get('x', {}, options),
    client.posts.getBySlug('x', {}, options),
    client.posts.query({}, options),
    client.posts.queryAll({}, options).next(),
    client.posts.totals({}, options),
    client.categories.create({ label: 'x' }, {}, options),
    client.categories.get('x', {}, options),
    client.categories.list({}, options),
    client.categories.query({}, options),
    client.categories.queryAll({}, options).next(),
    client.tags.create({ label: 'x' }, options),
    client.tags.getByLabel('x', {}, options),
    client.tags.query({}, options),
    client.tags.queryAll({}, options).next(),
    client.members.list({}, options),
    client.members.query({}, options),
    client.members.get('x', {}, options),
    client.ricos.convertTo({ html: '' }, { plugins: [] }, options),
    client.ricos.convertFrom({}, { targetFormat: 'HTML' }, options),
    client.ricos.validate({}, { plugins: [] }, options),
    client.siteProperties.get({}, options),
    client.siteUrls.published(options),
    client.appInstance.get(options),
  ]
  await expectAborted(calls, seen)
})
