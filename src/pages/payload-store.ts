// payloads: each canonical text once for each project, whoever names it by its hash.
import type { Queries } from '../db/types.ts'

export interface StoredPayload {
  hash: string
  /** Canonical JSON, see `canonicalJson`. */
  body: string
}

/** What is there already is left as it is, and counts as needed now: see `forgetPayloads`. */
export async function savePayloads(
  queries: Queries,
  projectId: string,
  payloads: readonly StoredPayload[],
): Promise<void> {
  if (payloads.length === 0) return
  const distinct = [...new Map(payloads.map((one) => [one.hash, one])).values()]
  await queries.query(
    `insert into payloads (project_id, hash, body)
     select $1, * from unnest($2::text[], $3::text[])
     on conflict (project_id, hash) do update set stored_at = clock_timestamp()
      where payloads.stored_at < clock_timestamp() - interval '12 hours'`,
    [projectId, distinct.map((one) => one.hash), distinct.map((one) => one.body)],
  )
}

/** As they are stored, by hash. A hash that names nothing is left out. */
export async function readPayloadBodies(
  queries: Queries,
  projectId: string,
  hashes: Iterable<string | null>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(hashes)].filter((hash) => hash !== null)
  if (wanted.length === 0) return new Map()
  const { rows } = await queries.query<StoredPayload>(
    'select hash, body from payloads where project_id = $1 and hash = any($2::text[])',
    [projectId, wanted],
  )
  return new Map(rows.map(({ hash, body }) => [hash, body]))
}

/** Parsed, by hash. A hash that names nothing is left out. */
export async function readPayloads(
  queries: Queries,
  projectId: string,
  hashes: Iterable<string | null>,
): Promise<Map<string, unknown>> {
  const bodies = await readPayloadBodies(queries, projectId, hashes)
  return new Map([...bodies].map(([hash, body]) => [hash, JSON.parse(body) as unknown]))
}

/**
 * Forgets payloads that nobody names, a chunk at a time. Those that were needed within the last day are kept: whoever
 * has just stored one may not have named it yet.
 * @param isNamed of a hash; it may say yes too often, and never no too often
 * @returns how many went, and where to go on; null at the end
 */
export async function forgetPayloads(
  queries: Queries,
  projectId: string,
  isNamed: (hash: string) => boolean,
  afterHash: string,
): Promise<{ forgotten: number; next: string | null }> {
  const { rows } = await queries.query<{ hash: string }>(
    `select hash from payloads where project_id = $1 and hash > $2 and stored_at < clock_timestamp() - interval '1 day'
      order by hash limit 2000`,
    [projectId, afterHash],
  )
  const gone = rows.map((row) => row.hash).filter((hash) => !isNamed(hash))
  const { rowCount } = await queries.query(
    `delete from payloads where project_id = $1 and hash = any($2::text[])
        and stored_at < clock_timestamp() - interval '1 day'`,
    [projectId, gone],
  )
  return { forgotten: rowCount, next: rows.at(-1)?.hash ?? null }
}

/** Payloads of a project, a few thousand at a time; false when there was nothing left. */
export async function forgetAllPayloads(
  queries: Queries,
  projectId: string,
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from payloads where (project_id, hash) in (select project_id, hash from payloads where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
