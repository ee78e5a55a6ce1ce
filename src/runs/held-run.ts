// A run in the hands of a worker.

import type { PageDown } from '../api/page.ts'
import type { Lease } from '../connections/lease.ts'
import type { Database } from '../db/types.ts'
import type { AssetIds, Target } from '../targets/target.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import type { RunRow } from './run-row.ts'
import type { UndoneRun } from './undo/undone-run.ts'

/** The run and the lease without which nothing of it may be written. */
export interface HeldRun {
  database: Database
  lease: Lease
  /** As it was when the worker took it. */
  run: RunRow
  /** What its pages should be by the mode of its plan; items of earlier versions do not say it themselves. */
  usual?: WantedVisibility
  /** Nothing of its pages changes but their dates. */
  isOfDates?: boolean
  /** By what pages are down that it takes down; a take-down, unless told. */
  downBy?: PageDown['by']
  /** The run that it undoes. */
  undone?: UndoneRun | null
}

/** Where its pages go, and all that makes of a payload what is sent and compared. */
export interface Destination {
  target: Target
  options: unknown
  /** Ids of the site's categories, tags and pictures by asset key. */
  assets: AssetIds
  /** The connection may not import pictures, so that pages go without them. */
  withoutImages: boolean
}

/** The run cannot continue until someone acts. `message` says what. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}
