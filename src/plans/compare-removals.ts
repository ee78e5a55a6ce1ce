// Pages whose row has left the data.
import { type LedgerPage, readLedgerPages } from '../pages/read-ledger.ts'
import { recordSeen } from '../pages/record-seen.ts'
import { classifyRemoval } from './classify.ts'
import { readRemote, readTextsOfRemovals, usuallyReadAtOnce } from './compare-reads.ts'
import { downItem } from './down.ts'
import { insertPlanItems, type NewPlanItem, plannedKeys } from './items.ts'
import { holdsEdits, statusOf, toPublished } from './known-page.ts'
import { foundState } from './page-visibility.ts'
import type { PlanBuild } from './plan-build.ts'

/** They come after all others. */
export async function compareRemovals(build: PlanBuild, firstPosition: number): Promise<void> {
  const { database, plan, project } = build
  let position = firstPosition
  let afterKey = ''
  for (;;) {
    const chunk = await readLedgerPages(database, project.id, { afterKey, limit: usuallyReadAtOnce })
    const last = chunk.at(-1)
    if (!last) return
    afterKey = last.rowKey
    const planned = await plannedKeys(
      database,
      plan.number,
      chunk.map((page) => page.rowKey),
    )
    const left = chunk.filter((page) => !planned.has(page.rowKey))
    position += await insertRemovals(build, left, position)
  }
}

/** Returns how many there were. */
async function insertRemovals(build: PlanBuild, all: LedgerPage[], first: number): Promise<number> {
  if (all.length === 0) return 0
  const { database, plan, project } = build
  const remote = await readRemote(build, all)
  const left = all.filter((page) => !page.down)
  const texts = await readTextsOfRemovals(build, left, remote)
  const items = all.map((page, at): NewPlanItem => {
    if (page.down) return downItem(page, first + at, remote.get(page.remoteId), build.site.wix.now())
    const state = foundState(build, page, remote)
    const { action, problems } = classifyRemoval(toPublished(build, page, texts), state, holdsEdits(page))
    return {
      rowKey: page.rowKey,
      position: first + at,
      action,
      title: page.title,
      slug: page.slug,
      url: page.url,
      remoteId: page.remoteId,
      remoteEditedAt: state?.editedAt ?? page.remoteEditedAt,
      payloadHash: null,
      baseHash: page.payloadHash,
      visibility: null,
      baseVisibility: null,
      changedFields: [],
      theirs: null,
      problems,
    }
  })
  await insertPlanItems(database, plan.number, items)
  await recordSeen(
    database,
    project.id,
    left.map((page) => ({ rowKey: page.rowKey, status: statusOf(remote.get(page.remoteId)) })),
  )
  return all.length
}
