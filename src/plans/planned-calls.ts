// How many requests a run of a plan needs, counted once when the plan is frozen: for what goes by itself, and what each
// further decision adds. So a decision renews the estimate without reading a page again.
import type { PlanAction } from '../api/plan.ts'
import { planActions, type Verb, verbOf } from '../api/plan-actions.ts'
import { readPayloadBodies } from '../pages/payload-store.ts'
import { addCalls, type Calls, type ChangedField } from '../targets/operation-costs.ts'
import { callsOfRun, type PlannedPage, plannedPage, type RunPhase } from '../targets/run-cost.ts'
import type { AssetNeed } from '../targets/target.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import type { From } from '../targets/way-back.ts'
import {
  byPhase,
  type CallShare,
  type CallsByPhase,
  noShare,
  type PlannedCalls,
  type ShareName,
} from './call-shares.ts'
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
    const wanted = { ...item, visibility: item.visibility ?? build.target.visibility(build.plan.options) }
    const page =
      build.planned.get(item.rowKey) ?? planPage(build, wanted, bodies.get(sentHash(item) ?? ''), [])
    list.push({ share, page })
    if (item.stepsAside) list.push({ share, page: asidePage(build, wanted, page) })
  }
}

/** What says how an item goes out. */
interface PlannedItem {
  action: PlanAction
  /** Null or absent: what its action says. */
  verb?: Verb | null
  slug: string
  visibility: WantedVisibility
  baseVisibility?: WantedVisibility
  /** Where a page is that is brought back. */
  from?: From
}

/** @param changes of an update; what else is sent is sent whole */
export function planPage(
  { target, plan, assets }: Pick<PlanBuild, 'target' | 'plan' | 'assets'>,
  { slug, visibility, baseVisibility = null, from = 'there', ...item }: PlannedItem,
  body: string | undefined,
  changes: readonly ChangedField[],
): PlannedPage {
  const verb = verbOf(item) ?? 'update'
  const payload: unknown = body === undefined ? null : JSON.parse(body)
  const bytes = body === undefined ? 0 : Buffer.byteLength(body)
  return plannedPage(
    target,
    plan.options,
    { action: verb, slug, payload, bytes, changes, visibility, baseVisibility, from },
    assets,
  )
}

/** Making way is an update of the address alone. */
function asidePage(build: PlanBuild, item: WalkedItem, { bytes }: PlannedPage): PlannedPage {
  const changes = [{ field: 'slug', before: '', after: '' }]
  return { ...planPage(build, { ...item, action: 'update' }, undefined, changes), bytes }
}

/** Of a page that goes, as it was last sent. */
function sentHash(item: WalkedItem): string | null {
  return item.action === 'remove' || item.action === 'take_down' ? item.baseHash : item.payloadHash
}

function shareOf({ action, changedFields }: WalkedItem): ShareName | null {
  const { goes } = planActions[action]
  // Nothing of it changes: it is recorded without a call.
  if (action === 'adopt' && changedFields.length === 0) return null
  if (goes === 'always') return 'always'
  return action === 'conflict' || action === 'gone' || action === 'remove' ? action : null
}

/**
 * Pure.
 * @param missing what has to be brought to the site first
 * @param there names that are looked at once more
 */
export function countCalls(
  { target, plan }: Pick<PlanBuild, 'target' | 'plan'>,
  list: PlannedList,
  missing: readonly AssetNeed[],
  there: readonly AssetNeed[],
): PlannedCalls {
  const [assets, names] = [countKinds(missing), countKinds(there)]
  const callsOf = (wanted: readonly ShareName[]) => {
    const pages = list.filter(({ share }) => wanted.includes(share)).map(({ page }) => page)
    return callsOfRun(target, plan.options, { pages, assets, names }, rhythm)
  }
  const always = callsOf(['always'])
  const share = (name: ShareName): CallShare => {
    const pages = list.filter((one) => one.share === name).length
    if (name === 'always') return { ...addCalls(...Object.values(always)), pages, phases: totals(always) }
    if (pages === 0) return noShare
    const both = callsOf(['always', name])
    const added = subtract(both, always)
    return { ...addCalls(...Object.values(added)), pages, phases: totals(added) }
  }
  return {
    always: share('always'),
    conflict: share('conflict'),
    gone: share('gone'),
    remove: share('remove'),
  }
}

function countKinds(needs: readonly AssetNeed[]): Map<string, number> {
  return new Map([...Map.groupBy(needs, ({ kind }) => kind)].map(([kind, same]) => [kind, same.length]))
}

type Phases = Record<RunPhase, Calls>

function subtract(from: Phases, less: Phases): Phases {
  return byPhase((phase) => ({
    reads: from[phase].reads - less[phase].reads,
    writes: from[phase].writes - less[phase].writes,
  }))
}

function totals(phases: Phases): CallsByPhase {
  return byPhase((phase) => phases[phase].reads + phases[phase].writes)
}
