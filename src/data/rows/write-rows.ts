// Two ways to fill a set: with every row as it comes, or with those alone that the set it replaces does not have.
import type { Database } from '../../db/types.ts'
import { SeenRows } from '../imports/seen-rows.ts'
import { BaseWalk } from './base-walk.ts'
import { findMatches, type Match } from './borrow.ts'
import { insertPieces } from './piece-store.ts'
import { PieceBuilder } from './pieces.ts'
import { insertRows, type NewRow, type RowSetPlace } from './row-set.ts'

// About 15 ms of the embedded database, so that other queries get their turn in between.
const batchRows = 1_000
const batchCharacters = 500_000

export interface RowWriter {
  /** True: it is time to `write`. */
  add(row: NewRow): boolean
  /** Waits for the batch before this one alone, so that reading goes on while it is written. */
  write(): Promise<void>
  /** Writes what is left. */
  end(): Promise<Written>
}

export interface Written {
  /** Rows that were not stored again. */
  borrowed: number
  /** Whether two rows had the same key; null when nobody looked. */
  hasRepeats: boolean | null
}

/** Stores every row. */
export function createWholeWriter(database: Database, place: RowSetPlace): RowWriter {
  return createBatches(
    (rows) => insertRows(database, place, rows),
    async () => ({ borrowed: 0, hasRepeats: null }),
  )
}

/** Borrows what is equal from `baseId`, a complete set of the same pool, and stores the rest. */
export function createBorrowingWriter(database: Database, place: RowSetPlace, baseId: string): RowWriter {
  const pieces = new PieceBuilder()
  const seen = new SeenRows()
  const counts = { borrowed: 0, hasRepeats: false }
  let own: NewRow[] = []
  let ownCharacters = 0
  let ownKeys = new Set<string>()
  const walk = new BaseWalk(database, baseId)
  let walked = 0
  let before = -1

  function takeIn(row: NewRow, match: Match | undefined, isNext: boolean): void {
    const { line, rowKey } = row
    // Another row with this key came before: it is stored, waits to be, or has the same one in the base.
    const isRepeat =
      ownKeys.has(rowKey) || (match !== undefined && (match.isStored || !seen.add(match.setId, match.line)))
    if (isRepeat) counts.hasRepeats = true
    if (match?.isSame && !isRepeat) {
      counts.borrowed++
      pieces.add({ line, setId: match.setId, storedLine: match.line, isNext })
      return
    }
    own.push(row)
    ownKeys.add(rowKey)
    ownCharacters += charactersOf(row)
    pieces.add({ line, setId: place.rowSetId, storedLine: line, isNext: true })
  }

  async function flush(): Promise<void> {
    await insertRows(database, place, own)
    await insertPieces(database, place.rowSetId, pieces.take())
    own = []
    ownCharacters = 0
    ownKeys = new Set()
  }

  async function store(rows: NewRow[]): Promise<void> {
    walked += rows.length
    await walk.keepAheadOf(walked)
    const near = rows.map((row) => walk.take(row.hash))
    const others = rows.filter((_, n) => near[n] === undefined)
    const matches = await findMatches(database, place, baseId, others)
    for (const [n, row] of rows.entries()) {
      const found = near[n]
      if (found) takeIn(row, { ...found, isSame: true, isStored: false }, found.ordinal === before + 1)
      else takeIn(row, matches.get(row), false)
      before = found?.ordinal ?? -1
    }
    if (own.length >= batchRows || ownCharacters >= batchCharacters || pieces.count >= batchRows)
      await flush()
  }

  return createBatches(store, async () => {
    pieces.end()
    await flush()
    return counts
  })
}

function createBatches(store: (rows: NewRow[]) => Promise<void>, finish: () => Promise<Written>): RowWriter {
  let batch: NewRow[] = []
  let characters = 0
  let writing: Promise<void> = Promise.resolve()
  async function write(): Promise<void> {
    await writing
    if (batch.length === 0) return
    writing = store(batch)
    // Its failure is thrown by the next `write` or by `end`; until then it is not unhandled.
    writing.catch(() => {})
    batch = []
    characters = 0
  }
  return {
    add(row) {
      batch.push(row)
      characters += charactersOf(row)
      return batch.length >= batchRows || characters >= batchCharacters
    },
    write,
    async end() {
      await write()
      await writing
      return finish()
    },
  }
}

function charactersOf({ cells }: NewRow): number {
  let characters = 0
  for (const cell of cells) characters += cell.length
  return characters
}
