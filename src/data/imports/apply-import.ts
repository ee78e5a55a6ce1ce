// Makes loaded rows the dataset, in one transaction: the pointer moves, or nothing does.
import { newId } from '../../db/id.ts'
import type { Database, Tx } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { raiseNotice } from '../../notices/raise.ts'
import { recordSourceValues } from '../corrections/correction-store.ts'
import { findRowSet, getDataset, setReadings } from '../datasets.ts'
import { retireRowSet } from '../rows/row-set.ts'
import { readingStep } from '../steps/reading-step.ts'
import { readReaders } from '../steps/stored-steps.ts'
import type { ImportRecord } from './import-record.ts'
import { getImportRecord, moveImport } from './import-store.ts'
import { keptFileOf } from './kept-file.ts'

/**
 * The id of the dataset, which keeps the file of this import from now on. Applying twice is applying once.
 * @param onApplied in the same transaction, once
 */
export async function applyImport(
  database: Database,
  workspaceId: string,
  id: string,
  onApplied: (tx: Tx, record: ImportRecord, datasetId: string) => Promise<void>,
): Promise<string> {
  return database.transaction(async (tx) => {
    await tx.query('select 1 from imports where id = $1 for update', [id])
    const record = await getImportRecord(tx, workspaceId, id)
    if (record.state === 'applied' && record.dataset_id) return record.dataset_id
    if (record.state !== 'loaded' || !record.row_set_id) {
      throw new AppError(
        'conflict',
        'This import has not been loaded, so there is nothing to apply. Load it with a key column first.',
      )
    }
    const datasetId = record.base_row_set_id ? await replaceRows(tx, record) : await createDataset(tx, record)
    await shapeDataset(tx, datasetId, record)
    if (record.base_row_set_id) await keepReadings(tx, record)
    await recordSourceValues(tx, datasetId, record.corrections.overtaken)
    await tellOvertaken(tx, datasetId, record)
    await tellReaders(tx, workspaceId, datasetId)
    await moveImport(tx, id, 'applied', { dataset_id: datasetId })
    await onApplied(tx, record, datasetId)
    return datasetId
  })
}

async function createDataset(tx: Tx, record: ImportRecord): Promise<string> {
  const datasetId = newId('dat')
  await tx.query(
    `insert into datasets (id, workspace_id, name, row_set_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $5)`,
    [
      datasetId,
      record.workspace_id,
      record.dataset_name ?? nameFromFile(record.file_name),
      record.row_set_id,
      tx.now(),
    ],
  )
  return datasetId
}

async function replaceRows(tx: Tx, record: ImportRecord): Promise<string> {
  const { rows } = await tx.query<{ row_set_id: string; has_same_steps: boolean }>(
    'select row_set_id, steps = $2::jsonb as has_same_steps from datasets where id = $1 for update',
    [record.dataset_id, JSON.stringify(record.steps)],
  )
  if (!rows[0] || !record.dataset_id) {
    throw new AppError(
      'conflict',
      'The dataset has been deleted in the meantime. Upload the file again to create a new one.',
    )
  }
  if (rows[0].row_set_id !== record.base_row_set_id) {
    throw new AppError(
      'stale',
      'Someone else replaced the rows of this dataset in the meantime, so the differences shown are out of date. Load the import again to see them against the new rows.',
    )
  }
  if (!rows[0].has_same_steps && !record.sets_steps) {
    throw new AppError(
      'stale',
      'Someone else changed the steps of this dataset after this import was started. Import the file again, so that its rows go through the new ones.',
    )
  }
  await tx.query(
    `update datasets set row_set_id = $2, version = version + 1, updated_at = $4, name = coalesce($3, name)
     where id = $1`,
    [record.dataset_id, record.row_set_id, record.dataset_name, tx.now()],
  )
  await retireRowSet(tx, record.base_row_set_id!)
  return record.dataset_id
}

/** The steps of the import are those of the dataset from now on, and so is its file. */
async function shapeDataset(tx: Tx, datasetId: string, record: ImportRecord): Promise<void> {
  await tx.query(
    'update datasets set steps = $2, lineage = $3, steps_read = $4, kept_file = $5 where id = $1',
    [
      datasetId,
      JSON.stringify(record.steps),
      JSON.stringify(record.lineage),
      JSON.stringify(record.steps_read),
      JSON.stringify(keptFileOf(record)),
    ],
  )
}

/** Columns are read as before, unless a step has come to do it. */
async function keepReadings(
  tx: Tx,
  { base_row_set_id, row_set_id, steps, lineage }: ImportRecord,
): Promise<void> {
  const before = await findRowSet(tx, base_row_set_id!)
  const kept = Object.entries(before?.readings ?? {}).filter(
    ([column]) => readingStep(column, { steps, lineage }) === null,
  )
  if (kept.length > 0) await setReadings(tx, row_set_id!, Object.fromEntries(kept))
}

/** The source has come to say something else where somebody had corrected it. */
async function tellOvertaken(tx: Tx, datasetId: string, record: ImportRecord): Promise<void> {
  const { overtaken } = record.corrections
  if (overtaken.length === 0) return
  const { name } = await getDataset(tx, record.workspace_id, datasetId)
  const shown = overtaken.slice(0, 5).map(({ rowKey, column }) => `${column} of ${rowKey}`)
  const more = overtaken.length > shown.length ? ', and more' : ''
  const message = `It is ${shown.join(', ')}${more}. The corrections stay until you take them back: compare both in the rows.`
  await raiseNotice(tx, {
    workspaceId: record.workspace_id,
    kind: 'correction_overtaken',
    subject: { kind: 'dataset', id: datasetId, name },
    detail: { message, cells: overtaken.length },
  })
}

/** Datasets whose steps read this one have rows of before. */
async function tellReaders(tx: Tx, workspaceId: string, datasetId: string): Promise<void> {
  const { name } = await getDataset(tx, workspaceId, datasetId)
  for (const reader of await readReaders(tx, workspaceId, datasetId)) {
    const subject = { kind: 'dataset' as const, id: reader.datasetId, name: reader.name }
    const message = `"${name}" has new rows. They are used when ${reader.name} is imported or refreshed again, or when its steps are applied again.`
    await raiseNotice(tx, { workspaceId, kind: 'data_read_changed', subject, detail: { message } })
  }
}

function nameFromFile(fileName: string): string {
  return (
    fileName
      .replace(/\.[a-z0-9]{1,5}$/i, '')
      .trim()
      .slice(0, 100) || 'Dataset'
  )
}
