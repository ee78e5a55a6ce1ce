// How long a run takes at Wix's limit, in numbers and in words. Pure.
import type { Plan } from '../api/plan.ts'
import type { Calls } from '../targets/operation-costs.ts'

export function estimateRun({ reads, writes }: Calls, ratePerMinute: number): Plan['estimate'] {
  const calls = reads + writes
  return {
    calls,
    seconds: Math.ceil((calls * 60) / ratePerMinute),
    reason: `${calls} requests to Wix (${writes} of them ${writes === 1 ? 'writes' : 'write'}) at ${ratePerMinute} a minute, which stays under Wix's limit of 200`,
  }
}
