// CSV and its relatives: bytes to text to rows, streamed; at no time more than a few hundred KB of the file in memory.
import { createReadStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { CsvParser } from './csv-parser.ts'
import { detectDelimiter } from './delimiter.ts'
import { detectEncoding, readHead } from './encoding.ts'
import { findWrongKind } from './file-kind.ts'
import { type Decision, type Encoding, type ReadSettings, type Source, SourceError } from './source.ts'

// Small enough that parsing one is a few milliseconds of the event loop.
const chunkBytes = 65_536

export interface CsvChoices {
  encoding: Encoding | null
  delimiter: string | null
  hasHeader: boolean
  replaceInvalidBytes: boolean
}

export interface CsvDecisions {
  settings: ReadSettings
  decisions: Decision[]
  notes: string[]
}

/** Decides how to read the file where the owner did not, or refuses it with a `SourceError`. */
export async function decideCsv(path: string, choices: CsvChoices): Promise<CsvDecisions> {
  const head = await readHead(path, chunkBytes)
  if (head.length === 0) throw new SourceError('empty_file', 'This file is empty. Choose another one.')
  const wrong = findWrongKind(head)
  if (wrong)
    throw new SourceError('wrong_kind', `This file is ${wrong.name}, not a CSV file. ${wrong.advice}`)
  const encoding = choices.encoding
    ? {
        encoding: choices.encoding,
        decision: { name: 'encoding', value: choices.encoding, reason: 'As you chose.' },
        samples: [],
      }
    : await detectEncoding(path, choices.replaceInvalidBytes)
  const text = createTextDecoder(encoding.encoding, true).decode(head, true)
  if (text.trim() === '') throw new SourceError('empty_file', 'This file holds nothing but blank lines.')
  const delimiter = detectDelimiter(text, choices.delimiter)
  const headerReason = choices.hasHeader
    ? 'The first row gives the columns their names.'
    : 'As you chose, the first row is data; columns are numbered.'
  const notes =
    encoding.samples.length > 0
      ? [
          `Read with the suggested encoding, some cells are: ${encoding.samples.join(' | ')}. Choose another if they look wrong.`,
        ]
      : []
  return {
    settings: {
      encoding: encoding.encoding,
      delimiter: delimiter.delimiter,
      hasHeader: choices.hasHeader,
      replaceInvalidBytes: choices.replaceInvalidBytes,
      skipFirstLine: delimiter.skipFirstLine,
    },
    decisions: [
      encoding.decision,
      delimiter.decision,
      { name: 'header', value: choices.hasHeader ? 'yes' : 'no', reason: headerReason },
    ],
    notes,
  }
}

export function readCsv(path: string, settings: ReadSettings): Source {
  const parser = new CsvParser(settings.delimiter)
  let bytesRead = 0
  let replaced = 0
  async function* rows() {
    const decoder = createTextDecoder(settings.encoding, settings.replaceInvalidBytes)
    let skipped = !settings.skipFirstLine
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      const bytes = chunk as Buffer
      const text = decodeOrRefuse(decoder, bytes, bytesRead, settings.encoding)
      bytesRead += bytes.length
      if (settings.replaceInvalidBytes) replaced += countReplacements(text)
      const found = parser.push(text)
      if (!skipped && found.length > 0) {
        found.shift()
        skipped = true
      }
      if (found.length > 0) yield found
      // A file in the page cache arrives without ever waiting: let requests in between.
      await setImmediate()
    }
    const found = [
      ...parser.push(decodeOrRefuse(decoder, null, bytesRead, settings.encoding)),
      ...parser.end(),
    ]
    if (!skipped) found.shift()
    if (found.length > 0) yield found
  }
  return {
    rows,
    get bytesRead() {
      return bytesRead
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
  if (replaced > 0) notes.push(`${count(replaced, 'unreadable character')} shown as \ufffd.`)
  return notes
}

interface Decoder {
  /** The text of these bytes; `more`: a cut character at the end waits for the next ones. */
  decode(bytes: Uint8Array | null, more: boolean): string
}

function createTextDecoder(encoding: Encoding, lenient: boolean): Decoder {
  if (encoding === 'iso-8859-1') {
    // The web standard takes this name for windows-1252; here each byte is its own character.
    return { decode: (bytes) => (bytes === null ? '' : Buffer.from(bytes).toString('latin1')) }
  }
  const decoder = new TextDecoder(encoding, { fatal: !lenient })
  return { decode: (bytes, more) => decoder.decode(bytes ?? new Uint8Array(0), { stream: more }) }
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

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
