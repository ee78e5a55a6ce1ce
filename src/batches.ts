// Cutting lists into what one call or one statement takes. Pure.

/** The items in order, at most `size` of them at a time. */
export function* inBatches<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

/** One limit of a call: the sum of what `of` says of its items stays within `most`. */
export interface Measure<T> {
  of: (item: T) => number
  most: number
}

/** Batches that stay within every measure; an item that alone is too much for one travels alone. */
export function* batchesWithin<T>(
  items: readonly T[],
  size: number,
  measures: readonly Measure<T>[],
): Generator<T[]> {
  let batch: T[] = []
  let spent = measures.map(() => 0)
  for (const item of items) {
    const prices = measures.map((one) => one.of(item))
    const isOver = measures.some(({ most }, at) => spent[at]! + prices[at]! > most)
    if (batch.length > 0 && (batch.length >= size || isOver)) {
      yield batch
      batch = []
      spent = measures.map(() => 0)
    }
    batch.push(item)
    spent = spent.map((sum, at) => sum + prices[at]!)
  }
  if (batch.length > 0) yield batch
}
