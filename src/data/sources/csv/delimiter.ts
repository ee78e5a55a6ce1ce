// Finds the delimiter by trying each on the beginning of the file: the right one gives rows of equal length.

import { type Decision, SourceError } from '../source.ts'
import { CsvParser } from './csv-parser.ts'

const candidates = [',', ';', '\t', '|'] as const

export const delimiterNames: Record<string, string> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Vertical bar',
  ':': 'Colon',
  ' ': 'Space',
}

export interface DelimiterDecision {
  delimiter: string
  skipFirstLine: boolean
  decision: Decision
}

/** `text` is the first 64 KB or so; `chosen` what the owner decided, or null. */
export function detectDelimiter(text: string, chosen: string | null): DelimiterDecision {
  const declared = /^sep=([^\r\n]*)(?:\r\n|\r|\n|$)/i.exec(text.replace(/^\ufeff+/, ''))
  const skipFirstLine = declared !== null
  const decided = (delimiter: string, reason: string): DelimiterDecision => ({
    delimiter,
    skipFirstLine,
    decision: { name: 'delimiter', value: delimiter, reason: `${nameOf(delimiter)}, ${reason}` },
  })
  if (chosen !== null) return decided(chosen, 'as you chose.')
  if (declared) {
    const delimiter = declared[1]!
    if (delimiter.length === 1) return decided(delimiter, `as the first line says (sep=${delimiter}).`)
    throw multiple(delimiter)
  }
  const scored = candidates.map((delimiter) => ({ delimiter, ...score(text, delimiter) }))
  const best = scored.reduce((a, b) => (b.points > a.points ? b : a))
  if (best.points === 0) return decided(',', 'by default: no delimiter was found, so there is one column.')
  const firstLine = text.split(/[\r\n]/, 1)[0]!
  if (isDoubled(firstLine, best.delimiter)) throw multiple(best.delimiter.repeat(2))
  return decided(
    best.delimiter,
    best.share === 1
      ? `because it gives every row ${best.columns} columns in the first 64 KB.`
      : `because it gives most rows (${Math.floor(best.share * 100)} %) ${best.columns} columns in the first 64 KB.`,
  )
}

function score(text: string, delimiter: string): { points: number; columns: number; share: number } {
  const rows = []
  const parser = new CsvParser(delimiter)
  try {
    rows.push(...parser.push(text))
    if (rows.length === 0) rows.push(...parser.end())
  } catch {
    // A wrong delimiter makes quotes stand inside cells. The right one may meet a real error further down, which
    // reading the whole file will report; what was read until then still counts.
    rows.push(...parseUntilError(text, delimiter))
  }
  const columns = rows[0]?.cells.length ?? 0
  if (columns < 2) return { points: 0, columns, share: 0 }
  const equal = rows.filter((row) => row.cells.length === columns).length
  const share = equal / rows.length
  return {
    points: share * share * Math.log2(1 + columns) * Math.min(1, 0.5 + rows.length / 4),
    columns,
    share,
  }
}

function parseUntilError(text: string, delimiter: string) {
  const parser = new CsvParser(delimiter)
  const rows = []
  try {
    for (const line of text.split(/(?<=[\r\n])/)) rows.push(...parser.push(line))
  } catch {
    return rows
  }
  return rows
}

function isDoubled(line: string, delimiter: string): boolean {
  const parts = line.split(delimiter.repeat(2))
  return parts.length > 2 && parts.every((part) => part !== '' && !part.includes(delimiter))
}

function multiple(delimiter: string): SourceError {
  return new SourceError(
    'delimiter',
    `The columns are separated by "${delimiter}", more than one character, which no spreadsheet program can read either. ` +
      'Export the file again with a comma, semicolon, tab or vertical bar.',
    [1],
  )
}

function nameOf(delimiter: string): string {
  return delimiterNames[delimiter] ?? `"${delimiter}"`
}
