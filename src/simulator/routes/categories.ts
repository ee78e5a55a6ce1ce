// Blog categories (https://dev.wix.com/docs/api-reference/business-solutions/blog/category/introduction).

import { checkedSeo, storedImage } from '../blog/content.ts'
import * as shapes from '../blog/shapes.ts'
import { firstFreeSlug, slugify } from '../blog/slugs.ts'
import { removeTerm } from '../blog/terms.ts'
import { applicationError, notFound } from '../errors.ts'
import { categoryFields } from '../query/fields.ts'
import { compareValues } from '../query/filter.ts'
import { listPaging, pageOf } from '../query/list.ts'
import { queryShape, runQuery } from '../query/page.ts'
import type { Call, Route } from '../route.ts'
import { object, required, requiredObject, text } from '../shape.ts'
import type { Category, Obj } from '../types.ts'
import { chosen, versionOf } from './draft-posts.ts'
import { isLive } from './posts.ts'

const categories = '/blog/v3/categories'
const read = { permissions: ['Read Blog'], app: 'blog' as const }
const write = { permissions: ['Manage Blog'], app: 'blog' as const }
const wanted = shapes.fieldsets(shapes.termFieldsets, 10)
const { category } = shapes

export const categoryRoutes: Route[] = [
  {
    method: 'POST',
    path: categories,
    ...write,
    body: object({ category: requiredObject({ label: required(35), ...category }), fieldsets: wanted }),
    handle(call) {
      const input = call.body['category'] as Obj
      const label = String(input['label'])
      if (call.site.switches.duplicateCategory === 'reject' && byLabel(call, label))
        throw applicationError(409, 'ALREADY_EXISTS', `A category with the label ${label} already exists`)
      const id = call.newId()
      const created: Category = {
        id,
        siteId: call.site.id,
        label,
        slug: freeSlug(call, String(input['slug'] || label), id),
        displayPosition: Number(input['displayPosition'] ?? -1),
        language: call.site.multilingual
          ? String(input['language'] ?? call.site.language)
          : call.site.language,
        translationId: call.site.multilingual
          ? ((input['translationId'] as string | undefined) ?? null)
          : null,
        seoData: checkedSeo(input['seoData'] as Obj | undefined),
        updatedDate: call.writeTime(),
      }
      return saved(call, withOptional(created, input))
    },
  },
  {
    method: 'PATCH',
    path: `${categories}/{categoryId}`,
    ...write,
    body: object({ category: requiredObject({ label: text(35, 1), ...category }), fieldsets: wanted }),
    handle(call) {
      const before = found(call)
      const input = call.body['category'] as Obj
      const changed: Category = {
        ...before,
        label: String(input['label'] ?? before.label),
        slug: input['slug'] ? freeSlug(call, String(input['slug']), before.id) : before.slug,
        displayPosition: Number(input['displayPosition'] ?? before.displayPosition),
        seoData: input['seoData'] ? checkedSeo(input['seoData'] as Obj) : before.seoData,
        updatedDate: call.writeTime(),
      }
      return saved(call, withOptional(changed, input))
    },
  },
  {
    method: 'GET',
    path: `${categories}/{categoryId}`,
    ...read,
    query: object({ categoryId: text(), fieldsets: wanted }),
    handle: (call) => ({ category: view(call, found(call), counts(call), call.query) }),
  },
  {
    method: 'GET',
    path: `${categories}/slugs/{slug}`,
    ...read,
    query: object({ slug: text(), language: text(), fieldsets: wanted }),
    handle(call) {
      const slug = call.params['slug']!
      const match = all(call).find((entry) => entry.slug === slug)
      if (!match) throw notFound('Category with slug', slug)
      return { category: view(call, match, counts(call), call.query) }
    },
  },
  {
    method: 'GET',
    path: categories,
    ...read,
    query: object({ paging: listPaging, language: text(), fieldsets: wanted }),
    handle(call) {
      const { language } = call.query
      const sorted = all(call)
        .filter((entry) => language === undefined || entry.language === language)
        .sort((a, b) => position(a) - position(b) || compareValues(a.label, b.label))
      const { items, metaData } = pageOf(sorted as unknown as Obj[], call.query)
      const postCounts = counts(call)
      const page = items as unknown as Category[]
      return { categories: page.map((entry) => view(call, entry, postCounts, call.query)), metaData }
    },
  },
  {
    method: 'POST',
    path: `${categories}/query`,
    ...read,
    body: object({ query: queryShape(), fieldsets: wanted }),
    handle(call) {
      const postCounts = counts(call)
      const { items, metadata } = runQuery((call.body['query'] ?? {}) as Obj, {
        entity: 'category',
        rules: categoryFields,
        defaultSort: [{ fieldName: 'id', order: 'ASC' }],
        version: versionOf(call),
        owner: call.store,
        items: () =>
          all(call).map((entry) => ({ ...entry, postCount: postCounts.get(entry.id) ?? 0, record: entry })),
      })
      const page = items.map((item) => item['record'] as Category)
      return {
        categories: page.map((entry) => view(call, entry, postCounts, call.body)),
        pagingMetadata: metadata,
      }
    },
  },
  {
    method: 'DELETE',
    path: `${categories}/{categoryId}`,
    ...write,
    query: object({ categoryId: text() }),
    handle(call) {
      removeTerm(call, 'category', found(call).id)
      return {}
    },
  },
]

function all(call: Call): Category[] {
  return call.store.all('category', call.site.id)
}

function found(call: Call): Category {
  const id = call.params['categoryId']!
  const match = call.store.get('category', call.site.id, id)
  if (!match) throw notFound('Category', id)
  return match
}

function byLabel(call: Call, label: string): Category | undefined {
  return all(call).find((entry) => entry.label.toLowerCase() === label.toLowerCase())
}

function freeSlug(call: Call, source: string, ownId: string): string {
  const taken = new Set(
    all(call)
      .filter((entry) => entry.id !== ownId)
      .map((entry) => entry.slug),
  )
  return firstFreeSlug(slugify(source), (slug) => taken.has(slug))
}

function withOptional(entry: Category, input: Obj): Category {
  const image = input['coverImage'] ? storedImage(input['coverImage'] as Obj) : entry.coverImage
  const description = (input['description'] as string | undefined) ?? entry.description
  return { ...entry, ...(description !== undefined && { description }), ...(image && { coverImage: image }) }
}

function saved(call: Call, entry: Category): Obj {
  call.store.put('category', call.site.id, entry.id, entry)
  return { category: view(call, entry, counts(call), call.body) }
}

// Position -1 means the end of the menu.
function position(entry: Category): number {
  return entry.displayPosition < 0 ? Number.MAX_SAFE_INTEGER : entry.displayPosition
}

function counts(call: Call): Map<string, number> {
  const out = new Map<string, number>()
  for (const post of call.store.all('post', call.site.id)) {
    if (isLive(post)) for (const id of post.published.categoryIds) out.set(id, (out.get(id) ?? 0) + 1)
  }
  return out
}

function view(call: Call, entry: Category, postCounts: Map<string, number>, source: Obj): Obj {
  const has = (fieldset: string) => chosen(source).includes(fieldset)
  const { siteId: _, seoData, translationId, ...rest } = entry
  return {
    ...rest,
    title: entry.label,
    postCount: postCounts.get(entry.id) ?? 0,
    ...(translationId && { translationId }),
    ...(has('URL') && { url: { base: call.site.url, path: `/blog/categories/${entry.slug}` } }),
    ...(has('SEO') && { seoData }),
  }
}
