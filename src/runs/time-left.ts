// How long a run will still take: what it has left to do, in requests, at the pace that its site allows and Wix answers
// with. At its start it says what its plan said. Pure.
import type { WorkAhead } from '../plans/outlook.ts'

/** What a run has left to do. */
export interface WorkLeft {
  /** Pages that have not reached Wix for certain; none of a cancelled run, but for those under way. */
  open: number
  /** Pages that are there and whose last steps are due. */
  unfinished: number
  /** Pages that are there and have not been read back. */
  unread: number
  /** Categories, tags and pictures that are not there yet; null: as many as were planned. */
  assets: number | null
}

/** How fast requests leave and come back. */
export interface SitePace {
  ratePerMinute: number
  /** Ages of the requests of the last minute, in seconds, oldest first. */
  recent: readonly number[]
  /** Nobody sends for so many seconds. */
  blockedSeconds: number
  /** What a request has taken on average, in seconds; null while too few were made to tell. */
  answerSeconds: number | null
}

/** Requests under way side by side, as a rule: four batches, three reads, one batch of last steps. */
const sideBySide = 3

export function requestsLeft({ pages, assets, calls }: WorkAhead, left: WorkLeft): number {
  const of = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : 0)
  return (
    calls.prepare * of(left.assets ?? assets, assets) +
    calls.send * of(left.open, pages) +
    calls.finish * of(left.open + left.unfinished, pages) +
    calls.verify * of(left.open + left.unread, pages)
  )
}

/**
 * Seconds until so many requests have been answered. The pace lets all leave at once that a minute has left, and the
 * others as those before them grow older than a minute.
 */
export function secondsFor(requests: number, pace: SitePace): number {
  const whole = Math.ceil(requests)
  if (whole === 0) return 0
  const rate = Math.max(1, Math.floor(pace.ratePerMinute))
  const recent = pace.recent.slice(-rate)
  const free = rate - recent.length
  const waiting = Math.max(0, whole - free)
  const minutes = Math.floor((waiting - 1) / rate)
  // The request that makes room for the last of them: one of the last minute, or one that leaves now.
  const age = waiting === 0 ? 60 : (recent[(waiting - 1) % rate] ?? 0)
  const paced = waiting === 0 ? 0 : minutes * 60 + Math.max(0, 60 - age)
  const atOnce = waiting === 0 ? whole : ((waiting - 1) % rate) + 1
  const each = pace.answerSeconds === null ? 60 / rate : pace.answerSeconds / sideBySide
  return pace.blockedSeconds + Math.max(paced + atOnce * each, whole * each)
}
