// No two pages under one address, and none under someone else's: found before anything is sent, never suffixed silently.
import { planActions } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import { inLanes } from '../lanes.ts'
import { duplicateSlugs } from '../pages/checks.ts'
import { pagesWithSlugs } from '../pages/index-pages.ts'
import { findLedgerPages, ownersOf } from '../pages/read-ledger.ts'
import { type AddressRow, type Owner, type Turn, takeTurns } from './address-turns.ts'
import { addProblems, holdItems, itemsInOrder, markTurns } from './items.ts'
import type { PlanBuild } from './plan-build.ts'

const lookSize = 100
const lanes = 4
const chunk = 500

export async function holdTakenAddresses(build: PlanBuild): Promise<void> {
  const { database, plan } = build
  const all: (AddressRow & { hasRow: boolean })[] = []
  for await (const items of itemsInOrder(database, plan.number)) {
    for (const { rowKey, slug, action, remoteId, payloadHash } of items) {
      // Its row may have another key now, so that it is not removed.
      const hasRow = action !== 'held' || payloadHash !== null
      if (slug !== '' && action !== 'gone') all.push({ rowKey, slug, action, remoteId, hasRow })
    }
  }
  // What was taken down is off the site; an address that Wix keeps for it is found there.
  const rows = all.filter(({ action, hasRow }) => hasRow && action !== 'remove' && action !== 'down')
  const doubled = await findDoubled(build, rows)
  if (build.target.addresses === 'shared') return tell(build, doubled)
  await hold(build, doubled)

  const open = rows.filter(({ action, rowKey }) => planActions[action].takesAddress && !doubled.has(rowKey))
  const taken = await takenOnSite(build, open)
  const { turns, blocked } = takeTurns(all, taken, new Set(doubled.keys()))
  const others = await ownersOf(
    database,
    build.project.id,
    [...blocked.values()].map(({ remoteId }) => remoteId),
  )
  await hold(build, new Map(open.flatMap((row) => takenProblem(build, row, blocked.get(row.rowKey), others))))
  await giveTurns(build, turns)
}

/** Of a plan of some rows, those that another row of the project shares an address with count as well. */
async function findDoubled(build: PlanBuild, rows: readonly AddressRow[]): Promise<Map<string, Problem>> {
  const { plan, pages, project, choice, target } = build
  if (plan.scope.kind === 'all') return duplicateSlugs(rows, target.addresses)
  // What stood side by side before can do so again; who has an address now is asked of the site.
  if (plan.scope.kind === 'undo') return new Map()
  const inPlan = new Set(rows.map(({ rowKey }) => rowKey))
  const { rowKeys: _, ...now } = choice
  const slugs = rows.map(({ slug }) => slug)
  const beside = await pagesWithSlugs(pages, project, { slugs, except: inPlan }, now)
  const ledger = await findLedgerPages(
    build.database,
    project.id,
    beside.map(({ rowKey }) => rowKey),
  )
  const there = beside.filter(({ rowKey }) => ledger.get(rowKey)?.status !== 'gone')
  const doubled = duplicateSlugs([...rows, ...there], target.addresses)
  return new Map([...doubled].filter(([rowKey]) => inPlan.has(rowKey)))
}

async function tell(build: PlanBuild, problems: ReadonlyMap<string, Problem>): Promise<void> {
  const told = [...problems].map(([rowKey, problem]) => ({ rowKey, problem }))
  for (let at = 0; at < told.length; at += chunk)
    await addProblems(build.database, build.plan.number, told.slice(at, at + chunk))
}

async function hold(build: PlanBuild, problems: ReadonlyMap<string, Problem>): Promise<void> {
  const held = [...problems].map(([rowKey, problem]) => ({ rowKey, problem }))
  for (let at = 0; at < held.length; at += chunk)
    await holdItems(build.database, build.plan.number, held.slice(at, at + chunk))
}

async function giveTurns(build: PlanBuild, turns: readonly Turn[]): Promise<void> {
  for (let at = 0; at < turns.length; at += chunk)
    await markTurns(build.database, build.plan.number, turns.slice(at, at + chunk))
  await tell(build, new Map(turns.map((turn) => [turn.rowKey, turnNote(turn)])))
}

/** By row key, who has the address that the row is to get. */
async function takenOnSite(build: PlanBuild, rows: readonly AddressRow[]): Promise<Map<string, Owner>> {
  const { target, site, plan } = build
  const owners = new Map<string, Owner>()
  const { takenSlugs } = target
  if (!takenSlugs) return owners
  const chunks: AddressRow[][] = []
  for (let at = 0; at < rows.length; at += lookSize) chunks.push(rows.slice(at, at + lookSize))
  await inLanes(lanes, chunks, async (part) => {
    const taken = await takenSlugs(
      site.wix,
      part.map((row) => row.slug),
      plan.options,
    )
    for (const row of part) {
      const owner = taken.get(row.slug)
      if (owner && owner.remoteId !== row.remoteId) owners.set(row.rowKey, owner)
    }
  })
  return owners
}

function takenProblem(
  { target, plan }: PlanBuild,
  { rowKey, slug }: AddressRow,
  owner: Owner | undefined,
  others: ReadonlyMap<string, string>,
): [string, Problem][] {
  if (!owner) return []
  const other = others.get(owner.remoteId)
  if (plan.scope.kind === 'undo') {
    const message = `Its address "${slug}" belongs to "${owner.title}" on the site now, which keeps it. Change that address in Wix, then plan the undo again.`
    return [[rowKey, { code: 'slug_taken', severity: 'error', field: 'slug', message }]]
  }
  if (plan.scope.kind === 'rows' && other !== undefined && other !== rowKey) {
    const message = `The address "${slug}" belongs to the page of row "${other}", which is not part of this plan. Plan both together, or choose another slug for this row.`
    return [[rowKey, { code: 'slug_taken', severity: 'error', field: 'slug', message }]]
  }
  const advice = target.adoption ? ', or have the project take over what exists (see its settings)' : ''
  const message = `The address "${slug}" belongs to "${owner.title}" on the site. Choose another slug for this row, change that address in Wix${advice}.`
  return [[rowKey, { code: 'slug_taken', severity: 'error', field: 'slug', message }]]
}

function turnNote({ addressOf, needsRemoval }: Turn): Problem {
  return needsRemoval
    ? {
        code: 'address_after_removal',
        severity: 'warning',
        field: 'slug',
        message: `Its address belongs to a page whose row left the data ("${addressOf}", or one that follows it). With removals ticked, that page goes first and this one gets the address in the same run; without, it waits.`,
      }
    : {
        code: 'address_changes_hands',
        severity: 'note',
        field: 'slug',
        message: `It takes the address of "${addressOf}", which moves in the same run and goes first.`,
      }
}
