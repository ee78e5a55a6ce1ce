// Groups of another size, where each costs a look somewhere else.

/** In order; each of `size` but the last. */
export async function* regroup<T>(groups: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<T[]> {
  let waiting: T[] = []
  for await (const group of groups) {
    for (const item of group) {
      waiting.push(item)
      if (waiting.length < size) continue
      yield waiting
      waiting = []
    }
  }
  if (waiting.length > 0) yield waiting
}
