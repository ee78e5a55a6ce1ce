// Redirects that earlier runs left undone, in plans of all pages and of pages that somebody chose.
import type { RedirectRule } from '../api/redirect.ts'
import { inBatches } from '../batches.ts'
import { keysEver, withKeysNow } from '../pages/key-changes.ts'
import { findLedgerPages, livePagesAt } from '../pages/read-ledger.ts'
import { dueAgain, ledBack, type OwedRedirect, type OwedWork } from '../redirects/owed.ts'
import { keyOf, pathOf } from '../redirects/paths.ts'
import type { Arrival, Departure, RedirectChange, SiteRedirect } from '../redirects/redirect.ts'
import { ledElsewhere, owedRedirects } from '../redirects/run-store.ts'
import type { PlanBuild } from './plan-build.ts'

/** None in plans that a schedule makes, or that take pages down or bring them back: they do what was agreed to. */
export async function readOwed({ database, project, plan, choice }: PlanBuild): Promise<OwedRedirect[]> {
  const { scope } = plan
  if (scope.kind === 'undo' || (scope.kind === 'rows' && scope.origin !== 'pages')) return []
  const owed = await withKeysNow(database, project.id, await owedRedirects(database, project.id))
  const chosen = choice.rowKeys && new Set(choice.rowKeys)
  return chosen ? owed.filter(({ rowKey }) => chosen.has(rowKey)) : owed
}

/** Those that are still due, beside what the pages of the plan need themselves. */
export async function dueOf(
  build: PlanBuild,
  rule: RedirectRule,
  moving: { departures: readonly Departure[]; arrivals: readonly Arrival[] },
  owed: readonly OwedRedirect[],
  list: readonly SiteRedirect[],
): Promise<OwedWork> {
  const { database, project, site } = build
  const { siteUrl } = site.wix
  const pages = await findLedgerPages(
    database,
    project.id,
    owed.map(({ rowKey }) => rowKey),
  )
  const live = await liveAt(
    build,
    owed.map(({ from }) => from),
  )
  const going = new Set(
    moving.departures.flatMap(({ rowKey, cause }) => (cause === 'removal' ? [rowKey] : [])),
  )
  const coming = new Map(moving.arrivals.map(({ rowKey, path }) => [rowKey, path]))
  const left = new Set(moving.departures.map(({ from }) => keyOf(from)))
  return dueAgain(
    // What a page of the plan leaves is the plan's own.
    owed.filter(({ from }) => !left.has(keyOf(from))),
    {
      list,
      siteUrl,
      rule,
      pathOf(rowKey) {
        const page = pages.get(rowKey)
        if (going.has(rowKey)) return null
        if (coming.has(rowKey)) return coming.get(rowKey) ?? null
        return page?.status === 'live' && page.url !== null ? pathOf(page.url, siteUrl ?? page.url) : null
      },
      isLive: (key) => live.has(key),
    },
  )
}

/** Of pages that come under an address which they had before: what led there then. */
export async function ledBackTo(
  build: PlanBuild,
  arrivals: readonly Arrival[],
  list: readonly SiteRedirect[],
): Promise<RedirectChange[]> {
  const { database, project, site } = build
  const rowKeys = arrivals.map(({ rowKey }) => rowKey)
  const ever = await keysEver(database, project.id, rowKeys)
  const chains = await withKeysNow(database, project.id, await ledElsewhere(database, project.id, ever))
  const live = await liveAt(
    build,
    chains.map(({ makes }) => makes?.from ?? ''),
  )
  return ledBack(chains, arrivals, { list, siteUrl: site.wix.siteUrl, isLive: (key) => live.has(key) })
}

async function liveAt({ database, site }: PlanBuild, paths: readonly string[]): Promise<Set<string>> {
  const origin = site.wix.siteUrl ?? ''
  const live = new Set<string>()
  for (const part of inBatches(paths, 1_000)) {
    const urls = part.map((path) => `${origin}${path}`)
    const found = await livePagesAt(database, urls)
    for (const [i, url] of urls.entries()) if (found.has(url)) live.add(keyOf(part[i]!))
  }
  return live
}
