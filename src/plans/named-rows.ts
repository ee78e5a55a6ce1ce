// What rows and pages are called, for who looks for keys that changed. A plan of all pages knows its rows; of a plan of
// some, all others of the project are looked at once one of its own could be another's.
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'
import { indexPages } from '../pages/index-pages.ts'
import { type NamedPage, readNamedPages } from '../pages/move-keys.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { hasLost, readChangedRows, readNewRows } from './key-items.ts'
import { isChanged } from './known-page.ts'
import { type Named, signOf } from './pair-keys.ts'
import type { PlanBuild } from './plan-build.ts'

const chunk = 5_000

export interface NamedRows {
  /** Rows without a page. */
  added: Named[]
  /**
   * Rows whose page has another title: of a new numbering, it may be that of another row. An address that both have says
   * nothing then, and is left out: it may be made of the key.
   */
  loose: Named[]
}

/** Null: no key can have changed. */
export function readNamedRows(build: PlanBuild): Promise<NamedRows | null> {
  return build.plan.scope.kind === 'all' ? rowsOfPlan(build) : rowsOfProject(build)
}

async function rowsOfPlan({ database, plan, project }: PlanBuild): Promise<NamedRows | null> {
  if (!(await hasLost(database, plan.number))) return null
  const added = await readNewRows(database, plan.number)
  if (added.length === 0) return null
  const changed = await readChangedRows(database, plan.number)
  return { added, loose: await looseAmong(database, project.id, changed) }
}

/** Renders what the index lacks, as a plan of all pages would. */
async function rowsOfProject(build: PlanBuild): Promise<NamedRows | null> {
  if (!(await mayBeOfOthers(build))) return null
  const { database, project } = build
  const { rowKeys: _, ...choice } = build.choice
  const named: NamedRows = { added: [], loose: [] }
  for await (const { pages } of indexPages(build.pages, build.project, choice)) {
    const ledger = await findLedgerPages(
      database,
      project.id,
      pages.map((page) => page.rowKey),
    )
    for (const page of pages) {
      const { rowKey, title, slug } = page
      const known = ledger.get(rowKey)
      if (!known) named.added.push({ rowKey, title, slug })
      else if (!known.down && isChanged(build, page, known))
        named.loose.push(...looseOf({ rowKey, title, slug }, known))
    }
  }
  return named.added.length === 0 ? null : named
}

/** Whether a row of the plan has the address or the title of one page, and that is the page of another. */
async function mayBeOfOthers({ database, plan, project }: PlanBuild): Promise<boolean> {
  const changed = await readChangedRows(database, plan.number)
  const rows = [
    ...(await readNewRows(database, plan.number)),
    ...(await looseAmong(database, project.id, changed)),
  ]
  const like = await pagesLike(database, project.id, rows)
  const rowsWith = bySign(rows)
  // What several pages have in common says nothing of any of them.
  return [...bySign(like)].some(
    ([sign, [page, ...others]]) =>
      others.length === 0 && rowsWith.get(sign)?.some((row) => row.rowKey !== page?.rowKey),
  )
}

function bySign(all: readonly Named[]): Map<string, Named[]> {
  const found = new Map<string, Named[]>()
  for (const one of all)
    for (const sign of signsOf(one)) {
      const same = found.get(sign)
      if (same) same.push(one)
      else found.set(sign, [one])
    }
  return found
}

async function looseAmong(queries: Queries, projectId: string, changed: readonly Named[]): Promise<Named[]> {
  const loose: Named[] = []
  for (const part of inBatches(changed, chunk)) {
    const rowKeys = part.map((row) => row.rowKey)
    const ledger = await findLedgerPages(queries, projectId, rowKeys)
    for (const row of part) {
      const page = ledger.get(row.rowKey)
      if (page) loose.push(...looseOf(row, page))
    }
  }
  return loose
}

function looseOf(row: Named, page: Pick<Named, 'title' | 'slug'>): Named[] {
  if (signOf(row, 'title') === signOf(page, 'title')) return []
  return [signOf(row, 'address') === signOf(page, 'address') ? { ...row, slug: '' } : row]
}

/** Pages that have the address or the title of one of these rows. */
export async function pagesLike(
  queries: Queries,
  projectId: string,
  rows: readonly Named[],
): Promise<NamedPage[]> {
  if (rows.length === 0) return []
  const signs = new Set(rows.flatMap(signsOf))
  const found: NamedPage[] = []
  for (let afterKey = ''; ; ) {
    const pages = await readNamedPages(queries, projectId, { afterKey, limit: chunk })
    const last = pages.at(-1)
    if (!last) return found
    afterKey = last.rowKey
    found.push(...pages.filter((page) => signsOf(page).some((sign) => signs.has(sign))))
  }
}

/** Those that say something. */
function signsOf(named: Pick<Named, 'slug' | 'title'>): string[] {
  return (['address', 'title'] as const).flatMap((by) => {
    const sign = signOf(named, by)
    return sign === '' ? [] : [`${by} ${sign}`]
  })
}
