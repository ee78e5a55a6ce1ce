// What applying a plan would do now: counted by the server after every decision, and printed by all doors. Pure but
// for the one statement that counts.
import type { Decided, Plan, PlanAction } from '../api/plan.ts'
import { fateOf } from '../api/plan-actions.ts'
import type { Queries } from '../db/types.ts'
import { type CallsByPhase, noPlannedCalls, phasesNow } from './call-shares.ts'
import { estimateOf, goingOf } from './estimate.ts'
import type { Outlook, PlanRow } from './row.ts'
import { saveOutlook } from './store.ts'

/** The requests of a run by what they are for, and what they are for. */
export interface WorkAhead {
  pages: number
  /** Categories, tags and pictures to be made first. */
  assets: number
  calls: CallsByPhase
}

/** How many items that no run has taken share an action and a decision. */
export interface ItemTally {
  action: PlanAction
  resolution: Decided | null
  /** Of pages taken over: nothing of it changes. */
  isEqual: boolean
  /** Its address becomes free only when pages without a row are removed. */
  needsRemoval: boolean
  count: number
}

/** @param runId of those that this run has taken; null: of those that none has */
export async function tallyItems(
  queries: Queries,
  planNumber: number,
  runId: string | null = null,
): Promise<ItemTally[]> {
  const { rows } = await queries.query<ItemTally>(
    `select action, resolution, action = 'adopt' and changed_fields is null as "isEqual",
            coalesce(needs_removal, false) as "needsRemoval", count(*)::int as count
       from plan_items where plan_number = $1 and run_id is not distinct from $2 group by 1, 2, 3, 4`,
    [planNumber, runId],
  )
  return rows
}

async function countTaken(queries: Queries, planNumber: number): Promise<number> {
  const { rows } = await queries.query<{ n: number }>(
    `select count(*)::int as n from plan_items
      where plan_number = $1 and action <> 'unchanged' and run_id is not null`,
    [planNumber],
  )
  return rows[0]!.n
}

/** Pure. */
export function outlookOf(plan: PlanRow, tallies: readonly ItemTally[]): Omit<Outlook, 'taken'> {
  const byAction: Partial<Record<PlanAction, number>> = {}
  let willSettle = 0
  let conflictsOpen = 0
  for (const tally of tallies) {
    const fate = fateOf(tally, plan.include_removals)
    if (fate === 'goes') byAction[tally.action] = (byAction[tally.action] ?? 0) + tally.count
    if (fate === 'settles') willSettle += tally.count
    if (tally.action === 'conflict' && tally.resolution === null) conflictsOpen += tally.count
  }
  const total = Object.values(byAction).reduce((sum, count) => sum + count, 0)
  return { willSend: { total, byAction }, willSettle, conflictsOpen, estimate: estimateOf(plan, byAction) }
}

/** What a run of these pages has before it; null for a plan from before requests were counted so. Pure. */
export function workAhead(
  plan: Pick<PlanRow, 'calls' | 'creates'>,
  { total, byAction }: Plan['willSend'],
): WorkAhead | null {
  const calls = phasesNow(plan.calls ?? noPlannedCalls, goingOf(byAction))
  const planned = plan.creates.reduce((sum, { count }) => sum + count, 0)
  // Of a part, as many as there would be if every page named its own share; the run looks for itself.
  const whole = plan.calls?.always.pages ?? 0
  const assets = whole > total ? Math.ceil((planned * total) / whole) : planned
  return calls && { pages: total, assets, calls }
}

/** What a run has before it that has taken its part of the plan. */
export async function aheadOfRun(queries: Queries, plan: PlanRow, runId: string): Promise<WorkAhead | null> {
  return workAhead(plan, outlookOf(plan, await tallyItems(queries, plan.number, runId)).willSend)
}

/** Counts again and stores it. Call in the transaction of whatever decided something. */
export async function renewOutlook(queries: Queries, plan: PlanRow): Promise<Outlook> {
  const taken = await countTaken(queries, plan.number)
  const outlook = { ...outlookOf(plan, await tallyItems(queries, plan.number)), taken }
  await saveOutlook(queries, plan.id, outlook)
  return outlook
}
