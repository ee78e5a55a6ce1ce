// Keeps a lease alive while its worker works.
import { type Lease, LeaseLostError, renewLease } from '../connections/lease.ts'
import type { Queries } from '../db/types.ts'
import type { Timing } from './timing.ts'

export interface KeptLease {
  /** Aborts with `LeaseLostError`, before another worker may take the lease. */
  lost: AbortSignal
  end(): void
}

export function keepLease(
  queries: Queries,
  lease: Lease,
  { leaseMs, leaseRenewMs }: Pick<Timing, 'leaseMs' | 'leaseRenewMs'>,
): KeptLease {
  const lost = new AbortController()
  let renewedAt = performance.now()
  const timer = setInterval(async () => {
    const isHeld = await renewLease(queries, lease, leaseMs).catch(() => null)
    if (isHeld) renewedAt = performance.now()
    if (isHeld === false || performance.now() - renewedAt > leaseMs - leaseRenewMs) {
      lost.abort(new LeaseLostError(lease))
    }
  }, leaseRenewMs)
  return { lost: lost.signal, end: () => clearInterval(timer) }
}
