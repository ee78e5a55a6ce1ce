// The published posts of a blog.
import type { Post, Saved, WixClient } from '../../../wix/index.ts'
import { inGroups } from '../groups.ts'
import type { Found } from './collection.ts'
import { wixText } from './value.ts'

type Labels = ReadonlyMap<string, string>

/** Throws `WixError`, here or while walking. */
export async function readBlog(client: WixClient, signal: AbortSignal): Promise<Found> {
  const categories = await labelsOf(client.categories.queryAll({}, { signal }))
  const tags = await labelsOf(client.tags.queryAll({}, { signal }))
  const columns = columnsOf(categories, tags)
  const posts = client.posts.queryAll(
    { fieldsets: ['URL'], sort: [{ fieldName: 'firstPublishedDate', order: 'ASC' }] },
    { signal },
  )
  const toCells = (post: Saved<Post>) => columns.map(([, read]) => read(post))
  return {
    name: 'Wix blog',
    table: {
      place: ['post', 'posts'],
      key: columns[0]![0],
      columns: columns.map(([name]) => name),
      rows: inGroups(posts, toCells),
    },
  }
}

function columnsOf(categories: Labels, tags: Labels): [name: string, read: (post: Saved<Post>) => string][] {
  return [
    ['Post ID', ({ id }) => id],
    ['Title', ({ title }) => title ?? ''],
    ['Slug', ({ slug }) => slug ?? ''],
    ['Address', ({ url }) => `${url?.base ?? ''}${url?.path ?? ''}`],
    ['Excerpt', ({ excerpt }) => excerpt ?? ''],
    ['Categories', ({ categoryIds = [] }) => labelled(categoryIds, categories)],
    ['Tags', ({ tagIds = [] }) => labelled(tagIds, tags)],
    ['Cover image', ({ media }) => wixText(media?.wixMedia?.image?.url ?? media?.wixMedia?.image?.id)],
    ['Language', ({ language }) => language ?? ''],
    ['Featured', ({ featured }) => String(featured ?? false)],
    ['First published', ({ firstPublishedDate }) => wixText(firstPublishedDate)],
  ]
}

async function labelsOf(entities: AsyncIterable<{ id: string; label?: string | null }>): Promise<Labels> {
  const labels = new Map<string, string>()
  for await (const { id, label } of entities) labels.set(id, label || id)
  return labels
}

function labelled(ids: readonly string[], labels: Labels): string {
  return ids.map((id) => labels.get(id) ?? id).join(', ')
}
