// remote_assets: each distinct category or tag once per site, its creation recorded like an item's.
import type { Problem } from '../api/problem.ts'
import { inBatches } from '../batches.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { type AssetNeed, assetKey, assetName, imageKind } from '../targets/target.ts'
import type { MadeAsset } from '../targets/way-back.ts'
import { assertLease, type Lease } from './lease.ts'

export interface AssetRow {
  kind: string
  name_key: string
  name: string
  state: 'sending' | 'pending' | 'ready' | 'in_doubt' | 'rejected'
  remote_id: string | null
  problem: Problem | null
  /** What the name stood for before, and since when it stands for something else; null: never for anything else. */
  was_id: string | null
  since: string | null
  /** What its owner chose where it was renamed or deleted in Wix, see `asset-names.ts`; left out, its id is empty. */
  choice: 'take_over' | 'drop' | null
  former_id: string | null
  found_name: string | null
  /** Further ids that it stood for, before undoing a run took them from the site. */
  former_ids: string[]
  /** The run that made it, or is about to; null for what was found on the site. */
  created_by_run: string | null
  /** Long enough ago for "absent" to be believed. */
  is_over: boolean
  /** How long ago it was asked for, in milliseconds; null for what was found. */
  age_ms: number | null
}

export async function listAssets(
  database: Queries,
  connectionId: string,
  doubtMs: number,
): Promise<AssetRow[]> {
  const { rows } = await database.query<AssetRow>(
    `select kind, name_key, name, state, remote_id, problem, was_id, since, choice, former_id,
            found_name, former_ids, created_by_run,
            coalesce(doubt_since <= clock_timestamp() - make_interval(secs => $2), false) as is_over,
            (extract(epoch from clock_timestamp() - doubt_since) * 1000)::float8 as age_ms
       from remote_assets where connection_id = $1`,
    [connectionId, doubtMs / 1000],
  )
  return rows
}

export function readyAssets(rows: AssetRow[]): Map<string, string> {
  return new Map(
    rows
      .filter((row) => row.state === 'ready' && row.remote_id !== null)
      .map((row) => [assetKey(row), row.remote_id ?? '']),
  )
}

/** Names that one statement changes. */
const chunk = 500

/** A name with what it stood for when a page was sent. */
export interface NamedId {
  need: AssetNeed
  id: string
}

/** Which of these names stand for something else by now, as plans or runs recorded meanwhile; by `assetKey`. */
export async function movedSince(
  queries: Queries,
  connectionId: string,
  known: readonly NamedId[],
): Promise<Set<string>> {
  if (known.length === 0) return new Set()
  const { rows } = await queries.query<Pick<AssetRow, 'kind' | 'name'>>(
    `select distinct a.kind, a.name
       from jsonb_to_recordset($2::jsonb) as o(kind text, name_key text, remote_id text)
       join remote_assets a on a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key
      where a.state = 'ready' and a.remote_id <> o.remote_id`,
    [
      connectionId,
      JSON.stringify(
        known.map(({ need, id }) => ({ kind: need.kind, name_key: assetName(need), remote_id: id })),
      ),
    ],
  )
  return new Set(rows.map(assetKey))
}

/**
 * What a plan found on the site. Names it looked for and did not find are forgotten, unless one is being made or pages
 * may still be in what it stood for.
 * Images are not asked for again: a file of the site stays usable whatever became of its name.
 */
export async function recordLookedUp(
  database: Database,
  connectionId: string,
  needs: AssetNeed[],
  found: ReadonlyMap<string, string>,
): Promise<void> {
  const list = needs.map((need) => ({
    kind: need.kind,
    name_key: assetName(need),
    name: need.name,
    remote_id: found.get(assetKey(need)) ?? null,
  }))
  const { there = [], missing = [] } = Object.groupBy(list, (one) =>
    one.remote_id === null ? 'missing' : 'there',
  )
  await database.transaction(async (tx) => {
    for (const part of inBatches(there, chunk)) await enterFound(tx, connectionId, part)
    const names = missing.filter(({ kind }) => kind !== imageKind)
    for (const part of inBatches(names, chunk)) await forgetMissing(tx, connectionId, part)
  })
}

interface LookedUp {
  kind: string
  name_key: string
}

async function enterFound(tx: Tx, connectionId: string, found: readonly LookedUp[]): Promise<void> {
  await tx.query(
    `insert into remote_assets (connection_id, kind, name_key, name, state, remote_id)
       select $1, o.kind, o.name_key, o.name, 'ready', o.remote_id
         from jsonb_to_recordset($2::jsonb) as o(kind text, name_key text, name text, remote_id text)
       on conflict (connection_id, kind, name_key) do update
          set state = 'ready', remote_id = excluded.remote_id, problem = null, doubt_since = null,
              choice = null, former_id = null, found_name = null,
              -- What somebody made under the name of ours is theirs; one that is being made is found on its way.
              created_by_run = case when remote_assets.remote_id = excluded.remote_id
                                      or remote_assets.state in ('sending', 'in_doubt', 'pending')
                                    then remote_assets.created_by_run end,
              ${movedTo('excluded.remote_id', '$3')}, updated_at = clock_timestamp()`,
    [connectionId, JSON.stringify(found), tx.now()],
  )
}

/** SQL: these names of a connection, said by their keys as well so that few of its rows are compared with each. */
const namedIn = `a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key and a.name_key = any($3::text[])`

async function forgetMissing(tx: Tx, connectionId: string, missing: readonly LookedUp[]): Promise<void> {
  const values = [connectionId, JSON.stringify(missing), missing.map((one) => one.name_key)]
  await tx.query(
    `update remote_assets a
        set state = 'rejected', was_id = coalesce(a.remote_id, a.was_id), remote_id = null, created_by_run = null
       from jsonb_to_recordset($2::jsonb) as o(kind text, name_key text)
      where ${namedIn} and a.state in ('ready', 'rejected')`,
    values,
  )
  await tx.query(
    `delete from remote_assets a using jsonb_to_recordset($2::jsonb) as o(kind text, name_key text)
      where ${namedIn} and a.state = 'rejected' and a.was_id is null`,
    values,
  )
}

/** What was there and no longer is, such as a picture that was deleted in Wix: it is made again. */
export async function recordGone(
  database: Database,
  connectionId: string,
  needs: readonly AssetNeed[],
): Promise<void> {
  const list = needs.map((need) => ({ kind: need.kind, name_key: assetName(need) }))
  for (const part of inBatches(list, chunk))
    await database.query(
      `update remote_assets a
          set state = 'rejected', was_id = coalesce(a.remote_id, a.was_id), remote_id = null, created_by_run = null
         from jsonb_to_recordset($2::jsonb) as o(kind text, name_key text)
        where ${namedIn} and a.state = 'ready'`,
      [connectionId, JSON.stringify(part), part.map((one) => one.name_key)],
    )
}

/** SQL: a name that stood for something else until now. @param id and `now` SQL */
export function movedTo(id: string, now: string): string {
  const before = 'coalesce(remote_assets.remote_id, remote_assets.was_id)'
  return `was_id = case when ${before} is distinct from ${id} then ${before} else remote_assets.was_id end,
    since = case when ${before} is distinct from ${id} then ${now}::timestamptz else remote_assets.since end`
}

/** Categories and tags of a site that are there because this run made them; pictures are no part of it. */
export async function assetsMadeBy(
  queries: Queries,
  connectionId: string,
  runId: string,
): Promise<MadeAsset[]> {
  const { rows } = await queries.query<Pick<AssetRow, 'kind' | 'name' | 'remote_id'>>(
    `select kind, name, remote_id from remote_assets
      where connection_id = $1 and created_by_run = $2 and state = 'ready' and kind <> '${imageKind}'
      order by kind, name_key`,
    [connectionId, runId],
  )
  return rows.map(({ kind, name, remote_id }) => ({ need: { kind, name }, id: remote_id ?? '' }))
}

/** What a run had made and an undo took from the site: pages that come back find it by its name. */
export async function recordRemovedAssets(
  database: Database,
  lease: Lease,
  removed: readonly MadeAsset[],
): Promise<void> {
  if (removed.length === 0) return
  const list = removed.map(({ need, id }) => ({
    kind: need.kind,
    name_key: assetName(need),
    remote_id: id,
  }))
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `update remote_assets a
          set state = 'rejected', was_id = a.remote_id, former_ids = array_append(a.former_ids, a.remote_id),
              remote_id = null, created_by_run = null, updated_at = clock_timestamp()
         from jsonb_to_recordset($2::jsonb) as o(kind text, name_key text, remote_id text)
        where a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key and a.remote_id = o.remote_id`,
      [lease.connectionId, JSON.stringify(list)],
    )
  })
}

/** How many names and pictures of a site a run has made. */
export async function countMadeBy(queries: Queries, connectionId: string, runId: string): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    `select count(*)::int as n from remote_assets
      where connection_id = $1 and created_by_run = $2 and state in ('ready', 'pending')`,
    [connectionId, runId],
  )
  return rows[0]?.n ?? 0
}

export async function commitAssetIntents(
  database: Database,
  lease: Lease,
  runId: string,
  needs: readonly AssetNeed[],
): Promise<void> {
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `insert into remote_assets (connection_id, kind, name_key, name, state, created_by_run, doubt_since)
       select $1, o.kind, o.name_key, o.name, 'sending', $3, clock_timestamp()
         from jsonb_to_recordset($2::jsonb) as o(kind text, name_key text, name text)
       on conflict (connection_id, kind, name_key) do update
          set state = 'sending', was_id = coalesce(remote_assets.remote_id, remote_assets.was_id), remote_id = null,
              problem = null, created_by_run = excluded.created_by_run,
              doubt_since = excluded.doubt_since, updated_at = clock_timestamp()`,
      [
        lease.connectionId,
        JSON.stringify(
          needs.map((need) => ({ kind: need.kind, name_key: assetName(need), name: need.name })),
        ),
        runId,
      ],
    )
  })
}

/**
 * `none`: nothing of it is there, and it may be asked for again. `isFound`: it is there, and the run has not made it, so
 * that undoing the run leaves it.
 */
export type AssetEnd =
  | { state: 'ready' | 'pending'; remoteId: string; isFound?: boolean }
  | { state: 'in_doubt' }
  | { state: 'rejected'; problem: Problem }
  | { state: 'none' }

export async function settleAssets(
  database: Database,
  lease: Lease,
  ends: readonly { need: AssetNeed; end: AssetEnd }[],
): Promise<void> {
  if (ends.length === 0) return
  const list = ends.map(({ need, end }) => ({
    kind: need.kind,
    name_key: assetName(need),
    state: end.state,
    remote_id: 'remoteId' in end ? end.remoteId : null,
    problem: 'problem' in end ? end.problem : null,
    is_ours: end.state !== 'none' && !('isFound' in end && end.isFound === true),
  }))
  const record = `jsonb_to_recordset($2::jsonb)
    as o(kind text, name_key text, state text, remote_id text, problem jsonb, is_ours boolean)`
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const values = [lease.connectionId, JSON.stringify(list)]
    await tx.query(
      `delete from remote_assets a using ${record}
        where o.state = 'none' and a.was_id is null
          and a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key`,
      values,
    )
    await tx.query(
      `update remote_assets a
          set state = case when o.state = 'none' then 'rejected' else o.state end,
              created_by_run = case when o.is_ours then a.created_by_run end,
              since = case when o.remote_id is not null then $3::timestamptz else a.since end,
              remote_id = o.remote_id, problem = o.problem, updated_at = clock_timestamp()
         from ${record}
        where a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key`,
      [...values, tx.now()],
    )
  })
}
