// Lists that look through rows for those that match. A request looks for a limited time, so that it is answered at
// once however rare the match is, and says where the next one goes on.

/** What one step of a scan saw. */
export interface ScanStep<T, Place> {
  /** What matches among the rows looked at, in their order; `nth` of them, counted from 1. */
  matches: { item: T; place: Place; nth: number }[]
  /** How many rows were looked at. Fewer than were to be means that there are no more. */
  looked: number
  /** Of the last row looked at; null when there was none. */
  last: Place | null
}

export interface Scanned<T, Place> {
  /** At most as many as were asked for; fewer, or none, does not mean that there are no more. */
  items: T[]
  /** Where to go on; null at the end. */
  next: Place | null
  /** How many rows were looked at. */
  looked: number
}

/** For all steps of one request together. */
const budgetMs = 50
/** On the embedded database nobody else has a turn within a step. */
const stepMs = 25
const firstStep = 500
const longestStep = 20_000
/** The first rows of a step cost more than the rest, so what it took says little of one much longer. */
const mostGrowth = 6
/** A step this short costs more to ask for than it finds. */
const leastStep = 200

/**
 * Looks from after `from` on, step by step, until `limit` matches are found, the end is reached or the time is over.
 * Each step is as long as the one before it lets expect to fit. One step is always made, so that every request gets
 * further. `now` is in milliseconds.
 */
export async function scan<T, Place>(
  { from, limit }: { from: Place; limit: number },
  look: (after: Place, size: number) => Promise<ScanStep<T, Place>>,
  now: () => number = () => performance.now(),
): Promise<Scanned<T, Place>> {
  const deadline = now() + budgetMs
  const items: T[] = []
  let looked = 0
  let place = from
  for (let size = firstStep; ; ) {
    const startedAt = now()
    const step = await look(place, size)
    const isEnd = step.last === null || step.looked < size
    const wanted = step.matches.slice(0, limit - items.length)
    items.push(...wanted.map(({ item }) => item))
    const last = wanted.at(-1)
    if (last !== undefined && items.length === limit && !(isEnd && last.nth === step.looked))
      return { items, next: last.place, looked: looked + last.nth }
    looked += step.looked
    if (step.last === null || isEnd) return { items, next: null, looked }
    place = step.last
    size = nextStep(step.looked, now() - startedAt, deadline - now())
    if (size < leastStep) return { items, next: place, looked }
  }
}

/** How many rows the next step may look at, after one that took `tookMs` for `looked` rows. */
function nextStep(looked: number, tookMs: number, leftMs: number): number {
  const fitting = (Math.min(stepMs, leftMs) * looked) / Math.max(tookMs, 0.001)
  return Math.floor(Math.min(fitting, looked * mostGrowth, longestStep))
}
