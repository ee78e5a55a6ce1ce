// remote_assets: each distinct category or tag once per site, its creation recorded like an item's.
import type { Problem } from '../api/problem.ts'
import type { Database, Queries } from '../db/types.ts'
import { type AssetNeed, assetKey, assetName, imageKind } from '../targets/target.ts'
import { assertLease, type Lease } from './lease.ts'

export interface AssetRow {
  kind: string
  name_key: string
  name: string
  state: 'sending' | 'pending' | 'ready' | 'in_doubt' | 'rejected'
  remote_id: string | null
  problem: Problem | null
  /** The run that asked for it last; null for what a plan found. */
  created_by_run: string | null
  /** Long enough ago for "absent" to be believed. */
  is_over: boolean
}

export async function listAssets(
  database: Queries,
  connectionId: string,
  doubtMs: number,
): Promise<AssetRow[]> {
  const { rows } = await database.query<AssetRow>(
    `select kind, name_key, name, state, remote_id, problem, created_by_run,
            coalesce(doubt_since <= clock_timestamp() - make_interval(secs => $2), false) as is_over
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

/**
 * What a plan found on the site. Names it looked for and did not find are forgotten, unless one is being made.
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
  await database.transaction(async (tx) => {
    const json = JSON.stringify(list)
    const record = 'jsonb_to_recordset($2::jsonb) as o(kind text, name_key text, name text, remote_id text)'
    await tx.query(
      `insert into remote_assets (connection_id, kind, name_key, name, state, remote_id)
       select $1, o.kind, o.name_key, o.name, 'ready', o.remote_id from ${record} where o.remote_id is not null
       on conflict (connection_id, kind, name_key) do update
          set state = 'ready', remote_id = excluded.remote_id, problem = null, doubt_since = null,
              updated_at = clock_timestamp()`,
      [connectionId, json],
    )
    await tx.query(
      `delete from remote_assets a using ${record}
        where a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key and o.remote_id is null
          and a.state in ('ready', 'rejected') and a.kind <> '${imageKind}'`,
      [connectionId, json],
    )
  })
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
          set state = 'sending', remote_id = null, problem = null, created_by_run = excluded.created_by_run,
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

/** `none`: nothing of it is there, and it may be asked for again. */
export type AssetEnd =
  | { state: 'ready' | 'pending'; remoteId: string }
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
  }))
  const record = `jsonb_to_recordset($2::jsonb)
    as o(kind text, name_key text, state text, remote_id text, problem jsonb)`
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const values = [lease.connectionId, JSON.stringify(list)]
    await tx.query(
      `delete from remote_assets a using ${record}
        where o.state = 'none' and a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key`,
      values,
    )
    await tx.query(
      `update remote_assets a set state = o.state, remote_id = o.remote_id, problem = o.problem,
              updated_at = clock_timestamp()
         from ${record}
        where o.state <> 'none' and a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key`,
      values,
    )
  })
}
