// Dates, months, weekdays and times of day in a text. Pure.
import { memoize } from '../../memoize.ts'
import { monthNames, monthOf, plainName } from '../../readings/month-names.ts'
import { blankOut } from './blank-out.ts'
import type { Fact, Taken } from './fact.ts'

const iso =
  /(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g
const numeric = /(?<![\d.,/-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d/-])/g
const yearFirst = /(?<![\d.,/-])(\d{4})([./])(\d{1,2})\2(\d{1,2})(?![\d/])/g
const clock = /(?<![\d:.,])(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\b\.?)?(?!\d)/gi
const hour = /(?<![\d:.,])(\d{1,2})\s?([ap])\.?m\b\.?/gi

/** Dates come first: what is taken out as one is no number any more. */
export function takeDates(text: string, languages: readonly string[]): Taken {
  const facts: Fact[] = []
  let rest = text
  const take = (pattern: RegExp, read: (match: RegExpMatchArray) => Fact | null) => {
    const taken = blankOut(rest, pattern, read)
    facts.push(...taken.found)
    rest = taken.rest
  }
  take(iso, ([found, year, month, day]) => dateFact(found, [[year, month, day]]))
  take(yearFirst, ([found, year, , month, day]) => dateFact(found, [[year, month, day]]))
  take(numeric, ([found, a, , b, year]) =>
    dateFact(found, [
      [fullYear(year!), b, a],
      [fullYear(year!), a, b],
    ]),
  )
  take(clock, ([found, hours, minutes, , half]) => timeFact(found, hours!, minutes!, half))
  take(hour, ([found, hours, half]) => timeFact(found, hours!, '00', half))
  for (const { pattern, read } of wordPatterns(languages)) take(pattern, read)
  return { facts, rest }
}

/** Without the full stop of an abbreviation or a sentence. */
function shownOf(found: string): string {
  return found.trim().replace(/\.$/, '')
}

function fullYear(text: string): string {
  if (text.length === 4) return text
  return Number(text) < 70 ? `20${text}` : `19${text}`
}

/** Each as year, month, day; what is not in the calendar is left out. */
function dateFact(found: string, readings: (string | undefined)[][]): Fact | null {
  const keys = readings.flatMap(([year, month, day]) => {
    const [y, m, d] = [Number(year), Number(month), Number(day)]
    return m >= 1 && m <= 12 && d >= 1 && d <= 31 ? [`d:${y}-${m}-${d}`] : []
  })
  return keys.length === 0 ? null : { kind: 'date', text: shownOf(found), keys: [...new Set(keys)] }
}

function timeFact(found: string, hours: string, minutes: string, half: string | undefined): Fact | null {
  const [h, m] = [Number(hours), Number(minutes)]
  if (h > 24 || m > 59 || (half !== undefined && (h < 1 || h > 12))) return null
  const ofDay = half === undefined ? h : (h % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return { kind: 'time', text: shownOf(found), keys: [`t:${ofDay * 60 + m}`] }
}

interface WordPattern {
  pattern: RegExp
  read(match: RegExpMatchArray): Fact | null
}

/** "12 May 2026", "May 12th, 2026", "May 2026", "12 May", "May"; and weekdays. */
const wordPatterns = memoize(100, (languages: readonly string[]): WordPattern[] => {
  const months = new Map(languages.flatMap((language) => [...monthNames(language)]))
  const names = languages.flatMap((language) => namesIn(language, 'month'))
  const month = `(${alternatives(names)})\\.?`
  const behind = `(?:\\s*(?:,|de|del|of)?\\s*(\\d{4}))`
  const dayText = `(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?`
  const ofMonth = (word: string) => monthOf(word, months)
  return [
    {
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}])${dayText}\\s*(?:of|de)?\\s*-?${month}(?![\\p{L}])-?${behind}?`,
        'giu',
      ),
      read: ([found, day, name, year]) => wordsFact(found, year, ofMonth(name!), day),
    },
    {
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])${month}\\s+${dayText}(?![\\p{L}\\p{N}])${behind}?`, 'giu'),
      read: ([found, name, day, year]) => wordsFact(found, year, ofMonth(name!), day),
    },
    {
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])${month}${behind}(?!\\d)`, 'giu'),
      read: ([found, name, year]) => wordsFact(found, year, ofMonth(name!), undefined),
    },
    {
      pattern: new RegExp(`(?<![\\p{L}\\p{N}])${month}(?![\\p{L}\\p{N}])`, 'gu'),
      read: ([found, name]) => loneMonth(found, name!, ofMonth(name!)),
    },
    {
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}])(${alternatives(languages.flatMap((language) => namesIn(language, 'weekday')))})s?(?![\\p{L}\\p{N}])`,
        'giu',
      ),
      read: ([found, name]) => ({ kind: 'date', text: found, keys: [`w:${weekdayOf(name!, languages)}`] }),
    },
  ]
})

function wordsFact(
  found: string,
  year: string | undefined,
  month: number | null,
  day: string | undefined,
): Fact | null {
  if (month === null || (day !== undefined && (Number(day) < 1 || Number(day) > 31))) return null
  const parts = [year === undefined ? '' : Number(year), month, day === undefined ? '' : Number(day)]
  return { kind: 'date', text: shownOf(found), keys: [`d:${parts.join('-')}`] }
}

/** "may" and "march" are verbs more often than months, and so is what a sentence begins with. */
const alsoWords = new Set([
  'may',
  'march',
  'mar',
  'jan',
  'sept',
  'set',
  'dec',
  'dez',
  'ago',
  'out',
  'mai',
  'abr',
  'ott',
  'juin',
  'sep',
  'jun',
  'jul',
  'aug',
  'apr',
  'nov',
  'oct',
  'feb',
  'mei',
  'mag',
  'lug',
  'giu',
  'gen',
  'ene',
  'fev',
  'dic',
  'maio',
])

function loneMonth(found: string, name: string, month: number | null): Fact | null {
  const plain = plainName(name)
  if (month === null || (alsoWords.has(plain) && !/^\p{Lu}/u.test(name))) return null
  if (plain.length < 4 && plain !== 'may' && plain !== 'mai' && plain !== 'mei') return null
  return { kind: 'date', text: shownOf(found), keys: [`d:-${month}-`] }
}

function alternatives(names: readonly string[]): string {
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return [...new Set(escaped)].sort((a, b) => b.length - a.length).join('|')
}

/** As the language writes them, with a small and a capital first letter. */
const namesIn = memoize(100, (language: string, what: 'month' | 'weekday'): readonly string[] => {
  const names = new Set<string>()
  const widths = what === 'month' ? (['long', 'short'] as const) : (['long'] as const)
  for (const width of widths) {
    const format = new Intl.DateTimeFormat(language, { [what]: width, timeZone: 'UTC' })
    for (let n = 0; n < (what === 'month' ? 12 : 7); n++) {
      const at = what === 'month' ? Date.UTC(2026, n, 15) : Date.UTC(2026, 0, 4 + n)
      const name = format.format(new Date(at)).replace(/\.$/, '')
      names.add(name)
      names.add(name[0]!.toUpperCase() + name.slice(1))
    }
  }
  return [...names].filter((name) => name.length > 2)
})

function weekdayOf(name: string, languages: readonly string[]): number {
  const plain = plainName(name)
  for (const language of languages) {
    const at = namesIn(language, 'weekday').findIndex((one) => plainName(one) === plain)
    if (at !== -1) return Math.floor(at / 2)
  }
  return -1
}
