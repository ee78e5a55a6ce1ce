// What a column holds: type, how full, how varied, examples, oddities. One pass, flat memory.

import type { Column } from '../../api/dataset.ts'
import { shorten } from '../../api/shorten.ts'
import { ReadingGuess } from '../../readings/guess-reading.ts'
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
/** What a spreadsheet makes of long numbers: 4006381333931 becomes 4.00638E+12, and of a 16th digit on all are 0. */
const shortened = /^[+-]?\d(?:[.,]\d+)?E\+\d{2,3}$|^[1-9]\d{14}0+$/
/** What a spreadsheet shows where a column is too narrow. */
const tooNarrow = /^#{3,}$/
/** What nobody sees, and spaces that only look like one: two cells may differ by these alone. In texts it is usual. */
const unseen =
  /[\u007f-\u00a0\u00ad\u061c\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/
const longestSeen = 200
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
  private shortened = 0
  private firstShortened = ''
  private tooNarrow = 0
  private unseen = 0
  private readonly reading = new ReadingGuess()

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
    this.reading.add(text)
    if (this.samples.length < sampleCount) {
      const sample = shorten(text, sampleLength)
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
    else if (first < 58 && text.length > 4 && shortened.test(text)) {
      this.shortened++
      this.firstShortened ||= text
    }
    if (text.length <= longestSeen && unseen.test(text)) this.unseen++
    if (first === 35 && tooNarrow.test(text)) this.tooNarrow++
  }

  /** What the file itself has lost, and nobody can bring back. */
  get losses(): string[] {
    const { name } = this.column
    const cells = (count: number) => `${count} ${count === 1 ? 'cell' : 'cells'}`
    return [
      ...(this.shortened > 0
        ? [
            `Column "${name}": ${cells(this.shortened)} with a number that a spreadsheet shortened, such as ${this.firstShortened}. ` +
              'The digits are not in the file: format the column as text where it comes from, and export it again.',
          ]
        : []),
      ...(this.tooNarrow > 0
        ? [
            `Column "${name}": ${cells(this.tooNarrow)} of ### alone, which a spreadsheet shows where a column is too narrow. ` +
              'Widen the column, and export it again.',
          ]
        : []),
    ]
  }

  /** Every filled row has its own text, as far as that is known. */
  isUniqueIn(rowCount: number): boolean {
    if (rowCount === 0 || this.filled !== rowCount || this.distinct.hasRepeats || this.shortened > 0)
      return false
    return this.distinct.isExact || this.distinct.value > rowCount * 0.95
  }

  report(): Column {
    const reading = this.reading.finish()
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
      ...(reading && { reading }),
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
      [
        this.longest <= longestSeen ? this.unseen : 0,
        'with invisible characters or unusual spaces, which make no difference in a key',
      ],
      [this.shortened, 'with a number that a spreadsheet shortened, whose digits are lost'],
      [this.tooNarrow, 'that a spreadsheet showed as ### because the column was too narrow'],
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
