// What a plan does about old addresses: which pages leave theirs and which come under others, and what the redirects of
// the site have to become for that. The list of the site is read once; nothing is sent.
import type { PlanRedirects, RedirectRule, RedirectTo } from '../api/redirect.ts'
import { inBatches } from '../batches.ts'
import { readPayloads } from '../pages/payload-store.ts'
import { findLedgerPages, type LedgerPage, livePagesAt, readLedgerPages } from '../pages/read-ledger.ts'
import { notAllowed } from '../redirects/apply.ts'
import { readRedirects } from '../redirects/on-site.ts'
import { type OwedWork, without } from '../redirects/owed.ts'
import { keyOf, pathOf, underSlug } from '../redirects/paths.ts'
import { type PlannedChange, savePlanRedirects } from '../redirects/plan-store.ts'
import type { Arrival, Departure, LeftAddress, RedirectChange, SiteRedirect } from '../redirects/redirect.ts'
import { hasOwn, ownAmong } from '../redirects/run-store.ts'
import { parentAmong } from '../redirects/targets.ts'
import { type Worked, workOut } from '../redirects/work-out.ts'
import { noCalls } from '../targets/operation-costs.ts'
import { isLive } from '../targets/visibility.ts'
import { addProblems, itemsInOrder, type RowProblem, type WalkedItem } from './items.ts'
import { dueOf, ledBackTo, readOwed } from './owed-redirects.ts'
import type { PlanBuild } from './plan-build.ts'
import { type RedirectCalls, redirectCalls } from './redirect-calls.ts'
import { savePlannedRedirects } from './store.ts'

/** Works out the redirects of the plan and stores them with it. A missing permission is told, and stops nothing. */
export async function planRedirects(build: PlanBuild): Promise<void> {
  const { database, plan, project } = build
  const rule = ruleOf(project.redirects, plan.scope)
  const isOn = rule.moves || rule.removals !== 'none'
  const moving = isOn || (await hasOwn(database, project.id)) ? await readMoving(build, rule) : nobody
  const owed = await readOwed(build)
  const { departures } = moving
  if (departures.length + moving.arrivals.length + owed.length === 0) return storeRedirects(build, null)
  const list = await readList(build)
  if (list === null) {
    const isLost = departures.length > 0 || owed.length > 0 || !isOn
    // Kept for the run: it writes them down, so that a later plan offers them again.
    const left = departures.flatMap((one) => (one.to === null ? [] : [{ ...one, problem: notAllowed }]))
    await savePlanRedirects(database, plan.number, [], left)
    return storeRedirects(build, { rule, summary: summaryOf([], left, isLost ? notAllowedNote : null) })
  }
  const due = await dueOf(build, rule, moving, owed, list)
  const back = await ledBackTo(build, moving.arrivals, list)
  const worked = await workOutPlan(build, moving, { due, back }, list)
  await savePlanRedirects(database, plan.number, worked.changes, worked.left)
  await tellHidden(build, worked.left)
  build.redirectCalls = callsOf(build, moving, due, worked.changes)
  await storeRedirects(build, { rule, summary: summaryOf(worked.changes, worked.left, null) })
}

function callsOf(
  { target, plan }: PlanBuild,
  { departures, removed }: Moving,
  due: OwedWork,
  changes: readonly PlannedChange[],
): RedirectCalls {
  return redirectCalls({
    // Where Wix makes the redirect of a moved page itself, nothing is written.
    changes: changes.filter(({ cause, isOwed }) => isOwed || cause !== 'move' || !target.leavesRedirects),
    leavers: departures.map(({ rowKey }) => rowKey),
    owed: due.departures.length,
    removed,
    look: (count) => (target.takenSlugs && target.costs.takenSlugs?.(count, plan.options)) || noCalls,
  })
}

/** @param redirects null: there was nothing to ask */
async function storeRedirects(
  { database, plan }: PlanBuild,
  redirects: PlanBuild['plan']['redirects'],
): Promise<void> {
  plan.redirects = redirects
  await savePlannedRedirects(database, plan)
}

/** A take-down says itself where its addresses lead; that of all other plans is the project's. */
export function ruleOf(rule: RedirectRule, scope: PlanBuild['plan']['scope']): RedirectRule {
  if (scope.kind !== 'rows' || scope.origin !== 'take_down') return rule
  const to: RedirectTo = scope.redirectTo ?? { to: 'none' }
  // Where there is no page above one, it is as the project says for its own.
  const fallback = to.to === 'parent' && rule.removals === 'parent' ? rule.path : null
  return { ...rule, removals: to.to, path: to.to === 'page' ? to.path : fallback }
}

interface Moving {
  departures: Departure[]
  arrivals: Arrival[]
  /** Rows whose pages go only once removals are ticked. */
  removed: Set<string>
}

const nobody: Moving = { departures: [], arrivals: [], removed: new Set() }
const leaving = ['remove', 'take_down'] as const
const coming = ['create', 'adopt', 'move', 'update', 'conflict', 'gone', 'restore'] as const

/** Pages that leave an address under which they were live, and pages that come under one. */
async function readMoving(build: PlanBuild, rule: RedirectRule): Promise<Moving> {
  const { database, plan, project, target } = build
  const moving: Moving = { departures: [], arrivals: [], removed: new Set() }
  const addressOf = await createGuess(build)
  for await (const items of itemsInOrder(database, plan.number, [...leaving, ...coming])) {
    const ledger = await findLedgerPages(
      database,
      project.id,
      items.map(({ rowKey }) => rowKey),
    )
    for (const item of items) {
      const known = ledger.get(item.rowKey)
      const from = known?.status === 'live' && known.url !== null ? pathOfPage(build, known.url) : null
      if (isOneOf(leaving, item.action)) {
        if (item.action === 'remove') moving.removed.add(item.rowKey)
        if (from !== null) moving.departures.push(removalOf(item.rowKey, from))
        continue
      }
      if (!isLive(item.visibility ?? target.visibility(plan.options))) continue
      const isMove = known !== undefined && item.slug !== known.slug && item.slug !== ''
      // A page that is live where it was neither leaves nor comes.
      if (from !== null && !isMove) continue
      const path = await addressOf(item, known)
      if (path === null) continue
      moving.arrivals.push({ rowKey: item.rowKey, path })
      if (from !== null && rule.moves)
        moving.departures.push({ rowKey: item.rowKey, from, to: path, cause: 'move' })
    }
  }
  await nameTargets(build, rule, moving)
  return moving
}

function removalOf(rowKey: string, from: string): Departure {
  return { rowKey, from, to: null, cause: 'removal' }
}

function isOneOf<T extends string>(some: readonly T[], one: string): one is T {
  return (some as readonly string[]).includes(one)
}

function pathOfPage({ site }: PlanBuild, url: string): string | null {
  return pathOf(url, site.wix.siteUrl ?? url)
}

/**
 * The address that a page is going to have: where it was under another slug, or as another page of the project has its
 * own. Null where the address is made of more than the slug, and the page does not move: then the run sees it.
 */
async function createGuess(build: PlanBuild) {
  const { database, project, target, site } = build
  let like: { path: string; slug: string } | null | undefined
  const guessed = async ({ payloadHash }: WalkedItem): Promise<string | null> => {
    const payload = (await readPayloads(database, project.id, [payloadHash])).get(payloadHash ?? '')
    return payload == null ? null : pathOfPage(build, target.searchResult(payload, site.wix.siteUrl).url)
  }
  const firstLike = async (item: WalkedItem) => {
    const [page] = await readLedgerPages(database, project.id, { afterKey: '', limit: 1 })
    const path = page?.url ? pathOfPage(build, page.url) : await guessed(item)
    return path === null ? null : { path, slug: page?.url ? page.slug : item.slug }
  }
  return async (item: WalkedItem, known: LedgerPage | undefined): Promise<string | null> => {
    const path = known?.url ? pathOfPage(build, known.url) : null
    const moved = known && path !== null ? underSlug(path, known.slug, item.slug) : null
    if (moved !== null) return moved
    if (like === undefined) like = await firstLike(item)
    return (like && underSlug(like.path, like.slug, item.slug)) ?? (known ? guessed(item) : null)
  }
}

/** Where the pages that are taken off the site lead, by the rule. */
async function nameTargets(build: PlanBuild, rule: RedirectRule, { departures }: Moving): Promise<void> {
  const going = departures.filter(({ cause }) => cause === 'removal')
  if (rule.removals === 'none') return
  const parentOf = rule.removals === 'parent' ? await createParents(build, departures) : null
  for (const one of going) one.to = parentOf?.(one.from) ?? rule.path ?? '/'
}

async function createParents(build: PlanBuild, departures: readonly Departure[]) {
  const { database, site } = build
  const origin = site.wix.siteUrl ?? ''
  const away = new Set(departures.map(({ from }) => keyOf(from)))
  return parentAmong(departures, async (paths) => {
    const urls = paths.map((path) => `${origin}${path}`)
    const live = await livePagesAt(database, urls)
    return paths.filter((path, i) => live.has(urls[i]!) && !away.has(keyOf(path)))
  })
}

/** Null where the connection may not. */
async function readList({ site }: PlanBuild): Promise<SiteRedirect[] | null> {
  const isMissing = site.connection.permissions.some(
    ({ name, state }) => name === 'Manage SEO Settings' && state === 'missing',
  )
  return isMissing ? null : readRedirects(site.wix)
}

const notAllowedNote =
  'No redirects are made: the credentials of this connection lack the permission Manage SEO Settings. Old addresses lead nowhere, but where Wix makes a redirect itself.'

interface PlannedWork extends Pick<Worked, 'left'> {
  changes: PlannedChange[]
}

/** What the plan's own pages need, and what earlier runs left undone. */
async function workOutPlan(
  build: PlanBuild,
  { departures, arrivals }: Moving,
  { due, back }: { due: OwedWork; back: readonly RedirectChange[] },
  list: readonly SiteRedirect[],
): Promise<PlannedWork> {
  const { database, project, site } = build
  const own = await ownAmong(
    database,
    list.map(({ id }) => id),
  )
  const live = await liveBeside(build, departures)
  const owed = new Set([...due.departures.map(({ from }) => from), ...due.arrivals.map(({ path }) => path)])
  const isOwed = (from: string) => owed.has(from)
  const worked = workOut({
    list: without(list, [...due.changes, ...back], site.wix.siteUrl),
    siteUrl: site.wix.siteUrl,
    departures: [...departures, ...due.departures],
    arrivals: [...arrivals, ...due.arrivals],
    isOwn: (id) => own.has(id),
    isLive: (key) => live.has(key),
    seed: project.id,
  })
  return {
    changes: [
      ...due.changes.map((change) => ({ ...change, isOwed: true })),
      ...back,
      ...worked.changes.map((change) => ({
        ...change,
        isOwed: change.cause !== 'chain' && isOwed((change.makes ?? change.was)?.from ?? ''),
      })),
    ],
    // What is left once more was told before.
    left: worked.left.filter(({ cause, from }) => cause === 'chain' || !isOwed(from)),
  }
}

/** Of the addresses that pages leave, those under which another page of ours is live, of whichever project. */
async function liveBeside(build: PlanBuild, departures: readonly Departure[]): Promise<Set<string>> {
  const { database, project, site } = build
  const leavers = new Set(departures.map(({ rowKey }) => rowKey))
  const origin = site.wix.siteUrl ?? ''
  const live = new Set<string>()
  for (const part of inBatches(departures, 1_000)) {
    const found = await livePagesAt(
      database,
      part.map(({ from }) => `${origin}${from}`),
    )
    for (const [url, pages] of found)
      if (pages.some((page) => page.projectId !== project.id || !leavers.has(page.rowKey)))
        live.add(keyOf(pathOf(url, site.wix.siteUrl) ?? url))
  }
  return live
}

/** A page that nobody would see says so in the list of the plan. */
async function tellHidden({ database, plan }: PlanBuild, left: readonly LeftAddress[]): Promise<void> {
  const found = new Map<string, RowProblem>()
  for (const { rowKey, cause, problem } of left)
    if (cause === 'arrival') found.set(rowKey, { rowKey, problem })
  for (const part of inBatches([...found.values()], 500)) await addProblems(database, plan.number, part)
}

export function summaryOf(
  changes: readonly PlannedChange[],
  left: readonly LeftAddress[],
  note: string | null,
): PlanRedirects {
  const count = (isOne: (change: PlannedChange) => boolean) => changes.filter(isOne).length
  return {
    create: count(({ was, makes }) => was === null && makes !== null),
    retarget: count(({ was, makes }) => was !== null && makes !== null),
    remove: count(({ makes }) => makes === null),
    left: left.length,
    foreign: count(({ was, isForeign }) => was !== null && isForeign),
    owed: count(({ isOwed }) => isOwed === true),
    note,
  }
}
