// What is to be done next, as the items of a run say: reads of run_items for the steps.
import type { Queries } from '../db/types.ts'
import { readSeeds } from '../pages/key-changes.ts'
import { readPayloads } from '../pages/payload-store.ts'
import type { OutgoingItem } from '../targets/target.ts'
import type { HeldRun } from './held-run.ts'
import type { ItemRow } from './run-row.ts'

const itemColumns = `i.row_key, i.position, i.action, i.state, i.title, i.slug, i.attempts, i.excused, i.call_id, i.looks,
  i.remote_id, i.remote_edited_at, i.problem, i.payload_hash, i.changed_fields,
  i.visibility, i.turn, i.aside, i.sent_ids, i.kept`

/** Reads the payloads that these items name, and makes of each what the destination is given. */
async function withPayloads<Row extends ItemRow>(
  { database, run, usual = null }: HeldRun,
  rows: readonly Row[],
): Promise<Row[]> {
  const payloads = await readPayloads(
    database,
    run.project_id,
    rows.map((row) => row.payload_hash),
  )
  const seeds = await readSeeds(
    database,
    run.project_id,
    rows.map((row) => row.row_key),
  )
  return rows.map((row) => {
    const payload = payloads.get(row.payload_hash ?? '') ?? null
    const visibility = row.visibility ?? usual
    const outgoing: OutgoingItem<unknown> = {
      rowKey: row.row_key,
      seed: seeds.get(row.row_key)!,
      remoteId: row.action === 'create' ? null : row.remote_id,
      payload,
      visibility,
      changedFields: row.changed_fields,
    }
    return { ...row, payload, visibility, outgoing }
  })
}

const isDue = '(i.next_attempt_at is null or i.next_attempt_at <= clock_timestamp())'

/** How many items are picked at once: fresh ones, and those whose first try was lost. */
export interface PickLimits {
  fresh: number
  again: number
}

/**
 * The next items to send, all of one action and turn. Those whose first try was lost follow in smaller groups, so that
 * a page that Wix cannot take drags few others along; those that failed more often come last, alone, and in turn.
 * @param after fresh items up to this position have been picked before: looking past them spares a walk over all that
 * was sent
 */
export async function pickReady(held: HeldRun, limits: PickLimits, after = -1): Promise<ItemRow[]> {
  const picked = await pickOfTurn(held, 0, limits, after)
  if (picked.length > 0 || (await hasOpenInFirstTurn(held))) return picked
  return pickOfTurn(held, 1, limits, after)
}

async function pickOfTurn(
  held: HeldRun,
  turn: ItemRow['turn'],
  { fresh, again }: PickLimits,
  after: number,
): Promise<ItemRow[]> {
  for (const [tries, limit, from] of [
    [0, fresh, after],
    [1, again, -1],
    [2, 1, -1],
  ] as const) {
    const { rows } = await held.database.query<ItemRow>(
      `select ${itemColumns} from run_items i
        where i.run_id = $1 and i.state = 'ready' and least(i.attempts, 2) = ${tries} and ${isDue} and i.position > $3
          and i.turn = $4
        order by ${tries === 2 ? 'i.attempts, ' : ''}i.position limit $2`,
      [held.run.id, limit, from, turn],
    )
    const first = rows[0]
    if (first)
      return withPayloads(
        held,
        rows.filter((row) => row.action === first.action),
      )
  }
  return []
}

async function hasOpenInFirstTurn({ database, run }: HeldRun): Promise<boolean> {
  const { rowCount } = await database.query(
    `select 1 from run_items
      where run_id = $1 and turn = 0 and state in ('ready', 'sending', 'in_doubt') limit 1`,
    [run.id],
  )
  return rowCount > 0
}

/** The next pages whose content is sent after a position, in order, whether or not they are due. */
export async function listReadyAfter(held: HeldRun, position: number, limit: number): Promise<ItemRow[]> {
  const { rows } = await held.database.query<ItemRow>(
    `select ${itemColumns} from run_items i
      where i.run_id = $1 and i.state = 'ready' and i.action not in ('remove', 'take_down')
        and i.position > $2
      order by i.position limit $3`,
    [held.run.id, position, limit],
  )
  return withPayloads(held, rows)
}

/** Items that were never sent, because their run was cancelled. In order. */
export async function listCancelledAfter(
  { database, run }: HeldRun,
  position: number,
  limit: number,
): Promise<{ row_key: string; position: number }[]> {
  const { rows } = await database.query<{ row_key: string; position: number }>(
    `select row_key, position from run_items
      where run_id = $1 and state = 'cancelled' and position > $2 order by position limit $3`,
    [run.id, position, limit],
  )
  return rows
}

/** Which of these rows the run has already. */
export async function listedAmong(
  queries: Queries,
  runId: string,
  rowKeys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await queries.query<{ row_key: string }>(
    'select row_key from run_items where run_id = $1 and row_key = any($2::text[])',
    [runId, rowKeys],
  )
  return new Set(rows.map((row) => row.row_key))
}

/** Items whose lost answer should be looked for now; `isOver`: the lost request has certainly ended. */
export interface DoubtRow extends ItemRow {
  is_over: boolean
  /** An earlier look, after the end of the request and long enough ago, said "absent". */
  was_absent: boolean
}

export async function pickDoubtful(held: HeldRun, gapMs: number, limit: number): Promise<DoubtRow[]> {
  const { rows } = await held.database.query<DoubtRow>(
    `select ${itemColumns},
            coalesce(i.deadline_at <= clock_timestamp(), true) as is_over,
            coalesce(i.first_look_at <= clock_timestamp() - make_interval(secs => $2), false) as was_absent
       from run_items i
      where i.run_id = $1 and i.state = 'in_doubt' and ${isDue}
      order by i.position limit $3`,
    [held.run.id, gapMs / 1000, limit],
  )
  const first = rows[0]
  return withPayloads(
    held,
    rows.filter((row) => row.action === first?.action),
  )
}

export interface FinishRow extends ItemRow {
  finish_attempts: number
}

/** Pages that are there and whose last steps are due; those of one date together, since a call has one. */
export async function pickUnfinished(held: HeldRun, limit: number): Promise<FinishRow[]> {
  const { rows } = await held.database.query<FinishRow>(
    `select ${itemColumns}, i.finish_attempts from run_items i
      where i.run_id = $1 and i.finish = 'due' and ${isDue}
      order by i.visibility ->> 'at', i.position limit $2`,
    [held.run.id, limit],
  )
  return withPayloads(held, rows)
}

export async function listUnfinished({ database, run }: HeldRun): Promise<string[]> {
  const { rows } = await database.query<{ row_key: string }>(
    `select row_key from run_items where run_id = $1 and finish = 'due'`,
    [run.id],
  )
  return rows.map((row) => row.row_key)
}

export async function pickUnverified(held: HeldRun, limit: number): Promise<ItemRow[]> {
  const { rows } = await held.database.query<ItemRow>(
    `select ${itemColumns} from run_items i
      where i.run_id = $1 and i.state = 'accepted' and i.verification = 'pending'
      order by i.position limit $2`,
    [held.run.id, limit],
  )
  return withPayloads(held, rows)
}

/** Creates, and pages that were made again, that may have left more than once: their first answer was lost, or they were looked for. In order. */
export async function listUncertainAfter(held: HeldRun, position: number, limit: number): Promise<ItemRow[]> {
  const { rows } = await held.database.query<ItemRow>(
    `select ${itemColumns} from run_items i
      where i.run_id = $1 and i.action in ('create', 'restore') and i.state = 'accepted'
        and (i.looks > 0 or i.attempts <> 1)
        and i.position > $2
      order by i.position limit $3`,
    [held.run.id, position, limit],
  )
  return withPayloads(held, rows)
}

/** How many items are in each state. */
export async function countItems({ database, run }: HeldRun): Promise<Partial<Record<string, number>>> {
  const { rows } = await database.query<{ state: string; items: number }>(
    'select state, sum(items)::int as items from run_counts where run_id = $1 and items > 0 group by state',
    [run.id],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.items]))
}

/** Something is still to be done before the run may read back: to send, to look for, to finish. */
export async function hasOpenItems({ database, run }: HeldRun): Promise<boolean> {
  const { rowCount } = await database.query(
    `select 1 from run_counts
      where run_id = $1 and ((items > 0 and state in ('ready', 'sending', 'in_doubt')) or unfinished > 0) limit 1`,
    [run.id],
  )
  return rowCount > 0
}

/** Pages that are there and whose last steps are still to be done. */
export async function countUnfinished({ database, run }: HeldRun): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    'select coalesce(sum(unfinished), 0)::int as n from run_counts where run_id = $1',
    [run.id],
  )
  return rows[0]?.n ?? 0
}

/** Something that left, or may have, has not been read back. */
export async function hasUnreadItems({ database, run }: HeldRun): Promise<boolean> {
  const { rowCount } = await database.query(
    `select 1 from run_counts
      where run_id = $1 and items > 0
        and (state in ('sending', 'in_doubt') or (state = 'accepted' and verification = 'pending')) limit 1`,
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

/** Rows that are open in another unfinished run of the project. */
export async function findOpenElsewhere(
  queries: Queries,
  projectId: string,
  runId: string | null,
  rowKeys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await queries.query<{ row_key: string }>(
    `select i.row_key from runs r join run_items i on i.run_id = r.id
      where r.project_id = $1 and r.finished_at is null and r.id is distinct from $2
        and i.row_key = any($3::text[]) and (i.state in ('ready', 'sending', 'in_doubt') or i.finish = 'due')`,
    [projectId, runId, rowKeys],
  )
  return new Set(rows.map((row) => row.row_key))
}
