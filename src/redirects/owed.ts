// Addresses whose redirect a run could not make, as the site is now: those that still lead nowhere are offered again, and
// so are redirects that still stand where a page is to be seen. Pure.
import type { RedirectRule } from '../api/redirect.ts'
import { type ListedRedirects, lookUpIn, oldOnes, restOf } from './on-site.ts'
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
  const at = { ...situation, listed: lookUpIn(situation.list) }
  for (const one of owed) {
    if (one.cause === 'undo') work.changes.push(...undoneAgain(one, at))
    else if (one.cause === 'arrival') work.arrivals.push(...hiddenStill(one, at))
    else work.departures.push(...ledAgain(one, at))
  }
  return work
}

interface Listed {
  listed: ListedRedirects
}

/** It leads to where its page is by now; without a page, to where it was to lead. */
function ledAgain(
  { rowKey, cause, from, to, isChosen }: OwedRedirect,
  at: OwedSituation & Listed,
): Departure[] {
  const isMove = cause === 'move'
  if (isMove ? !at.rule.moves : !isChosen && at.rule.removals === 'none') return []
  const end = at.pathOf(rowKey) ?? (isMove ? null : to)
  const key = keyOf(from)
  if (end === null || keyOf(end) === key || at.isLive(key) || leadsOn(key, at.listed)) return []
  return [{ rowKey, cause: isMove ? 'move' : 'removal', from, to: end }]
}

function leadsOn(key: string, { startingAt, groups }: ListedRedirects): boolean {
  return (
    startingAt(key).some((one) => !one.isGroup) ||
    groups.some((one) => `${key}/`.startsWith(`${keyOf(one.from)}/`))
  )
}

function hiddenStill({ rowKey, from }: OwedRedirect, { listed, isLive }: OwedSituation & Listed): Arrival[] {
  const key = keyOf(from)
  const isHidden = listed.startingAt(key).some((one) => !one.isGroup)
  return isHidden && isLive(key) ? [{ rowKey, path: from }] : []
}

/** Under a fresh id: nobody says that Wix takes one that it refused, or deleted, again. */
function undoneAgain(
  { rowKey, cause, was, makes, isForeign, isOurs }: RedirectChange,
  { listed, siteUrl, isLive }: Pick<OwedSituation, 'siteUrl' | 'isLive'> & Listed,
): RedirectChange[] {
  const rest = restOf({ was, makes }, listed, new Set(), siteUrl)
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
  const listed = lookUpIn(situation.list.filter((one) => !seen.has(keyOf(one.from))))
  return chains.flatMap((chain) => {
    const end = pathOf(chain.makes?.to ?? '', situation.siteUrl)
    const isBack = end !== null && ends.get(chain.rowKey) === keyOf(end)
    return isBack ? undoneAgain(chain, { ...situation, listed }) : []
  })
}

/** The list without what these changes delete, which is nobody else's to decide about. */
export function without(
  list: readonly SiteRedirect[],
  changes: readonly Pick<RedirectChange, 'was'>[],
  siteUrl: string | null,
): SiteRedirect[] {
  const listed = lookUpIn(list)
  const going = new Set(changes.flatMap(({ was }) => (was ? [...oldOnes(was, listed, siteUrl)] : [])))
  return list.filter((one) => !going.has(one))
}
