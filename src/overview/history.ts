// Pages live over time, as a picture needs them: until now, and of several projects together. Pure.
import type { LivePoint } from '../api/overview.ts'

/**
 * Begins with nothing where its first sample is later than the project, and ends now.
 * @param live as of now
 */
export function untilNow(
  points: readonly LivePoint[],
  { createdAt, live, now }: { createdAt: string; live: number; now: Date },
): LivePoint[] {
  const first = points[0]
  if (first === undefined && live === 0) return []
  const isFromZero = first === undefined || Date.parse(createdAt) < Date.parse(first.at)
  return [...(isFromZero ? [{ at: createdAt, live: 0 }] : []), ...points, { at: now.toISOString(), live }]
}

/** The sum of several, at every moment at which one of them changes. */
export function together(histories: readonly (readonly LivePoint[])[]): LivePoint[] {
  const changes = histories
    .flatMap((points) =>
      points.map(({ at, live }, index) => ({ at, by: live - (points[index - 1]?.live ?? 0) })),
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  let live = 0
  const sums = new Map<number, LivePoint>()
  for (const { at, by } of changes) {
    live += by
    sums.set(Date.parse(at), { at, live })
  }
  return [...sums.values()]
}
