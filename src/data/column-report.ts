// What a column holds: type, how full, how varied, examples, oddities. One pass, flat memory.
import type { Column } from '../api/dataset.ts'
import { DistinctCounter } from './distinct.ts'
import type { ColumnName } from './headers.ts'

type Candidate = 'number' | 'boolean' | 'date' | 'url'

const tests: Record<Candidate, RegExp> = {
  // A leading zero makes it a code (a postcode, an article number), not a number.
  number: /^[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/,
  boolean: /^(?:true|false|yes|no|0|1)$/i,
  date: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/,
  url: /^https?:\/\/[^\s/]+\S*$/i,
}
// Most telling first: a column of 0 and 1 is boolean before it is a number.
const order: Candidate[] = ['boolean', 'date', 'url', 'number']
const longestTyped = 2000
const htmlTag = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i
const placeholders =
  /^(?:n\/?a|null|nil|none|undefined|nan|-+|\?+|tbd|#(?:n\/a|ref!|value!|name\?|div\/0!|null!|num!))$/i
const mojibake = /\u00c3[\u0080-\u00bf]|\u00e2\u20ac|\ufffd/
const sampleCount = 5
const sampleLength = 80

export class ColumnReporter {
  private readonly column: ColumnName
  private candidates: Candidate[] = [...order]
  private readonly distinct = new DistinctCounter()
  private filled = 0
  private longest = 0
  private samples: string[] = []
  private html = 0
  private spaced = 0
  private placeholder = 0
  private broken = 0
  private formulas = 0

  constructor(column: ColumnName) {
    this.column = column
  }

  add(cell: string): void {
    if (cell.length > this.longest) this.longest = cell.length
    const text = cell.trim()
    if (text === '') return
    this.filled++
    if (text.length !== cell.length) this.spaced++
    this.distinct.add(text)
    if (this.samples.length < sampleCount) {
      const sample = text.length > sampleLength ? `${text.slice(0, sampleLength).toWellFormed()}\u2026` : text
      if (!this.samples.includes(sample)) this.samples.push(sample)
    }
    if (this.candidates.length > 0) {
      this.candidates = this.candidates.filter((one) => text.length <= longestTyped && tests[one].test(text))
    }
    if (text.includes('<') && htmlTag.test(text)) this.html++
    if (text.length <= 9 && placeholders.test(text)) this.placeholder++
    if (mojibake.test(text)) this.broken++
    const first = text.charCodeAt(0)
    if ((first === 61 || first === 64) && text.length > 1) this.formulas++
  }

  /** Every filled row has its own text, as far as that is known. */
  isUniqueIn(rowCount: number): boolean {
    if (rowCount === 0 || this.filled !== rowCount || this.distinct.hasRepeats) return false
    return this.distinct.isExact || this.distinct.value > rowCount * 0.95
  }

  report(): Column {
    return {
      name: this.column.name,
      header: this.column.header,
      type: this.type(),
      filled: this.filled,
      distinct: Math.min(this.distinct.value, this.filled),
      distinctIsExact: this.distinct.isExact,
      longest: this.longest,
      samples: this.samples,
      problems: this.problems(),
    }
  }

  private type(): Column['type'] {
    if (this.filled === 0) return 'empty'
    if (this.html > 0) return 'html'
    return this.candidates[0] ?? 'text'
  }

  private problems(): string[] {
    const told: [number, string][] = [
      [this.spaced, 'with spaces at the beginning or end'],
      [this.placeholder, 'that only stand for "nothing" (N/A, null, -)'],
      [this.broken, 'with characters that look wrongly encoded'],
      [this.formulas, 'that begin like a formula (= or @) and are kept as plain text'],
    ]
    return told
      .filter(([count]) => count > 0)
      .map(([count, what]) => `${count} ${count === 1 ? 'cell' : 'cells'} ${what}.`)
  }
}

/** The column that could tell rows apart: unique everywhere, rather one that is called so, rather a short one. */
export function suggestKey(reporters: ColumnReporter[], rowCount: number): string | null {
  const unique = reporters.filter((one) => one.isUniqueIn(rowCount)).map((one) => one.report())
  const rank = (column: Column, index: number) =>
    (/^(?:id|key|code|sku|slug|uuid|guid|handle|ref(?:erence)?)$/i.test(column.name) ? 0 : 1000) +
    (/(?:^|[\s_-])(?:id|key|code|sku|slug|no|nr|number)$/i.test(column.name) ? 0 : 500) +
    (column.type === 'html' || column.longest > 200 ? 2000 : 0) +
    index
  const ranked = unique.map((column, index) => ({ name: column.name, rank: rank(column, index) }))
  ranked.sort((a, b) => a.rank - b.rank)
  return ranked[0]?.name ?? null
}
