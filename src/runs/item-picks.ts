// What is to be done next, as the items of a run say: reads of run_items for the steps.
import type { Queries } from '../db/types.ts'
import type { HeldRun } from './held-run.ts'
import type { ItemRow } from './run-row.ts'

const itemColumns = `i.row_key, i.position, i.action, i.state, i.title, i.slug, i.attempts, i.call_id, i.looks,
  i.remote_id, i.remote_edited_at, i.problem, p.payload, p.payload_hash, p.changes`
const itemTables = `run_items i join runs r on r.id = i.run_id
  join plan_items p on p.plan_id = r.plan_id and p.row_key = i.row_key`
const isDue = '(i.next_attempt_at is null or i.next_attempt_at <= clock_timestamp())'

/** How many items are picked at once: fresh ones, and those whose first try was lost. */
export interface PickLimits {
  fresh: number
  again: number
}

/**
 * The next items to send, all of one action. Those whose first try was lost follow in smaller groups, so that a page
 * that Wix cannot take drags few others along; those that failed more often come last, and alone.
 */
export async function pickReady(
  { database, run }: HeldRun,
  { fresh, again }: PickLimits,
): Promise<ItemRow[]> {
  for (const [tries, limit] of [
    ['= 0', fresh],
    ['= 1', again],
    ['> 1', 1],
  ] as const) {
    const { rows } = await database.query<ItemRow>(
      `select ${itemColumns} from ${itemTables}
        where i.run_id = $1 and i.state = 'ready' and i.attempts ${tries} and ${isDue}
        order by i.position limit $2`,
      [run.id, limit],
    )
    const first = rows[0]
    if (first) return rows.filter((row) => row.action === first.action)
  }
  return []
}

/** The next pages to be created or updated after a position, in order, whether or not they are due. */
export async function listReadyAfter(
  { database, run }: HeldRun,
  position: number,
  limit: number,
): Promise<ItemRow[]> {
  const { rows } = await database.query<ItemRow>(
    `select ${itemColumns} from ${itemTables}
      where i.run_id = $1 and i.state = 'ready' and i.action <> 'remove' and i.position > $2
      order by i.position limit $3`,
    [run.id, position, limit],
  )
  return rows
}

/** Items whose lost answer should be looked for now; `isOver`: the lost request has certainly ended. */
export interface DoubtRow extends ItemRow {
  is_over: boolean
  /** An earlier look, after the end of the request and long enough ago, said "absent". */
  was_absent: boolean
}

export async function pickDoubtful(
  { database, run }: HeldRun,
  gapMs: number,
  limit: number,
): Promise<DoubtRow[]> {
  const { rows } = await database.query<DoubtRow>(
    `select ${itemColumns},
            coalesce(i.deadline_at <= clock_timestamp(), true) as is_over,
            coalesce(i.first_look_at <= clock_timestamp() - make_interval(secs => $2), false) as was_absent
       from ${itemTables}
      where i.run_id = $1 and i.state = 'in_doubt' and ${isDue}
      order by i.position limit $3`,
    [run.id, gapMs / 1000, limit],
  )
  const first = rows[0]
  return first ? rows.filter((row) => row.action === first.action) : []
}

export interface FinishRow extends ItemRow {
  finish_attempts: number
}

/** Pages that are there and whose last steps are due. */
export async function pickUnfinished({ database, run }: HeldRun, limit: number): Promise<FinishRow[]> {
  const { rows } = await database.query<FinishRow>(
    `select ${itemColumns}, i.finish_attempts from ${itemTables}
      where i.run_id = $1 and i.finish = 'due' and ${isDue}
      order by i.position limit $2`,
    [run.id, limit],
  )
  return rows
}

export async function listUnfinished({ database, run }: HeldRun): Promise<string[]> {
  const { rows } = await database.query<{ row_key: string }>(
    `select row_key from run_items where run_id = $1 and finish = 'due'`,
    [run.id],
  )
  return rows.map((row) => row.row_key)
}

export async function pickUnverified({ database, run }: HeldRun, limit: number): Promise<ItemRow[]> {
  const { rows } = await database.query<ItemRow>(
    `select ${itemColumns} from ${itemTables}
      where i.run_id = $1 and i.state = 'accepted' and i.verification = 'pending'
      order by i.position limit $2`,
    [run.id, limit],
  )
  return rows
}

/** Creates that may have left more than once: their first answer was lost, or they were looked for. */
export async function listUncertain({ database, run }: HeldRun): Promise<ItemRow[]> {
  const { rows } = await database.query<ItemRow>(
    `select ${itemColumns} from ${itemTables}
      where i.run_id = $1 and i.action = 'create' and i.state = 'accepted' and (i.looks > 0 or i.attempts <> 1)
      order by i.position`,
    [run.id],
  )
  return rows
}

export type Counts = Partial<Record<string, number>>

export async function countItems(queries: Queries, runId: string): Promise<Counts> {
  const { rows } = await queries.query<{ state: string; n: number }>(
    'select state, count(*) as n from run_items where run_id = $1 group by state',
    [runId],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}

/** What is still to be done before a run may read back: to send, to look for, to finish. */
export async function hasOpenItems({ database, run }: HeldRun): Promise<boolean> {
  const { rowCount } = await database.query(
    `(select 1 from run_items where run_id = $1 and state in ('ready', 'sending', 'in_doubt') limit 1)
     union all (select 1 from run_items where run_id = $1 and finish = 'due' limit 1)`,
    [run.id],
  )
  return rowCount > 0
}

export async function hasDoubtfulItems({ database, run }: HeldRun): Promise<boolean> {
  const { rowCount } = await database.query(
    `select 1 from run_items where run_id = $1 and state = 'in_doubt' limit 1`,
    [run.id],
  )
  return rowCount > 0
}
