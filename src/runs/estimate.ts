// How many calls a plan needs and how long they take at Wix's limit. Pure.
import { callsOfRun, type RunWork } from '../targets/run-cost.ts'
import type { Target } from '../targets/target.ts'
import { rhythm } from './rhythm.ts'

export function estimateRun(target: Target, options: unknown, work: RunWork, ratePerMinute: number) {
  const { reads, writes } = callsOfRun(target, options, work, rhythm)
  const calls = reads + writes
  return {
    calls,
    writes,
    seconds: Math.ceil((calls * 60) / ratePerMinute),
    reason: `${calls} requests to Wix (${writes} of them ${writes === 1 ? 'writes' : 'write'}) at ${ratePerMinute} a minute, which stays under Wix's limit of 200`,
  }
}
