// What lists of other nouns show of a project.
import type { Queries } from '../db/types.ts'

/** By id. */
export async function projectNames(queries: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await queries.query<{ id: string; name: string }>(
    'select id, name from projects where id = any($1::text[])',
    [[...new Set(ids)]],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
