// No two pages under one address, and none under somebody else's: found before anything is sent, never suffixed silently.

import type { PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { inLanes } from '../lanes.ts'
import { duplicateSlugs } from '../pages/checks.ts'
import type { PlanBuild } from './build.ts'
import { itemsInOrder } from './chunks.ts'
import { addProblems, holdItems } from './items.ts'

const lookSize = 100
const lanes = 4

interface AddressRow {
  row_key: string
  slug: string
  action: PlanAction
  remote_id: string | null
}

export async function holdTakenAddresses(build: PlanBuild): Promise<void> {
  const { database, plan } = build
  const rows: AddressRow[] = []
  for await (const chunk of itemsInOrder<AddressRow>(
    database,
    plan.id,
    'row_key, slug, action, remote_id',
    `slug <> ''`,
  )) {
    rows.push(...chunk.filter((row) => row.action !== 'remove' && row.action !== 'gone'))
  }
  const doubled = duplicateSlugs(
    rows.map((row) => ({ rowKey: row.row_key, slug: row.slug })),
    build.target.addresses,
  )
  if (build.target.addresses === 'shared') return tell(build, doubled)
  await hold(build, rows, doubled)

  const open = rows.filter((row) => ['create', 'move'].includes(row.action) && !doubled.has(row.row_key))
  await hold(build, rows, await takenOnSite(build, open))
}

async function tell(build: PlanBuild, problems: ReadonlyMap<string, Problem>): Promise<void> {
  const told = [...problems].map(([rowKey, problem]) => ({ rowKey, problem }))
  for (let at = 0; at < told.length; at += 500)
    await addProblems(build.database, build.plan.id, told.slice(at, at + 500))
}

async function hold(
  build: PlanBuild,
  rows: AddressRow[],
  problems: ReadonlyMap<string, Problem>,
): Promise<void> {
  const held = rows.flatMap((row) => {
    const problem = problems.get(row.row_key)
    return problem ? [{ rowKey: row.row_key, problem }] : []
  })
  for (let at = 0; at < held.length; at += 500) {
    await holdItems(build.database, build.plan.id, held.slice(at, at + 500))
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
      if (!owner || owner.remoteId === row.remote_id) continue
      problems.set(row.row_key, {
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
