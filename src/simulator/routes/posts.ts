// Posts API: what visitors see (https://dev.wix.com/docs/api-reference/business-solutions/blog/posts-stats/introduction).

import { findPost, type History, visiblePosts, visiblePostsById } from '../blog/find.ts'
import type { Blog } from '../blog/lifecycle.ts'
import { fieldsets, postFieldsets } from '../blog/shapes.ts'
import { filterable, metricsOf, postView } from '../blog/view.ts'
import { notFound } from '../errors.ts'
import { postFields } from '../query/fields.ts'
import { compareValues } from '../query/filter.ts'
import { listPaging, pageOf } from '../query/list.ts'
import { queryShape, runQuery } from '../query/page.ts'
import type { Call, Route } from '../route.ts'
import { bool, list, object, oneOf, text } from '../shape.ts'
import type { Obj, PostContent, PostRecord } from '../types.ts'
import { chosen, versionOf } from './draft-posts.ts'

const posts = '/blog/v3/posts'
const readBlog = { permissions: ['Read Blog'], app: 'blog' as const }
const wanted = fieldsets(postFieldsets, 20)

type LivePost = PostRecord & { published: PostContent }

export function postRoutes({ slugs }: Blog, history: History): Route[] {
  const live = (call: Call) => visiblePosts(call, history).filter(isLive)
  const named = (call: Call, field: string, values: readonly unknown[]) => {
    if (field === 'id') return visiblePostsById(call, history, values).filter(isLive)
    // The index knows slugs as they are now; a read that lags may see others.
    if (field !== 'slug' || call.effects.staleMs > 0) return null
    const ids = values.flatMap((slug) => slugs.owners(call.site.id, String(slug)))
    return visiblePostsById(call, history, ids).filter(isLive)
  }
  return [
    {
      method: 'GET',
      path: `${posts}/{postId}`,
      ...readBlog,
      query: object({ postId: text(), fieldsets: wanted }),
      handle(call) {
        const id = call.params['postId']!
        const post = findPost(call, history, id)
        if (!post || !isLive(post)) throw notFound('Post', id)
        return { post: view(call, post, call.query) }
      },
    },
    {
      method: 'GET',
      path: `${posts}/slugs/{slug}`,
      ...readBlog,
      query: object({ slug: text(200), language: text(), fieldsets: wanted }),
      handle(call) {
        const slug = call.params['slug']!
        const { language } = call.query
        const found = live(call).find(
          (post) => post.slug === slug && (language === undefined || post.published.language === language),
        )
        if (!found) throw notFound('Post with slug', slug)
        return { post: view(call, found, call.query) }
      },
    },
    {
      method: 'GET',
      path: posts,
      ...readBlog,
      query: object({
        featured: bool,
        hashtags: list(text(100), 50),
        categoryIds: list(text(38), 50),
        tagIds: list(text(38), 50),
        sort: oneOf(...Object.keys(orders)),
        paging: listPaging,
        language: text(),
        memberId: text(),
        fieldsets: wanted,
      }),
      handle(call) {
        const order = orders[String(call.query['sort'] ?? 'FEED')]!
        const sorted = live(call)
          .filter((post) => fits(post.published, call.query))
          .sort((a, b) => order(a, b) || compareValues(a.id, b.id))
        const { items, metaData } = pageOf(sorted as unknown as Obj[], call.query)
        const page = items as unknown as LivePost[]
        return { posts: page.map((post) => view(call, post, call.query)), metaData }
      },
    },
    {
      method: 'POST',
      path: `${posts}/query`,
      ...readBlog,
      body: object({ query: queryShape(), fieldsets: wanted, skipCount: bool }),
      handle(call) {
        const { items, metadata } = runQuery((call.body['query'] ?? {}) as Obj, {
          entity: 'post',
          rules: postFields,
          defaultSort: [{ fieldName: 'firstPublishedDate', order: 'DESC' }],
          version: versionOf(call),
          owner: call.store,
          items: () => live(call).map((post) => filterable(post, post.published)),
          having: (field, values) =>
            named(call, field, values)?.map((post) => filterable(post, post.published)) ?? null,
        })
        const page = items.map((item) => item['record'] as LivePost)
        return { posts: page.map((post) => view(call, post, call.body)), pagingMetadata: metadata }
      },
    },
    {
      method: 'GET',
      path: `${posts}/{postId}/metrics`,
      ...readBlog,
      query: object({ postId: text() }),
      handle(call) {
        const id = call.params['postId']!
        const post = findPost(call, history, id)
        if (!post || !isLive(post)) throw notFound('Post', id)
        return { metrics: metricsOf(post) }
      },
    },
    {
      method: 'GET',
      path: '/blog/v2/stats/posts/total',
      ...readBlog,
      query: object({ language: text() }),
      handle(call) {
        const { language } = call.query
        const counted = live(call).filter(
          (post) => language === undefined || post.published.language === language,
        )
        return { total: counted.length }
      },
    },
  ]
}

const newestFirst = (a: LivePost, b: LivePost) => compareValues(b.firstPublishedDate, a.firstPublishedDate)
const byTitle = (a: LivePost, b: LivePost) => compareValues(a.published.title, b.published.title)

const orders: Record<string, (a: LivePost, b: LivePost) => number> = {
  FEED: newestFirst,
  PUBLISHED_DATE_ASC: (a, b) => -newestFirst(a, b),
  PUBLISHED_DATE_DESC: newestFirst,
  VIEW_COUNT: newestFirst,
  LIKE_COUNT: newestFirst,
  TITLE_ASC: byTitle,
  TITLE_DESC: (a, b) => -byTitle(a, b),
}

function fits(content: PostContent, query: Obj): boolean {
  const hasAny = (key: 'hashtags' | 'categoryIds' | 'tagIds') => {
    const wanted = query[key] as string[] | undefined
    return !wanted?.length || wanted.some((id) => content[key].includes(id))
  }
  return (
    (query['featured'] !== true || content.featured) &&
    (query['language'] === undefined || content.language === query['language']) &&
    (query['memberId'] === undefined || content.memberId === query['memberId']) &&
    hasAny('hashtags') &&
    hasAny('categoryIds') &&
    hasAny('tagIds')
  )
}

export function isLive(post: PostRecord): post is LivePost {
  return post.published !== null && post.status !== 'DELETED'
}

function view(call: Call, post: LivePost, source: Obj): Obj {
  return postView(call.site, post, post.published, chosen(source))
}
