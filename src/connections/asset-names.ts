// Names of a site that somebody changed in Wix, in remote_assets: what became of them, and what their owner chose.
import type { NameChoice } from '../api/plan.ts'
import type { Queries } from '../db/types.ts'
import { type AssetNeed, assetName } from '../targets/target.ts'
import { movedTo } from './asset-ledger.ts'

/** A name that no longer stands for what it did, or that stands for something of another name. */
export interface ChangedName {
  need: AssetNeed
  /** What it stood for; null: it stands for that again. */
  formerId: string | null
  /** What that is called on the site now; null: it is not there any more. */
  foundName: string | null
  /** Of one that was taken over: it has its name back, or is not there any more. */
  end?: 'back' | 'lost'
}

/** What a plan found out. Whatever is being made meanwhile is left alone. */
export async function recordChangedNames(
  queries: Queries,
  connectionId: string,
  changed: readonly ChangedName[],
) {
  if (changed.length === 0) return
  const list = changed.map(({ need, formerId, foundName, end = null }) => ({
    kind: need.kind,
    name_key: assetName(need),
    former_id: formerId,
    found_name: foundName,
    has_end: end !== null,
    is_lost: end === 'lost',
  }))
  await queries.query(
    `update remote_assets a
        set former_id = o.former_id, found_name = o.found_name,
            choice = case when o.has_end then null else a.choice end,
            state = case when o.is_lost then 'rejected' else a.state end,
            was_id = case when o.is_lost then coalesce(a.remote_id, a.was_id) else a.was_id end,
            remote_id = case when o.is_lost then null else a.remote_id end,
            created_by_run = case when o.is_lost then null else a.created_by_run end
       from jsonb_to_recordset($2::jsonb)
         as o(kind text, name_key text, former_id text, found_name text,
                            has_end boolean, is_lost boolean)
      where a.connection_id = $1 and a.kind = o.kind and a.name_key = o.name_key and a.state in ('ready', 'rejected')`,
    [connectionId, JSON.stringify(list)],
  )
}

/**
 * What becomes of these names, for every project of the site. Pages that are in something else by it are due.
 * @returns how many it was done for: names that nobody found changed, and deleted ones to take over, are none
 */
export async function chooseNames(
  queries: Queries,
  connectionId: string,
  needs: readonly AssetNeed[],
  choice: NameChoice,
): Promise<number> {
  const list = needs.map((need) => ({ kind: need.kind, name_key: assetName(need) }))
  const id = choice === 'take_over' ? 'remote_assets.former_id' : `''`
  const change =
    choice === 'recreate'
      ? `state = 'rejected', was_id = coalesce(remote_id, was_id), remote_id = null, choice = null`
      : `state = 'ready', remote_id = ${id}, ${movedTo(id, '$3')}, choice = $4`
  const { rowCount } = await queries.query(
    `update remote_assets set ${change}, problem = null, created_by_run = null, doubt_since = null,
            updated_at = $3::timestamptz
      where connection_id = $1 and former_id is not null and state in ('ready', 'rejected')
        and (choice is not null or remote_id is null)
        and ($4::text <> 'take_over' or found_name is not null)
        and (kind, name_key) in (select o.kind, o.name_key
              from jsonb_to_recordset($2::jsonb) as o(kind text, name_key text))`,
    [connectionId, JSON.stringify(list), queries.now(), choice],
  )
  return rowCount
}
