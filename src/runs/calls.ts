// Items cut into calls. Pure.

import { batchesWithin } from '../batches.ts'
import { rhythm } from '../plans/rhythm.ts'
import type { Destination } from './held-run.ts'
import type { ItemRow } from './run-row.ts'

/** Cut by count, by bytes and by what else Wix counts. All items are of one action. */
export function callsOf(
  { target, options }: Pick<Destination, 'target' | 'options'>,
  items: ItemRow[],
): ItemRow[][] {
  const { size, maxBytes, cost, maxCost = Number.POSITIVE_INFINITY } = target.batch(options)
  const limit = items[0]?.action === 'remove' ? rhythm.removalBatch : size
  return [
    ...batchesWithin(items, limit, [
      { of: ({ payload }) => Buffer.byteLength(JSON.stringify(payload ?? null)), most: maxBytes },
      { of: ({ payload }) => (payload && cost ? cost(payload) : 0), most: maxCost },
    ]),
  ]
}
