// What of the palette fits what is typed, best first. Pure.

/** Letters as they are typed: without case and without accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** How well words fit a query, from 0: not at all. Each word of the query must be found in them. */
function fitOf(words: string, query: string): number {
  const text = plain(words)
  const parts = plain(query)
    .split(/\s+/)
    .filter((part) => part !== '')
  let sum = 0
  for (const part of parts) {
    const at = text.indexOf(part)
    if (at < 0) return 0
    const isAtWord = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!) || text.includes(` ${part}`)
    sum += at === 0 ? 4 : isAtWord ? 3 : 1
  }
  // Of equals the shorter one is the nearer.
  return parts.length === 0 ? 1 : sum / parts.length + 1 / (1 + text.length)
}

/** Those that fit, best first; equals stay in their order. */
export function fitting<T>(entries: readonly T[], query: string, wordsOf: (entry: T) => string): T[] {
  if (query.trim() === '') return [...entries]
  return entries
    .map((entry) => ({ entry, fits: fitOf(wordsOf(entry), query) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits)
    .map(({ entry }) => entry)
}
