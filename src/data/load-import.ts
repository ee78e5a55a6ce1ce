// The job's second half: reads all rows into a set of their own, checks the keys, and compares with the dataset.
import type { Database } from '../db/types.ts'
import { compareRowSets } from './changes.ts'
import type { ImportRecord } from './import-record.ts'
import { moveImport, saveProgress, startRowSet } from './import-store.ts'
import { KeyCheck, refuseDuplicateKeys, toRowKey } from './keys.ts'
import { createRowHash } from './row-hash.ts'
import { insertRows, insertSetAside, type NewRow } from './row-set.ts'
import type { OpenSource, SourceWords } from './sources/source.ts'
import { openTable, type Table } from './table.ts'

// About 10 ms of the embedded database, so that other queries get their turn in between.
const batchRows = 500
const batchCharacters = 250_000
const progressEveryMs = 500

/** Ends in `loaded`, throws a `SourceError` for keys that cannot be used, or returns when it was superseded. */
export async function loadImport(
  database: Database,
  record: ImportRecord,
  { source, secrets, context }: OpenSource,
): Promise<void> {
  const keyColumn = record.key_column!
  const rowSetId = await startRowSet(database, record.id, 'loading')
  if (!rowSetId) return
  const { signal } = context
  const settings = record.read_settings!
  const reading = source.read(settings, secrets, context)
  const table = await openTable(reading, settings.hasHeader, source.words)
  const counts = { rows: 0, setAside: 0 }
  let nextProgress = Date.now() + progressEveryMs
  const isMine = await loadRows(database, rowSetId, table, keyColumn, source.words, counts, async () => {
    signal.throwIfAborted()
    if (Date.now() < nextProgress) return true
    nextProgress = Date.now() + progressEveryMs
    // Checking keys and comparing come after the last row.
    const fraction = 0.9 * (reading.fraction ?? 0)
    return saveProgress(database, record.id, rowSetId, { rows: counts.rows, fraction })
  })
  if (!isMine) return
  await database.query('analyze rows (row_set_id, line, row_key)')
  await refuseDuplicateKeys(database, rowSetId, { column: keyColumn, words: source.words }, signal)
  await database.query(
    `update row_sets set columns = $2, key_column = $3, row_count = $4, set_aside_count = $5, source_name = $6
     where id = $1`,
    [rowSetId, JSON.stringify(record.columns), keyColumn, counts.rows, counts.setAside, record.file_name],
  )
  const base = await currentRowSet(database, record.dataset_id)
  const changes = base ? await compareRowSets(database, record.id, base, rowSetId, signal) : null
  await moveImport(
    database,
    record.id,
    'loaded',
    {
      row_count: counts.rows,
      set_aside_count: counts.setAside,
      base_row_set_id: base,
      changes,
      problem: null,
      progress: { rows: counts.rows, fraction: 1 },
    },
    rowSetId,
  )
}

async function loadRows(
  database: Database,
  rowSetId: string,
  table: Table,
  keyColumn: string,
  words: SourceWords,
  counts: { rows: number; setAside: number },
  goOn: () => Promise<boolean>,
): Promise<boolean> {
  const names = table.columns.map((column) => column.name)
  const keyIndex = names.indexOf(keyColumn)
  const hashRow = createRowHash(names)
  const keys = new KeyCheck(keyColumn, words)
  const writer = createWriter(database, rowSetId)
  for await (const rows of table.rows()) {
    if (!(await goOn())) return false
    const aside = rows.filter((row) => row.kind === 'aside')
    counts.setAside += aside.length
    if (aside.length > 0) await insertSetAside(database, rowSetId, aside)
    for (const row of rows) {
      if (row.kind === 'aside') continue
      counts.rows++
      const rowKey = toRowKey(row.cells[keyIndex]!)
      if (!keys.accept(rowKey, row.line)) continue
      const full = writer.add({
        line: row.line,
        rowKey,
        cells: JSON.stringify(row.cells),
        hash: hashRow(row.cells),
      })
      if (full) await writer.write()
    }
  }
  await writer.write()
  await writer.done()
  keys.finish()
  return true
}

/** Reads on while the last batch is being written, but never further than one batch ahead. */
function createWriter(database: Database, rowSetId: string) {
  let batch: NewRow[] = []
  let characters = 0
  let writing: Promise<void> = Promise.resolve()
  return {
    add(row: NewRow): boolean {
      batch.push(row)
      characters += row.cells.length
      return batch.length >= batchRows || characters >= batchCharacters
    },
    async write(): Promise<void> {
      await writing
      if (batch.length === 0) return
      writing = insertRows(database, rowSetId, batch)
      // Its failure is thrown by the next `write` or by `done`; until then it is not unhandled.
      writing.catch(() => {})
      batch = []
      characters = 0
    },
    done: () => writing,
  }
}

async function currentRowSet(database: Database, datasetId: string | null): Promise<string | null> {
  if (!datasetId) return null
  const { rows } = await database.query<{ row_set_id: string }>(
    'select row_set_id from datasets where id = $1',
    [datasetId],
  )
  return rows[0]?.row_set_id ?? null
}
