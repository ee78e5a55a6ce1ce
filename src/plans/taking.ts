// How a run takes items of a plan: in order, a chunk at a time, each item at most once.
import type { Decided, PlanAction } from '../api/plan.ts'
import { fateOf, type PlanItemFate, type Verb, verbOf } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import { renewOutlook } from './outlook.ts'
import type { PlanRow } from './row.ts'
import { saveReady, saveTaken } from './store.ts'

/** An item as a run takes it over. */
export interface TakenItem {
  rowKey: string
  position: number
  action: PlanAction
  /** What is asked of the destination. Of a page that does not go: what it would have been. */
  verb: Verb
  /** `goes`, `settles` (recorded without a call) or `waits` (named in the receipt). */
  fate: Exclude<PlanItemFate, 'stays'>
  resolution: Decided | null
  title: string
  slug: string
  url: string | null
  /** Null for what is created. */
  remoteId: string | null
  remoteEditedAt: string | null
  payloadHash: string | null
  baseHash: string | null
  /** What the page should be; null: what the mode of the plan says. */
  visibility: WantedVisibility
  /** What it should have been until now, where that is among the changes. */
  baseVisibility: WantedVisibility
  changedFields: string[]
  theirs: Record<string, string> | null
  /** See `NewPlanItem`. */
  madeHash: string | null
  kept: Readonly<Record<string, string>> | null
  /** The row whose page has the address that this one gets; null: nobody of the project has it. */
  addressOf: string | null
  /** Its own address is wanted too, so that it makes way first. */
  stepsAside: boolean
  /** Why it is held, or waits. */
  problem: Problem | null
}

export interface ItemRow extends Omit<TakenItem, 'verb' | 'fate' | 'problem'> {
  /** Null: what its action says. */
  verb: Verb | null
  problems: Problem[] | null
  needsRemoval: boolean
}

/** What says whether an item goes. */
export type FateRow = Pick<ItemRow, 'action' | 'resolution' | 'changedFields' | 'needsRemoval'>

export const itemColumns = `row_key as "rowKey", position, action, resolution, title, slug, url, remote_id as "remoteId",
  remote_edited_at as "remoteEditedAt", payload_hash as "payloadHash", base_hash as "baseHash", visibility,
  base_visibility as "baseVisibility", verb,
  coalesce(changed_fields, '{}') as "changedFields", theirs, made_hash as "madeHash", kept, problems, address_of as "addressOf",
  coalesce(needs_removal, false) as "needsRemoval", coalesce(steps_aside, false) as "stepsAside"`

export interface Part {
  items: TakenItem[]
  /** Null at the end of the plan. */
  next: number | null
}

/**
 * The next items after this position that a run is for: to be judged, then taken. The same again after a crash, as long
 * as `after` is the same.
 * @param rowKeys of those that the run has already, these alone; all of them unless told
 */
export async function peekItems(
  queries: Queries,
  plan: Pick<PlanRow, 'number' | 'include_removals'>,
  runId: string,
  { after, limit }: { after: number; limit: number },
  rowKeys?: readonly string[],
): Promise<Part> {
  const { rows } = await queries.query<ItemRow>(
    `select ${itemColumns} from plan_items
      where plan_number = $1 and position > $2 and action <> 'unchanged'
        and (run_id is null or (run_id = $3 and ($5::text[] is null or row_key = any($5))))
      order by position limit $4`,
    [plan.number, after, runId, limit, rowKeys ?? null],
  )
  return {
    items: rows.flatMap((row) => toTaken(row, plan.include_removals)),
    next: rows.length === limit ? (rows.at(-1)?.position ?? null) : null,
  }
}

/** Marks these as the run's own. What waits is given to the run for its receipt and stays with the plan. */
export async function takeItems(
  tx: Tx,
  plan: Pick<PlanRow, 'number'>,
  runId: string,
  items: readonly TakenItem[],
): Promise<void> {
  const taken = items.filter((item) => item.fate !== 'waits').map((item) => item.rowKey)
  await tx.query('update plan_items set run_id = $3 where plan_number = $1 and row_key = any($2::text[])', [
    plan.number,
    taken,
    runId,
  ])
}

export function fateOfRow(row: FateRow, includeRemovals: boolean): PlanItemFate {
  const isEqual = row.action === 'adopt' && row.changedFields.length === 0
  return fateOf({ ...row, isEqual }, includeRemovals)
}

/** None where it is not listed as things are decided. */
export function toTaken(row: ItemRow, includeRemovals: boolean): TakenItem[] {
  const { problems, needsRemoval, ...item } = row
  const fate = fateOfRow(row, includeRemovals)
  if (fate === 'stays') return []
  const verb = verbOf(row) ?? (row.remoteId === null ? 'create' : 'update')
  const problem = reasonOf(row, fate === 'waits' && needsRemoval)
  // A page that was deleted in Wix is created under another id.
  const known = verb === 'create' ? { remoteId: null, remoteEditedAt: null } : {}
  return [{ ...item, ...known, fate, verb, problem }]
}

function reasonOf({ action, problems }: ItemRow, waitsForRemoval: boolean): Problem | null {
  if (action === 'held') return problems?.find((one) => one.severity === 'error') ?? null
  return waitsForRemoval ? (problems?.find((one) => one.code === 'address_after_removal') ?? null) : null
}

/** Items that turned out not to be as planned go back to the plan. */
export async function giveBackItems(tx: Tx, planNumber: number, rowKeys: readonly string[]): Promise<void> {
  await tx.query('update plan_items set run_id = null where plan_number = $1 and row_key = any($2::text[])', [
    planNumber,
    rowKeys,
  ])
}

/**
 * Items that a run which is over did not publish go back to its plan, so that it can be published again.
 * @returns how many; none where another run has taken them since
 */
export async function reopenPlan(
  tx: Tx,
  plan: PlanRow,
  runId: string,
  rowKeys: readonly string[],
): Promise<number> {
  const { rowCount } = await tx.query(
    'update plan_items set run_id = null where plan_number = $1 and run_id = $2 and row_key = any($3::text[])',
    [plan.number, runId, rowKeys],
  )
  if (rowCount === 0) return 0
  await renewOutlook(tx, plan)
  await saveReady(tx, plan.id)
  return rowCount
}

/** Whether one of these is left that no run has. */
export async function hasUntaken(
  queries: Queries,
  planNumber: number,
  rowKeys: readonly string[],
): Promise<boolean> {
  const { rowCount } = await queries.query(
    'select 1 from plan_items where plan_number = $1 and run_id is null and row_key = any($2::text[]) limit 1',
    [planNumber, rowKeys],
  )
  return rowCount > 0
}

/** Once a run has taken its items: what is left of the plan. A plan of which nothing can go is done. */
export async function markTaken(tx: Tx, plan: PlanRow, runId: string): Promise<void> {
  const { willSend, willSettle } = await renewOutlook(tx, { ...plan, last_run_id: runId })
  await saveTaken(tx, plan.id, runId, willSend.total + willSettle === 0)
}
