// What runs recorded about pages in Wix, as lists and previews need it.
import type { PagePreview, PageSummary } from '../api/page.ts'
import type { Queries } from '../db/types.ts'

type Status = PageSummary['status']

export interface PublishedPage {
  rowKey: string
  status: Status
  title: string
  slug: string
  url: string | null
  publishedAt: string
}

interface Row {
  row_key: string
  status: 'live' | 'draft' | 'gone' | 'removed'
  title: string
  slug: string
  url: string | null
  published_at: string
}

export async function findPublished(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, PublishedPage>> {
  const { rows } = await queries.query<Row>(
    `select row_key, status, title, slug, url, published_at from pages
      where project_id = $1 and row_key = any($2::text[]) and status <> 'removed'`,
    [projectId, rowKeys],
  )
  return new Map(
    rows.map((row) => [
      row.row_key,
      {
        rowKey: row.row_key,
        status: row.status as Status,
        title: row.title,
        slug: row.slug,
        url: row.url,
        publishedAt: row.published_at,
      },
    ]),
  )
}

export function presentPublished(page: PublishedPage | undefined): PagePreview['published'] {
  return page ? { url: page.url, publishedAt: page.publishedAt, status: page.status } : null
}

/** Ids of categories and tags that are known on the site, by asset key. */
export async function knownAssets(queries: Queries, connectionId: string): Promise<Map<string, string>> {
  const { rows } = await queries.query<{ kind: string; name_key: string; remote_id: string }>(
    `select kind, name_key, remote_id from remote_assets
      where connection_id = $1 and state = 'ready' and remote_id is not null`,
    [connectionId],
  )
  return new Map(rows.map((row) => [`${row.kind}:${row.name_key}`, row.remote_id]))
}
