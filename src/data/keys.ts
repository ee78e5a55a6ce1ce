// The key decides a page's identity for ever, so every row needs its own. Checked exactly, by walking the index.
import { setImmediate } from 'node:timers/promises'
import type { Queries } from '../db/types.ts'
import { SourceError, type SourceWords } from './sources/source.ts'

/** Longer ones do not fit an index, and are sentences, not keys. */
const longestKey = 500
const chunk = 4_000
const shownLines = 50
const shownKeys = 5

/** Two spellings that look the same are one key. */
export function toRowKey(cell: string): string {
  return cell.trim().normalize('NFC')
}

/** Collects the rows whose key cannot be used while they stream by. */
export class KeyCheck {
  private readonly column: string
  private readonly words: SourceWords
  private empty = 0
  private long = 0
  private readonly emptyLines: number[] = []
  private readonly longLines: number[] = []

  constructor(column: string, words: SourceWords) {
    this.column = column
    this.words = words
  }

  /** False when the row must not be stored under this key. */
  accept(rowKey: string, line: number): boolean {
    if (rowKey === '') {
      this.empty++
      if (this.emptyLines.length < shownLines) this.emptyLines.push(line)
      return false
    }
    if (rowKey.length > longestKey) {
      this.long++
      if (this.longLines.length < shownLines) this.longLines.push(line)
      return false
    }
    return true
  }

  /** Throws when any row was not accepted. */
  finish(): void {
    if (this.empty > 0) {
      throw new SourceError(
        'empty_keys',
        `${this.empty} ${this.empty === 1 ? 'row has' : 'rows have'} nothing in the key column "${this.column}": ` +
          `${listPlaces(this.emptyLines, this.empty, this.words)}. Fill these cells, or choose another key column.`,
        this.emptyLines,
      )
    }
    if (this.long > 0) {
      throw new SourceError(
        'long_keys',
        `${this.long} ${this.long === 1 ? 'key' : 'keys'} in column "${this.column}" ` +
          `${this.long === 1 ? 'is' : 'are'} longer than ${longestKey} characters: ` +
          `${listPlaces(this.longLines, this.long, this.words)}. Choose a column with short values.`,
        this.longLines,
      )
    }
  }
}

/** Throws when two rows of the set have the same key, with their lines. */
export async function refuseDuplicateKeys(
  queries: Queries,
  rowSetId: string,
  { column, words }: { column: string; words: SourceWords },
  signal: AbortSignal,
): Promise<void> {
  const found = new Map<string, number[]>()
  let duplicates = 0
  let cursor = { rowKey: '', line: -1 }
  for (;;) {
    signal.throwIfAborted()
    const { rows } = await queries.query<{
      row_key: string
      line: number
      previous: number | null
      last: boolean
    }>(
      `with part as (
         select row_key, line from rows where row_set_id = $1 and (row_key, line) > ($2, $3)
         order by row_key, line limit $4),
       pairs as (
         select row_key, line, lag(line) over same as previous,
                row_number() over (order by row_key desc, line desc) = 1 as last
         from part window same as (partition by row_key order by line))
       select * from pairs where previous is not null or last order by row_key, line`,
      // The last row is looked at again, since its twin may be the first of the next chunk.
      [rowSetId, cursor.rowKey, cursor.line - 1, chunk],
    )
    const last = rows.at(-1)
    if (!last || (last.row_key === cursor.rowKey && last.line === cursor.line)) break
    cursor = { rowKey: last.row_key, line: last.line }
    for (const row of rows) {
      if (row.previous === null) continue
      duplicates++
      const lines = found.get(row.row_key)
      if (lines) lines.push(row.line)
      else if (found.size < shownLines) found.set(row.row_key, [row.previous, row.line])
    }
    await setImmediate()
  }
  if (duplicates > 0) throw duplicateKeys(found, duplicates, column, words)
}

function duplicateKeys(
  found: Map<string, number[]>,
  duplicates: number,
  column: string,
  words: SourceWords,
): SourceError {
  const examples = [...found]
    .slice(0, shownKeys)
    .map(([key, lines]) => `"${key.slice(0, 60)}" (${listPlaces(lines.slice(0, 5), lines.length, words)})`)
  const more = found.size > shownKeys ? ', and more' : ''
  const lines = [...found.values()].flat().slice(0, shownLines)
  return new SourceError(
    'duplicate_keys',
    `${duplicates} ${duplicates === 1 ? 'row has' : 'rows have'} a key that another row has too, ` +
      `in column "${column}": ${examples.join(', ')}${more}. ` +
      'The key decides which page a row is, so each needs its own. Choose another column or repair these rows.',
    lines.sort((a, b) => a - b),
  )
}

function listPlaces(lines: number[], total: number, { place: [one, many] }: SourceWords): string {
  const shown = lines.slice(0, 10)
  const more = total > shown.length ? ' and more' : ''
  return `${shown.length === 1 && !more ? one : many} ${shown.join(', ')}${more}`
}
