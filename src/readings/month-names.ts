// The months of a year as a language writes them. Pure.
import { memoize } from '../memoize.ts'

/** From a name, or its beginning where it is written short, to 1 to 12. Names as `plainName` makes them. */
export const monthNames = memoize(50, (language: string): ReadonlyMap<string, number> => {
  const names = new Map<string, number>()
  for (const locale of new Set([language, 'en'])) addNames(names, locale)
  return names
})

function addNames(names: Map<string, number>, locale: string): void {
  for (let month = 1; month <= 12; month++) {
    const day = new Date(Date.UTC(2026, month - 1, 15))
    for (const width of ['long', 'short'] as const) {
      // Some languages bend the name beside a day.
      for (const options of [{ month: width }, { month: width, day: 'numeric' as const }]) {
        const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(day)
        const name = plainName(parts.find(({ type }) => type === 'month')?.value ?? '')
        if (name !== '' && !/^\d/.test(name) && !names.has(name)) names.set(name, month)
      }
    }
  }
}

/** Without a full stop, accents and capitals. */
export function plainName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase()
}

export function monthOf(word: string, names: ReadonlyMap<string, number>): number | null {
  const plain = plainName(word)
  const exact = names.get(plain)
  if (exact !== undefined) return exact
  if (plain.length < 3) return null
  // "Sept", "Janv": the beginning of one month and of no other.
  const found = new Set([...names].filter(([name]) => name.startsWith(plain)).map(([, month]) => month))
  return found.size === 1 ? [...found][0]! : null
}
