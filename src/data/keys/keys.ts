// The key permanently decides a page's identity, so every row needs its own. Checked exactly, by walking the index.

import { setImmediate } from 'node:timers/promises'
import { shorten } from '../../api/shorten.ts'
import type { Queries } from '../../db/types.ts'
import type { FormatWords } from '../formats/format.ts'
import { memberOf, poolOf } from '../rows/piece-store.ts'
import { SourceError } from '../source-error.ts'

/** Longer ones do not fit an index, and are sentences, not keys. */
const longestKey = 500
const chunk = 4_000
const shownLines = 50
const shownKeys = 5

/** What the keys of an import are made of. */
export interface KeyChoice {
  /** The column with the key, as the dataset has it. */
  column: string
  /** The columns of the file it is made of: itself, or several. */
  parts: readonly string[]
  words: FormatWords
  /** The dataset is there already, and its key stays. */
  isFixed: boolean
}

/** Collects the rows whose key cannot be used while they stream by. */
export class KeyCheck {
  private readonly key: KeyChoice
  private empty = 0
  private long = 0
  private readonly emptyLines: number[] = []
  private readonly longLines: number[] = []

  constructor(key: KeyChoice) {
    this.key = key
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
    const { words } = this.key
    if (this.empty > 0) {
      throw new SourceError(
        'empty_keys',
        `${this.empty} ${this.empty === 1 ? 'row has' : 'rows have'} nothing in ${nameKey(this.key)}: ` +
          `${listPlaces(this.emptyLines, this.empty, words)}. ${advise('Fill these cells', this.key)}`,
        this.emptyLines,
      )
    }
    if (this.long > 0) {
      throw new SourceError(
        'long_keys',
        `${this.long} ${this.long === 1 ? 'key' : 'keys'} in ${nameKey(this.key)} ` +
          `${this.long === 1 ? 'is' : 'are'} longer than ${longestKey} characters: ` +
          `${listPlaces(this.longLines, this.long, words)}. ${advise('Shorten these cells', this.key)}`,
        this.longLines,
      )
    }
  }
}

interface Walked {
  row_key: string
  line: number
  /** The line of the row before, when it has the same key. */
  previous: number | null
  set_id: string
  stored: number
}

// In the order of the index. Only rows like the one before are of interest, and the last.
const walkSql = (line: string, members: string) => `
  with part as (
    select b.row_key, ${line} as line, b.row_set_id as set_id, b.line as stored from rows b ${members}
     where b.pool_id = ${poolOf('$1')} and (b.row_key, b.row_set_id, b.line) >= ($2, $3, $4)
     order by b.row_key, b.row_set_id, b.line limit $5),
  pairs as (
    select *, lag(line) over (partition by row_key order by set_id, stored) as previous,
           row_number() over (order by row_key desc, set_id desc, stored desc) = 1 as last
      from part)
  select row_key, line, previous, set_id, stored from pairs
   where previous is not null or last order by row_key, set_id, stored`

const walkPool = walkSql('b.line', '')
const walkMembers = walkSql('m.line', memberOf('$1'))

/**
 * Throws when two rows of the set have the same key, with their lines. `isAlone`: every row of its pool belongs to the
 * set, so that need not be asked of each.
 */
export async function refuseDuplicateKeys(
  queries: Queries,
  rowSetId: string,
  { key, isAlone }: { key: KeyChoice; isAlone: boolean },
  signal: AbortSignal,
): Promise<void> {
  const found = new Map<string, number[]>()
  let duplicates = 0
  let cursor: Walked | undefined
  for (;;) {
    signal.throwIfAborted()
    const { rows }: { rows: Walked[] } = await queries.query(isAlone ? walkPool : walkMembers, [
      rowSetId,
      cursor?.row_key ?? '',
      cursor?.set_id ?? '',
      cursor?.stored ?? -1,
      chunk,
    ])
    const last = rows.at(-1)
    // The last row is looked at again, since its twin may be the first of the next chunk.
    if (!last || (cursor && last.row_key === cursor.row_key && last.line === cursor.line)) break
    cursor = last
    for (const row of rows) {
      if (row.previous === null) continue
      duplicates++
      const lines = found.get(row.row_key)
      if (lines) lines.push(row.line)
      else if (found.size < shownLines) found.set(row.row_key, [row.previous, row.line])
    }
    await setImmediate()
  }
  if (duplicates > 0) throw duplicateKeys(found, duplicates, key)
}

function duplicateKeys(found: Map<string, number[]>, duplicates: number, key: KeyChoice): SourceError {
  const examples = [...found].slice(0, shownKeys).map(([rowKey, lines]) => {
    const shown = lines.toSorted((a, b) => a - b).slice(0, 5)
    return `"${shorten(rowKey, 60)}" (${listPlaces(shown, lines.length, key.words)})`
  })
  const more = found.size > shownKeys ? ', and more' : ''
  const lines = [...found.values()].flat().slice(0, shownLines)
  return new SourceError(
    'duplicate_keys',
    `${duplicates} ${duplicates === 1 ? 'row has' : 'rows have'} a key that another row has too, ` +
      `in ${nameKey(key)}: ${examples.join(', ')}${more}. ` +
      'The key decides which page a row is, so each needs its own; keys that look the same are the same, whatever ' +
      `invisible characters or kinds of spaces are in them. ${advise('Repair these rows', key)}`,
    lines.sort((a, b) => a - b),
  )
}

function nameKey({ parts }: KeyChoice): string {
  const [first, ...others] = parts.map((part) => `"${part}"`)
  return others.length === 0
    ? `the key column ${first}`
    : `the key columns ${[first, ...others].join(' and ')}`
}

function advise(repair: string, { isFixed }: KeyChoice): string {
  return isFixed
    ? `${repair} and upload the file again: the key of this dataset stays, since it decides which page a row is.`
    : `${repair}, choose another key column, or combine the key of several.`
}

function listPlaces(lines: number[], total: number, { place: [one, many] }: FormatWords): string {
  const shown = lines.slice(0, 10)
  const more = total > shown.length ? ' and more' : ''
  return `${shown.length === 1 && !more ? one : many} ${shown.join(', ')}${more}`
}
