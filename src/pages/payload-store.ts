// payloads: each canonical text once for each project, whoever names it by its hash.
import type { Queries } from '../db/types.ts'

export interface StoredPayload {
  hash: string
  /** Canonical JSON, see `canonicalJson`. */
  body: string
}

/** What is there already is left as it is. */
export async function savePayloads(
  queries: Queries,
  projectId: string,
  payloads: readonly StoredPayload[],
): Promise<void> {
  if (payloads.length === 0) return
  const distinct = [...new Map(payloads.map((one) => [one.hash, one])).values()]
  await queries.query(
    `insert into payloads (project_id, hash, body)
     select $1, * from unnest($2::text[], $3::text[]) on conflict do nothing`,
    [projectId, distinct.map((one) => one.hash), distinct.map((one) => one.body)],
  )
}

/** Parsed, by hash. A hash that names nothing is left out. */
export async function readPayloads(
  queries: Queries,
  projectId: string,
  hashes: Iterable<string | null>,
): Promise<Map<string, unknown>> {
  const wanted = [...new Set(hashes)].filter((hash) => hash !== null)
  if (wanted.length === 0) return new Map()
  const { rows } = await queries.query<StoredPayload>(
    'select hash, body from payloads where project_id = $1 and hash = any($2::text[])',
    [projectId, wanted],
  )
  return new Map(rows.map(({ hash, body }) => [hash, JSON.parse(body) as unknown]))
}
