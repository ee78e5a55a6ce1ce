import type { RowState } from './choice.ts'
import { type FilterDefinition, FilterError, isBlank, toNumber, toText } from './filter.ts'
import { slugify } from './slugify.ts'
import { slugifyAsBefore } from './slugify-before.ts'

const minorWords = new Set('a an and as at but by for from in nor of on or per the to via vs with'.split(' '))

/** Words of all capitals in a text that is not all capitals are abbreviations and stay. */
export function titlecase(value: unknown): string {
  const text = toText(value)
  const isShouting = text === text.toUpperCase()
  const words = text.split(/(\s+)/)
  const last = words.findLastIndex((word) => word.trim() !== '')
  const first = words.findIndex((word) => word.trim() !== '')
  return words
    .map((word, index) => {
      const lower = word.toLowerCase()
      if (index !== first && index !== last && minorWords.has(lower)) return lower
      if (!isShouting && word.length > 1 && word === word.toUpperCase()) return word
      return lower.replace(
        /(^|[-–/("“‘[])(\p{L})/gu,
        (_, before: string, letter: string) => before + letter.toUpperCase(),
      )
    })
    .join('')
}

function truncateWords(value: unknown, count: unknown = 20, ending: unknown = '…'): string {
  const words = toText(value).trim().split(/\s+/)
  const limit = toNumber(count, 'truncate_words')
  if (words.length <= limit) return toText(value).trim()
  return `${words
    .slice(0, Math.max(0, limit))
    .join(' ')
    .replace(/[,;:–-]+$/, '')}${toText(ending)}`
}

function pluralize(value: unknown, one: unknown, many?: unknown): string {
  if (one === undefined) {
    throw new FilterError('pluralize: it needs the word for one, like pluralize: "park", "parks".')
  }
  const count = Array.isArray(value) ? value.length : toNumber(value, 'pluralize')
  return Math.abs(count) === 1 ? toText(one) : toText(many ?? `${toText(one)}s`)
}

export function createTextFilters(state: RowState): FilterDefinition[] {
  return [
    { ...slugFilter, run: (value) => (state.spellsAsBefore ? slugifyAsBefore : slugify)(value) },
    ...others,
  ]
}

const slugFilter = {
  name: 'slugify',
  description:
    'Turns a text into an address: lower-case ASCII letters, digits and hyphens, by a fixed table for Latin, Greek and Cyrillic letters. Other scripts are kept. Pages published before the table grew keep their addresses.',
  example: '{{ "Ærøskøbing & Łódź" | slugify }} → aeroskobing-and-lodz',
}

const others: FilterDefinition[] = [
  {
    name: 'titlecase',
    description:
      'Begins each word with a capital, except small words like "of" in between; abbreviations stay.',
    example: '{{ "the old town of saint-étienne" | titlecase }} → The Old Town of Saint-Étienne',
    run: titlecase,
  },
  {
    name: 'default_if_blank',
    description: 'A fallback where the cell is empty or holds only spaces.',
    example: '{{ "  " | default_if_blank: "unknown" }} → unknown',
    takes: ['text'],
    run: (value, fallback) => (isBlank(value) ? fallback : value),
  },
  {
    name: 'pluralize',
    description: 'The right word for a number: the first for one, the second for any other.',
    example: '3 {{ 3 | pluralize: "city", "cities" }} → 3 cities',
    takes: ['text', 'text?'],
    run: pluralize,
  },
  {
    name: 'truncate_words',
    description: 'The first words of a text, with an ellipsis (or another ending) when something was cut.',
    example: '{{ "one two three four" | truncate_words: 2 }} → one two…',
    takes: ['number?', 'text?'],
    run: truncateWords,
  },
]
