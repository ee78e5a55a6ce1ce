// Categories and tags that somebody deleted in Wix after the plan was made: nothing is made in their place unasked.
import type { Problem } from '../api/problem.ts'
import { type AssetRow, listAssets, recordGone } from '../connections/asset-ledger.ts'
import type { Site } from '../connections/site.ts'
import type { PlanRow } from '../plans/row.ts'
import { type AssetNeed, assetKey, imageKind, type Target } from '../targets/target.ts'
import type { Assets } from './asset-deps.ts'
import type { HeldRun } from './held-run.ts'

/** Code of what was there when the plan was made and is not any more: pages that need it wait for another plan. */
export const nameGone = 'name_gone'

interface Deps {
  held: HeldRun
  plan: Pick<PlanRow, 'names'>
  target: Pick<Target, 'assetNames' | 'missingAsset'>
  site: Pick<Site, 'wix'>
}

/**
 * Asks once what became of the names that these pages need. Those that are gone are refused for this run, unless the
 * plan said that they are made again; one that was renamed holds its pages as it did.
 * @returns what is left to be made
 */
export async function refuseGoneNames(
  { held, plan, target, site }: Deps,
  needs: readonly AssetNeed[],
  assets: Assets,
): Promise<AssetNeed[]> {
  const names = needs.filter((need) => need.kind !== imageKind && target.missingAsset(need) === null)
  // Plans from before they told of it are carried out as they were.
  if (plan.names === null || names.length === 0 || !target.assetNames) return [...needs]
  const told = new Set(plan.names.filter(({ choice }) => choice === 'recreate').map(assetKey))
  const { connectionId } = held.lease
  const rows = new Map((await listAssets(held.database, connectionId, 0)).map((row) => [assetKey(row), row]))
  const there = names.flatMap((need) => {
    const row = rows.get(assetKey(need))
    return row?.state === 'ready' && row.remote_id ? [{ need, id: row.remote_id }] : []
  })
  const now = there.length === 0 ? new Map<string, string>() : await target.assetNames(site.wix, there)
  const lost = there.map(({ need }) => need).filter((need) => !now.has(assetKey(need)))
  await recordGone(held.database, connectionId, lost)
  const earlier = names.filter((need) => isLost(rows.get(assetKey(need))) && !told.has(assetKey(need)))
  const gone = new Map([...lost, ...earlier].map((need) => [assetKey(need), need]))
  for (const [key, need] of gone) {
    assets.ids.delete(key)
    assets.refused.set(key, goneSincePlan(need))
  }
  return needs.filter((need) => !gone.has(assetKey(need)))
}

/** Another plan, or this run before it was interrupted, found it missing. */
function isLost(row: AssetRow | undefined): boolean {
  return row?.state === 'rejected' && row.was_id !== null && row.created_by_run === null
}

function goneSincePlan({ kind, name }: AssetNeed): Problem {
  const noun = kind.replace('store_', '')
  return {
    code: nameGone,
    severity: 'warning',
    message: `The ${noun} "${name}" was deleted in Wix after the plan was created, so the page was not sent. Plan again and choose what becomes of it.`,
  }
}
