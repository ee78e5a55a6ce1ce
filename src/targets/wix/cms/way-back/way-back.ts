// The way back of a collection: drafts where it has them, deletion, and what snapshots of items put back.
import { dataLimits } from '../../../../wix/index.ts'
import type { WayBack } from '../../../way-back.ts'
import type { CmsOptions } from '../options.ts'
import { wayBackCosts } from './costs.ts'
import { findRestored, finishRestore, restoreItems } from './restore.ts'
import { losses, snapshotFields } from './snapshot.ts'
import { takeDown, takeDownBatch, takeDowns } from './take-down.ts'

export const cmsWayBack: WayBack<CmsOptions> = {
  takeDowns,
  takeDownBatch,
  takeDown,
  snapshotFields,
  losses,
  restoreBatch: () => ({ size: dataLimits.safeBulkItems, maxBytes: dataLimits.safeBodyBytes }),
  restore: restoreItems,
  findRestored,
  finishRestore,
  costs: wayBackCosts,
}
