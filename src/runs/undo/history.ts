// What runs know of the pages they changed, for the plan that undoes one of them.
import type { Verb } from '../../api/plan-actions.ts'
import type { Queries } from '../../db/types.ts'
import { keysEver, keysNow } from '../../pages/key-changes.ts'
import { toPageRecord } from '../../pages/put-back.ts'
import { isWayBack } from '../../plans/scope.ts'
import { findPlanById } from '../../plans/store.ts'
import type { LaterChange, RunHistory, UndoneItem } from '../../plans/undo/undone-item.ts'
import type { WantedVisibility } from '../../targets/visibility.ts'
import { listedAmong } from '../item-picks.ts'
import { findRunRow } from '../run-store.ts'

interface UndoneRow extends Omit<UndoneItem, 'rowKey' | 'before' | 'verb'> {
  verb: Verb
  visibility: WantedVisibility
  before: unknown
}

/**
 * SQL on `run_items i`: Wix has what the run sent of it, or may have a part: an update that takes several calls may
 * have been refused in the middle.
 */
export const isUndoable = `(i.state = 'accepted' or (i.state = 'rejected' and i.attempts > 0 and i.snapshot is not null))`

export const runHistory: RunHistory = {
  async isWayBack(queries, runId) {
    const run = await findRunRow(queries, runId)
    const plan = run && (await findPlanById(queries, run.plan_id))
    return plan ? isWayBack(plan.scope) : false
  },

  async undoneItems(queries, runId, { after, limit, rowKeys }) {
    const { rows } = await queries.query<UndoneRow & { formerly: string }>(
      `select i.row_key as formerly, i.position, i.action as verb, coalesce(i.remote_id, '') as "remoteId", i.title,
              i.slug, i.url, i.payload_hash as "payloadHash", i.changed_fields as "changedFields", i.visibility,
              i.snapshot, i.before
         from run_items i
        where i.run_id = $1 and i.position > $2 and ($4::text[] is null or i.row_key = any($4)) and ${isUndoable}
        order by i.position limit $3`,
      [runId, after, limit, rowKeys],
    )
    const keys = await keysOfItems(
      queries,
      runId,
      rows.map((row) => row.formerly),
    )
    return rows.map(
      ({ formerly, ...row }): UndoneItem => ({
        ...row,
        rowKey: keys.get(formerly) ?? formerly,
        before: toPageRecord(row.before),
      }),
    )
  },

  async laterChanges(queries, runId, rowKeys) {
    const projectId = (await findRunRow(queries, runId))?.project_id ?? ''
    const { rows } = await queries.query<LaterChange & { rowKey: string }>(
      `select i.row_key as "rowKey", r.id as "runId", r.created_at as at, i.action as verb,
              i.changed_fields as "changedFields"
         from runs r join run_items i on i.run_id = r.id
        where r.project_id = $3 and r.id > $1 and i.state = 'accepted' and i.row_key = any($2::text[])
        order by r.id`,
      [runId, await keysEver(queries, projectId, rowKeys), projectId],
    )
    const now = await keysNow(queries, projectId, rows)
    const later = new Map<string, LaterChange[]>()
    for (const [at, { rowKey: _, ...change }] of rows.entries())
      later.set(now[at]!, [...(later.get(now[at]!) ?? []), change])
    return later
  },
}

/** Of all pages that the run changed, in its order: what their rows are called now. */
export async function undoableKeys(queries: Queries, runId: string): Promise<string[]> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select i.row_key from run_items i where i.run_id = $1 and ${isUndoable} order by i.position`,
    [runId],
  )
  const rowKeys = rows.map((row) => row.row_key)
  const keys = await keysOfItems(queries, runId, rowKeys)
  return rowKeys.map((rowKey) => keys.get(rowKey) ?? rowKey)
}

/**
 * What these rows of the run are called now, where that is otherwise. Where the run had another page under that name, both
 * keep what they were called.
 */
async function keysOfItems(
  queries: Queries,
  runId: string,
  rowKeys: readonly string[],
): Promise<Map<string, string>> {
  const run = await findRunRow(queries, runId)
  if (!run || rowKeys.length === 0) return new Map()
  const dated = rowKeys.map((rowKey) => ({ rowKey, at: run.created_at }))
  const now = await keysNow(queries, run.project_id, dated)
  const moved = rowKeys.flatMap((rowKey, at): [string, string][] =>
    now[at] === rowKey ? [] : [[rowKey, now[at]!]],
  )
  if (moved.length === 0) return new Map()
  const taken = await listedAmong(
    queries,
    runId,
    moved.map(([, key]) => key),
  )
  return new Map(moved.filter(([, key]) => !taken.has(key)))
}

/** What the ledger said of these pages before the run, as far as it was kept. By the keys that rows have now. */
export async function recordsBefore(
  queries: Queries,
  runId: string,
  rowKeys: readonly string[],
): Promise<Map<string, ReturnType<typeof toPageRecord>>> {
  const projectId = (await findRunRow(queries, runId))?.project_id ?? ''
  const { rows } = await queries.query<{ row_key: string; before: unknown }>(
    'select row_key, before from run_items where run_id = $1 and row_key = any($2::text[])',
    [runId, await keysEver(queries, projectId, rowKeys)],
  )
  const keys = await keysOfItems(
    queries,
    runId,
    rows.map((row) => row.row_key),
  )
  return new Map(rows.map((row) => [keys.get(row.row_key) ?? row.row_key, toPageRecord(row.before)]))
}
