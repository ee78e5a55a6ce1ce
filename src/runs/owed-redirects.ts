// What earlier runs left undone about old addresses, and what led to pages that come back, as a run finds the site.
import type { Queries } from '../db/types.ts'
import { keysEver, withKeysNow } from '../pages/key-changes.ts'
import { findLedgerPages, livePagesAt } from '../pages/read-ledger.ts'
import type { PlanRow } from '../plans/row.ts'
import { dueAgain, ledBack, type OwedRedirect, type OwedWork } from '../redirects/owed.ts'
import { keyOf, pathOf } from '../redirects/paths.ts'
import { plannedOwed } from '../redirects/plan-store.ts'
import type { Arrival, Departure, RedirectChange, SiteRedirect } from '../redirects/redirect.ts'
import { ledElsewhere, owedRedirects } from '../redirects/run-store.ts'

export interface AddressesOfRun {
  queries: Queries
  projectId: string
  siteUrl: string | null
  /** All redirects of the site. */
  list: readonly SiteRedirect[]
}

/** What the plan offers again, as it was left; of a plan that is applied in parts the first run does it. */
export async function readPlannedOwed(
  queries: Queries,
  projectId: string,
  { number }: Pick<PlanRow, 'number'>,
): Promise<OwedRedirect[]> {
  const planned = await plannedOwed(queries, number)
  if (planned.size === 0) return []
  const owed = await withKeysNow(queries, projectId, await owedRedirects(queries, projectId))
  return owed.filter(({ from }) => planned.has(from))
}

/** By where pages are now. What pages of the run leave is the run's own. */
export async function dueNow(
  at: AddressesOfRun,
  { redirects }: Pick<PlanRow, 'redirects'>,
  departures: readonly Departure[],
  owed: readonly OwedRedirect[],
): Promise<OwedWork> {
  const { queries, projectId, siteUrl, list } = at
  const left = new Set(departures.map(({ from }) => keyOf(from)))
  const open = owed.filter(({ from }) => !left.has(keyOf(from)))
  if (open.length === 0 || !redirects) return { departures: [], arrivals: [], changes: [] }
  const rowKeys = open.map(({ rowKey }) => rowKey)
  const pages = await findLedgerPages(queries, projectId, rowKeys)
  const froms = open.map(({ from }) => from)
  return dueAgain(open, {
    list,
    siteUrl,
    rule: redirects.rule,
    pathOf(rowKey) {
      const page = pages.get(rowKey)
      return page?.status === 'live' && page.url !== null ? pathOf(page.url, siteUrl ?? page.url) : null
    },
    isLive: await liveNow(at, froms),
  })
}

/** What led to pages that are back where they were before. */
export async function ledBackNow(
  at: AddressesOfRun,
  arrivals: readonly Arrival[],
): Promise<RedirectChange[]> {
  const { queries, projectId, siteUrl, list } = at
  const rowKeys = arrivals.map(({ rowKey }) => rowKey)
  const ever = await keysEver(queries, projectId, rowKeys)
  const chains = await withKeysNow(queries, projectId, await ledElsewhere(queries, projectId, ever))
  const froms = chains.map(({ makes }) => makes?.from ?? '')
  return ledBack(chains, arrivals, { list, siteUrl, isLive: await liveNow(at, froms) })
}

/** Whether a page of ours is seen under one of these paths. */
async function liveNow(
  { queries, siteUrl }: AddressesOfRun,
  paths: readonly string[],
): Promise<(key: string) => boolean> {
  const urls = paths.map((path) => `${siteUrl ?? ''}${path}`)
  const found = await livePagesAt(queries, urls)
  const live = new Set([...found.keys()].map((url) => keyOf(pathOf(url, siteUrl ?? url) ?? url)))
  return (key) => live.has(key)
}
