// remote_assets: each distinct category or tag once per site, its creation recorded like an item's.
import type { Problem } from '../api/problem.ts'
import type { Database, Queries } from '../db/types.ts'
import { type AssetNeed, assetKey, foldName } from '../targets/target.ts'
import { assertLease, type Lease } from './lease.ts'

export interface AssetRow {
  kind: string
  name_key: string
  name: string
  state: 'sending' | 'ready' | 'in_doubt' | 'rejected'
  remote_id: string | null
  problem: Problem | null
  /** Long enough ago for "absent" to be believed. */
  is_over: boolean
}

export async function listAssets(
  database: Queries,
  connectionId: string,
  doubtMs: number,
): Promise<AssetRow[]> {
  const { rows } = await database.query<AssetRow>(
    `select kind, name_key, name, state, remote_id, problem,
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

/** What a plan found on the site. Names it looked for and did not find are forgotten, unless one is being made. */
export async function recordLookedUp(
  database: Database,
  connectionId: string,
  needs: AssetNeed[],
  found: ReadonlyMap<string, string>,
): Promise<void> {
  const list = needs.map((need) => ({
    kind: need.kind,
    name_key: foldName(need.name),
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
          and a.state in ('ready', 'rejected')`,
      [connectionId, json],
    )
  })
}

export async function commitAssetIntent(
  database: Database,
  lease: Lease,
  runId: string,
  need: AssetNeed,
): Promise<void> {
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await tx.query(
      `insert into remote_assets (connection_id, kind, name_key, name, state, created_by_run, doubt_since)
       values ($1, $2, $3, $4, 'sending', $5, clock_timestamp())
       on conflict (connection_id, kind, name_key) do update
          set state = 'sending', remote_id = null, problem = null, created_by_run = excluded.created_by_run,
              doubt_since = excluded.doubt_since, updated_at = clock_timestamp()`,
      [lease.connectionId, need.kind, foldName(need.name), need.name, runId],
    )
  })
}

export async function settleAsset(
  database: Database,
  lease: Lease,
  need: AssetNeed,
  end: { state: 'ready' | 'in_doubt' | 'rejected'; remoteId?: string; problem?: Problem } | { state: 'none' },
): Promise<void> {
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const key = [lease.connectionId, need.kind, foldName(need.name)]
    if (end.state === 'none') {
      await tx.query(
        'delete from remote_assets where connection_id = $1 and kind = $2 and name_key = $3',
        key,
      )
      return
    }
    await tx.query(
      `update remote_assets set state = $4, remote_id = $5, problem = $6::jsonb, updated_at = clock_timestamp()
        where connection_id = $1 and kind = $2 and name_key = $3`,
      [...key, end.state, end.remoteId ?? null, end.problem ? JSON.stringify(end.problem) : null],
    )
  })
}
