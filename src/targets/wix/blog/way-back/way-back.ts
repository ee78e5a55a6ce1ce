// The way back of a blog: drafts, Wix's trash, and what snapshots of posts put back.
import type { WayBack } from '../../../way-back.ts'
import type { BlogOptions } from '../options.ts'
import { wayBackCosts } from './costs.ts'
import { finishRestore } from './finish.ts'
import { assetUses, removeAssets } from './made-assets.ts'
import { findRestored, mostPerUpdate, restorePosts } from './restore.ts'
import { atAddress, losses, snapshotFields } from './snapshot.ts'
import { takeDown, takeDownBatch, takeDownWays } from './take-down.ts'

export const blogWayBack: WayBack<BlogOptions> = {
  takeDowns: () => takeDownWays,
  takeDownBatch,
  takeDown,
  snapshotFields,
  losses,
  atAddress,
  // As for pages that are sent: the bytes keep a batch of long posts from becoming one huge request.
  restoreBatch: () => ({ size: mostPerUpdate, maxBytes: 4_000_000 }),
  restore: restorePosts,
  findRestored,
  finishRestore,
  assetUses,
  removeAssets,
  costs: wayBackCosts,
}
