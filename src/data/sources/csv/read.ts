// Bytes to text to rows, streamed; at no time more than a few hundred KB of the file in memory.
import { createReadStream } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { type Reading, SourceError, type SourceFile } from '../source.ts'
import type { CsvSettings, Encoding } from './config.ts'
import { CsvParser } from './csv-parser.ts'
import { createTextDecoder, type Decoder } from './text-decoder.ts'

// Small enough that parsing one is a few milliseconds of the event loop.
const chunkBytes = 65_536

export function readCsv({ path, bytes: total }: SourceFile, settings: CsvSettings): Reading {
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
  if (replaced > 0) notes.push(`${count(replaced, 'unreadable character')} shown as \ufffd.`)
  return notes
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
