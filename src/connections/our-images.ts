// Pictures of a site in remote_assets: which of them a run of ours imported.
import type { Queries } from '../db/types.ts'
import { imageKind } from '../targets/target.ts'

export interface KnownImage {
  /** The address it was imported from. */
  name: string
  /** As `remote_id` has it. */
  ref: string
  /** The run that imported it; null: it was found on the site, or a page that we forgot may still show it. */
  runId: string | null
  importedAt: string
}

/** Connections of this workspace that lead to the same site, this one among them. */
export async function connectionsOfSite(queries: Queries, connectionId: string): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `select other.id from connections one
       join connections other on other.workspace_id = one.workspace_id
        and (other.id = one.id or other.site_id = one.site_id)
      where one.id = $1`,
    [connectionId],
  )
  return rows.map(({ id }) => id)
}

/** Those that are there, as far as we know. */
export async function knownImages(queries: Queries, connectionIds: readonly string[]): Promise<KnownImage[]> {
  const { rows } = await queries.query<KnownImage>(
    `select name, remote_id as ref, created_by_run as "runId", updated_at as "importedAt" from remote_assets
      where connection_id = any($1::text[]) and kind = '${imageKind}' and state = 'ready' and remote_id is not null
      order by updated_at desc, name`,
    [connectionIds],
  )
  return rows
}

/** From now on they count as found on the site: pages that nobody here knows any more may show them. */
export async function releaseImages(
  queries: Queries,
  connectionIds: readonly string[],
  names: readonly string[],
): Promise<void> {
  await queries.query(
    `update remote_assets set created_by_run = null
      where connection_id = any($1::text[]) and kind = '${imageKind}' and name_key = any($2::text[])`,
    [connectionIds, names],
  )
}

/** They are in the library again: pages may use them without a second import. */
export async function recordBack(
  queries: Queries,
  connectionId: string,
  images: readonly Pick<KnownImage, 'name' | 'ref' | 'runId'>[],
): Promise<void> {
  await queries.query(
    `update remote_assets a set state = 'ready', remote_id = o.ref, created_by_run = o.run_id
       from jsonb_to_recordset($2::jsonb) as o(name text, ref text, run_id text)
      where a.connection_id = $1 and a.kind = '${imageKind}' and a.name_key = o.name and a.state = 'rejected'`,
    [connectionId, JSON.stringify(images.map(({ name, ref, runId }) => ({ name, ref, run_id: runId })))],
  )
}
