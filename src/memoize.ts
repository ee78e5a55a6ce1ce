// What is made of a few values that come again and again, and costs far more to make than to find. Pure.

/**
 * `make`, but made once for the same arguments, which must be plain values. Bounded, since they come from people's tables and
 * templates: beyond `most` results, what is new is made each time. What throws is not kept.
 */
export function memoize<Args extends readonly unknown[], Result>(
  most: number,
  make: (...args: Args) => Result,
): (...args: Args) => Result {
  const kept = new Map<string, Result>()
  return (...args) => {
    const key = JSON.stringify(args)
    const found = kept.get(key)
    if (found !== undefined) return found
    const made = make(...args)
    if (kept.size < most) kept.set(key, made)
    return made
  }
}
