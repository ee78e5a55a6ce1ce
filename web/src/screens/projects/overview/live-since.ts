import type { LivePoint } from '../../../../../src/api/overview.ts'

/** Sampled by the hour: less is a cliff at the edge of a picture, and says nothing that a number does not. */
const leastMs = 2 * 3_600_000

/**
 * Pages live over time, from shortly before the first of them: an empty project of last month is no part of it.
 * Null: too short to be drawn.
 */
export function liveSince(history: readonly LivePoint[]): LivePoint[] | null {
  const first = history.findIndex(({ live }) => live > 0)
  const [begun, end] = [history[first], history.at(-1)]
  if (!begun || !end) return null
  const span = Date.parse(end.at) - Date.parse(begun.at)
  if (span < leastMs) return null
  const before = history[first - 1]
  if (!before) return [...history]
  const at = Math.max(Date.parse(before.at), Date.parse(begun.at) - span / 10)
  return [{ at: new Date(at).toISOString(), live: before.live }, ...history.slice(first)]
}
