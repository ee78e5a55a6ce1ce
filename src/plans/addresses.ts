// No two pages under one address, and none under someone else's: found before anything is sent, never suffixed silently.
import { planActions } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import { inLanes } from '../lanes.ts'
import { duplicateSlugs } from '../pages/checks.ts'
import { addProblems, holdItems, itemsInOrder, type WalkedItem } from './items.ts'
import type { PlanBuild } from './plan-build.ts'

const lookSize = 100
const lanes = 4

type AddressRow = Pick<WalkedItem, 'rowKey' | 'slug' | 'action' | 'remoteId'>

export async function holdTakenAddresses(build: PlanBuild): Promise<void> {
  const { database, plan } = build
  const rows: AddressRow[] = []
  for await (const items of itemsInOrder(database, plan.number)) {
    for (const { rowKey, slug, action, remoteId } of items)
      if (slug !== '' && action !== 'remove' && action !== 'gone')
        rows.push({ rowKey, slug, action, remoteId })
  }
  const doubled = duplicateSlugs(rows, build.target.addresses)
  if (build.target.addresses === 'shared') return tell(build, doubled)
  await hold(build, rows, doubled)

  const open = rows.filter(({ action, rowKey }) => planActions[action].takesAddress && !doubled.has(rowKey))
  await hold(build, rows, await takenOnSite(build, open))
}

async function tell(build: PlanBuild, problems: ReadonlyMap<string, Problem>): Promise<void> {
  const told = [...problems].map(([rowKey, problem]) => ({ rowKey, problem }))
  for (let at = 0; at < told.length; at += 500)
    await addProblems(build.database, build.plan.number, told.slice(at, at + 500))
}

async function hold(
  build: PlanBuild,
  rows: AddressRow[],
  problems: ReadonlyMap<string, Problem>,
): Promise<void> {
  const held = rows.flatMap((row) => {
    const problem = problems.get(row.rowKey)
    return problem ? [{ rowKey: row.rowKey, problem }] : []
  })
  for (let at = 0; at < held.length; at += 500) {
    await holdItems(build.database, build.plan.number, held.slice(at, at + 500))
  }
}

async function takenOnSite(build: PlanBuild, rows: AddressRow[]): Promise<Map<string, Problem>> {
  const { target, site, plan } = build
  const problems = new Map<string, Problem>()
  const { takenSlugs } = target
  if (!takenSlugs) return problems
  const chunks: AddressRow[][] = []
  for (let at = 0; at < rows.length; at += lookSize) chunks.push(rows.slice(at, at + lookSize))
  await inLanes(lanes, chunks, async (chunk) => {
    const taken = await takenSlugs(
      site.wix,
      chunk.map((row) => row.slug),
      plan.options,
    )
    for (const row of chunk) {
      const owner = taken.get(row.slug)
      if (!owner || owner.remoteId === row.remoteId) continue
      problems.set(row.rowKey, {
        code: 'slug_taken',
        severity: 'error',
        field: 'slug',
        message: takenWords(row.slug, owner.title, target.adoption !== undefined),
      })
    }
  })
  return problems
}

function takenWords(slug: string, title: string, canAdopt: boolean): string {
  const advice = canAdopt ? ', or have the project take over what exists (see its settings)' : ''
  return `The address "${slug}" belongs to "${title}" on the site. Choose another slug for this row, change that address in Wix${advice}.`
}
