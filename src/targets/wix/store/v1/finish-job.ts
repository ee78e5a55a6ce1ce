// One product on its way through its last steps.
import type { ItemOutcome, OutgoingItem } from '../../../target.ts'
import type { StorePayload } from '../catalog.ts'
import { halts, later, type Timed, toOutcome } from './one-by-one.ts'
import type { Product } from './query.ts'

export interface Job {
  item: OutgoingItem<StorePayload>
  id: string
  /** As it was read; of one that was not found only the id. */
  product: Product
  /** Set as soon as something went wrong; then nothing more is done for it. */
  outcome: ItemOutcome | null
  /** Something was written, so its edit date moved. */
  isTouched: boolean
}

/** A call that writes for `jobs` together. When time is up, or Wix asked to stop, they come again later. */
export async function write(ctx: Timed, jobs: Job[], call: () => Promise<unknown>): Promise<void> {
  if (ctx.isOver() || ctx.isHalted) {
    for (const job of jobs) job.outcome = later(job.item.rowKey)
    return
  }
  try {
    await call()
    for (const job of jobs) job.isTouched = true
  } catch (error) {
    for (const job of jobs) {
      job.outcome = toOutcome(job.item.rowKey, 'update')(error)
      ctx.isHalted ||= halts(job.outcome)
    }
  }
}
