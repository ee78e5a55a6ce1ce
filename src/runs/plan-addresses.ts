// No two pages under one address, and none under somebody else's: found before anything is sent, never suffixed silently.

import type { PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { duplicateSlugs } from '../pages/checks.ts'
import type { PlanBuild } from './build-plan.ts'
import { inLanes } from './lanes.ts'
import { itemsInOrder } from './plan-chunks.ts'
import { holdItems } from './plan-items.ts'

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
  const doubled = duplicateSlugs(rows.map((row) => ({ rowKey: row.row_key, slug: row.slug })))
  await hold(build, rows, doubled)

  const open = rows.filter((row) => ['create', 'move'].includes(row.action) && !doubled.has(row.row_key))
  await hold(build, rows, await takenOnSite(build, open))
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

async function takenOnSite({ target, site }: PlanBuild, rows: AddressRow[]): Promise<Map<string, Problem>> {
  const problems = new Map<string, Problem>()
  const chunks: AddressRow[][] = []
  for (let at = 0; at < rows.length; at += lookSize) chunks.push(rows.slice(at, at + lookSize))
  await inLanes(lanes, chunks, async (chunk) => {
    const taken = await target.takenSlugs(
      site.wix,
      chunk.map((row) => row.slug),
    )
    for (const row of chunk) {
      const owner = taken.get(row.slug)
      if (!owner || owner.remoteId === row.remote_id) continue
      problems.set(row.row_key, {
        code: 'slug_taken',
        severity: 'error',
        field: 'slug',
        message: `The address "${row.slug}" belongs to "${owner.title}" on the site. Choose another slug for this row, or change that post's address in Wix.`,
      })
    }
  })
  return problems
}
