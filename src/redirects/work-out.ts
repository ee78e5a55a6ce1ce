// Which redirects a site needs when pages leave addresses and come under others: each old address leads to a live page
// in one hop, no live page is hidden, and no redirect of somebody else is lost. Pure; asked again with what it led to,
// it finds nothing to do.

import type { Problem } from '../api/problem.ts'
import { excerpt } from '../api/shorten.ts'
import { keyOf, pathOf } from './paths.ts'
import type {
  Arrival,
  Departure,
  LeftAddress,
  RedirectChange,
  SiteRedirect,
  StandingRedirect,
} from './redirect.ts'
import { redirectId } from './redirect-id.ts'

export interface Situation {
  /** All redirects of the site. */
  list: readonly SiteRedirect[]
  siteUrl: string | null
  departures: readonly Departure[]
  arrivals: readonly Arrival[]
  /** Whether a redirect is one of ours. */
  isOwn(id: string): boolean
  /** Whether another page than those that leave is seen under this path, afterwards. By `keyOf`. */
  isLive(key: string): boolean
  /** Names the project, for the ids of new redirects. */
  seed: string
}

export interface Worked {
  changes: RedirectChange[]
  standing: StandingRedirect[]
  left: LeftAddress[]
}

/** Wix's own limits: the types of `@wix/auto_sdk_seo_redirects`. */
const limits = { from: 950, to: 4096 }
/** More hops than a browser follows. */
const mostHops = 20

export function workOut(situation: Situation): Worked {
  const site = new Addresses(situation)
  const worked: Worked = { changes: [], standing: [], left: [] }
  for (const arrival of situation.arrivals) clearArrival(site, arrival, worked)
  site.settleEnds()
  for (const departure of site.departures.values()) lead(site, departure, worked)
  for (const departure of site.departures.values()) shorten(site, departure, worked)
  return worked
}

/** What the steps below look things up in. */
class Addresses {
  readonly situation: Situation
  /** By the key of where they start. */
  readonly exact: Map<string, SiteRedirect[]>
  readonly groups: SiteRedirect[]
  /** By the key of where they lead. */
  readonly leadingTo: Map<string, SiteRedirect[]>
  /** Those that leave an address that nobody has afterwards, by its key; of two the first. */
  readonly departures = new Map<string, Departure>()
  private readonly arrivals: Set<string>
  private readonly ends = new Map<Departure, string | null>()
  /** Redirects about which something is decided. */
  readonly decided = new Set<SiteRedirect>()

  constructor(situation: Situation) {
    this.situation = situation
    const { list, siteUrl } = situation
    this.exact = Map.groupBy(
      list.filter((one) => !one.isGroup),
      (one) => keyOf(one.from),
    )
    this.groups = list.filter((one) => one.isGroup)
    this.leadingTo = Map.groupBy(list, (one) => {
      const path = pathOf(one.to, siteUrl)
      return path === null ? '' : keyOf(path)
    })
    this.arrivals = new Set(situation.arrivals.map(({ path }) => keyOf(path)))
    for (const departure of situation.departures) {
      const key = keyOf(departure.from)
      if (key !== '/' && !this.isLive(key) && !this.departures.has(key)) this.departures.set(key, departure)
    }
  }

  /** Once nothing hides a page any more, and before redirects are led elsewhere. */
  settleEnds(): void {
    for (const departure of this.departures.values())
      this.ends.set(departure, departure.to === null ? null : this.finalOf(departure.to))
  }

  /** Where the address that it leaves should lead. */
  endOf(departure: Departure): string | null {
    return this.ends.get(departure) ?? null
  }

  isLive(key: string): boolean {
    return this.arrivals.has(key) || this.situation.isLive(key)
  }

  /** The group that leads this path elsewhere. */
  groupOver(key: string): SiteRedirect | undefined {
    return this.groups.find((one) => `${key}/`.startsWith(`${keyOf(one.from)}/`))
  }

  /** Where whoever asks for `to` ends up, every redirect that stays followed; null: nowhere, or in a circle. */
  private finalOf(to: string): string | null {
    let address = to
    for (let hops = 0; hops < mostHops; hops += 1) {
      const path = pathOf(address, this.situation.siteUrl)
      if (path === null) return address
      const key = keyOf(path)
      const next = this.nextOf(key)
      if (next === undefined) return path
      if (next === null) return null
      address = next
    }
    return null
  }

  /** Undefined: a visitor stays there. Null: there is nothing. */
  private nextOf(key: string): string | null | undefined {
    const departure = this.departures.get(key)
    const redirect = this.exact.get(key)?.find((one) => one.language === null && !this.decided.has(one))
    // Ours gives way to what is wanted now.
    if (redirect && !(departure && this.situation.isOwn(redirect.id))) return redirect.to
    if (departure) return departure.to
    const group = this.groupOver(key)
    return group && `${group.to.replace(/\/+$/, '')}${encodeURI(key.slice(keyOf(group.from).length))}`
  }
}

/** Nothing may start at the address of a page that is to be seen. */
function clearArrival(site: Addresses, { rowKey, path }: Arrival, { changes, left }: Worked): void {
  const { isOwn, siteUrl } = site.situation
  const key = keyOf(path)
  for (const was of site.exact.get(key) ?? []) {
    const to = pathOf(was.to, siteUrl)
    // One that leads to the address which the page leaves would go in a circle.
    const isCircle = to !== null && site.departures.get(keyOf(to))?.rowKey === rowKey
    if (site.decided.has(was)) continue
    if (isOwn(was.id) || isCircle) {
      site.decided.add(was)
      changes.push({ rowKey, cause: 'arrival', was, makes: null, isForeign: !isOwn(was.id), isOurs: false })
    } else left.push({ rowKey, cause: 'arrival', from: path, to: was.to, problem: hides(path, was) })
  }
  const group = site.groupOver(key)
  if (group) left.push({ rowKey, cause: 'arrival', from: path, to: group.to, problem: hides(path, group) })
}

/** The redirect of an address that a page leaves. */
function lead(site: Addresses, departure: Departure, worked: Worked): void {
  const { isOwn } = site.situation
  const { rowKey, cause, from } = departure
  const key = keyOf(from)
  const leave = (problem: Problem) => worked.left.push({ rowKey, cause, from, to: departure.to, problem })
  const here = (site.exact.get(key) ?? []).filter((one) => !site.decided.has(one))
  const was = here.find((one) => one.language === null) ?? here[0]
  if (departure.to === null) {
    if (was && isOwn(was.id)) drop(site, departure, was, worked)
    return
  }
  const group = was ? undefined : site.groupOver(key)
  if (group) return void leave(ledBy(from, group))
  if (was && !isOwn(was.id)) {
    const isSame = was.language === null && isSameEnd(site, was.to, site.endOf(departure))
    if (!isSame) return void leave(ledBy(from, was))
    site.decided.add(was)
    worked.standing.push({ departure, redirect: was, isOurs: false })
    return
  }
  if (was) site.decided.add(was)
  const to = site.endOf(departure)
  if (to === null || isSameEnd(site, from, to)) return void leave(noTarget(departure))
  if (was && isSameEnd(site, was.to, to))
    return void worked.standing.push({ departure, redirect: was, isOurs: true })
  if (from.length > limits.from || to.length > limits.to) return void leave(tooLong(from))
  const id = redirectId(site.situation.seed, rowKey, from, to)
  const makes = { id, from, to, isGroup: false, language: null }
  worked.changes.push({ rowKey, cause, was: was ?? null, makes, isForeign: false, isOurs: true })
}

/** What leads to an address that a page leaves leads on, without a stop between. */
function shorten(site: Addresses, departure: Departure, worked: Worked): void {
  const { isOwn } = site.situation
  const { rowKey, from } = departure
  const end = site.endOf(departure)
  for (const was of site.leadingTo.get(keyOf(from)) ?? []) {
    if (site.decided.has(was) || keyOf(was.from) === keyOf(from)) continue
    if (end !== null && isSameEnd(site, was.from, end)) {
      drop(site, departure, was, worked)
      continue
    }
    if (end === null || was.isGroup) {
      if (end === null && isOwn(was.id)) drop(site, departure, was, worked)
      else
        worked.left.push({ rowKey, cause: 'chain', from: was.from, to: was.to, problem: leadsOn(was, end) })
      continue
    }
    site.decided.add(was)
    const makes = { ...was, id: redirectId(was.id, was.from, end), to: end }
    worked.changes.push({
      rowKey,
      cause: 'chain',
      was,
      makes,
      isForeign: !isOwn(was.id),
      isOurs: isOwn(was.id),
    })
  }
}

function drop(site: Addresses, { rowKey }: Departure, was: SiteRedirect, { changes }: Worked): void {
  site.decided.add(was)
  const isForeign = !site.situation.isOwn(was.id)
  changes.push({ rowKey, cause: 'chain', was, makes: null, isForeign, isOurs: false })
}

function isSameEnd(site: Addresses, one: string, other: string | null): boolean {
  if (other === null) return false
  const [a, b] = [pathOf(one, site.situation.siteUrl), pathOf(other, site.situation.siteUrl)]
  return a === null || b === null ? one === other : keyOf(a) === keyOf(b)
}

/** As people name it. */
export function redirectWords({ from, to, isGroup, language }: SiteRedirect): string {
  return `${from}${isGroup ? '/*' : ''} → ${to}${language === null ? '' : ` (${language})`}`
}

function hides(path: string, redirect: SiteRedirect): Problem {
  return {
    code: 'redirect_hides_page',
    severity: 'warning',
    field: 'slug',
    message: `The site has a redirect that is not ours, "${redirectWords(redirect)}", and Wix follows it before it shows a page: nobody sees the page at ${path}. Delete that redirect in Wix (SEO, URL Redirect Manager), or choose another slug.`,
  }
}

function ledBy(from: string, redirect: SiteRedirect): Problem {
  return {
    code: 'redirect_taken',
    severity: 'note',
    message: `${from} keeps the redirect that the site has for it, "${redirectWords(redirect)}"; it is not ours.`,
  }
}

function noTarget({ from, to }: Departure): Problem {
  return {
    code: 'redirect_without_target',
    severity: 'warning',
    message: `${from} gets no redirect: ${to}, where it should lead, is no live page afterwards. Choose another page in the settings of the project.`,
  }
}

function tooLong(from: string): Problem {
  return {
    code: 'redirect_too_long',
    severity: 'warning',
    message: `${excerpt(from, 0, 100)}… gets no redirect: Wix takes addresses of up to ${limits.from} characters.`,
  }
}

function leadsOn(redirect: SiteRedirect, end: string | null): Problem {
  const why =
    end === null
      ? 'leads to an address that a page leaves without a redirect; it is not ours and is left'
      : `leads a whole section, so it is left, and takes a second hop for this page. Lead it to ${end} in Wix`
  return {
    code: 'redirect_leads_on',
    severity: 'warning',
    message: `The redirect "${redirectWords(redirect)}" of the site ${why}.`,
  }
}
