/**
 * Works through a list with at most `width` at once. After the first failure no new one is begun; it is thrown
 * when those under way have ended, so that nothing goes on behind the caller's back.
 */
export async function inLanes<T>(
  width: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  let failure: { error: unknown } | null = null
  const lane = async () => {
    while (failure === null && next < items.length) {
      const item = items[next++] as T
      try {
        await work(item)
      } catch (error) {
        failure ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
  if (failure !== null) throw (failure as { error: unknown }).error
}

/**
 * Works on what `source` gives, at most `width` ahead of the one who takes the results, and gives them in order.
 * A failure is thrown when its turn comes; whoever stops in the middle waits for nothing.
 */
export async function* inOrder<T, R>(
  width: number,
  source: AsyncIterable<T>,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const open: Promise<R>[] = []
  for await (const item of source) {
    const result = work(item)
    // Its turn may never come.
    result.catch(() => undefined)
    open.push(result)
    if (open.length >= width) yield await (open.shift() as Promise<R>)
  }
  for (const result of open) yield await result
}
