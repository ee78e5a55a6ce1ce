// How many requests a run of a plan needs, counted once when the plan is frozen: for what goes by itself, and what each
// further decision adds. So a decision renews the estimate without reading a page again.
import type { PlanAction } from '../api/plan.ts'
import { planActions } from '../api/plan-actions.ts'
import { readPayloadBodies } from '../pages/payload-store.ts'
import type { ChangedField } from '../targets/operation-costs.ts'
import { callsOfRun, type PlannedPage, plannedPage } from '../targets/run-cost.ts'
import type { AssetNeed } from '../targets/target.ts'
import { type CallShare, noShare, type PlannedCalls, type ShareName } from './call-shares.ts'
import type { WalkedItem } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import { rhythm } from './rhythm.ts'

export type PlannedList = { share: ShareName; page: PlannedPage }[]

/** Adds what these items, in their order, mean for a run. Pages that were compared are known already. */
export async function addPlanned(
  build: PlanBuild,
  items: readonly WalkedItem[],
  list: PlannedList,
): Promise<void> {
  const open = items.flatMap((item) => {
    const share = shareOf(item)
    return share ? [{ item, share }] : []
  })
  const unread = open.filter(({ item }) => !build.planned.has(item.rowKey))
  const bodies = await readPayloadBodies(
    build.database,
    build.project.id,
    unread.map(({ item }) => sentHash(item)),
  )
  for (const { item, share } of open) {
    const page = build.planned.get(item.rowKey) ?? planPage(build, item, bodies.get(sentHash(item) ?? ''), [])
    list.push({ share, page })
  }
}

/** @param changes of an update; what else is sent is sent whole */
export function planPage(
  { target, plan, assets }: Pick<PlanBuild, 'target' | 'plan' | 'assets'>,
  { action, slug }: { action: PlanAction; slug: string },
  body: string | undefined,
  changes: readonly ChangedField[],
): PlannedPage {
  const verb = planActions[action].verb ?? 'update'
  const payload: unknown = body === undefined ? null : JSON.parse(body)
  const bytes = body === undefined ? 0 : Buffer.byteLength(body)
  return plannedPage(target, plan.options, { action: verb, slug, payload, bytes, changes }, assets)
}

/** Of a page that is removed, as it was last sent. */
function sentHash(item: WalkedItem): string | null {
  return item.action === 'remove' ? item.baseHash : item.payloadHash
}

function shareOf({ action, changedFields }: WalkedItem): ShareName | null {
  const { goes } = planActions[action]
  // Nothing of it changes: it is recorded without a call.
  if (action === 'adopt' && changedFields.length === 0) return null
  if (goes === 'always') return 'always'
  return action === 'conflict' || action === 'gone' || action === 'remove' ? action : null
}

/** Pure. @param missing what has to be brought to the site first */
export function countCalls(
  { target, plan }: Pick<PlanBuild, 'target' | 'plan'>,
  list: PlannedList,
  missing: readonly AssetNeed[],
): PlannedCalls {
  const assets = new Map(
    [...Map.groupBy(missing, ({ kind }) => kind)].map(([kind, same]) => [kind, same.length]),
  )
  const callsOf = (wanted: readonly ShareName[]) => {
    const pages = list.filter(({ share }) => wanted.includes(share)).map(({ page }) => page)
    return callsOfRun(target, plan.options, { pages, assets }, rhythm)
  }
  const always = callsOf(['always'])
  const share = (name: ShareName): CallShare => {
    const pages = list.filter((one) => one.share === name).length
    if (name === 'always') return { ...always, pages }
    if (pages === 0) return noShare
    const both = callsOf(['always', name])
    return { reads: both.reads - always.reads, writes: both.writes - always.writes, pages }
  }
  return {
    always: share('always'),
    conflict: share('conflict'),
    gone: share('gone'),
    remove: share('remove'),
  }
}
