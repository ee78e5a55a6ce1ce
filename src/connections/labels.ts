// What lists of other nouns show of a connection.
import type { Queries } from '../db/types.ts'

export interface ConnectionLabel {
  name: string
  siteName: string | null
  kind: 'wix' | 'practice'
  status: string
  /** As the last check found them. */
  permissions: { name: string; state: string }[]
}

/** By id. */
export async function connectionLabels(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, ConnectionLabel>> {
  const { rows } = await queries.query<ConnectionLabel & { id: string }>(
    'select id, name, site_name as "siteName", kind, status, permissions from connections where id = any($1::text[])',
    [[...new Set(ids)]],
  )
  return new Map(rows.map(({ id, ...label }) => [id, label]))
}
