// Takes pieces out of a text and leaves everything else at its place. Pure.

/** Blanks stand where the pieces stood. `take` says null for a match that is left in. */
export function blankOut<T>(
  text: string,
  pattern: RegExp,
  take: (match: RegExpMatchArray) => T | null,
): { found: T[]; rest: string } {
  const found: T[] = []
  let rest = ''
  let done = 0
  for (const match of text.matchAll(pattern)) {
    const one = take(match)
    if (one === null) continue
    found.push(one)
    const end = match.index + match[0].length
    // A word on either side of what was taken out is not one word.
    rest += text.slice(done, match.index) + ' '.repeat(end - match.index)
    done = end
  }
  return { found, rest: rest + text.slice(done) }
}
