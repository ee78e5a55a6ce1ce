// Decides how a CSV file is read: encoding, quotes, delimiter, header.

import { SourceError } from '../../source-error.ts'
import { readHead } from '../file-head.ts'
import type { Decided, Decision, SourceRow } from '../format.ts'
import { headerDecision, rowsAboveHeader, tellAbove } from '../header-line.ts'
import type { CsvConfig, CsvSettings } from './config.ts'
import { decided, detectDelimiter, readDeclared } from './delimiter.ts'
import { detectEncoding } from './encoding.ts'
import { findWrongKind } from './file-kind.ts'
import { readInEach } from './readings.ts'
import { type Head, sampleRows } from './sample-rows.ts'
import { createTextDecoder } from './text-decoder.ts'
import { findWrapped, unwrapRows, type Wrapped } from './wrapped-lines.ts'

/** Files of up to this size are seen whole. Bytes. */
const headBytes = 65_536
/** What the number of a row counts. */
const place = ['line', 'lines'] as const

/** Decides how to read the file where the owner did not, or refuses it with a `SourceError`. */
export async function decideCsv(path: string, choices: CsvConfig): Promise<Decided<CsvSettings>> {
  const bytes = await readHead(path)
  if (bytes.length === 0) throw new SourceError('empty_file', 'This file is empty. Choose another one.')
  const wrong = findWrongKind(bytes)
  if (wrong)
    throw new SourceError('wrong_kind', `This file is ${wrong.name}, not a CSV file. ${wrong.advice}`)
  const encoding = await detectEncoding(path, choices)
  const text = createTextDecoder(encoding.encoding, true).decode(bytes, true)
  if (text.trim() === '') throw new SourceError('empty_file', 'This file holds nothing but blank lines.')
  const layout = decideLayout({ text, firstLine: 1, isWhole: bytes.length < headBytes }, choices)
  const { doubt } = encoding
  return {
    settings: {
      encoding: encoding.encoding,
      hasHeader: choices.hasHeader,
      replaceInvalidBytes: choices.replaceInvalidBytes,
      ...layout.settings,
    },
    decisions: [encoding.decision, ...layout.decisions],
    notes: layout.notes,
    readings: doubt ? readInEach(doubt.lines, doubt.encodings, layout.settings.delimiter) : [],
  }
}

interface Layout {
  settings: Pick<CsvSettings, 'delimiter' | 'startLine' | 'wrappedBy'>
  decisions: Decision[]
  notes: string[]
}

/** What is above the table, what separates its cells, and whether its lines stand in quotes. */
function decideLayout(head: Head, choices: CsvConfig): Layout {
  const declared = readDeclared(head.text)
  const body = declared ? { ...head, text: declared.rest, firstLine: head.firstLine + declared.lines } : head
  const wrapped = choices.linesInQuotes === false ? null : findWrapped(body, choices.delimiter)
  const { delimiter, decision } = wrapped
    ? decided(wrapped.delimiter, 'which separates the cells within the quotes of each line.')
    : detectDelimiter(body, choices.delimiter, declared?.delimiter ?? null)
  const rows = rowsOf(body, delimiter, wrapped)
  const above = choices.hasHeader && choices.headerLine === null ? rowsAboveHeader(rows) : []
  const startLine = choices.headerLine ?? (above.length > 0 ? rows[above.length]!.line : body.firstLine)
  return {
    settings: { delimiter, startLine, wrappedBy: wrapped?.outer ?? null },
    decisions: [
      decision,
      ...(wrapped ? [quotesDecision] : []),
      headerDecision(choices, above, startLine, place[0]),
    ],
    notes: above.length > 0 ? [tellAbove(above, place)] : [],
  }
}

function rowsOf(head: Head, delimiter: string, wrapped: Wrapped | null): SourceRow[] {
  return wrapped ? unwrapRows(sampleRows(head, wrapped.outer), delimiter) : sampleRows(head, delimiter)
}

const quotesDecision: Decision = {
  name: 'quotes',
  value: 'around each line',
  reason: 'Every line stands in quotes as a whole, so each was read as a line of its own.',
}
