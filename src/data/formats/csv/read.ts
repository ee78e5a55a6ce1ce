// Bytes to text to rows, streamed; at no time more than a few hundred KB of the file in memory.
import { createReadStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { Encoding } from '../../../api/encodings.ts'
import { SourceError } from '../../source-error.ts'
import type { Reading, SourceRow, TableFile } from '../format.ts'
import type { CsvSettings } from './config.ts'
import { CsvParser } from './csv-parser.ts'
import { LineSkipper } from './skip-lines.ts'
import { createTextDecoder, type Decoder } from './text-decoder.ts'
import { unwrapRows } from './wrapped-lines.ts'

// Small enough that parsing one is a few milliseconds of the event loop.
const chunkBytes = 65_536

export function readCsv({ path, bytes: total }: TableFile, settings: CsvSettings): Reading {
  const { encoding, delimiter, startLine, wrappedBy } = settings
  const parser = new CsvParser(wrappedBy ?? delimiter, startLine)
  let bytesRead = 0
  let replaced = 0
  const unwrap = (rows: SourceRow[]) => (wrappedBy === null ? rows : unwrapRows(rows, delimiter))
  async function* rows() {
    const decoder = createTextDecoder(encoding, settings.replaceInvalidBytes)
    const above = new LineSkipper(startLine - 1)
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      const bytes = chunk as Buffer
      const text = decodeOrRefuse(decoder, bytes, bytesRead, encoding)
      bytesRead += bytes.length
      if (settings.replaceInvalidBytes) replaced += countReplacements(text)
      const found = parser.push(above.push(text))
      if (found.length > 0) yield unwrap(found)
      // A file in the page cache arrives without ever waiting: let requests in between.
      await setImmediate()
    }
    const rest = above.push(decodeOrRefuse(decoder, null, bytesRead, encoding))
    if (above.left > 0) throw tooShort(startLine)
    const found = [...parser.push(rest), ...parser.end()]
    if (found.length > 0) yield unwrap(found)
  }
  return {
    rows,
    get bytesRead() {
      return bytesRead
    },
    get fraction() {
      return Math.min(1, bytesRead / Math.max(1, total))
    },
    notes: () => notesOf(parser, replaced),
  }
}

function notesOf(parser: CsvParser, replaced: number): string[] {
  const notes: string[] = []
  if (parser.blankLines > 0) notes.push(`${count(parser.blankLines, 'blank line')} skipped.`)
  if (parser.hasMixedLineEndings) {
    notes.push('Some lines end with LF, others with CR LF; both were taken as the end of a row.')
  }
  if (parser.literalQuotes > 0) {
    notes.push(
      `${count(parser.literalQuotes, 'quote')} in the middle of a cell without quotes around it taken as text, the first in line ${parser.firstLiteralQuote}.`,
    )
  }
  if (replaced > 0) notes.push(`${count(replaced, 'unreadable character')} shown as \ufffd.`)
  return notes
}

function tooShort(startLine: number): SourceError {
  return new SourceError(
    'header_line',
    `The header was to be in line ${startLine}, but the file ends before. Choose the line with the names of the columns.`,
  )
}

function decodeOrRefuse(decoder: Decoder, bytes: Buffer | null, offset: number, encoding: Encoding): string {
  try {
    return decoder.decode(bytes, bytes !== null)
  } catch {
    const until = offset + (bytes?.length ?? 0)
    throw new SourceError(
      'invalid_bytes',
      `Between byte ${offset} and byte ${until} something is not valid ${encoding}. ` +
        'Choose another encoding, or choose to replace invalid bytes by \ufffd.',
    )
  }
}

function countReplacements(text: string): number {
  let found = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) found++
  return found
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
