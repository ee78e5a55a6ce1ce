// A plan of dates alone: pages get another date or lose the one they have, and stay as they were last sent. Their rows
// may have changed or be gone. Nothing is rendered, and Wix is not asked: the run looks before it sends.
import { inBatches } from '../batches.ts'
import { readPayloadBodies } from '../pages/payload-store.ts'
import { findLedgerPages, type LedgerPage } from '../pages/read-ledger.ts'
import { isSameVisibility, statusField, visibilityText } from '../targets/visibility.ts'
import type { Decision } from './classify.ts'
import { insertPlanItems, type NewPlanItem } from './items.ts'
import { visibilitiesOf, wantedFor } from './page-visibility.ts'
import type { PlanBuild } from './plan-build.ts'
import { planPage } from './planned-calls.ts'

const chunk = 500

/** Enters an update for each chosen page whose date is to change; the others are left out. */
export async function planDates(build: PlanBuild): Promise<void> {
  const { database, project, plan, choice } = build
  let position = 0
  for (const rowKeys of inBatches(choice.rowKeys ?? [], chunk)) {
    const ledger = await findLedgerPages(database, project.id, rowKeys)
    const pages = rowKeys.flatMap((rowKey): LedgerPage[] => {
      const page = ledger.get(rowKey)
      return page && page.status !== 'gone' && !page.down && !isAsAsked(build, page) ? [page] : []
    })
    const bodies = await readPayloadBodies(
      database,
      project.id,
      pages.map((page) => page.payloadHash),
    )
    const items = pages.map((page) => toItem(build, page, bodies.get(page.payloadHash), position++))
    await insertPlanItems(database, plan.number, items)
  }
}

function isAsAsked(build: PlanBuild, page: LedgerPage): boolean {
  return isSameVisibility(wantedFor(build, page), page.visibility)
}

function toItem(build: PlanBuild, page: LedgerPage, body: string | undefined, position: number): NewPlanItem {
  const visibility = wantedFor(build, page)
  const texts = { before: visibilityText(page.visibility), after: visibilityText(visibility) }
  const decision: Decision = {
    action: 'update',
    changes: [{ field: statusField, ...texts, theirs: null }],
    problems: [],
  }
  const { load, ...planned } = planPage(
    build,
    { action: 'update', slug: page.slug, visibility },
    body,
    decision.changes,
  )
  // The run reads the state of such a page alone.
  build.planned.set(page.rowKey, {
    ...planned,
    load: { ...load, counts: { ...load.counts, light: 1 } },
  })
  return {
    rowKey: page.rowKey,
    position,
    action: 'update',
    title: page.title,
    slug: page.slug,
    url: page.url,
    remoteId: page.remoteId,
    remoteEditedAt: page.remoteEditedAt,
    payloadHash: page.payloadHash,
    baseHash: page.payloadHash,
    ...visibilitiesOf(build, page, decision),
    changedFields: [statusField],
    theirs: null,
    problems: [],
  }
}
