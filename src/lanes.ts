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
