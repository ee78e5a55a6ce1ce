// The job's second half: reads all rows into a set of their own, checks the keys, and compares with the dataset.
import type { Database } from '../../db/types.ts'
import { Corrections, correctionNotes } from '../corrections/apply-corrections.ts'
import { allCorrections } from '../corrections/correction-store.ts'
import { type DatasetVersion, datasetVersion } from '../datasets.ts'
import type { OpenFile, Reading } from '../formats/format.ts'
import { KeyCheck, type KeyChoice, refuseDuplicateKeys } from '../keys/keys.ts'
import { type KnownKeys, type PublishedKeys, readKnownKeys } from '../keys/known-keys.ts'
import { datasetColumns, openRowKeys } from '../keys/open-row-keys.ts'
import { insertCellNotes } from '../rows/cell-notes.ts'
import { type CellFiller, hashWithNotes, refuseTakenNames } from '../rows/fill-cells.ts'
import { type Filling, fillRows, type LoadedRow } from '../rows/fill-rows.ts'
import type { StepRead } from '../rows/other-dataset.ts'
import { countPieces } from '../rows/piece-store.ts'
import { createRowHash } from '../rows/row-hash.ts'
import { insertSetAside, type RowSetPlace } from '../rows/row-set.ts'
import { createBorrowingWriter, createWholeWriter, type RowWriter, type Written } from '../rows/write-rows.ts'
import type { Computing } from '../steps/step.ts'
import type { Table } from '../table.ts'
import { compareBorrowing } from './borrowed-changes.ts'
import { type ChangeCounts, compareRowSets } from './changes.ts'
import type { ImportRecord } from './import-record.ts'
import { moveImport, saveProgress, startRowSet } from './import-store.ts'
import { openImport } from './open-import.ts'

const progressEveryMs = 500

/** Ends in `loaded`, throws a `SourceError` for keys that cannot be used, or returns when it was superseded. */
export async function loadImport(
  database: Database,
  record: ImportRecord,
  { format, file, signal }: OpenFile,
  { published, computing, filler }: { published: PublishedKeys; computing: Computing; filler: CellFiller },
): Promise<void> {
  const base = record.dataset_id ? await datasetVersion(database, record.dataset_id) : null
  const lender = base && (await canLend(database, base, record)) ? base : null
  const place = await startRowSet(database, record.id, 'loading', { base, lender })
  if (!place) return
  const key = keyOf(record)
  const open = { format, file, signal, settings: record.read_settings!, computing, keyColumns: key.parts }
  const opened = await openImport(database, record, open)
  const { table, reading } = opened
  if (record.filling)
    refuseTakenNames(
      record.filling,
      table.columns.map(({ name }) => name),
    )
  const load: Load = {
    table,
    key: { ...key, words: table.words, isFixed: base !== null },
    known: await readKnownKeys(database, base && { id: record.dataset_id!, base }, published),
    counts: { rows: 0, setAside: 0, cleaned: 0 },
    corrections: await openCorrections(database, record),
    filling: { plan: record.filling, filler, signal },
    writer: lender
      ? createBorrowingWriter(database, place, lender.rowSetId)
      : createWholeWriter(database, place),
    goOn: watchOver(database, record.id, place, reading, signal),
  }
  const written = await loadRows(database, place, load)
  if (!written) return
  await opened.assertUnchanged()
  await database.exec('analyze rows (pool_id, row_set_id, line, row_key); analyze row_set_pieces')
  if (written.hasRepeats !== false) {
    await refuseDuplicateKeys(database, place.rowSetId, { key: load.key, isAlone: lender === null }, signal)
  }
  const compared = { rowSetId: place.rowSetId, base, lender, written }
  await finish(database, record, { ...load, read: opened.read() }, compared, signal)
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
  { key, known, counts, corrections, read }: Load & { read: StepRead[] },
  compared: Comparison,
  signal: AbortSignal,
): Promise<void> {
  const { rowSetId } = compared
  await database.query(
    `update row_sets
        set columns = $2, key_column = $3, key_parts = $4, row_count = $5, set_aside_count = $6, source_name = $7,
            has_old_keys = $8
      where id = $1`,
    [
      rowSetId,
      JSON.stringify(datasetColumns(record, counts.rows)),
      key.column,
      record.key_parts && JSON.stringify(record.key_parts),
      counts.rows,
      counts.setAside,
      record.file_name,
      known.wasUsed,
    ],
  )
  const changes = await compare(database, record.id, compared, signal)
  await moveImport(
    database,
    record.id,
    'loaded',
    {
      row_count: counts.rows,
      set_aside_count: counts.setAside,
      key_notes: [...notesOn(counts.cleaned), ...correctionNotes(corrections.counts)],
      corrections: corrections.counts,
      changes,
      steps_read: read,
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
  const names = datasetColumns(record, 0).map((column) => column.name)
  if (names.length !== base.columnNames.length || names.some((name, i) => name !== base.columnNames[i]))
    return false
  const pieces = await countPieces(database, base.rowSetId)
  return pieces <= Math.max(fewPieces, base.rowCount * mostPiecesPerRow)
}

interface Load {
  table: Table
  key: KeyChoice
  known: KnownKeys
  counts: { rows: number; setAside: number; cleaned: number }
  corrections: Corrections
  filling: Filling
  writer: RowWriter
  /** False: another worker has taken the import up, or it is no longer wanted. */
  goOn: (rows: number, isLast: boolean) => Promise<boolean>
}

/** Null when it was superseded. */
async function loadRows(
  database: Database,
  { rowSetId }: RowSetPlace,
  { table, key, known, counts, corrections, filling, writer, goOn }: Load,
): Promise<Written | null> {
  const filled = filling.plan?.columns.map(({ name }) => name) ?? []
  const names = [...table.columns.map((column) => column.name), ...filled]
  const blanks = filled.map(() => '')
  const keys = openRowKeys(names, key, known)
  const stored = key.parts.length > 1 ? [...names, key.column] : names
  const hashRow = createRowHash(stored)
  const check = new KeyCheck(key)
  for await (const rows of table.rows()) {
    if (!(await goOn(counts.rows, false))) return null
    const aside = rows.filter((row) => row.kind === 'aside')
    counts.setAside += aside.length
    if (aside.length > 0) await insertSetAside(database, rowSetId, aside)
    const accepted: LoadedRow[] = []
    for (const row of rows) {
      if (row.kind === 'aside') continue
      counts.rows++
      const { line } = row
      const { rowKey, cells, isCleaned } = keys(blanks.length > 0 ? [...row.cells, ...blanks] : row.cells)
      if (isCleaned) counts.cleaned++
      if (check.accept(rowKey, line)) accepted.push({ line, rowKey, cells })
    }
    const notes = await fillRows(filling, stored, accepted, corrections)
    if (notes.length > 0) await insertCellNotes(database, rowSetId, notes)
    const noted = Map.groupBy(
      notes.filter(({ isSettled }) => !isSettled),
      (note) => note.rowKey,
    )
    for (const row of accepted) {
      const cells = corrections.of(row.rowKey, row.cells)
      const hash = hashWithNotes(hashRow(cells), noted.get(row.rowKey) ?? [])
      const isTime = writer.add({ line: row.line, rowKey: row.rowKey, cells, hash })
      if (isTime) await writer.write()
    }
  }
  const written = await writer.end()
  check.finish()
  return (await goOn(counts.rows, true)) ? written : null
}

/** Cells of its dataset that were corrected by hand. */
async function openCorrections(database: Database, record: ImportRecord): Promise<Corrections> {
  const names = datasetColumns(record, 0).map(({ name }) => name)
  return new Corrections(names, record.dataset_id ? await allCorrections(database, record.dataset_id) : [])
}

function keyOf({ key_column: column, key_parts: parts }: ImportRecord): Pick<KeyChoice, 'column' | 'parts'> {
  return { column: column!, parts: parts ?? [column!] }
}

function notesOn(cleaned: number): string[] {
  if (cleaned === 0) return []
  return [
    `${cleaned === 1 ? '1 key holds' : `${cleaned} keys hold`} invisible characters or unusual spaces in the file; as a key counts what can be seen.`,
  ]
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
