// Holds pages whose pictures cannot be used, and pages that refer to what the site does not have: before anything is
// sent, with the reason.
import { actionsWhere } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import { inBatches } from '../batches.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import { type AssetNeed, assetKey, imageKind } from '../targets/target.ts'
import { addProblems, holdItems, itemsInOrder, type RowProblem } from './items.ts'
import { needsOf } from './needs.ts'
import type { PlanBuild } from './plan-build.ts'

const going = actionsWhere((rule) => rule.usesAssets)

/** Pictures that Wix has already need no look. */
export async function holdUnusable(
  build: PlanBuild,
  images: ImageChecks,
  signal: AbortSignal,
): Promise<void> {
  const problems = new Map<string, Problem>()
  const urls = new Set<string>()
  for await (const { need } of openNeeds(build)) {
    if (need.kind === imageKind) urls.add(need.name)
    else {
      const problem = build.target.missingAsset(need)
      if (problem) problems.set(assetKey(need), problem)
    }
  }
  if (!build.withoutImages && urls.size > 0) {
    for (const [url, { problem }] of await images.check([...urls], signal))
      if (problem) problems.set(assetKey({ kind: imageKind, name: url }), problem)
  }
  if (problems.size === 0) return

  const found: RowProblem[] = []
  for await (const { rowKey, need } of openNeeds(build)) {
    const problem = problems.get(assetKey(need))
    if (problem) found.push({ rowKey, problem })
  }
  // A row is held once; what else is wrong with it is reported beside that.
  const errors = firstOfEach(found.filter(({ problem }) => problem.severity === 'error'))
  const holding = new Set(errors)
  const others = found.filter((one) => !holding.has(one))
  for (const part of inBatches(errors, 500)) await holdItems(build.database, build.plan.number, part)
  for (const batch of distinctRows(others)) await addProblems(build.database, build.plan.number, batch)
}

async function* openNeeds(build: PlanBuild): AsyncGenerator<{ rowKey: string; need: AssetNeed }> {
  for await (const items of itemsInOrder(build.database, build.plan.number, going)) {
    for (const [rowKey, needs] of await needsOf(build, items))
      for (const need of needs) if (!build.assets.has(assetKey(need))) yield { rowKey, need }
  }
}

function firstOfEach(found: RowProblem[]) {
  const seen = new Set<string>()
  return found.filter(({ rowKey }) => !seen.has(rowKey) && seen.add(rowKey))
}

/** One statement can change a row once, so a row with several problems takes several. */
function* distinctRows(found: RowProblem[]) {
  let rest = found
  while (rest.length > 0) {
    const now = firstOfEach(rest).slice(0, 500)
    const taken = new Set(now)
    rest = rest.filter((one) => !taken.has(one))
    yield now
  }
}
