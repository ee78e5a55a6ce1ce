// Categories and tags that somebody renamed or deleted in Wix: what a plan finds out, and what it says of each.
import type { Plan } from '../api/plan.ts'
import {
  type AssetRow,
  listAssets,
  readyAssets,
  recordGone,
  recordLookedUp,
} from '../connections/asset-ledger.ts'
import { type ChangedName, recordChangedNames } from '../connections/asset-names.ts'
import {
  type AssetNeed,
  assetKey,
  assetName,
  imageKind,
  type NamedAsset,
  type Target,
} from '../targets/target.ts'
import { findMoved } from './moved-assets.ts'
import type { PlanBuild } from './plan-build.ts'

/** Looks up what pages name, and notes what became of names that stood for something else. */
export async function lookUpAssets(build: PlanBuild, needs: readonly AssetNeed[]): Promise<void> {
  const { database, plan, target, site } = build
  const before = await listAssets(database, plan.connection_id, 0)
  const known = readyAssets(before)
  // Looking for a picture by its address may take many reads; whether its file is still there takes one for a hundred.
  const images = needs.filter((need) => need.kind === imageKind && known.has(assetKey(need)))
  const made = images.map((need) => ({ need, id: known.get(assetKey(need)) ?? '' }))
  const gone = (made.length > 0 && (await target.goneAssets?.(site.wix, made))) || []
  await recordGone(database, plan.connection_id, gone)
  for (const need of gone) known.delete(assetKey(need))
  // What an owner chose holds, whatever else has the name by now.
  const chosen = new Set(before.filter((row) => row.choice !== null).map(assetKey))
  const open = needs.filter((need) =>
    need.kind === imageKind ? !known.has(assetKey(need)) : !chosen.has(assetKey(need)),
  )
  const found = open.length === 0 ? new Map<string, string>() : await target.lookUpAssets(site.wix, open)
  await recordLookedUp(database, plan.connection_id, open, found)
  await recordChangedNames(database, plan.connection_id, await findChanged(build, needs))
  const rows = await listAssets(database, plan.connection_id, 0)
  build.assets = readyAssets(rows)
  build.moved = findMoved(target, needs, rows, build.assets)
  build.names = changedNames(target, needs, rows)
}

/** Asks what became of those that are missing under their name, and of those whose other name was taken over. */
async function findChanged(
  { database, plan, target, site }: PlanBuild,
  needs: readonly AssetNeed[],
): Promise<ChangedName[]> {
  const rows = new Map((await listAssets(database, plan.connection_id, 0)).map((row) => [assetKey(row), row]))
  const stood = needs.filter(isName).flatMap((need): (NamedAsset & { row: AssetRow })[] => {
    const row = rows.get(assetKey(need))
    const id = row && isChanged(row) ? idBefore(row) : null
    return row && id ? [{ need, id, row }] : []
  })
  if (stood.length === 0 || !target.assetNames) return []
  const names = await target.assetNames(site.wix, stood)
  return stood.map(({ need, id, row }) => {
    const foundName = names.get(assetKey(need)) ?? null
    const isBack = foundName !== null && assetName({ ...need, name: foundName }) === assetName(need)
    if (row.choice === 'take_over' && isBack) return { need, formerId: null, foundName: null, end: 'back' }
    const isLost = row.choice === 'take_over' && foundName === null
    return { need, formerId: id, foundName, ...(isLost && { end: 'lost' as const }) }
  })
}

/** It is missing under its name, or an owner chose what becomes of it. */
function isChanged(row: AssetRow): boolean {
  return row.choice !== null || (row.state === 'rejected' && row.remote_id === null && row.was_id !== null)
}

function idBefore({ choice, remote_id, former_id, was_id }: AssetRow): string | null {
  return choice === 'take_over' ? remote_id : former_id || was_id
}

function isName({ kind }: AssetNeed): boolean {
  return kind !== imageKind
}

/** What is to be said of each, with what becomes of it. Pure. */
function changedNames(
  target: Pick<Target, 'missingAsset'>,
  needs: readonly AssetNeed[],
  rows: readonly AssetRow[],
): Omit<Plan['names'][number], 'pages'>[] {
  const byKey = new Map(rows.map((row) => [assetKey(row), row]))
  return needs.filter(isName).flatMap((need) => {
    const row = byKey.get(assetKey(need))
    if (!row || !isChanged(row) || row.former_id === null || target.missingAsset(need) !== null) return []
    return [
      {
        kind: need.kind,
        name: need.name,
        foundName: row.found_name,
        choice: row.choice ?? ('recreate' as const),
      },
    ]
  })
}
