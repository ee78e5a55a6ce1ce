// Items cut into calls. Pure.
import type { Destination } from './held-run.ts'
import type { ItemRow } from './run-row.ts'

const removalBatch = 100

/** Cut by count, by bytes and by what else Wix counts. All items are of one action. */
export function callsOf(
  { target, options }: Pick<Destination, 'target' | 'options'>,
  items: ItemRow[],
): ItemRow[][] {
  const { size, maxBytes, cost, maxCost = Number.POSITIVE_INFINITY } = target.batch(options)
  const limit = items[0]?.action === 'remove' ? removalBatch : size
  const batches: ItemRow[][] = []
  let current: ItemRow[] = []
  let bytes = 0
  let spent = 0
  for (const item of items) {
    const weight = Buffer.byteLength(JSON.stringify(item.payload ?? null))
    const price = item.payload && cost ? cost(item.payload) : 0
    const isFull = current.length >= limit || bytes + weight > maxBytes || spent + price > maxCost
    if (current.length > 0 && isFull) {
      batches.push(current)
      current = []
      bytes = 0
      spent = 0
    }
    current.push(item)
    bytes += weight
    spent += price
  }
  if (current.length > 0) batches.push(current)
  return batches
}
