// xl/sharedStrings.xml: the texts of all sheets, each once.
import { limits } from '../../limits.ts'
import { SourceError } from '../../source-error.ts'
import { createXmlReader, localName } from '../xml-events.ts'
import { decodeEscapes } from './escapes.ts'
import type { StringStore } from './string-store.ts'

/** More than a sheet of a million rows can need; the numbers of them alone take 8 bytes each. */
const mostTexts = 50_000_000

/** Fills the store, up to and including this number. */
export async function readSharedStrings(
  content: AsyncIterable<Buffer>,
  store: StringStore,
  onBytes: (bytes: number) => void,
  last = Number.POSITIVE_INFINITY,
): Promise<void> {
  let text = ''
  let isText = false
  /** How Japanese is pronounced stands beside the text, and is not part of it. */
  let isPhonetic = false
  const reader = createXmlReader(
    {
      open(name) {
        const local = localName(name)
        if (local === 't') isText = !isPhonetic
        else if (local === 'rPh') isPhonetic = true
        else if (local === 'si') text = ''
      },
      text(content) {
        if (isText) text += content
      },
      close(name) {
        const local = localName(name)
        if (local === 't') isText = false
        else if (local === 'rPh') isPhonetic = false
        else if (local === 'si') {
          if (text.length > limits.cell) throw tooLong(store.count)
          if (store.count === mostTexts) throw tooMany()
          store.add(decodeEscapes(text))
        }
      },
    },
    { what: 'workbook' },
  )
  for await (const bytes of content) {
    onBytes(bytes.length)
    reader.write(bytes)
    if (store.count > last) return
  }
  reader.end()
}

function tooLong(number: number): SourceError {
  return new SourceError(
    'cell_too_large',
    `Text ${number + 1} of the workbook has more than ${limits.cell.toLocaleString('en')} characters, the most a cell can hold. Shorten it.`,
  )
}

function tooMany(): SourceError {
  return new SourceError(
    'archive_bomb',
    `The workbook holds more than ${mostTexts.toLocaleString('en')} texts. Save the sheet as CSV.`,
  )
}
