// How many pages a run takes at a time.
import type { RunRhythm } from '../targets/run-cost.ts'

export const rhythm = {
  leastPicked: 100,
  lanes: 4,
  removalBatch: 100,
  readSize: 100,
  /** Categories and tags that an undo looks at, and takes off the site, at once: little is done twice after a death. */
  tidyBatch: 10,
} as const satisfies RunRhythm & { tidyBatch: number }
