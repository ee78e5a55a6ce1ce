// Pages that exist on the site already and that the project wants to take over: found before anything is created twice.
import type { Problem } from '../api/problem.ts'
import type { RemoteRef } from '../targets/target.ts'
import { holdItems, type RowProblem } from './items.ts'
import { withoutOwned } from './own-pages.ts'
import type { PlanBuild } from './plan-build.ts'
import { type Match, newPages, takeOver, toOutgoing } from './take-over.ts'

const note: Problem = {
  code: 'adopted',
  severity: 'note',
  message:
    'It already exists on the site and is taken over. Fields that the template does not fill stay as they are.',
}

/**
 * Nothing is written to the site: the plan shows what would be taken over, field by field.
 * @param owned ids on the site that this plan found to be the project's; what the ledger knows is asked for
 */
export async function adoptExisting(build: PlanBuild, owned: ReadonlySet<string>): Promise<void> {
  const { database, plan, target } = build
  const { adoption } = target
  if (!adoption?.isChosen(plan.options)) return
  const takers = new Map<string, string>()
  for await (const pages of newPages(build, ['create'])) {
    const items = pages.map((page) => toOutgoing(build, page))
    const found = await adoption.match(build.site.wix, items, plan.options)
    const held: RowProblem[] = []
    const matches: Match[] = []
    const free = new Map(
      (await withoutOwned(build, found, owned, pages)).map(({ page, refs }) => [page.rowKey, refs]),
    )
    for (const { rowKey, payload } of pages) {
      const refs = free.get(rowKey) ?? []
      const problem =
        refs.length === 0 ? adoption.unmatched(plan.options, { rowKey, payload }) : objectionTo(refs, takers)
      if (problem) held.push({ rowKey, problem })
      else if (refs.length === 1) {
        const { remoteId } = refs[0]!
        takers.set(remoteId, rowKey)
        matches.push({ rowKey, payload, remoteId })
      }
    }
    await holdItems(database, plan.number, held)
    await takeOver(build, matches, note)
  }
}

function objectionTo(refs: RemoteRef[], takers: Map<string, string>): Problem | null {
  if (refs.length > 1)
    return {
      code: 'adopt_ambiguous',
      severity: 'error',
      message: `${refs.length} pages on the site match this row, so it is not clear which to take over. Make them differ in Wix, or match by another field.`,
    }
  const other = takers.get(refs[0]!.remoteId)
  if (other === undefined) return null
  return {
    code: 'adopt_doubled',
    severity: 'error',
    message: `The row "${other}" takes over the same page on the site. A page can belong to only one row: change one of them, or match by another field.`,
  }
}
