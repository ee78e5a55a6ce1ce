// What the making of categories, tags and pictures works with.
import type { Problem } from '../api/problem.ts'
import type { Site } from '../connections/site.ts'
import type { Target } from '../targets/target.ts'
import type { Circuit } from './circuit.ts'
import type { CrashPoint } from './crash-point.ts'
import type { HeldRun } from './held-run.ts'
import type { Timing } from './timing.ts'

/** What is on the site by now, by asset key. */
export interface Assets {
  ids: Map<string, string>
  /** What Wix would not make in this run, and why. */
  refused: Map<string, Problem>
}

export interface AssetDeps {
  held: HeldRun
  target: Pick<Target, 'assetBatch' | 'createAssets' | 'lookUpAssets' | 'pendingAssets'>
  site: Pick<Site, 'wix' | 'pacer' | 'prepay'>
  circuit: Circuit
  timing: Pick<
    Timing,
    'doubtDeadlineMs' | 'doubtGapMs' | 'doubtLookEveryMs' | 'assetPendingMs' | 'assetLateMs' | 'assetLooksMs'
  >
  crashPoint: CrashPoint
  stopping: AbortSignal
}
