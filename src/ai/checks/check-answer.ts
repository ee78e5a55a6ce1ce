// Whether everything in an answer that looks like a fact stands in the row it was made of. Pure.
import { cleanText, textOfHtml } from './clean-text.ts'
import type { Fact, FactKind } from './fact.ts'
import { factsOf } from './facts.ts'
import { hostKey } from './links.ts'
import { unknownNames } from './names.ts'
import { languagesOf } from './number-words.ts'
import { readingsOf } from './numbers.ts'

/** What an answer may say. */
export interface Ground {
  /** The cells of the row. */
  cells: Readonly<Record<string, string>>
  /** What the owner allows beside them: "24/7", "https://example.com", or a range of numbers, "1..5". */
  allowed: readonly string[]
  /** The answer is HTML: its tags are shown to nobody. */
  isHtml?: boolean
}

export interface Found {
  /** What stands neither in the row nor among what is allowed, in the order of its kinds. */
  unknown: { kind: FactKind; text: string }[]
  /** Names that stand nowhere: a warning, since many words begin with a capital. */
  names: string[]
}

/** Facts of the answer that nobody gave it. */
export function checkAnswer(answer: string, { cells, allowed, isHtml = false }: Ground): Found {
  const texts = Object.values(cells)
  const languages = languagesOf(`${textOfHtml(answer) ?? answer}`)
  const ranges = allowed.flatMap(readRange)
  const given = [...texts, ...allowed.filter((one) => readRange(one).length === 0)]
  const known = knownKeys(given, languages)
  const facts = factsOf(answer, languages, isHtml).filter((fact) => !isGiven(fact, known, ranges))
  const seen = new Set<string>()
  const unknown = facts.flatMap(({ kind, text }) => {
    if (seen.has(`${kind} ${text}`)) return []
    seen.add(`${kind} ${text}`)
    return [{ kind, text }]
  })
  return { unknown, names: unknownNames(answer, [...given, ...Object.keys(cells)], languages) }
}

interface Range {
  from: number
  to: number
}

function readRange(text: string): Range[] {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*\.\.\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  return match ? [{ from: Number(match[1]), to: Number(match[2]) }] : []
}

function isGiven({ kind, keys }: Fact, known: ReadonlySet<string>, ranges: readonly Range[]): boolean {
  if (keys.some((key) => known.has(key))) return true
  if (kind !== 'number') return false
  // A range is of plain numbers; whichever way they may be read must lie in it.
  return keys.every((key) => ranges.some(({ from, to }) => isWithin(Number(key.slice(2)), from, to)))
}

function isWithin(value: number, from: number, to: number): boolean {
  return value >= from && value <= to
}

/** Everything that these texts give, with what follows from it. */
function knownKeys(texts: readonly string[], languages: readonly string[]): Set<string> {
  const known = new Set<string>()
  for (const text of texts) {
    const bare = /^\s*(-?)([\d.,' \u00a0\u202f]*\d)\s*$/.exec(cleanText(text))
    if (bare) for (const value of readingsOf(bare[2]!.trim())) addBare(known, `${bare[1]}${value}`)
    for (const fact of factsOf(text, languages, hasTags(text)))
      for (const key of fact.keys) addKey(known, key)
  }
  return known
}

/** What a cell's tags are called is nothing that the row says. */
function hasTags(text: string): boolean {
  return /<[a-z/!]/i.test(text)
}

/** A cell that is a number and nothing else may be an amount of anything. */
function addBare(known: Set<string>, value: string): void {
  known.add(`n:${value}`)
  known.add(`p:${value}`)
  for (const unit of units) known.add(`m:${unit}:${value}`)
}

const units = [
  'usd',
  'eur',
  'gbp',
  'jpy',
  'inr',
  'rub',
  'krw',
  'try',
  'ils',
  'thb',
  'vnd',
  'uah',
  'pln',
  'kr',
  'chf',
  'cad',
  'aud',
  'nzd',
  'sek',
  'nok',
  'dkk',
  'czk',
  'huf',
  'brl',
  'mxn',
  'zar',
  'sgd',
  'hkd',
  'aed',
  'cny',
  'cent',
]

function addKey(known: Set<string>, key: string): void {
  known.add(key)
  const kind = key.slice(0, key.indexOf(':'))
  if (kind === 'l') known.add(hostKey(key))
  if (kind === 'm' || kind === 'p') known.add(`n:${key.slice(key.lastIndexOf(':') + 1)}`)
  // Codes and amounts say their number too.
  if (key.startsWith('n:#')) known.add(`n:${Number(key.slice(3))}`)
  if (kind === 'd') addPartsOfDate(known, key.slice(2))
}

/** Who names a day may name its month and its year. */
function addPartsOfDate(known: Set<string>, date: string): void {
  const [year = '', month = '', day = ''] = date.split('-')
  known.add(`d:-${month}-`)
  if (day !== '') known.add(`d:-${month}-${day}`)
  if (year === '') return
  known.add(`n:${year}`)
  known.add(`d:${year}-${month}-`)
}
