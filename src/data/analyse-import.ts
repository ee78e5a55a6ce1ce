// The job's first half: decides how the file is read, reports its columns, and keeps the rows that were set aside.
import type { Database } from '../db/types.ts'
import { analyseTable } from './analyse.ts'
import { datasetVersion } from './datasets.ts'
import type { ImportRecord } from './import-record.ts'
import { moveImport, saveProgress, startRowSet } from './import-store.ts'
import { insertSetAside } from './row-set.ts'
import type { OpenSource } from './sources/source.ts'
import { openTable } from './table.ts'

const progressEveryMs = 500

/** Ends in `analysed`, throws a `SourceError` for a file that cannot be used, or returns when it was superseded. */
export async function analyseImport(
  database: Database,
  record: ImportRecord,
  { source, secrets, context }: OpenSource,
): Promise<void> {
  const place = await startRowSet(database, record.id, 'analysing')
  if (!place) return
  const { rowSetId } = place
  const { settings, decisions, notes } = await source.decide(record.settings, secrets, context)
  const reading = source.read(settings, secrets, context)
  const table = await openTable(reading, settings.hasHeader, source.words)
  let nextProgress = Date.now() + progressEveryMs
  let isMine = true
  const analysis = await analyseTable(table, async (rows, rowCount) => {
    context.signal.throwIfAborted()
    if (!isMine) return
    const aside = rows.filter((row) => row.kind === 'aside')
    if (aside.length > 0) await insertSetAside(database, rowSetId, aside)
    if (Date.now() < nextProgress) return
    nextProgress = Date.now() + progressEveryMs
    const fraction = reading.fraction ?? 0
    isMine = await saveProgress(database, record.id, rowSetId, { rows: rowCount, fraction })
  })
  const compared = record.dataset_id ? await compareColumns(database, record.dataset_id, analysis) : null
  await moveImport(
    database,
    record.id,
    'analysed',
    {
      decisions,
      columns: analysis.columns,
      preview: analysis.preview,
      row_count: analysis.rowCount,
      set_aside_count: analysis.setAsideCount,
      notes: [...notes, ...analysis.notes, ...(compared?.notes ?? [])],
      suggested_key: compared ? compared.keyColumn : analysis.suggestedKey,
      key_column: null,
      read_settings: settings,
      changes: null,
      problem: null,
      progress: { rows: analysis.rowCount, fraction: 1 },
    },
    rowSetId,
  )
}

/** The key of a dataset stays; which columns come and go is reported before anything is replaced. */
async function compareColumns(
  database: Database,
  datasetId: string,
  { columns }: { columns: { name: string }[] },
): Promise<{ keyColumn: string | null; notes: string[] } | null> {
  const before = await datasetVersion(database, datasetId)
  if (!before) return null
  const now = new Set(columns.map((column) => column.name))
  const then = new Set(before.columnNames)
  const vanished = [...then].filter((name) => !now.has(name))
  const added = [...now].filter((name) => !then.has(name))
  const notes: string[] = []
  if (vanished.length > 0) {
    notes.push(
      `Columns that the dataset has and this file does not: ${vanished.join(', ')}. Templates that use them will report it.`,
    )
  }
  if (added.length > 0) notes.push(`New columns: ${added.join(', ')}.`)
  const hasKey = now.has(before.keyColumn)
  if (!hasKey) {
    notes.push(
      `The dataset's key column "${before.keyColumn}" is not in this file, so its rows cannot be matched. ` +
        'Name the column as before, or import the file as a new dataset.',
    )
  }
  return { keyColumn: hasKey ? before.keyColumn : null, notes }
}
