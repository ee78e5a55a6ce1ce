// Items cut into calls. Pure.

import { batchesWithin } from '../batches.ts'
import { rhythm } from '../plans/rhythm.ts'
import { downHow } from '../targets/visibility.ts'
import { placeOf } from '../targets/way-back.ts'
import type { Destination } from './held-run.ts'
import type { ItemRow } from './run-row.ts'

/** Cut by count, by bytes and by what else Wix counts. All items are of one action; a call has one way down or back. */
export function callsOf(
  { target, options }: Pick<Destination, 'target' | 'options'>,
  items: ItemRow[],
): ItemRow[][] {
  const { size, maxBytes, cost, maxCost = Number.POSITIVE_INFINITY } = target.batch(options)
  return [...Map.groupBy(items, wayOf).values()].flatMap((same) => {
    const how = same[0]?.action === 'take_down' ? downHow(same[0].visibility) : null
    const down = how === null ? undefined : target.wayBack?.takeDownBatch(how, options)
    const limit = same[0]?.action === 'remove' ? rhythm.removalBatch : (down ?? size)
    return [
      ...batchesWithin(same, limit, [
        { of: ({ payload }) => Buffer.byteLength(JSON.stringify(payload ?? null)), most: maxBytes },
        { of: ({ payload }) => (payload && cost ? cost(payload) : 0), most: maxCost },
      ]),
    ]
  })
}

/** What is taken down goes one way in one call, and what is brought back comes from one place. */
function wayOf({ action, visibility, outgoing }: ItemRow): string | null {
  if (action === 'take_down') return downHow(visibility)
  return action === 'restore' ? placeOf(outgoing.found) : null
}
