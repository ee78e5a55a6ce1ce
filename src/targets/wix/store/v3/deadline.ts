// One write of the contract is several calls here; together they have to be over in time.
import type { ItemOutcome, TargetContext } from '../../../target.ts'
import { callDeadlineMs } from '../../send-batch.ts'

/** Another call is begun only when it has at least so long. */
const leastCallMs = 20_000

export interface Deadline {
  /** Its signal ends whatever is under way when the time is over. */
  ctx: TargetContext
  /** Whether another call may begin. */
  hasTime(): boolean
}

export function startDeadline(ctx: TargetContext): Deadline {
  const end = Date.now() + callDeadlineMs
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(callDeadlineMs)])
  return {
    ctx: { ...ctx, signal },
    hasTime: () => !signal.aborted && end - Date.now() >= leastCallMs,
  }
}

/** Nothing was done for it; it comes again in a later call. */
export function later(rowKey: string, ms = 0): ItemOutcome {
  return { rowKey, kind: 'wait', ms }
}
