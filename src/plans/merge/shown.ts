// What people changed of a page of a plan, as its panel shows it.
import type { Collision, PlanItemDetail } from '../../api/plan.ts'
import type { Queries } from '../../db/types.ts'
import { findLedgerPages } from '../../pages/read-ledger.ts'
import type { PlanRow } from '../row.ts'
import { mergeItem, readMergeDeps } from './decide.ts'
import type { MergedItem } from './merged-items.ts'

interface Said {
  /** A canonical text of a field in words. */
  say: (field: string, text: string) => string
  /** One that is rich text, as readers see it; null of any other. */
  html: (text: string) => string | null
}

export async function showMerge(
  queries: Queries,
  plan: PlanRow,
  {
    rowKey,
    madeHash,
    merge,
  }: Omit<MergedItem, 'madeHash' | 'merge'> & {
    madeHash: string | null
    merge: MergedItem['merge'] | null
  },
  { say, html }: Said,
): Promise<Pick<PlanItemDetail, 'merge' | 'detached'>> {
  const detached = await detachedOf(queries, plan.project_id, rowKey)
  if (merge === null || madeHash === null || merge.whole !== undefined) return { merge: null, detached }
  const item = { rowKey, madeHash, merge }
  const page = mergeItem(await readMergeDeps(queries, plan, [item]), item)
  if (!page) return { merge: null, detached }
  const side = ({ kind, field }: Pick<Collision, 'kind' | 'field'>, shown: Collision['base']) =>
    kind === 'field' ? { text: say(field, shown.text), html: html(shown.text) } : shown
  return {
    merge: {
      kept: Object.entries(page.kept).map(([field, text]) => ({ field, text: say(field, text) })),
      mergedFields: page.mergedFields,
      collisions: page.collisions.map(
        (one): Collision => ({
          ...one,
          base: side(one, one.base),
          ours: side(one, one.ours),
          theirs: side(one, one.theirs),
        }),
      ),
    },
    detached,
  }
}

/** Fields that the page leaves to Wix. */
async function detachedOf(queries: Queries, projectId: string, rowKey: string): Promise<string[]> {
  const { detached } = (await findLedgerPages(queries, projectId, [rowKey])).get(rowKey) ?? {}
  return Object.keys(detached ?? {})
    .filter((field) => detached?.[field] === 'theirs')
    .sort()
}
