// page_states as a list of the present rows: which row each line is, and what pages that are not published are called.
// SQL of the walk in `fill-states.ts`.
import type { Queries } from '../db/types.ts'
import { downValues, turn } from './page-states.ts'

/** What a list was made from. */
export interface FillMark {
  rowSetId: string
  /** Of the texts that name a page. */
  names: string
}

export async function findFill(queries: Queries, projectId: string): Promise<FillMark | null> {
  const { rows } = await queries.query<{ row_set_id: string; names: string }>(
    'select row_set_id, names from page_fills where project_id = $1',
    [projectId],
  )
  return rows[0] ? { rowSetId: rows[0].row_set_id, names: rows[0].names } : null
}

export async function recordFill(queries: Queries, projectId: string, mark: FillMark): Promise<void> {
  await queries.query(
    `insert into page_fills (project_id, row_set_id, names) values ($1, $2, $3)
     on conflict (project_id) do update set row_set_id = excluded.row_set_id, names = excluded.names`,
    [projectId, mark.rowSetId, mark.names],
  )
}

/** What the list says of a row so far. */
export interface KnownEntry {
  line: number | null
  rowHash: string | null
  isPublished: boolean
}

export async function findEntries(
  queries: Queries,
  projectId: string,
  rowKeys: readonly string[],
): Promise<Map<string, KnownEntry>> {
  const { rows } = await queries.query<KnownEntry & { rowKey: string }>(
    `select row_key as "rowKey", line, row_hash as "rowHash", ledger is not null as "isPublished"
       from page_states where project_id = $1 and row_key = any($2::text[])`,
    [projectId, rowKeys],
  )
  return new Map(rows.map((row) => [row.rowKey, row]))
}

export interface NamedRow {
  rowKey: string
  line: number
  hash: string
  /** Null: as it is known, or as it is published. */
  name: { title: string; slug: string } | null
}

/** A row that is new here starts from what the ledger says; of a published page only the line is taken. */
export async function enterRows(
  queries: Queries,
  projectId: string,
  rows: readonly NamedRow[],
): Promise<void> {
  await upsertRows(
    queries,
    projectId,
    rows.filter((row) => row.name !== null),
    true,
  )
  await upsertRows(
    queries,
    projectId,
    rows.filter((row) => row.name === null),
    false,
  )
}

async function upsertRows(
  queries: Queries,
  projectId: string,
  rows: readonly NamedRow[],
  areNamed: boolean,
): Promise<void> {
  if (rows.length === 0) return
  await queries.query(
    `insert into page_states as s (project_id, row_key, line, row_hash, title, slug, ledger, ledger_at, down, down_at)
     select $1, o.row_key, o.line, case when g.row_key is null then o.hash end, coalesce(g.title, o.title, ''), coalesce(g.slug, o.slug, ''), g.status, g.published_at,
            ${downValues}
       from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[]) as o(row_key, line, hash, title, slug)
       left join pages g on g.project_id = $1 and g.row_key = o.row_key and g.status <> 'removed'
      cross join ${turn}
     on conflict (project_id, row_key) do update
        set line = excluded.line,
            row_hash = case when $7 and s.ledger is null then excluded.row_hash else s.row_hash end,
            title = case when $7 and s.ledger is null then excluded.title else s.title end,
            slug = case when $7 and s.ledger is null then excluded.slug else s.slug end`,
    [
      projectId,
      rows.map((row) => row.rowKey),
      rows.map((row) => row.line),
      rows.map((row) => row.hash),
      rows.map((row) => row.name?.title ?? null),
      rows.map((row) => row.name?.slug ?? null),
      areNamed,
    ],
  )
}

/**
 * Entries whose rows have left the data, a chunk of them at a time, are no longer listed; those of which nothing else
 * is known go.
 * @returns where to go on; null at the end
 */
export async function leaveOutStrays(
  queries: Queries,
  projectId: string,
  findRows: (rowKeys: string[]) => Promise<ReadonlyMap<string, unknown>>,
  afterKey: string,
): Promise<string | null> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select row_key from page_states where project_id = $1 and row_key > $2 and line is not null
      order by row_key limit 2000`,
    [projectId, afterKey],
  )
  const rowKeys = rows.map((row) => row.row_key)
  const present = await findRows(rowKeys)
  const gone = rowKeys.filter((rowKey) => !present.has(rowKey))
  if (gone.length > 0) {
    await queries.query(
      `delete from page_states using ${turn}
        where project_id = $1 and row_key = any($2::text[]) and ledger is null and run_id is null`,
      [projectId, gone],
    )
    await queries.query(
      `update page_states set line = null from ${turn} where project_id = $1 and row_key = any($2::text[])`,
      [projectId, gone],
    )
  }
  return rowKeys.at(-1) ?? null
}
