// Redirects as plans and runs speak of them.
import type { Problem } from '../api/problem.ts'

/** One as the site has it, or is to have it. */
export interface SiteRedirect {
  id: string
  /** A path of the site, encoded. */
  from: string
  /** The same, or a whole address. */
  to: string
  /** It leads everything below `from`, and not `from` alone. */
  isGroup: boolean
  /** The language of the site that it is for; null: all. */
  language: string | null
}

/** An address that a page leaves. */
export interface Departure {
  rowKey: string
  from: string
  /** Where it should lead; null: nowhere. */
  to: string | null
  cause: 'move' | 'removal'
}

/** An address that a page is to be seen under. */
export interface Arrival {
  rowKey: string
  path: string
}

/**
 * Why a redirect is made, changed or deleted: a page leaves its address; another redirect leads to an address that a
 * page leaves; a page is to be seen under the address that it starts at; a run is undone.
 */
export type Cause = Departure['cause'] | 'chain' | 'arrival' | 'undo'

/** What is done about one redirect: without `was` it is made, without `makes` it is deleted. */
export interface RedirectChange {
  /** The page for which it is. */
  rowKey: string
  cause: Cause
  was: SiteRedirect | null
  makes: SiteRedirect | null
  /** `was` is not one of ours: somebody made it in Wix, or Wix itself. */
  isForeign: boolean
  /** `makes` is ours to change and delete later. One of somebody else stays theirs, wherever we lead it. */
  isOurs: boolean
}

/** An address about which nothing is done, and why. */
export interface LeftAddress {
  rowKey: string
  cause: Cause
  from: string
  to: string | null
  problem: Problem
}

/** What leads there already, so that nothing is written. */
export interface StandingRedirect {
  departure: Departure
  redirect: SiteRedirect
  isOurs: boolean
}
