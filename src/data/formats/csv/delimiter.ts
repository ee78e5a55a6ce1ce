// Finds the delimiter: as the first line declares it, or by trying each on the beginning of the file.
import { SourceError } from '../../source-error.ts'
import type { Decision } from '../format.ts'
import type { Head } from './sample-rows.ts'
import { candidates, scoreDelimiter } from './score-delimiter.ts'

const delimiterNames: Record<string, string> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Vertical bar',
  ':': 'Colon',
  ' ': 'Space',
}

export interface DelimiterDecision {
  delimiter: string
  decision: Decision
}

/** A first line that names the delimiter, as Excel reads and writes it. */
export interface Declared {
  /** Null: the line was saved again under another delimiter, and no longer tells. */
  delimiter: string | null
  /** What comes after the line. */
  rest: string
  lines: number
}

/** `sep=;`, also in quotes, between blanks, or followed by the empty cells of a spreadsheet that was saved again. */
export function readDeclared(text: string): Declared | null {
  const found = /^\ufeff*((?:[ \t]*(?:\r\n|\r|\n))*)[ \t]*"?[ \t]*sep[ \t]*=([^\r\n]*)(\r\n|\r|\n|$)/i.exec(
    text,
  )
  if (!found) return null
  const rest = text.slice(found[0].length)
  const lines = 1 + (found[1]!.match(/\r\n|\r|\n/g)?.length ?? 0)
  return { delimiter: declaredDelimiter(found[2]!, rest), rest, lines }
}

function declaredDelimiter(declaration: string, rest: string): string | null {
  const value = declaration.replace(/"[ ]*([,;\t|]*)[ ]*$/, '$1').replace(/^ +| +$/g, '')
  if (/^\\t$|^tab$/i.test(value) || value === '\t') return '\t'
  if (value === '' && declaration.includes(' ')) return ' '
  const [first = '', ...others] = value.trim() === '' ? value : value.trim()
  if (others.length === 0) return first === '' ? null : first
  const [padding] = others
  if (others.some((one) => one !== padding)) throw multiple(value)
  const firstLine = rest.split(/[\r\n]/, 1)[0]!
  if (firstLine.includes(value)) throw multiple(value)
  return padding === first ? first : null
}

/** `chosen`: what the owner decided; `declared`: what the file says of itself. */
export function detectDelimiter(
  head: Head,
  chosen: string | null,
  declared: string | null,
): DelimiterDecision {
  if (chosen !== null) return decided(chosen, 'as you chose.')
  if (declared !== null) return decided(declared, `as the first line says (sep=${declared}).`)
  const scored = candidates.map((delimiter) => ({ delimiter, ...scoreDelimiter(head, delimiter) }))
  const best = scored.reduce((a, b) => (b.points > a.points ? b : a))
  if (best.points === 0) return decided(',', 'by default: no delimiter was found, so there is one column.')
  const firstLine = head.text.split(/[\r\n]/, 1)[0]!
  if (isDoubled(firstLine, best.delimiter)) throw multiple(best.delimiter.repeat(2))
  return decided(
    best.delimiter,
    best.share === 1
      ? `because it gives every row ${best.width} columns in the first 64 KB.`
      : `because it gives most rows (${Math.floor(best.share * 100)} %) ${best.width} columns in the first 64 KB.`,
  )
}

export function decided(delimiter: string, reason: string): DelimiterDecision {
  return {
    delimiter,
    decision: { name: 'delimiter', value: delimiter, reason: `${nameOf(delimiter)}, ${reason}` },
  }
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
