// How long a run takes at Wix's limit, in numbers and in words. Pure.
import { usualRatePerMinute } from '../api/pace.ts'
import type { Plan, PlanAction } from '../api/plan.ts'
import { actionsWhere } from '../api/plan-actions.ts'
import type { Calls } from '../targets/operation-costs.ts'
import { callsNow, noPlannedCalls, type PlannedCalls, type ShareName } from './call-shares.ts'

export function estimateRun({ reads, writes }: Calls, ratePerMinute: number): Plan['estimate'] {
  const calls = reads + writes
  const why =
    ratePerMinute < usualRatePerMinute ? 'as set for the site' : "which stays under Wix's limit of 200"
  return {
    calls,
    seconds: Math.ceil((calls * 60) / ratePerMinute),
    reason: `${calls} requests to Wix (${writes} of them ${writes === 1 ? 'writes' : 'write'}) at ${ratePerMinute} a minute, ${why}`,
  }
}

/**
 * How long a run of so many pages takes. What is stored with a plan counts with Wix's limit, and is shown with what the
 * site may send (`presentPlans`).
 */
export function estimateOf(
  { calls, last_run_id }: { calls: PlannedCalls | null; last_run_id: string | null },
  byAction: Plan['willSend']['byAction'],
  ratePerMinute: number = usualRatePerMinute,
): Plan['estimate'] {
  const { owed, ...pages } = calls ?? noPlannedCalls
  const planned = { ...pages, ...(owed && last_run_id === null && { owed }) }
  return estimateRun(callsNow(planned, goingOf(byAction)), ratePerMinute)
}

const always = actionsWhere(({ goes }) => goes === 'always')

/** How many pages go by each of the shares in which requests are counted. */
export function goingOf(byAction: Plan['willSend']['byAction']): Record<ShareName, number> {
  return {
    always: of(byAction, ...always),
    conflict: of(byAction, 'conflict'),
    gone: of(byAction, 'gone'),
    remove: of(byAction, 'remove'),
  }
}

function of(byAction: Plan['willSend']['byAction'], ...actions: PlanAction[]): number {
  return actions.reduce((sum, action) => sum + (byAction[action] ?? 0), 0)
}
