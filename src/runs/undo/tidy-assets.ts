// Categories and tags that a run had made go when it is undone, as long as nothing uses them any more. Its pages are off
// the site, or stand as before, by then; what still names one, a draft too, keeps it.
import { inBatches } from '../../batches.ts'
import { assetsMadeBy, recordRemovedAssets } from '../../connections/asset-ledger.ts'
import type { Site } from '../../connections/site.ts'
import { rhythm } from '../../plans/rhythm.ts'
import { wayBackOf } from '../../targets/snapshot.ts'
import { assetKey, assetName } from '../../targets/target.ts'
import type { MadeAsset } from '../../targets/way-back.ts'
import type { CrashPoint } from '../crash-point.ts'
import { writeDiary } from '../diary.ts'
import { heed } from '../heed.ts'
import { type Destination, type HeldRun, RunStopped } from '../held-run.ts'

export interface TidyAssetsDeps {
  held: HeldRun
  destination: Destination
  site: Pick<Site, 'wix' | 'pacer' | 'prepay'>
  crashPoint: CrashPoint
  stopping: AbortSignal
}

/**
 * Begun again after a death, it finds gone what it had removed.
 * @param undoneId the run that is undone
 * @returns false when the process is stopping
 */
export async function tidyAssets(deps: TidyAssetsDeps, undoneId: string): Promise<boolean> {
  const { held, destination, site, stopping } = deps
  const { assetUses, removeAssets } = wayBackOf(destination.target)
  if (!assetUses || !removeAssets) return true
  const made = await assetsMadeBy(held.database, held.lease.connectionId, undoneId)
  if (made.length === 0) return true
  const ours = await stillOurs(deps, made)
  let removed = 0
  const refused: string[] = []
  for (const some of inBatches(ours, rhythm.tidyBatch)) {
    if (stopping.aborted) return false
    const uses = await assetUses(site.wix, some, new Set(), destination.options)
    const free = some.filter(({ need }) => uses.get(assetKey(need))?.length === 0)
    if (free.length === 0) continue
    const ends = await removeSome(deps, free)
    removed += ends.gone.length
    refused.push(...ends.refused)
  }
  await tell(held, { made: made.length, renamed: made.length - ours.length, removed, refused })
  return true
}

/** One that somebody gave another name is theirs by now, whether anything is in it or not. */
async function stillOurs({ destination, site }: TidyAssetsDeps, made: MadeAsset[]): Promise<MadeAsset[]> {
  const names = await destination.target.assetNames?.(site.wix, made)
  return made.filter(({ need }) => {
    const name = names?.get(assetKey(need))
    return name === undefined || assetName({ ...need, name }) === assetName(need)
  })
}

async function removeSome(
  { held, destination, site, crashPoint }: TidyAssetsDeps,
  free: MadeAsset[],
): Promise<{ gone: MadeAsset[]; refused: string[] }> {
  const prepaid = await site.prepay()
  crashPoint('before-asset-removal')
  const outcomes = await prepaid(async () =>
    wayBackOf(destination.target).removeAssets!(site.wix, free, destination.options),
  )
  crashPoint('after-asset-removal')
  const gone = free.filter((_, i) => outcomes[i]?.kind === 'ready')
  await recordRemovedAssets(held.database, held.lease, gone)
  const stop = await heed(site.pacer, outcomes)
  if (stop) throw new RunStopped(stop.message)
  const refused = free
    .filter((asset) => !gone.includes(asset))
    .map(({ need }) => `${need.kind} "${need.name}"`)
  return { gone, refused }
}

interface Tidied {
  made: number
  renamed: number
  removed: number
  refused: readonly string[]
}

async function tell(held: HeldRun, { made, renamed, removed, refused }: Tidied): Promise<void> {
  const kept = made - renamed - removed - refused.length
  const words = [
    removed > 0 && `Removed ${removed} of the categories and tags that the run had created.`,
    kept > 0 && `${kept} of them stay, since other pages use them.`,
    renamed > 0 && `${renamed} of them stay, since somebody gave them another name in Wix.`,
    refused.length > 0 &&
      `Wix did not remove ${refused.join(', ')}; remove them there if you do not need them.`,
  ]
  await writeDiary(held.database, held.run.id, 'assets_removed', words.filter(Boolean).join(' '))
}
