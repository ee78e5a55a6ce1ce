// How a run takes items of a plan: in order, a chunk at a time, each item at most once.
import type { PlanAction, Resolution } from '../api/plan.ts'
import { fateOf, type PlanItemFate, planActions, type Verb } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import { renewOutlook } from './outlook.ts'
import type { PlanRow } from './row.ts'
import { saveTaken } from './store.ts'

/** An item as a run takes it over. */
export interface TakenItem {
  rowKey: string
  position: number
  action: PlanAction
  /** What is asked of the destination. Of a page that does not go: what it would have been. */
  verb: Verb
  /** `goes`, `settles` (recorded without a call) or `waits` (named in the receipt). */
  fate: Exclude<PlanItemFate, 'stays'>
  resolution: Resolution | null
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
  /** Why it is held. */
  problem: Problem | null
}

interface ItemRow extends Omit<TakenItem, 'verb' | 'fate' | 'problem'> {
  problems: Problem[] | null
}

const columns = `row_key as "rowKey", position, action, resolution, title, slug, url, remote_id as "remoteId",
  remote_edited_at as "remoteEditedAt", payload_hash as "payloadHash", base_hash as "baseHash", visibility,
  base_visibility as "baseVisibility",
  coalesce(changed_fields, '{}') as "changedFields", theirs, problems`

interface Part {
  items: TakenItem[]
  /** Null at the end of the plan. */
  next: number | null
}

/** The items that `takeItems` would take, for whoever has to judge them before. */
export async function peekItems(
  queries: Queries,
  plan: Pick<PlanRow, 'number' | 'include_removals'>,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Part> {
  const { rows } = await queries.query<ItemRow>(
    `select ${columns} from plan_items
      where plan_number = $1 and position > $2 and action <> 'unchanged' and (run_id is null or run_id = $3)
      order by position limit $4`,
    [plan.number, after, runId, limit],
  )
  return {
    items: rows.flatMap((row) => toTaken(row, plan.include_removals)),
    next: rows.length === limit ? (rows.at(-1)?.position ?? null) : null,
  }
}

/**
 * The next items after this position that the run is for, marked as its own. What waits is given to the run for its
 * receipt and stays with the plan. The same call after a crash gives the same items again, as long as `after` is the
 * same.
 */
export async function takeItems(
  tx: Tx,
  plan: Pick<PlanRow, 'number' | 'include_removals'>,
  runId: string,
  range: { after: number; limit: number },
): Promise<Part> {
  const part = await peekItems(tx, plan, runId, range)
  const taken = part.items.filter((item) => item.fate !== 'waits').map((item) => item.rowKey)
  await tx.query('update plan_items set run_id = $3 where plan_number = $1 and row_key = any($2::text[])', [
    plan.number,
    taken,
    runId,
  ])
  return part
}

function toTaken(row: ItemRow, includeRemovals: boolean): TakenItem[] {
  const { problems, ...item } = row
  const isEqual = row.action === 'adopt' && row.changedFields.length === 0
  const fate = fateOf({ ...row, isEqual }, includeRemovals)
  if (fate === 'stays') return []
  const verb = planActions[row.action].verb ?? (row.remoteId === null ? 'create' : 'update')
  const problem = row.action === 'held' ? (problems?.find((one) => one.severity === 'error') ?? null) : null
  // A page that was deleted in Wix is created under another id.
  const known = verb === 'create' ? { remoteId: null, remoteEditedAt: null } : {}
  return [{ ...item, ...known, fate, verb, problem }]
}

/** Items that turned out not to be as planned go back to the plan. */
export async function giveBackItems(tx: Tx, planNumber: number, rowKeys: readonly string[]): Promise<void> {
  await tx.query('update plan_items set run_id = null where plan_number = $1 and row_key = any($2::text[])', [
    planNumber,
    rowKeys,
  ])
}

/** Once a run has taken its items: what is left of the plan. A plan of which nothing can go is done. */
export async function markTaken(tx: Tx, plan: PlanRow, runId: string): Promise<void> {
  const { willSend, willSettle } = await renewOutlook(tx, plan)
  await saveTaken(tx, plan.id, runId, willSend.total + willSettle === 0)
}
