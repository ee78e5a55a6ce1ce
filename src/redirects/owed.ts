// Addresses whose redirect a run could not make, as the site is now: those that still lead nowhere are offered again, and
// so are redirects that still stand where a page is to be seen. Pure.
import type { RedirectRule } from '../api/redirect.ts'
import { restOf } from './on-site.ts'
import { keyOf, pathOf } from './paths.ts'
import type { Arrival, Departure, RedirectChange, SiteRedirect } from './redirect.ts'
import { redirectId } from './redirect-id.ts'

/** What the last run that had to do with an address left undone there. */
export interface OwedRedirect extends RedirectChange {
  from: string
  to: string | null
  /** Where it leads was said by a take-down, not by the rule of the project. */
  isChosen: boolean
}

export interface OwedWork {
  departures: Departure[]
  arrivals: Arrival[]
  /** Of runs that were undone: as they were to be done. */
  changes: RedirectChange[]
}

export interface OwedSituation {
  list: readonly SiteRedirect[]
  siteUrl: string | null
  rule: Pick<RedirectRule, 'moves' | 'removals'>
  /** Where the page of this row is to be seen; null: nowhere. */
  pathOf(rowKey: string): string | null
  /** Whether a page of ours is seen under this path. By `keyOf`. */
  isLive(key: string): boolean
}

export function dueAgain(owed: readonly OwedRedirect[], situation: OwedSituation): OwedWork {
  const work: OwedWork = { departures: [], arrivals: [], changes: [] }
  for (const one of owed) {
    if (one.cause === 'undo') work.changes.push(...undoneAgain(one, situation))
    else if (one.cause === 'arrival') work.arrivals.push(...hiddenStill(one, situation))
    else work.departures.push(...ledAgain(one, situation))
  }
  return work
}

/** It leads to where its page is by now; without a page, to where it was to lead. */
function ledAgain({ rowKey, cause, from, to, isChosen }: OwedRedirect, at: OwedSituation): Departure[] {
  const isMove = cause === 'move'
  if (isMove ? !at.rule.moves : !isChosen && at.rule.removals === 'none') return []
  const end = at.pathOf(rowKey) ?? (isMove ? null : to)
  const key = keyOf(from)
  if (end === null || keyOf(end) === key || at.isLive(key) || leadsOn(key, at.list)) return []
  return [{ rowKey, cause: isMove ? 'move' : 'removal', from, to: end }]
}

function leadsOn(key: string, list: readonly SiteRedirect[]): boolean {
  return list.some((one) =>
    one.isGroup ? `${key}/`.startsWith(`${keyOf(one.from)}/`) : keyOf(one.from) === key,
  )
}

function hiddenStill({ rowKey, from }: OwedRedirect, { list, isLive }: OwedSituation): Arrival[] {
  const key = keyOf(from)
  const isHidden = list.some((one) => !one.isGroup && keyOf(one.from) === key)
  return isHidden && isLive(key) ? [{ rowKey, path: from }] : []
}

/** Under a fresh id: nobody says that Wix takes one that it refused, or deleted, again. */
function undoneAgain(
  { rowKey, cause, was, makes, isForeign, isOurs }: RedirectChange,
  { list, siteUrl, isLive }: Pick<OwedSituation, 'list' | 'siteUrl' | 'isLive'>,
): RedirectChange[] {
  const rest = restOf({ was, makes }, list, new Set(), siteUrl)
  if ((rest.old === null && rest.makes === null) || rest.inTheWay !== null) return []
  if (makes && isLive(keyOf(makes.from))) return []
  const fresh = makes && { ...makes, id: redirectId('again', was?.id ?? '', makes.id, makes.from, makes.to) }
  return [{ rowKey, cause, was, makes: fresh, isForeign, isOurs }]
}

/** Of what led to a page before it was taken off the site: what leads there again now that it comes back. */
export function ledBack(
  chains: readonly RedirectChange[],
  arrivals: readonly Arrival[],
  situation: Pick<OwedSituation, 'list' | 'siteUrl' | 'isLive'>,
): RedirectChange[] {
  const ends = new Map(arrivals.map(({ rowKey, path }) => [rowKey, keyOf(path)]))
  // What starts where a page is to be seen goes anyway, and stands in nobody's way.
  const seen = new Set(ends.values())
  const list = situation.list.filter((one) => !seen.has(keyOf(one.from)))
  return chains.flatMap((chain) => {
    const end = pathOf(chain.makes?.to ?? '', situation.siteUrl)
    const isBack = end !== null && ends.get(chain.rowKey) === keyOf(end)
    return isBack ? undoneAgain(chain, { ...situation, list }) : []
  })
}

/** The list without what these changes delete, which is nobody else's to decide about. */
export function without(
  list: readonly SiteRedirect[],
  changes: readonly Pick<RedirectChange, 'was'>[],
  siteUrl: string | null,
): SiteRedirect[] {
  const going = changes.flatMap(({ was }) => was ?? [])
  const isIt = (was: SiteRedirect, one: SiteRedirect) =>
    restOf({ was, makes: null }, [one], new Set(), siteUrl).old !== null
  return list.filter((one) => !going.some((was) => isIt(was, one)))
}
