// Numbers in digits: amounts of money, percentages and all others. Pure.
import { plainName } from '../../readings/month-names.ts'
import { blankOut } from './blank-out.ts'
import type { Fact, Taken } from './fact.ts'
import { numberWords } from './number-word-tables.ts'

const digits = String.raw`\d{1,3}(?:[ \u00a0\u202f'.,]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*`
const signs: Readonly<Record<string, string>> = {
  $: 'usd',
  '€': 'eur',
  '£': 'gbp',
  '¥': 'jpy',
  '₹': 'inr',
  '₽': 'rub',
  '₩': 'krw',
  '₺': 'try',
  '₪': 'ils',
  '฿': 'thb',
  '₫': 'vnd',
  '₴': 'uah',
  zł: 'pln',
  kr: 'kr',
  fr: 'chf',
  usd: 'usd',
  eur: 'eur',
  euro: 'eur',
  euros: 'eur',
  gbp: 'gbp',
  pound: 'gbp',
  pounds: 'gbp',
  dollar: 'usd',
  dollars: 'usd',
  chf: 'chf',
  franken: 'chf',
  yen: 'jpy',
  jpy: 'jpy',
  inr: 'inr',
  rupees: 'inr',
  cad: 'cad',
  aud: 'aud',
  nzd: 'nzd',
  sek: 'sek',
  nok: 'nok',
  dkk: 'dkk',
  pln: 'pln',
  czk: 'czk',
  huf: 'huf',
  brl: 'brl',
  r$: 'brl',
  mxn: 'mxn',
  zar: 'zar',
  sgd: 'sgd',
  hkd: 'hkd',
  aed: 'aed',
  cny: 'cny',
  rmb: 'cny',
  cent: 'cent',
  cents: 'cent',
}
const currency = Object.keys(signs)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[$]/g, '\\$'))
  .join('|')
const shortScales: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  bn: 1e9,
  mrd: 1e9,
  tsd: 1e3,
  b: 1e9,
}

export function takeNumbers(text: string, languages: readonly string[]): Taken {
  const taken = blankOut(text, patternFor(languages), (match) => numberFact(match, languages))
  const others = blankOut(taken.rest, /[\p{N}⁄]+/gu, ([found]): Fact => {
    return { kind: 'number', text: found, keys: [`n:?${found}`] }
  })
  return { facts: [...taken.found, ...others.found], rest: others.rest }
}

const patterns = new Map<string, RegExp>()

/** A scale in words ("1.2 million") belongs to its number. */
function patternFor(languages: readonly string[]): RegExp {
  const id = languages.join(' ')
  const known = patterns.get(id)
  if (known) return known
  const scale = scaleWords(languages)
  const made = new RegExp(
    String.raw`(?:(?<![\p{L}])(${currency})\s?)?((?<![\p{N}\p{L}])-)?(${digits})(\u2044\d+)?(?:\s?(%|percent|prozent|pour cent|por ciento|per cento|procent|por cento))?(?:[\s-]?(${scale})\.?(?![\p{L}\p{N}]))?(?:\s?(${currency})(?![\p{L}]))?`,
    'giu',
  )
  patterns.set(id, made)
  return made
}

function scaleWords(languages: readonly string[]): string {
  const words = languages.flatMap((language) => Object.keys(numberWords[language]!.scales))
  return [
    ...new Set([...words, ...Object.keys(shortScales), 'millón', 'milhão', 'bilhão', 'milhões', 'bilhões']),
  ]
    .sort((a, b) => b.length - a.length)
    .join('|')
}

function numberFact(match: RegExpMatchArray, languages: readonly string[]): Fact | null {
  const [found, before, minus, plain, slash, percent, scale, behind] = match
  let values = readingsOf(plain!)
  if (slash !== undefined) values = values.map((value) => Number(value) / Number(slash.slice(1))).map(String)
  if (scale !== undefined)
    values = values.map((value) => String(round(Number(value) * worthOf(scale, languages))))
  if (minus !== undefined) values = values.map((value) => `-${value}`)
  const sign = before ?? behind
  const text = found.trim()
  if (percent !== undefined) return { kind: 'percentage', text, keys: values.map((value) => `p:${value}`) }
  if (sign === undefined) return { kind: 'number', text, keys: values.map((value) => `n:${value}`) }
  const unit = signs[sign.toLowerCase()]!
  return { kind: 'money', text, keys: values.map((value) => `m:${unit}:${value}`) }
}

function worthOf(scale: string, languages: readonly string[]): number {
  const word = plainName(scale)
  const short = shortScales[word]
  if (short !== undefined) return short
  for (const language of languages) {
    const value = numberWords[language]!.scales[word]
    if (value !== undefined) return value
  }
  return Number.NaN
}

/** What the digits may mean: "1.234" is a thousand to one reader and one and a bit to another. */
export function readingsOf(text: string): string[] {
  if (/^\d+$/.test(text)) return [plainDigits(text)]
  const separators = text.match(/[^\d]/g)!
  const kinds = [...new Set(separators)]
  const last = separators.at(-1)!
  const tail = text.slice(text.lastIndexOf(last) + 1)
  if (kinds.length === 2 && kinds[0] !== last && separators.filter((one) => one === last).length === 1) {
    return [decimal(text.slice(0, text.lastIndexOf(last)).replace(/\D/g, ''), tail)]
  }
  if (kinds.length > 2 || kinds.length === 2) return [`?${text}`]
  if (separators.length > 1) {
    const isGrouped = text
      .split(last)
      .slice(1)
      .every((part) => part.length === 3)
    return [isGrouped ? plainDigits(text.replace(/\D/g, '')) : `?${text}`]
  }
  const isDecimalMark = last === '.' || last === ','
  const grouped = tail.length === 3 ? [plainDigits(text.replace(/\D/g, ''))] : []
  return isDecimalMark ? [...grouped, decimal(text.slice(0, text.indexOf(last)), tail)] : grouped
}

/** "007" is not 7: a number that is written so is a code. */
function plainDigits(text: string): string {
  return text.length > 1 && text.startsWith('0') ? `#${text}` : text
}

function decimal(whole: string, part: string): string {
  const bare = part.replace(/0+$/, '')
  const front = whole.replace(/^0+(?=\d)/, '')
  return bare === '' ? front : `${front}.${bare}`
}

function round(value: number): number {
  return Number(value.toPrecision(12))
}
