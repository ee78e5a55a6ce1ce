// Blog tags (https://dev.wix.com/docs/api-reference/business-solutions/blog/tags/introduction).

import { fieldsets, termFieldsets } from '../blog/shapes.ts'
import { firstFreeSlug, slugify } from '../blog/slugs.ts'
import { removeTerm } from '../blog/terms.ts'
import { applicationError, notFound } from '../errors.ts'
import { tagFields } from '../query/fields.ts'
import { queryShape, runQuery } from '../query/page.ts'
import type { Call, Route } from '../route.ts'
import { object, required, text } from '../shape.ts'
import type { Obj, Tag } from '../types.ts'
import { chosen, versionOf } from './draft-posts.ts'
import { isLive } from './posts.ts'

const tags = '/blog/v3/tags'
const read = { permissions: ['Read Blog'], app: 'blog' as const }
const write = { permissions: ['Manage Blog'], app: 'blog' as const }
const wanted = fieldsets(termFieldsets, 10)

export const tagRoutes: Route[] = [
  {
    method: 'POST',
    path: tags,
    ...write,
    // Create takes 200 characters by its type, yet a stored label holds 100: the stricter limit counts here.
    body: object({ label: required(100), language: text(), slug: text(100), fieldsets: wanted }),
    handle(call) {
      const label = String(call.body['label'])
      const same = all(call).find((tag) => tag.label.toLowerCase() === label.toLowerCase())
      if (same && call.site.switches.duplicateTag === 'return') return { tag: view(call, same, call.body) }
      if (same) throw applicationError(409, 'ALREADY_EXISTS', `A tag with the label ${label} already exists`)
      const taken = new Set(all(call).map((tag) => tag.slug))
      const at = call.writeTime()
      const tag: Tag = {
        id: call.newId(),
        siteId: call.site.id,
        label,
        slug: firstFreeSlug(slugify(String(call.body['slug'] || label)), (slug) => taken.has(slug)),
        language: call.site.multilingual
          ? String(call.body['language'] ?? call.site.language)
          : call.site.language,
        translationId: null,
        createdDate: at,
        updatedDate: at,
      }
      call.store.put('tag', call.site.id, tag.id, tag)
      return { tag: view(call, tag, call.body) }
    },
  },
  {
    method: 'GET',
    path: `${tags}/labels/{label}`,
    ...read,
    query: object({ label: text(), language: text(), fieldsets: wanted }),
    handle: (call) => ({ tag: view(call, found(call, 'label'), call.query) }),
  },
  {
    method: 'GET',
    path: `${tags}/slugs/{slug}`,
    ...read,
    query: object({ slug: text(), language: text(), fieldsets: wanted }),
    handle: (call) => ({ tag: view(call, found(call, 'slug'), call.query) }),
  },
  {
    method: 'GET',
    path: `${tags}/{tagId}`,
    ...read,
    query: object({ tagId: text(), fieldsets: wanted }),
    handle: (call) => ({ tag: view(call, found(call, 'tagId'), call.query) }),
  },
  {
    method: 'POST',
    path: `${tags}/query`,
    ...read,
    body: object({ query: queryShape(), fieldsets: wanted }),
    handle(call) {
      const used = usage(call)
      const { items, metadata } = runQuery((call.body['query'] ?? {}) as Obj, {
        entity: 'tag',
        rules: tagFields,
        defaultSort: [{ fieldName: 'id', order: 'ASC' }],
        version: versionOf(call),
        owner: call.store,
        items: () => all(call).map((tag) => ({ ...tag, ...countsOf(tag, used), record: tag })),
      })
      const page = items.map((item) => item['record'] as Tag)
      return { tags: page.map((tag) => view(call, tag, call.body, used)), pagingMetadata: metadata }
    },
  },
  {
    method: 'DELETE',
    path: `${tags}/{tagId}`,
    ...write,
    query: object({ tagId: text() }),
    handle(call) {
      removeTerm(call, 'tag', found(call, 'tagId').id)
      return {}
    },
  },
]

function all(call: Call): Tag[] {
  return call.store.all('tag', call.site.id)
}

function found(call: Call, by: 'tagId' | 'slug' | 'label'): Tag {
  const value = call.params[by]!
  const match =
    by === 'tagId' ? call.store.get('tag', call.site.id, value) : all(call).find((tag) => tag[by] === value)
  if (!match) throw notFound(by === 'tagId' ? 'Tag' : `Tag with ${by}`, value)
  return match
}

interface Usage {
  drafts: Map<string, number>
  published: Map<string, number>
}

function usage(call: Call): Usage {
  const out: Usage = { drafts: new Map(), published: new Map() }
  for (const post of call.store.all('post', call.site.id)) {
    if (post.status === 'DELETED') continue
    for (const id of post.draft.tagIds) out.drafts.set(id, (out.drafts.get(id) ?? 0) + 1)
    if (!isLive(post)) continue
    for (const id of post.published.tagIds) out.published.set(id, (out.published.get(id) ?? 0) + 1)
  }
  return out
}

function countsOf(tag: Tag, used: Usage): { postCount: number; publishedPostCount: number } {
  return { postCount: used.drafts.get(tag.id) ?? 0, publishedPostCount: used.published.get(tag.id) ?? 0 }
}

function view(call: Call, tag: Tag, source: Obj, used: Usage = usage(call)): Obj {
  const { siteId: _, translationId, ...rest } = tag
  return {
    ...rest,
    ...countsOf(tag, used),
    ...(translationId && { translationId }),
    ...(chosen(source).includes('URL') && { url: { base: call.site.url, path: `/blog/tags/${tag.slug}` } }),
  }
}
