// The job's second half: reads all rows into a set of their own, checks the keys, and compares with the dataset.
import type { Database } from '../db/types.ts'
import { compareBorrowing } from './borrowed-changes.ts'
import { type ChangeCounts, compareRowSets } from './changes.ts'
import { type DatasetVersion, datasetVersion } from './datasets.ts'
import type { ImportRecord } from './import-record.ts'
import { moveImport, saveProgress, startRowSet } from './import-store.ts'
import { KeyCheck, refuseDuplicateKeys, toRowKey } from './keys.ts'
import { countPieces } from './piece-store.ts'
import { createRowHash } from './row-hash.ts'
import { insertSetAside, type RowSetPlace } from './row-set.ts'
import type { OpenSource, Reading, SourceWords } from './sources/source.ts'
import { openTable, type Table } from './table.ts'
import { createBorrowingWriter, createWholeWriter, type RowWriter, type Written } from './write-rows.ts'

const progressEveryMs = 500

/** Ends in `loaded`, throws a `SourceError` for keys that cannot be used, or returns when it was superseded. */
export async function loadImport(
  database: Database,
  record: ImportRecord,
  { source, secrets, context }: OpenSource,
): Promise<void> {
  const keyColumn = record.key_column!
  const base = record.dataset_id ? await datasetVersion(database, record.dataset_id) : null
  const lender = base && (await canLend(database, base, record)) ? base : null
  const place = await startRowSet(database, record.id, 'loading', { base, lender })
  if (!place) return
  const { signal } = context
  const settings = record.read_settings!
  const reading = source.read(settings, secrets, context)
  const load: Load = {
    table: await openTable(reading, settings.hasHeader, source.words),
    keys: { column: keyColumn, words: source.words },
    counts: { rows: 0, setAside: 0 },
    writer: lender
      ? createBorrowingWriter(database, place, lender.rowSetId)
      : createWholeWriter(database, place),
    goOn: watchOver(database, record.id, place, reading, signal),
  }
  const written = await loadRows(database, place, load)
  if (!written) return
  await database.exec('analyze rows (pool_id, row_set_id, line, row_key); analyze row_set_pieces')
  if (written.hasRepeats !== false) {
    const keys = { ...load.keys, isAlone: lender === null }
    await refuseDuplicateKeys(database, place.rowSetId, keys, signal)
  }
  const compared = { rowSetId: place.rowSetId, base, lender, written }
  await finish(database, record, load, compared, signal)
}

/** Asks, before each group of rows, whether this worker is still the one; tells the progress now and then. */
function watchOver(
  database: Database,
  importId: string,
  { rowSetId }: RowSetPlace,
  reading: Reading,
  signal: AbortSignal,
): Load['goOn'] {
  let nextProgress = Date.now() + progressEveryMs
  return async (rows, isLast) => {
    signal.throwIfAborted()
    if (!isLast && Date.now() < nextProgress) return true
    nextProgress = Date.now() + progressEveryMs
    // Checking keys and comparing come after the last row.
    const fraction = 0.9 * (reading.fraction ?? 0)
    return saveProgress(database, importId, rowSetId, { rows, fraction })
  }
}

async function finish(
  database: Database,
  record: ImportRecord,
  { keys, counts }: Load,
  compared: Comparison,
  signal: AbortSignal,
): Promise<void> {
  const { rowSetId } = compared
  await database.query(
    `update row_sets set columns = $2, key_column = $3, row_count = $4, set_aside_count = $5, source_name = $6
     where id = $1`,
    [rowSetId, JSON.stringify(record.columns), keys.column, counts.rows, counts.setAside, record.file_name],
  )
  const changes = await compare(database, record.id, compared, signal)
  await moveImport(
    database,
    record.id,
    'loaded',
    {
      row_count: counts.rows,
      set_aside_count: counts.setAside,
      changes,
      problem: null,
      progress: { rows: counts.rows, fraction: 1 },
    },
    rowSetId,
  )
}

// Beyond this many pieces for each row, the list of them would be longer than the rows it spares.
const mostPiecesPerRow = 0.25
const fewPieces = 1_000

/**
 * Whether rows of this version can be borrowed: their cells stand in the order of the columns, so these must be the
 * same. A version that has come to consist of too many pieces is written anew instead.
 */
async function canLend(database: Database, base: DatasetVersion, record: ImportRecord): Promise<boolean> {
  const names = record.columns.map((column) => column.name)
  if (names.length !== base.columnNames.length || names.some((name, i) => name !== base.columnNames[i]))
    return false
  const pieces = await countPieces(database, base.rowSetId)
  return pieces <= Math.max(fewPieces, base.rowCount * mostPiecesPerRow)
}

interface Load {
  table: Table
  keys: { column: string; words: SourceWords }
  counts: { rows: number; setAside: number }
  writer: RowWriter
  /** False: another worker has taken the import up, or it is no longer wanted. */
  goOn: (rows: number, isLast: boolean) => Promise<boolean>
}

/** Null when it was superseded. */
async function loadRows(
  database: Database,
  { rowSetId }: RowSetPlace,
  { table, keys, counts, writer, goOn }: Load,
): Promise<Written | null> {
  const names = table.columns.map((column) => column.name)
  const keyIndex = names.indexOf(keys.column)
  const hashRow = createRowHash(names)
  const check = new KeyCheck(keys.column, keys.words)
  for await (const rows of table.rows()) {
    if (!(await goOn(counts.rows, false))) return null
    const aside = rows.filter((row) => row.kind === 'aside')
    counts.setAside += aside.length
    if (aside.length > 0) await insertSetAside(database, rowSetId, aside)
    for (const row of rows) {
      if (row.kind === 'aside') continue
      counts.rows++
      const rowKey = toRowKey(row.cells[keyIndex]!)
      if (!check.accept(rowKey, row.line)) continue
      const { line, cells } = row
      const isTime = writer.add({ line, rowKey, cells, hash: hashRow(cells) })
      if (isTime) await writer.write()
    }
  }
  const written = await writer.end()
  check.finish()
  return (await goOn(counts.rows, true)) ? written : null
}

interface Comparison {
  rowSetId: string
  base: DatasetVersion | null
  lender: DatasetVersion | null
  written: Written
}

async function compare(
  database: Database,
  importId: string,
  { rowSetId, base, lender, written }: Comparison,
  signal: AbortSignal,
): Promise<ChangeCounts | null> {
  if (!base) return null
  if (!lender) return compareRowSets(database, importId, base.rowSetId, rowSetId, signal)
  const set = { rowSetId, base: lender, borrowed: written.borrowed }
  return compareBorrowing(database, importId, set, signal)
}
