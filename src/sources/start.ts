// How a refresh begins: one at a time of a source, in the transaction that says so, whoever asks and on however many
// workers.
import type { Import } from '../api/import.ts'
import type { Imports } from '../data/imports/imports.ts'
import { unfinishedFetchOf } from '../data/refresh/fetches.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { nextRefresh } from './rhythm.ts'
import { lockSource, type SourceRow, updateSource } from './store.ts'

export interface StartDeps {
  database: Database
  imports: Pick<Imports, 'fetch' | 'wake'>
}

/** Between two refreshes that a webhook asks for. */
export const hookEveryMs = 60_000

/** In which order, by their clock, sources want something. */
export async function listDueSources(queries: Queries, limit: number): Promise<string[]> {
  const { rows } = await queries.query<{ id: string }>(
    `select id from sources
      where dataset_id is not null and state <> 'paused' and least(next_at, hook_due_at) <= $1::timestamptz
      order by least(next_at, hook_due_at), id limit $2`,
    [queries.now(), limit],
  )
  return rows.map((row) => row.id)
}

/**
 * Begins the refresh that is due, if it still is: whoever is second finds it begun.
 * @returns its import; null: nothing to do now
 */
export async function startDue({ database, imports }: StartDeps, id: string): Promise<string | null> {
  const started = await database.transaction(async (tx) => {
    const row = await lockSource(tx, id)
    if (!row?.dataset_id || row.state === 'paused') return null
    const now = tx.now()
    const isTime = row.next_at !== null && Date.parse(row.next_at) <= now.getTime()
    const isCalled = row.hook_due_at !== null && Date.parse(row.hook_due_at) <= now.getTime()
    if (!isTime && !isCalled) return null
    if ((await unfinishedFetchOf(tx, id)) !== null) {
      // What is under way may have been read before the call came, so the call waits for its end. A rhythm does not.
      if (isTime) await updateSource(tx, id, { next_at: nextAt(row, now) })
      return null
    }
    await updateSource(tx, id, {
      ...(isTime && { next_at: nextAt(row, now) }),
      ...(isCalled && { hook_due_at: null, hook_at: now.toISOString() }),
    })
    return begin(tx, imports, row, isCalled ? 'webhook' : 'rhythm')
  })
  if (started) await imports.wake(started.id)
  return started?.id ?? null
}

/** Of a source that has a dataset. */
export function begin(
  tx: Tx,
  imports: Pick<Imports, 'fetch'>,
  { id, workspace_id, dataset_id, title }: SourceRow,
  trigger: Import['trigger'],
): Promise<Import> {
  return imports.fetch(tx, {
    workspaceId: workspace_id,
    sourceId: id,
    datasetId: dataset_id,
    title,
    trigger,
    isRefresh: true,
  })
}

function nextAt({ rhythm, time_zone }: SourceRow, now: Date): string | null {
  return rhythm && nextRefresh(rhythm, time_zone, now).toISOString()
}

/** A call of the webhook: one refresh now, or at the end of the minute since the last; further calls wait with it. */
export async function takeCall(queries: Queries, id: string): Promise<void> {
  const now = queries.now()
  await queries.query(
    `update sources
        set hook_due_at = least(hook_due_at, greatest($2::timestamptz, hook_at + $3 * interval '1 millisecond'))
      where id = $1`,
    [id, now, hookEveryMs],
  )
}
