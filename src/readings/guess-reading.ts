// Guesses from all cells of a column whether they are numbers or dates as people write them. One pass, flat memory.
import type { ColumnReading } from '../api/reading.ts'
import { type DateOrder, readDate } from './read-date.ts'
import { type DecimalSign, readNumber } from './read-number.ts'

/** Languages whose months are looked for; the first that fits is taken. */
const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'cs',
  'hu',
  'ro',
  'tr',
  'ru',
  'uk',
  'el',
]
const orders: DateOrder[] = ['dmy', 'mdy', 'ymd']
const lastYear = 49
const longest = 60
/** They stand for nothing, and say nothing about the others. */
const nothing = /^(?:n\/?a|null|nil|none|nan|-+|\?+|tbd)$/i
/** As filters of templates read numbers without being told. */
const plainNumber = /^[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/
/** Templates read these; whether they are in the calendar is theirs to say. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]|$)/
/** A postcode, an article number, a telephone number: digits that are no amount. */
const code = /^(?:0\d|\+)/
const digits = /^-?[1-9]\d*$/
/** Letters beside digits, the time of day aside. */
const month = /\p{L}{3,}/u

export class ReadingGuess {
  private decimals: DecimalSign[] = ['.', ',']
  private orders = [...orders]
  private languages = languages
  private needsNumber = false
  private needsDate = false
  private hasNumericDates = false
  private ignored = 0
  /** Cells that one reading alone can read, the first of each. */
  private readonly telling = new Map<string, string>()
  private ambiguous = ''
  private seen = 0

  /** @param text of a filled cell, without spaces at its ends */
  add(text: string): void {
    if (this.isOver) return
    if (text.length <= 9 && nothing.test(text)) {
      this.ignored++
      return
    }
    this.seen++
    if (text.length > longest) this.giveUp()
    else {
      if (this.decimals.length > 0) this.addNumber(text)
      if (this.orders.length > 0) this.addDate(text)
    }
  }

  private get isOver(): boolean {
    return this.decimals.length === 0 && this.orders.length === 0
  }

  private giveUp(): void {
    this.decimals = []
    this.orders = []
  }

  private addNumber(text: string): void {
    // Most columns of numbers need nothing: these are told without reading them.
    if (
      digits.test(text) ||
      (this.decimals.length === 1 && this.decimals[0] === '.' && plainNumber.test(text))
    )
      return
    const values = this.decimals.map((decimal) => (code.test(text) ? null : readNumber(text, decimal)))
    const left = this.decimals.filter((_, at) => values[at] !== null)
    for (const decimal of this.decimals) {
      if (left.length === 1 && left[0] !== decimal && !this.telling.has(left[0]!))
        this.telling.set(left[0]!, text)
    }
    if (left.length === 2 && values[0] !== values[1]) this.ambiguous ||= text
    if (!plainNumber.test(text)) this.needsNumber = true
    this.decimals = left
  }

  private addDate(text: string): void {
    if (isoDate.test(text)) return
    this.needsDate = true
    if (month.test(text)) {
      const fits = (language: string) => readDate(text, { order: 'dmy', lastYear, language }) !== null
      this.languages = this.languages.filter(fits)
      if (this.languages.length === 0) this.orders = []
      return
    }
    this.hasNumericDates = true
    const before = this.orders
    this.orders = before.filter((order) => readDate(text, { order, lastYear, language: 'en' }) !== null)
    const [order, ...others] = likely(this.orders)
    if (order && others.length === 0 && likely(before).length > 1) this.telling.set(order, text)
  }

  /** Null where nothing needs to be read otherwise than it is. */
  finish(): ColumnReading | null {
    if (this.seen === 0) return null
    if (this.orders.length > 0) return this.needsDate ? this.date() : null
    return this.decimals.length > 0 ? this.number() : null
  }

  private date(): ColumnReading {
    const [order = 'dmy', ...others] = likely(this.orders)
    const reads = { kind: 'date', order, lastYear, language: this.languages[0] ?? 'en' } as const
    const isSure = others.length === 0 || !this.hasNumericDates
    const told = this.telling.get(order)
    if (isSure)
      return {
        reads,
        isSure,
        reason: this.told(told ? `"${told}" can be read in no other order.` : 'All of them are dates.'),
      }
    return { reads, isSure, reason: this.told('No cell tells whether the day or the month comes first.') }
  }

  private number(): ColumnReading | null {
    const [decimal = '.'] = this.decimals
    if (this.decimals.length === 1) {
      if (!this.needsNumber) return null
      const told = this.telling.get(decimal)
      const reason = told ? `"${told}" can be read in no other way.` : 'All of them are numbers.'
      return { reads: { kind: 'number', decimal }, isSure: true, reason: this.told(reason) }
    }
    if (this.ambiguous === '') {
      if (!this.needsNumber) return null
      return {
        reads: { kind: 'number', decimal: '.' },
        isSure: true,
        reason: this.told('All of them are numbers.'),
      }
    }
    // Three digits behind each sign: thousands, or decimals. Commas are taken for thousands without a step.
    const other: DecimalSign = this.ambiguous.includes(',') ? '.' : ','
    if (other === '.' && !this.needsNumber) return null
    const reason = `Three digits stand behind every ${other === ',' ? 'point' : 'comma'}, as in "${this.ambiguous}": they may be thousands or decimals.`
    return { reads: { kind: 'number', decimal: other }, isSure: false, reason: this.told(reason) }
  }

  private told(reason: string): string {
    if (this.ignored === 0) return reason
    return `${reason} ${this.ignored} ${this.ignored === 1 ? 'cell stands' : 'cells stand'} for nothing.`
  }
}

/** Years of two digits that come first are rare, and nearly every such date could be one. */
function likely(orders: readonly DateOrder[]): DateOrder[] {
  const others = orders.filter((order) => order !== 'ymd')
  return others.length > 0 ? others : [...orders]
}
