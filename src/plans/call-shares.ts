// Requests of a run in shares: what goes by itself, and what each further decision adds. Pure.
import type { Calls } from '../targets/operation-costs.ts'

/** `pages`: how many of the plan they are for. */
export interface CallShare extends Calls {
  pages: number
}

export interface PlannedCalls {
  always: CallShare
  /** What these pages add once all of them are decided so. */
  conflict: CallShare
  gone: CallShare
  remove: CallShare
}

const shares = ['always', 'conflict', 'gone', 'remove'] as const
export type ShareName = (typeof shares)[number]

export const noShare: CallShare = { reads: 0, writes: 0, pages: 0 }
/** Of plans from before requests were counted so. */
export const noPlannedCalls: PlannedCalls = {
  always: noShare,
  conflict: noShare,
  gone: noShare,
  remove: noShare,
}

/** Pure. @param going how many pages of each share go, as things are decided now */
export function callsNow(planned: PlannedCalls, going: Readonly<Record<ShareName, number>>): Calls {
  let reads = 0
  let writes = 0
  for (const name of shares) {
    const share = planned[name]
    if (share.pages === 0) continue
    reads += (share.reads * going[name]) / share.pages
    writes += (share.writes * going[name]) / share.pages
  }
  return { reads: Math.ceil(reads), writes: Math.ceil(writes) }
}
