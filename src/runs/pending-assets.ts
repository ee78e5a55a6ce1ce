// Pictures that Wix has taken and is still at work on.
import type { Problem } from '../api/problem.ts'
import { type AssetEnd, type AssetRow, settleAssets } from '../connections/asset-ledger.ts'
import { sleepFor } from '../connections/pacer.ts'
import { type AssetNeed, type AssetOutcome, assetKey } from '../targets/target.ts'
import type { AssetDeps, Assets } from './asset-deps.ts'
import { RunStopped } from './held-run.ts'

/** Code of what Wix had not finished with when the run did: nothing is wrong with it. */
export const notReady = 'asset_not_ready'

/**
 * Asks how far Wix is, less and less often. What it takes too long with is refused for this run alone: it stays
 * pending, so that the next run asks again instead of making a second one.
 */
export async function settlePendingAssets(
  { held, target, site, timing }: AssetDeps,
  pending: AssetNeed[],
  states: Map<string, AssetRow>,
  assets: Assets,
  looks: Looks,
): Promise<void> {
  const asked = pending.map((need) => ({ need, id: states.get(assetKey(need))?.remote_id ?? '' }))
  const outcomes = (await target.pendingAssets?.(site.wix, asked)) ?? []
  const stop = outcomes.find((one) => one.kind === 'stop')
  if (stop?.kind === 'stop') throw new RunStopped(stop.problem.message)
  const ends = pending.flatMap((need, i): { need: AssetNeed; end: AssetEnd }[] => {
    const outcome = outcomes[i]
    return outcome?.kind === 'ready' || outcome?.kind === 'rejected' ? [{ need, end: endOf(outcome) }] : []
  })
  await settleAssets(held.database, held.lease, ends)
  const settled = new Set(ends.map(({ need }) => need))
  const unsettled = pending.filter((need) => !settled.has(need))
  for (const need of unsettled)
    if (looks.areEnough(need) && (states.get(assetKey(need))?.age_ms ?? 0) > timing.assetLateMs)
      assets.refused.set(assetKey(need), neverReady(need, timing.assetLateMs))
  if (unsettled.length > 0) await looks.pause(unsettled)
}

type Looks = ReturnType<typeof createLooks>

/** After a restart, or where other names took long, something may be old before it was ever looked at. */
export function createLooks({ stopping, timing: { assetLooksMs } }: AssetDeps) {
  const looked = new Map<string, number>()
  let pauses = 0
  return {
    areEnough: (need: AssetNeed) => (looked.get(assetKey(need)) ?? 0) >= assetLooksMs.length,
    pause(needs: AssetNeed[]) {
      for (const need of needs) looked.set(assetKey(need), (looked.get(assetKey(need)) ?? 0) + 1)
      return sleepFor(assetLooksMs[Math.min(pauses++, assetLooksMs.length - 1)] ?? 1000, stopping)
    },
  }
}

function endOf(outcome: AssetOutcome & { kind: 'ready' | 'rejected' }): AssetEnd {
  if (outcome.kind === 'rejected') return { state: 'rejected', problem: outcome.problem }
  return { state: 'ready', remoteId: outcome.id }
}

function neverReady({ kind, name }: AssetNeed, ms: number): Problem {
  return {
    code: notReady,
    severity: 'error',
    message: `Wix took the ${kind} "${name}" but was still not ready with it after ${Math.round(ms / 60_000)} minutes. Look at it in the Media Manager of the site, then plan again: it is not imported a second time.`,
  }
}
