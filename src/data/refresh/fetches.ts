// Imports of a source: which one is on its way, and what became of the others.
import type { Queries } from '../../db/types.ts'
import type { ImportRecord } from '../imports/import-record.ts'

/** What goes on by itself. Those that wait for a person are not on their way. */
const isGoing = `state in ('fetching', 'analysing', 'loading')
  or (is_refresh and reasons = '[]' and state in ('analysed', 'loaded'))`

/** The import of this source that is on its way; there is one at a time. */
export async function unfinishedFetchOf(queries: Queries, sourceId: string): Promise<string | null> {
  const { rows } = await queries.query<{ id: string }>(
    `select id from imports where source_id = $1 and (${isGoing}) order by id limit 1`,
    [sourceId],
  )
  return rows[0]?.id ?? null
}

/** Of all sources, after a start of the process, and of uploads. */
export async function listGoing(queries: Queries): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(`select id from imports where ${isGoing} order by id`)
  return rows.map((row) => row.id)
}

/** Newest first. */
export async function listFetches(
  queries: Queries,
  sourceId: string,
  { limit, before }: { limit: number; before: string | null },
): Promise<ImportRecord[]> {
  const { rows } = await queries.query<ImportRecord>(
    `select * from imports where source_id = $1 and ($2::text is null or id < $2) order by id desc limit $3`,
    [sourceId, before, limit],
  )
  return rows
}
