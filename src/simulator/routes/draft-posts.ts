// Draft Posts API, one post at a time
// (https://dev.wix.com/docs/api-reference/business-solutions/blog/draft-posts/introduction).

import { changedContent, checkMembersExist, checkOwners, newContent } from '../blog/content.ts'
import { draftToChange, findPost, type History, visiblePosts, visiblePostsById } from '../blog/find.ts'
import { type Blog, type Change, iso, newPost, publish, trashed, update } from '../blog/lifecycle.ts'
import { type Action, actions, draftFieldsets, draftPatch, fieldsets, newDraft } from '../blog/shapes.ts'
import { draftView, filterable } from '../blog/view.ts'
import { notFound } from '../errors.ts'
import { draftFields } from '../query/fields.ts'
import { compareValues } from '../query/filter.ts'
import { listPaging, pageOf } from '../query/list.ts'
import { queryShape, runQuery } from '../query/page.ts'
import type { Call, Route } from '../route.ts'
import { bool, date, object, oneOf, text } from '../shape.ts'
import type { Obj, PostRecord } from '../types.ts'

const drafts = '/blog/v3/draft-posts'
const readDrafts = { permissions: ['Read Draft Blog Posts'], app: 'blog' as const }
const writeDrafts = { permissions: ['Manage Blog'], app: 'blog' as const }
const wanted = fieldsets(draftFieldsets, 10)

export const chosen = (source: Obj) => (source['fieldsets'] ?? []) as string[]

export function draftPostRoutes(blog: Blog, history: History): Route[] {
  return [
    {
      method: 'POST',
      path: drafts,
      ...writeDrafts,
      body: object({ draftPost: newDraft, publish: bool, fieldsets: wanted }),
      handle(call) {
        const input = call.body['draftPost'] as Obj
        checkOwners(call, [input])
        const post = createPost(call, blog, input, call.body['publish'] === true)
        return { draftPost: draftView(call.site, post, chosen(call.body)) }
      },
    },
    {
      method: 'GET',
      path: `${drafts}/{draftPostId}`,
      ...readDrafts,
      query: object({ draftPostId: text(), fieldsets: wanted }),
      handle(call) {
        const id = call.params['draftPostId']!
        const post = findPost(call, history, id)
        if (!post || post.status === 'DELETED') throw notFound('Draft post', id)
        return { draftPost: draftView(call.site, post, chosen(call.query)) }
      },
    },
    {
      method: 'GET',
      path: drafts,
      ...readDrafts,
      query: object({
        status: oneOf('UNKNOWN', 'PUBLISHED', 'UNPUBLISHED', 'SCHEDULED', 'DELETED', 'IN_REVIEW'),
        language: text(),
        sort: oneOf('EDITING_DATE_DESC', 'EDITING_DATE_ASC'),
        paging: listPaging,
        fieldsets: wanted,
      }),
      handle(call) {
        const { status, language, sort } = call.query
        const found = visiblePosts(call, history)
          .filter((post) => post.status !== 'DELETED' || status === 'DELETED')
          .filter((post) => status === undefined || status === 'UNKNOWN' || post.status === status)
          .filter((post) => language === undefined || post.draft.language === language)
        const sorted = byEditedDate(found, sort === 'EDITING_DATE_ASC')
        const { items, metaData } = pageOf(sorted as unknown as Obj[], call.query)
        const posts = items as unknown as PostRecord[]
        return { draftPosts: posts.map((post) => draftView(call.site, post, chosen(call.query))), metaData }
      },
    },
    {
      method: 'POST',
      path: `${drafts}/query`,
      ...readDrafts,
      body: object({ query: queryShape(), fieldsets: wanted }),
      handle(call) {
        const view = (posts: PostRecord[]) =>
          posts.filter((post) => post.status !== 'DELETED').map((post) => filterable(post, post.draft))
        const { items, metadata } = runQuery((call.body['query'] ?? {}) as Obj, {
          entity: 'draft',
          rules: draftFields,
          defaultSort: [{ fieldName: 'id', order: 'ASC' }],
          version: versionOf(call),
          owner: call.store,
          items: () => view(visiblePosts(call, history)),
          having: (field, values) => (field === 'id' ? view(visiblePostsById(call, history, values)) : null),
        })
        const posts = items.map((item) => item['record'] as PostRecord)
        return {
          draftPosts: posts.map((post) => draftView(call.site, post, chosen(call.body))),
          pagingMetadata: metadata,
        }
      },
    },
    {
      method: 'PATCH',
      path: `${drafts}/{draftPostId}`,
      ...writeDrafts,
      body: object({
        draftPost: draftPatch,
        action: oneOf(...actions),
        scheduledPublishDate: date,
        fieldsets: wanted,
      }),
      handle(call) {
        const input = call.body['draftPost'] as Obj
        const before = draftToChange(call, call.params['draftPostId']!)
        checkMembersExist(call, [input])
        const post = updatePost(call, blog, before, input, Object.keys(input))
        return { draftPost: draftView(call.site, post, chosen(call.body)) }
      },
    },
    {
      method: 'POST',
      path: `${drafts}/{draftPostId}/publish`,
      ...writeDrafts,
      body: object({ draftPostId: text() }),
      handle(call) {
        const before = draftToChange(call, call.params['draftPostId']!)
        const post = publish(call, blog, before, call.writeTime())
        save(call, post)
        return { postId: post.id }
      },
    },
    {
      method: 'DELETE',
      path: `${drafts}/{draftPostId}`,
      ...writeDrafts,
      query: object({ draftPostId: text(), permanent: bool }),
      handle(call) {
        deletePost(call, call.params['draftPostId']!, call.query['permanent'] === true)
        return {}
      },
    },
  ]
}

/** Stale views may not share a cached result with fresh ones. */
export function versionOf(call: Call): string {
  const stale = call.effects.staleMs > 0 ? ` stale ${call.n}` : ''
  return `${call.site.id} ${call.store.version()}${stale}`
}

export function byEditedDate(posts: PostRecord[], isAscending: boolean): PostRecord[] {
  const sign = isAscending ? 1 : -1
  return posts.sort((a, b) => sign * (compareValues(a.editedDate, b.editedDate) || compareValues(a.id, b.id)))
}

export function createPost(call: Call, blog: Blog, input: Obj, isPublished: boolean): PostRecord {
  const content = newContent(call, input)
  const at = call.writeTime()
  const firstDate = input['firstPublishedDate']
  const draft = newPost(call, content, at, typeof firstDate === 'string' ? iso(firstDate) : null)
  const translationId = call.site.multilingual
    ? ((input['translationId'] as string | undefined) ?? null)
    : null
  const post = { ...draft, translationId }
  const saved = isPublished ? publish(call, blog, post, at) : post
  save(call, saved)
  return saved
}

/** Applies the fields to the post with the call's action. */
export function updatePost(
  call: Call,
  blog: Blog,
  before: PostRecord,
  input: Obj,
  fields: string[],
): PostRecord {
  const firstDate = fields.includes('firstPublishedDate') ? input['firstPublishedDate'] : undefined
  const change: Change = {
    content: changedContent(call, before.draft, input, fields),
    firstPublishedDate: typeof firstDate === 'string' ? iso(firstDate) : undefined,
    action: (call.body['action'] ?? 'UPDATE') as Action,
    scheduledPublishDate: call.body['scheduledPublishDate'] as string | undefined,
  }
  const post = update(call, blog, before, change, call.writeTime())
  save(call, post)
  return post
}

export function deletePost(call: Call, id: string, isPermanent: boolean): void {
  const post = draftToChange(call, id)
  if (isPermanent) call.store.remove('post', call.site.id, id)
  else save(call, trashed(call, post, call.writeTime()))
}

export function save(call: Call, post: PostRecord): void {
  call.store.put('post', call.site.id, post.id, post)
}
