// Turns a header row into column names that are unique, short and safe to show. Nothing is dropped: what was changed
// is told, and the text that stood in the file stays beside it.

import type { FormatWords } from '../formats/format.ts'
import { limits } from '../limits.ts'
import { SourceError } from '../source-error.ts'

export interface ColumnName {
  name: string
  header: string
}

export interface NamedColumns {
  columns: ColumnName[]
  notes: string[]
}

// Control characters, byte order marks and other marks without a width: two headers that look the same are the same.
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]/g
// The one name that JavaScript objects treat as a command.
const reserved = '__proto__'

export function nameColumns(header: string[], words: FormatWords): NamedColumns {
  const width = trimmedWidth(header)
  if (width > limits.columns) {
    throw new SourceError(
      'too_many_columns',
      `The ${words.whole} has ${width} columns; at most ${limits.columns} can be used. Remove the ones no page needs.`,
    )
  }
  const notes: string[] = []
  const taken = new Set<string>()
  const columns = header.slice(0, width).map((text, index) => {
    const wanted = cleanName(text, index, words, notes)
    const name = makeUnique(wanted, taken)
    if (name !== wanted)
      notes.push(`Column ${index + 1} has the same name as another one and is called "${name}".`)
    // Kept as it stood, but for what no database can store.
    return { name, header: text.replaceAll('\0', '').slice(0, limits.headerName).toWellFormed() }
  })
  return { columns, notes }
}

/** Names for a file without a header row. */
export function numberColumns(width: number, words: FormatWords): NamedColumns {
  const names = Array.from({ length: Math.max(1, width) }, (_, index) => `Column ${index + 1}`)
  if (names.length > limits.columns) return nameColumns(names, words)
  return { columns: names.map((name) => ({ name, header: '' })), notes: [] }
}

/** This name, or it with a number behind it, such that no other column is called so. */
export function uniqueName(name: string, others: readonly string[]): string {
  const wanted = name.slice(0, limits.headerName).toWellFormed().trim()
  return makeUnique(wanted, new Set(others.map(fold)))
}

function cleanName(text: string, index: number, words: FormatWords, notes: string[]): string {
  const clean = text.toWellFormed().replace(/\s+/g, ' ').replace(invisible, '').trim().normalize('NFC')
  if (clean === '') {
    const name = `Column ${index + 1}`
    notes.push(`Column ${index + 1} has no name in the ${words.whole} and is called "${name}".`)
    return name
  }
  if (clean === reserved) {
    notes.push(`Column ${index + 1}, "${reserved}", has a reserved name and is called "proto".`)
    return 'proto'
  }
  if (clean.length <= limits.headerName) return clean
  const short = clean.slice(0, limits.headerName).toWellFormed().trim()
  notes.push(`The name of column ${index + 1} has ${clean.length} characters and was cut to ${short.length}.`)
  return short
}

function makeUnique(name: string, taken: Set<string>): string {
  let unique = name
  for (let n = 2; taken.has(fold(unique)); n++) {
    const suffix = ` (${n})`
    unique = `${name.slice(0, limits.headerName - suffix.length)}${suffix}`
  }
  taken.add(fold(unique))
  return unique
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

/** Spreadsheets like to end each line with a few delimiters: nameless columns at the end are none. */
function trimmedWidth(header: string[]): number {
  let width = header.length
  while (width > 1 && header[width - 1]!.trim() === '') width--
  return width
}
