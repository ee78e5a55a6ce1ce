// page_index: what the template makes of each row now, so that only changed rows are rendered again.
import type { Problem } from '../api/problem.ts'
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'
import type { AssetNeed } from '../targets/target.ts'

export interface IndexedPage {
  rowKey: string
  /** Of the row, and of what its page is recognised by where that does not follow from its key. */
  rowHash: string
  title: string
  slug: string
  /** Of the payload in `payload-store.ts`. */
  payloadHash: string
  needs: AssetNeed[]
  problems: Problem[]
}

interface Row {
  row_key: string
  row_hash: string
  made_with: string
  title: string
  slug: string
  payload_hash: string
  needs: AssetNeed[] | null
  problems: Problem[] | null
}

/** Entries of these rows that were made with the same, by row key; whether the row is the same is for the caller. */
export async function readIndex(
  queries: Queries,
  projectId: string,
  madeWith: string,
  rowKeys: readonly string[],
): Promise<Map<string, IndexedPage>> {
  if (rowKeys.length === 0) return new Map()
  const { rows } = await queries.query<Row>(
    'select * from page_index where project_id = $1 and made_with = $2 and row_key = any($3::text[])',
    [projectId, madeWith, rowKeys],
  )
  return new Map(
    rows.map((row) => [
      row.row_key,
      {
        rowKey: row.row_key,
        rowHash: row.row_hash,
        title: row.title,
        slug: row.slug,
        payloadHash: row.payload_hash,
        needs: row.needs ?? [],
        problems: row.problems ?? [],
      },
    ]),
  )
}

export async function writeIndex(
  queries: Queries,
  projectId: string,
  madeWith: string,
  pages: readonly IndexedPage[],
): Promise<void> {
  if (pages.length === 0) return
  const json = (list: readonly unknown[]) => (list.length === 0 ? null : JSON.stringify(list))
  await queries.query(
    `insert into page_index (project_id, made_with, row_key, row_hash, title, slug, payload_hash, needs, problems)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::jsonb[])
     on conflict (project_id, row_key) do update
        set made_with = excluded.made_with, row_hash = excluded.row_hash, title = excluded.title,
            slug = excluded.slug, payload_hash = excluded.payload_hash, needs = excluded.needs,
            problems = excluded.problems`,
    [
      projectId,
      madeWith,
      pages.map((one) => one.rowKey),
      pages.map((one) => one.rowHash),
      pages.map((one) => one.title),
      pages.map((one) => one.slug),
      pages.map((one) => one.payloadHash),
      pages.map((one) => json(one.needs)),
      pages.map((one) => json(one.problems)),
    ],
  )
}

/** What pages need on the site, by row key, and of which payload that was said. */
export async function readIndexedNeeds(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, Pick<IndexedPage, 'payloadHash' | 'needs'>>> {
  if (rowKeys.length === 0) return new Map()
  const { rows } = await queries.query<Pick<Row, 'row_key' | 'payload_hash' | 'needs'>>(
    'select row_key, payload_hash, needs from page_index where project_id = $1 and row_key = any($2::text[])',
    [projectId, rowKeys],
  )
  return new Map(rows.map((row) => [row.row_key, { payloadHash: row.payload_hash, needs: row.needs ?? [] }]))
}

/** Rows whose entry has one of these addresses, a few for each at most. Entries may be out of date. */
export async function findBySlugs(
  queries: Queries,
  projectId: string,
  slugs: readonly string[],
): Promise<string[]> {
  const found: string[] = []
  for (const part of inBatches(slugs, slugsAtOnce)) {
    const { rows } = await queries.query<{ row_key: string }>(
      `select f.row_key from unnest($2::text[]) s(slug)
        cross join lateral (select row_key from page_index
                             where project_id = $1 and slug = s.slug and slug <> '' limit 5) f`,
      [projectId, part],
    )
    for (const { row_key } of rows) found.push(row_key)
  }
  return found
}

const slugsAtOnce = 500

/** Titles and addresses of these rows as they were rendered last, by row key. */
export async function findIndexedNames(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, Pick<IndexedPage, 'title' | 'slug'>>> {
  const { rows } = await queries.query<Pick<Row, 'row_key' | 'title' | 'slug'>>(
    'select row_key, title, slug from page_index where project_id = $1 and row_key = any($2::text[])',
    [projectId, rowKeys],
  )
  return new Map(rows.map(({ row_key, title, slug }) => [row_key, { title, slug }]))
}

/** Hashes of the payloads that the index names, in chunks. */
export async function* hashesInIndex(queries: Queries, projectId: string): AsyncGenerator<string[]> {
  let afterKey = ''
  for (;;) {
    const { rows } = await queries.query<{ row_key: string; payload_hash: string }>(
      'select row_key, payload_hash from page_index where project_id = $1 and row_key > $2 order by row_key limit 2000',
      [projectId, afterKey],
    )
    const last = rows.at(-1)
    if (!last) return
    afterKey = last.row_key
    yield rows.map((row) => row.payload_hash)
  }
}

/** Entries of rows that have left the data, a chunk of the index at a time. */
export async function forgetStrayEntries(
  queries: Queries,
  projectId: string,
  findRows: (rowKeys: string[]) => Promise<ReadonlyMap<string, unknown>>,
  afterKey: string,
): Promise<string | null> {
  const { rows } = await queries.query<{ row_key: string }>(
    'select row_key from page_index where project_id = $1 and row_key > $2 order by row_key limit 2000',
    [projectId, afterKey],
  )
  const rowKeys = rows.map((row) => row.row_key)
  const present = await findRows(rowKeys)
  const gone = rowKeys.filter((rowKey) => !present.has(rowKey))
  await queries.query('delete from page_index where project_id = $1 and row_key = any($2::text[])', [
    projectId,
    gone,
  ])
  return rowKeys.at(-1) ?? null
}

/** Entries of a project, a few thousand at a time; false when there was nothing left. */
export async function forgetIndex(queries: Queries, projectId: string, limit: number): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from page_index where (project_id, row_key) in (select project_id, row_key from page_index where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
