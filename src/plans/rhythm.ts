// How many pages a run takes at a time.
import type { RunRhythm } from '../targets/run-cost.ts'

export const rhythm = {
  leastPicked: 100,
  lanes: 4,
  removalBatch: 100,
  readSize: 100,
} as const satisfies RunRhythm
