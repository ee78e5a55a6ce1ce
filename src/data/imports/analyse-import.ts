// The job's first half: decides how the file is read, reports its columns, and keeps the rows that were set aside.
import type { Step } from '../../api/step.ts'
import type { Database } from '../../db/types.ts'
import { analyseTable } from '../columns/analyse.ts'
import { type DatasetVersion, datasetVersion } from '../datasets.ts'
import type { OpenFile, Settings } from '../formats/format.ts'
import type { CellFiller } from '../rows/fill-cells.ts'
import { insertSetAside } from '../rows/row-set.ts'
import type { Computing } from '../steps/step.ts'
import { type FilledColumns, findFilledColumns } from './filled-columns.ts'
import type { ImportRecord } from './import-record.ts'
import { moveImport, saveDecisions, saveProgress, startRowSet } from './import-store.ts'
import { lineageOf, openImport } from './open-import.ts'

const progressEveryMs = 500

/** Ends in `analysed`, throws a `SourceError` for a file that cannot be used, or returns when it was superseded. */
export async function analyseImport(
  database: Database,
  record: ImportRecord,
  { format, file, signal }: OpenFile,
  { computing, filler }: { computing: Computing; filler: CellFiller },
): Promise<void> {
  const place = await startRowSet(database, record.id, 'analysing')
  if (!place) return
  const { rowSetId } = place
  const { settings, decisions, notes, readings } = await format.decide(record.settings, file, signal)
  await saveDecisions(database, record.id, rowSetId, { decisions, readings })
  const before = record.dataset_id ? await datasetVersion(database, record.dataset_id) : null
  const keyColumns = before ? (before.keyParts ?? [before.keyColumn]) : []
  const plan = record.dataset_id ? await filler.plan(database, record.dataset_id) : null
  const open = { format, file, signal, settings, computing, keyColumns, filling: { plan, filler } }
  const { table, reading } = await openImport(database, record, open)
  let nextProgress = Date.now() + progressEveryMs
  let isMine = true
  const analysis = await analyseTable(table, async (rows, rowCount) => {
    signal.throwIfAborted()
    if (!isMine) return
    const aside = rows.filter((row) => row.kind === 'aside')
    if (aside.length > 0) await insertSetAside(database, rowSetId, aside)
    if (Date.now() < nextProgress) return
    nextProgress = Date.now() + progressEveryMs
    const fraction = reading.fraction ?? 0
    isMine = await saveProgress(database, record.id, rowSetId, { rows: rowCount, fraction })
  })
  const filledBefore = record.dataset_id ? await findFilledColumns(database, record.dataset_id) : null
  const compared = before && compareColumns(before, filledBefore, analysis)
  await moveImport(
    database,
    record.id,
    'analysed',
    {
      decisions,
      readings,
      columns: analysis.columns,
      lineage: lineageOf(table),
      filling: plan,
      preview: analysis.preview,
      row_count: analysis.rowCount,
      set_aside_count: analysis.setAsideCount,
      notes: [...notes, ...analysis.notes, ...(compared?.notes ?? [])],
      suggested_key: compared
        ? compared.keyColumn
        : (knownKey(analysis, settings, record.steps) ?? analysis.suggestedKey),
      key_column: null,
      key_parts: null,
      key_notes: [],
      read_settings: settings,
      changes: null,
      problem: null,
      progress: { rows: analysis.rowCount, fraction: 1 },
    },
    rowSetId,
  )
}

/** The key that whoever wrote the file named, if it is a column still and rows were not multiplied. */
function knownKey(
  { columns }: { columns: { name: string }[] },
  { suggestedKey }: Settings,
  steps: readonly Step[],
): string | null {
  if (steps.some(({ kind, isOff }) => kind === 'combine' && !isOff)) return null
  return columns.find(({ name }) => name === suggestedKey)?.name ?? null
}

/** The key of a dataset stays; which columns come and go is reported before anything is replaced. */
function compareColumns(
  before: DatasetVersion,
  filledBefore: FilledColumns | null,
  { columns }: { columns: { name: string }[] },
): { keyColumn: string | null; notes: string[] } {
  const now = new Set(columns.map((column) => column.name))
  const keyColumns = before.keyParts ?? [before.keyColumn]
  const then = new Set(before.columnNames)
  // A combined key is a column of the dataset, and no column of a file.
  if (before.keyParts) then.delete(before.keyColumn)
  const gone = [...then].filter((name) => !now.has(name))
  const wasFilled = new Set(filledBefore?.columns.map(({ name }) => name))
  const vanished = gone.filter((name) => !wasFilled.has(name))
  const removed = gone.filter((name) => wasFilled.has(name))
  const added = [...now].filter((name) => !then.has(name))
  const notes: string[] = []
  if (vanished.length > 0) {
    notes.push(
      `Columns that the dataset has and this file does not: ${vanished.join(', ')}. Templates that use them will report it.`,
    )
  }
  if (removed.length > 0) {
    notes.push(
      `AI columns that were removed, and go with this import: ${removed.join(', ')}. Templates that use them will report it.`,
    )
  }
  if (added.length > 0) notes.push(`New columns: ${added.join(', ')}.`)
  const missing = keyColumns.filter((name) => !now.has(name)).map((name) => `"${name}"`)
  if (missing.length > 0) {
    notes.push(
      `The dataset's key ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not in this file, so its rows cannot be matched. ` +
        'Name the column as before, or import the file as a new dataset.',
    )
  }
  return { keyColumn: missing.length === 0 && !before.keyParts ? before.keyColumn : null, notes }
}
