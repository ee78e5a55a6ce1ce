// XML as a series of events, never as a tree. What makes XML dangerous is refused: DOCTYPE with its entities, depth and
// texts without end.
import { SaxesParser } from 'saxes'
import { shorten } from '../../api/shorten.ts'
import { limits } from '../limits.ts'
import { SourceError } from '../source-error.ts'

/** A reason may quote a name of any length. */
const longestReason = 300

/** By name as it is written, with its prefix if it has one. */
export interface XmlHandlers {
  open(name: string, attributes: Record<string, string>): void
  /** A text between two tags is one event, or several where a CDATA section is part of it. */
  text(text: string): void
  close(name: string): void
}

export interface XmlReader {
  write(bytes: Uint8Array): void
  /** Throws where the document is not complete. */
  end(): void
}

const mostLevels = 200
/** Characters between two events: the longest cell and what may be around it. */
const mostBetween = 4 * limits.cell

type Decoder = InstanceType<typeof TextDecoder>

export interface XmlWords {
  /** What is read ("workbook"). */
  what: string
  /** For the decoder. Absent: UTF-8, or UTF-16 where it begins with its mark. */
  encoding?: string
}

/** `write` and `end` throw a `SourceError` for what is not well formed or refused. */
export function createXmlReader(handlers: XmlHandlers, { what, encoding }: XmlWords): XmlReader {
  const parser = new SaxesParser({ position: true, xmlns: false as const })
  let decoder: Decoder | null = null
  let sinceEvent = 0
  let level = 0
  parser.on('doctype', () => {
    throw new SourceError(
      'doctype',
      `The ${what} has a DOCTYPE, whose entities could stand for anything. Remove that line, and upload it again.`,
    )
  })
  parser.on('opentag', (tag) => {
    sinceEvent = 0
    if (++level > mostLevels)
      throw new SourceError('too_deep', `The ${what} is nested more than ${mostLevels} levels deep.`)
    handlers.open(tag.name, tag.attributes)
  })
  parser.on('closetag', (tag) => {
    sinceEvent = 0
    level--
    handlers.close(tag.name)
  })
  const onText = (content: string) => {
    sinceEvent = 0
    handlers.text(content)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('comment', () => {
    sinceEvent = 0
  })

  function feed(content: string): void {
    sinceEvent += content.length
    try {
      parser.write(content)
    } catch (error) {
      throw broken(what, error)
    }
    if (sinceEvent > mostBetween) {
      throw new SourceError(
        'cell_too_large',
        `The ${what} holds a text of more than ${mostBetween / 1_048_576} MB.`,
      )
    }
  }

  return {
    write(bytes) {
      decoder ??= new TextDecoder(encoding ?? encodingOf(bytes), { fatal: true })
      feed(decode(decoder, bytes, what))
    },
    end() {
      if (!decoder) throw broken(what, new Error('it is empty'))
      feed(decode(decoder, null, what))
      try {
        parser.close()
      } catch (error) {
        throw broken(what, error)
      }
    },
  }
}

/** By the byte order mark; a document without one is UTF-8 unless it says otherwise. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

function decode(decoder: Decoder, bytes: Uint8Array | null, what: string): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch {
    throw new SourceError(
      'invalid_bytes',
      `The ${what} holds bytes that are not text in its encoding (${decoder.encoding}). Save it again as UTF-8.`,
    )
  }
}

/** What the parser complains of; the rest (a refusal, our own mistakes) passes. */
function broken(what: string, error: unknown): unknown {
  if (!(error instanceof Error) || error.constructor !== Error) return error
  return new SourceError(
    'broken_xml',
    `The ${what} is not well-formed XML: ${shorten(error.message, longestReason)}`,
  )
}

/** A name without its prefix: `x:row` is `row`. */
export function localName(name: string): string {
  const at = name.indexOf(':')
  return at === -1 ? name : name.slice(at + 1)
}
