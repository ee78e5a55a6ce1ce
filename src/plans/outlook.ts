// What applying a plan would do now: counted by the server after every decision, and printed by all doors. Pure but
// for the one statement that counts.
import type { Plan, PlanAction, Resolution } from '../api/plan.ts'
import { fateOf } from '../api/plan-actions.ts'
import { usualRatePerMinute } from '../connections/pace.ts'
import type { Queries } from '../db/types.ts'
import { targetById } from '../targets/index.ts'
import { estimateRun } from './estimate.ts'
import type { Outlook, PlanRow } from './row.ts'
import { saveOutlook } from './store.ts'

/** How many items that no run has taken share an action and a decision. */
export interface ItemTally {
  action: PlanAction
  resolution: Resolution | null
  /** Of pages taken over: nothing of it changes. */
  isEqual: boolean
  count: number
}

export async function tallyItems(queries: Queries, planNumber: number): Promise<ItemTally[]> {
  const { rows } = await queries.query<ItemTally>(
    `select action, resolution, action = 'adopt' and changed_fields is null as "isEqual", count(*)::int as count
       from plan_items where plan_number = $1 and run_id is null group by 1, 2, 3`,
    [planNumber],
  )
  return rows
}

/** Pure. */
export function outlookOf(plan: PlanRow, tallies: readonly ItemTally[]): Outlook {
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
  const { calls, seconds, reason } = estimateOf(plan, byAction)
  return { willSend: { total, byAction }, willSettle, conflictsOpen, estimate: { calls, seconds, reason } }
}

function estimateOf(plan: PlanRow, byAction: Plan['willSend']['byAction']) {
  const of = (...actions: PlanAction[]) => actions.reduce((sum, action) => sum + (byAction[action] ?? 0), 0)
  return estimateRun(
    {
      creates: of('create', 'gone'),
      updates: of('update', 'move', 'adopt', 'conflict'),
      removals: of('remove'),
      assets: plan.creates.reduce((sum, { count }) => sum + count, 0),
    },
    targetById(plan.destination).batch(plan.options).size,
    usualRatePerMinute,
  )
}

/** Counts again and stores it. Call in the transaction of whatever decided something. */
export async function renewOutlook(queries: Queries, plan: PlanRow): Promise<Outlook> {
  const outlook = outlookOf(plan, await tallyItems(queries, plan.number))
  await saveOutlook(queries, plan.id, outlook)
  return outlook
}
