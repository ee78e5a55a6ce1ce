// The last step of making a plan: what it found is counted once, and from then on stays as it is.
import type { Plan, PlanAction } from '../api/plan.ts'
import { planActions } from '../api/plan-actions.ts'
import { groupProblems, type RowProblems } from '../pages/checks.ts'
import { type AssetNeed, assetKey, imageKind } from '../targets/target.ts'
import { visibilityText } from '../targets/visibility.ts'
import { withTidying } from './call-shares.ts'
import { hashParts } from './hash.ts'
import { itemsInOrder, type WalkedItem } from './items.ts'
import { needsOf } from './needs.ts'
import { outlookOf, tallyItems } from './outlook.ts'
import { neededOf, type PlanBuild } from './plan-build.ts'
import { addPlanned, countCalls, type PlannedList } from './planned-calls.ts'
import { withRedirects } from './redirect-calls.ts'
import type { PlanRow } from './row.ts'
import { markReady } from './store.ts'

/** Names shown of what has to be made first. */
const mostNames = 500

/** What steps before found out of the site. */
export interface Findings {
  validation: Plan['wixValidation']
  ownFound: PlanRow['own_found']
}

/** @param needs everything that any page of the project names */
export async function freeze(
  build: PlanBuild,
  needs: readonly AssetNeed[],
  { validation, ownFound }: Findings,
): Promise<void> {
  const { database, plan, assets } = build
  const summary = await summarise(build)
  // Only what a page that may be sent names is made: a held page must not leave an empty category behind.
  const used = needs.filter((need) => summary.used.has(assetKey(need)))
  const perhaps = needs.filter(
    (need) => summary.usedIfDecided.has(assetKey(need)) && !summary.used.has(assetKey(need)),
  )
  const missing = used.filter((need) => !assets.has(assetKey(need)))
  const named = used.filter((need) => need.kind !== imageKind && assets.get(assetKey(need)))
  const frozen = {
    ...plan,
    counts: summary.counts,
    needs: [...used, ...perhaps.map((need) => ({ ...need, ifDecided: true as const }))],
    creates: listMissing(missing),
    names: build.names.map((one) => ({ ...one, pages: build.pagesWith.get(assetKey(one)) ?? 0 })),
    calls: withTidying(
      withRedirects(countCalls(build, summary.planned, missing, named), build.redirectCalls),
      build.tidyCalls,
    ),
    problem_groups: groupProblems(summary.problems),
    wix_validation: validation,
    own_found: ownFound,
    hash: hashParts(summary.parts),
    without_images: build.withoutImages,
  }
  const outlook = { ...outlookOf(frozen, await tallyItems(database, plan.number)), taken: 0 }
  await database.transaction((tx) => markReady(tx, build.project, { ...frozen, outlook }))
}

/** Two plans with the same `parts` do the same. */
interface Summary {
  counts: Partial<Record<PlanAction, number>>
  /** Asset keys of what pages need that go by themselves, and of what others need once somebody decides. */
  used: Set<string>
  usedIfDecided: Set<string>
  problems: RowProblems[]
  planned: PlannedList
  parts: string[]
}

/** One walk for everything. */
async function summarise(build: PlanBuild): Promise<Summary> {
  const summary: Summary = {
    counts: {},
    used: new Set(),
    usedIfDecided: new Set(),
    problems: [],
    planned: [],
    parts: [
      visibilityText(build.target.visibility(build.plan.options)) ?? '',
      ...(build.withoutImages ? ['without images'] : []),
    ],
  }
  for await (const items of itemsInOrder(build.database, build.plan.number, null, 1000)) {
    for (const item of items) {
      summary.counts[item.action] = (summary.counts[item.action] ?? 0) + 1
      summary.parts.push(item.rowKey, item.action, item.payloadHash ?? '')
      if (item.visibility !== null) summary.parts.push(visibilityText(item.visibility) ?? '')
      if (item.problems.length > 0) summary.problems.push(item)
    }
    await addUsed(build, items, summary)
    await addPlanned(build, items, summary.planned)
  }
  return summary
}

async function addUsed(
  build: PlanBuild,
  items: readonly WalkedItem[],
  { used, usedIfDecided }: Pick<Summary, 'used' | 'usedIfDecided'>,
): Promise<void> {
  const going = items.filter(({ action }) => ['always', 'decided'].includes(planActions[action].goes))
  const needs = await needsOf(build, going)
  for (const { rowKey, action } of going) {
    const keys = planActions[action].goes === 'always' ? used : usedIfDecided
    for (const need of neededOf(build, needs.get(rowKey) ?? [])) keys.add(assetKey(need))
  }
}

function listMissing(missing: readonly AssetNeed[]): Plan['creates'] {
  return [...Map.groupBy(missing, (need) => need.kind)].map(([kind, same]) => ({
    kind,
    count: same.length,
    names: same
      .map((need) => need.name)
      .sort((a, b) => a.localeCompare(b, 'en'))
      .slice(0, mostNames),
  }))
}
