// Everything the applying of one run needs, and the small writes to its row that every step makes.
import type { RunState } from '../api/run.ts'
import { assertLease, type Lease } from '../connections/lease.ts'
import type { Pacer } from '../connections/pacer.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import type { AssetIds, OutgoingItem, Target, TargetContext } from '../targets/target.ts'
import type { CrashPoint } from './crash-point.ts'
import type { ItemRow, RunRow } from './run-row.ts'
import type { Timing } from './timing.ts'

export interface RunContext {
  database: Database
  lease: Lease
  run: RunRow
  target: Target
  options: unknown
  /** What the target may use; its client waits for the pacer before every request. */
  wix: TargetContext
  pacer: Pacer
  /** Waits for the pace ahead of the next request, so that the intent is not committed long before it leaves. */
  prepay: () => Promise<void>
  /** Set once this worker has noted that it took the run up from another one. */
  isTakenUp?: boolean
  /** While true, a pause or a cancellation ends waits for the pace: what is sent then is nobody's wish any more. */
  isSending: boolean
  /** Writes the calls counted so far to the run's row. */
  flushCalls: () => Promise<void>
  /** The connection may not import pictures, so that pages go without them. */
  withoutImages: boolean
  /** Ids of the site's categories, tags and pictures by asset key; grows while assets are prepared. */
  assets: Map<string, string> & AssetIds
  seedOf: (rowKey: string) => string
  timing: Timing
  crashPoint: CrashPoint
  /** Aborts when the lease is lost. In-flight requests are cut. */
  signal: AbortSignal
  /** Aborts when the process is stopping: no new send, but answers that are owed are awaited. */
  stopping: AbortSignal
  logger: Logger
}

/** The run cannot go on until somebody does something. `message` says what. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}

export function toOutgoing(context: RunContext, item: ItemRow): OutgoingItem<unknown> {
  return {
    rowKey: item.row_key,
    seed: context.seedOf(item.row_key),
    remoteId: item.action === 'create' ? null : item.remote_id,
    payload: item.payload,
    changedFields: item.changed_fields,
  }
}

export async function setRunState(
  context: Pick<RunContext, 'database' | 'lease' | 'run'>,
  state: RunState,
  message: string | null,
): Promise<void> {
  await context.database.transaction(async (tx) => {
    await assertLease(tx, context.lease)
    await tx.query(
      `update runs set state = $2, message = $3,
              started_at = coalesce(started_at, clock_timestamp()),
              finished_at = case when $2 in ('done', 'cancelled') then clock_timestamp() else null end
        where id = $1`,
      [context.run.id, state, message],
    )
  })
}

export type RunCounter = 'write_calls' | 'read_calls' | 'duplicates_prevented' | 'assets_created' | 'restarts'

export async function addToRun(context: RunContext, counter: RunCounter, amount = 1): Promise<void> {
  await context.database.query(`update runs set ${counter} = ${counter} + $2 where id = $1`, [
    context.run.id,
    amount,
  ])
}

export async function writeDiary(context: RunContext, kind: string, message: string): Promise<void> {
  await context.database.query('insert into run_events (run_id, kind, message) values ($1, $2, $3)', [
    context.run.id,
    kind,
    message,
  ])
}

/** The owner asked to pause or cancel. */
export async function isHalted(context: RunContext): Promise<boolean> {
  const { rows } = await context.database.query<{ wish: string }>('select wish from runs where id = $1', [
    context.run.id,
  ])
  return rows[0]?.wish !== 'run'
}
