// The trash of the Draft Posts API
// (https://dev.wix.com/docs/api-reference/business-solutions/blog/draft-posts/list-deleted-draft-posts).

import { type Blog, restored } from '../blog/lifecycle.ts'
import { draftFieldsets, fieldsets } from '../blog/shapes.ts'
import { draftView } from '../blog/view.ts'
import { notFound } from '../errors.ts'
import { listPaging, pageOf } from '../query/list.ts'
import type { Call, Route } from '../route.ts'
import { list, object, oneOf, text } from '../shape.ts'
import type { Obj, PostRecord } from '../types.ts'
import { byEditedDate, chosen, save } from './draft-posts.ts'

const bin = '/blog/v3/draft-posts/trash-bin'
const wanted = fieldsets(draftFieldsets, 10)
const app = 'blog' as const

export function trashBinRoutes(blog: Blog): Route[] {
  return [
    {
      method: 'GET',
      path: bin,
      permissions: ['Read Draft Blog Posts'],
      app,
      query: object({
        language: text(),
        sort: oneOf('EDITING_DATE_DESC', 'EDITING_DATE_ASC'),
        paging: listPaging,
        draftPostIds: list(text(38), 100),
        fieldsets: wanted,
      }),
      handle(call) {
        const ids = call.query['draftPostIds'] as string[] | undefined
        const found = call.store
          .all('post', call.site.id)
          .filter((post) => post.status === 'DELETED' && (!ids?.length || ids.includes(post.id)))
        const sorted = byEditedDate(found, call.query['sort'] === 'EDITING_DATE_ASC')
        const { items, metaData } = pageOf(sorted as unknown as Obj[], call.query)
        const { count, offset, total } = metaData
        return {
          draftPosts: (items as unknown as PostRecord[]).map((post) => view(call, post)),
          pagingMetadata: { count, offset, total, tooManyToCount: false },
        }
      },
    },
    {
      method: 'GET',
      path: `${bin}/{draftPostId}`,
      permissions: ['Read Draft Blog Posts'],
      app,
      query: object({ draftPostId: text(), fieldsets: wanted }),
      handle: (call) => ({ draftPost: view(call, fromTrash(call)) }),
    },
    {
      method: 'POST',
      path: `${bin}/{draftPostId}/restore`,
      permissions: ['Manage Blog'],
      app,
      body: object({ draftPostId: text(), fieldsets: wanted }),
      handle(call) {
        const post = restored(call, blog, fromTrash(call), call.writeTime())
        save(call, post)
        return { draftPost: draftView(call.site, post, chosen(call.body)) }
      },
    },
    {
      method: 'DELETE',
      path: `${bin}/{draftPostId}`,
      permissions: ['Manage Blog'],
      app,
      query: object({ draftPostId: text() }),
      handle(call) {
        call.store.remove('post', call.site.id, fromTrash(call).id)
        return {}
      },
    },
  ]
}

function view(call: Call, post: PostRecord): Obj {
  return draftView(call.site, post, chosen(call.query))
}

function fromTrash(call: Call): PostRecord {
  const id = call.params['draftPostId']!
  const post = call.store.get('post', call.site.id, id)
  if (post?.status !== 'DELETED') throw notFound('Deleted draft post', id)
  return post
}
