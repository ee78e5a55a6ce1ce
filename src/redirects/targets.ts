// Where a page that is taken off the site may lead.
import { parentsOf } from './paths.ts'
import type { Departure } from './redirect.ts'

/**
 * For each address the nearest one above it under which a page is live; none where that would be the home page, of
 * which nobody needs to ask.
 * @param liveAmong those of these paths under which a page is live
 */
export async function parentAmong(
  departures: readonly Departure[],
  liveAmong: (paths: string[]) => Promise<string[]>,
): Promise<(from: string) => string | undefined> {
  const all = new Set(departures.flatMap(({ from }) => parentsOf(from)))
  all.delete('/')
  const live = new Set(all.size === 0 ? [] : await liveAmong([...all]))
  return (from) => parentsOf(from).find((path) => live.has(path))
}
