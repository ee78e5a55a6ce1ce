// The redirects of a run, once its pages are there: worked out from what it really sent, written down, made, and read
// back from the site.
import { assertLease } from '../connections/lease.ts'
import { sleepFor } from '../connections/pacer.ts'
import type { Site } from '../connections/site.ts'
import type { Queries } from '../db/types.ts'
import { findLedgerPages, livePagesAt } from '../pages/read-ledger.ts'
import type { PlanRow } from '../plans/row.ts'
import { takeDownOf } from '../plans/scope.ts'
import { applyRedirects, notAllowed } from '../redirects/apply.ts'
import { readRedirects } from '../redirects/on-site.ts'
import { type OwedRedirect, without } from '../redirects/owed.ts'
import { keyOf, pathOf, underSlug } from '../redirects/paths.ts'
import { plannedEnds, plannedTargets, readUndoChanges } from '../redirects/plan-store.ts'
import type { Arrival, Departure, LeftAddress, RedirectChange, SiteRedirect } from '../redirects/redirect.ts'
import {
  hasRunRedirects,
  insertRunRedirects,
  openChanges,
  ownAmong,
  ownStarts,
  settleChanges,
} from '../redirects/run-store.ts'
import { type Worked, workOut } from '../redirects/work-out.ts'
import { isLive } from '../targets/visibility.ts'
import type { CrashPoint } from './crash-point.ts'
import type { Destination, HeldRun } from './held-run.ts'
import { dueNow, ledBackNow, readPlannedOwed } from './owed-redirects.ts'
import { isFirstOfPlan, requestOf } from './run-store.ts'
import { type SentPage, sentPages } from './sent-pages.ts'
import type { Timing } from './timing.ts'

export interface RedirectDeps {
  held: HeldRun
  plan: Pick<PlanRow, 'number' | 'scope' | 'redirects'>
  destination: Pick<Destination, 'target' | 'options'>
  site: Pick<Site, 'wix'>
  timing: Pick<Timing, 'verifyRetryMs'>
  crashPoint: CrashPoint
  stopping: AbortSignal
  /** Another run of the site goes first. */
  isPassed(): boolean
}

/** `halted`: the owner asked to pause. `passed`: another run goes first, or the process stops. */
export type RedirectEnd = 'done' | 'halted' | 'passed'

export async function redirectPages(deps: RedirectDeps): Promise<RedirectEnd> {
  const { held, plan, site, timing, stopping, crashPoint } = deps
  const { database, run } = held
  if (!plan.redirects) return 'done'
  if (!(await hasRunRedirects(database, run.id))) {
    const owed = isUndo(plan) ? [] : await readPlannedOwed(database, run.project_id, plan)
    // Without the permission, which was told with the plan, what is lost is written down for a later one.
    const isAllowed = plan.redirects.summary.note === null
    await writeDown(deps, await (isAllowed ? workOutRun(deps, owed) : leaveAll(deps)), owed)
    crashPoint('after-redirect-intent')
  }
  let isPassed = false
  const isDone = await applyRedirects({
    wix: site.wix,
    waitsMs: [...timing.verifyRetryMs, ...timing.verifyRetryMs],
    sleep: (ms) => sleepFor(ms, stopping),
    open: () => openChanges(database, run.id),
    settle: (ends) =>
      database.transaction(async (tx) => {
        await assertLease(tx, held.lease)
        await settleChanges(tx, run.id, ends)
      }),
    async isHalted() {
      isPassed = stopping.aborted || deps.isPassed()
      return isPassed || (await requestOf(database, run.id)) === 'pause'
    },
    crashPoint,
  })
  if (isDone) return 'done'
  return isPassed ? 'passed' : 'halted'
}

async function writeDown(
  { held: { database, lease, run }, plan }: RedirectDeps,
  worked: Worked,
  owed: readonly OwedRedirect[],
): Promise<void> {
  const chosen = new Set(owed.filter((one) => one.isChosen).map(({ from }) => from))
  const isTakeDown = takeDownOf(plan.scope) !== null
  const isChosen = (from: string) => isTakeDown || chosen.has(from)
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await insertRunRedirects(tx, { runId: run.id, projectId: run.project_id, isChosen }, worked)
  })
}

/** None can be made: addresses that lead nowhere by it, and pages that a redirect of ours hides. */
async function leaveAll(deps: RedirectDeps): Promise<Worked> {
  const { database, run } = deps.held
  const { departures, arrivals } = await movingOf(deps, await sentPages(deps.held))
  const hiding = await ownStarts(
    database,
    run.project_id,
    arrivals.map(({ path }) => path),
  )
  const hidden = arrivals.filter(({ path }) => hiding.has(path))
  return {
    ...nothing,
    left: [
      ...departures.flatMap((one): LeftAddress[] =>
        one.to === null ? [] : [{ ...one, problem: notAllowed }],
      ),
      ...hidden.map(
        ({ rowKey, path }): LeftAddress => ({
          rowKey,
          cause: 'arrival',
          from: path,
          to: null,
          problem: notAllowed,
        }),
      ),
    ],
  }
}

const nothing: Worked = { changes: [], standing: [], left: [] }

/** By what the site has now, and where its pages really are. */
async function workOutRun(deps: RedirectDeps, owed: readonly OwedRedirect[]): Promise<Worked> {
  const { held, plan, site } = deps
  const { database, run } = held
  const pages = await sentPages(held)
  const taken = await undoneBy(deps, pages)
  if (pages.length + owed.length + taken.length === 0) return nothing
  const moving = await movingOf(deps, pages)
  if (moving.departures.length + moving.arrivals.length + taken.length + owed.length === 0) return nothing
  const list = await readRedirects(site.wix)
  // They are kept for a later plan.
  if (list === null) return { ...(await leaveAll(deps)), changes: taken.filter(({ isOwed }) => isOwed) }
  const at = { queries: database, projectId: run.project_id, siteUrl: site.wix.siteUrl, list }
  const due = await dueNow(at, plan, moving.departures, owed)
  const back = isUndo(plan) ? [] : await ledBackNow(at, moving.arrivals)
  const known = [...taken, ...due.changes, ...back]
  const departures = [...moving.departures, ...due.departures]
  return withUndone(
    known,
    workOut({
      list: without(list, known, site.wix.siteUrl),
      siteUrl: site.wix.siteUrl,
      departures,
      arrivals: [...moving.arrivals, ...due.arrivals],
      isOwn: await ownOf(database, list),
      isLive: await liveOf(deps, departures, pages),
      seed: run.project_id,
    }),
  )
}

/** What of the run that is undone goes now: what was for the pages of this one, and with the first run what was for none. */
async function undoneBy(
  { held: { database, run }, plan }: RedirectDeps,
  pages: readonly SentPage[],
): Promise<Awaited<ReturnType<typeof readUndoChanges>>> {
  if (!isUndo(plan)) return []
  const sent = new Set(pages.map(({ rowKey }) => rowKey))
  const isFirst = await isFirstOfPlan(database, run)
  const undone = await readUndoChanges(database, plan.number)
  return undone.filter(({ rowKey, isOwed }) => (isOwed ? isFirst : sent.has(rowKey)))
}

function isUndo({ scope }: RedirectDeps['plan']): boolean {
  return scope.kind === 'undo'
}

/** What a run made goes as it was planned; the rest is what the pages that come back need beside it. */
function withUndone(undone: readonly RedirectChange[], worked: Worked): Worked {
  return { ...worked, changes: [...undone, ...worked.changes] }
}

async function ownOf(queries: Queries, list: readonly SiteRedirect[]): Promise<(id: string) => boolean> {
  const own = await ownAmong(
    queries,
    list.map(({ id }) => id),
  )
  return (id) => own.has(id)
}

interface Moving {
  departures: Departure[]
  arrivals: Arrival[]
}

async function movingOf(deps: RedirectDeps, pages: readonly SentPage[]): Promise<Moving> {
  const { held, plan, site } = deps
  const rule = plan.redirects!.rule
  const moving: Moving = { departures: [], arrivals: [] }
  const ends = await plannedEnds(held.database, plan.number)
  const targets =
    rule.removals === 'none' ? new Map<string, string>() : await plannedTargets(held.database, plan.number)
  for (const page of pages) {
    const { rowKey } = page
    const from = page.before?.status === 'live' ? toPath(site, page.before.url) : null
    if (page.action === 'remove' || page.action === 'take_down') {
      if (from !== null && plan.scope.kind !== 'undo')
        moving.departures.push({ rowKey, from, to: targets.get(rowKey) ?? null, cause: 'removal' })
      continue
    }
    if (!isLive(page.visibility ?? held.usual ?? null)) continue
    const path = toPath(site, addressNow(page)) ?? ends.get(rowKey) ?? null
    if (path === null) continue
    if (from !== null && keyOf(from) === keyOf(path)) continue
    moving.arrivals.push({ rowKey, path })
    if (from !== null && rule.moves && plan.scope.kind !== 'undo')
      moving.departures.push({ rowKey, from, to: path, cause: 'move' })
  }
  return moving
}

function toPath({ wix }: Pick<Site, 'wix'>, url: string | null | undefined): string | null {
  return url ? pathOf(url, wix.siteUrl ?? url) : null
}

/** Where Wix says it is, or, of a page whose answer told no address, where it was under its new slug. */
function addressNow({ url, slug, before }: SentPage): string | null {
  if (!before?.url || url !== before.url || slug === before.slug) return url
  return underSlug(before.url, before.slug, slug)
}

/** Which of the addresses that pages leave are those of another page, ours or of somebody else, by now. */
async function liveOf(
  { held, site, destination }: RedirectDeps,
  departures: readonly Departure[],
  pages: readonly SentPage[],
): Promise<(key: string) => boolean> {
  const { target, options } = destination
  const leavers = new Map(pages.map((page) => [page.rowKey, page]))
  const origin = site.wix.siteUrl ?? ''
  const live = new Set<string>()
  const found = await livePagesAt(
    held.database,
    departures.map(({ from }) => `${origin}${from}`),
  )
  for (const [url, there] of found)
    if (there.some(({ projectId, rowKey }) => projectId !== held.run.project_id || !leavers.has(rowKey)))
      live.add(keyOf(toPath(site, url) ?? url))
  const slugs = new Map(
    departures.flatMap(({ rowKey, from }): [string, string][] => {
      // Of one that an earlier run left: the end of its address.
      const slug = leavers.get(rowKey)?.before?.slug ?? keyOf(from).split('/').at(-1)
      return slug ? [[slug, keyOf(from)]] : []
    }),
  )
  if (!target.takenSlugs || slugs.size === 0) return (key) => live.has(key)
  const taken = await target.takenSlugs(site.wix, [...slugs.keys()], options)
  const before = departures.map(({ rowKey }) => rowKey).filter((rowKey) => !leavers.has(rowKey))
  const left = await findLedgerPages(held.database, held.run.project_id, before)
  const ours = new Set([...pages, ...left.values()].map(({ remoteId }) => remoteId))
  for (const [slug, { remoteId }] of taken) if (!ours.has(remoteId)) live.add(slugs.get(slug)!)
  return (key) => live.has(key)
}
