// Makes loaded rows the dataset, in one transaction: the pointer moves, or nothing does.
import { newId } from '../db/id.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { ImportRecord } from './import-record.ts'
import { getImportRecord, moveImport } from './import-store.ts'
import { retireRowSet } from './row-set.ts'

/** The id of the dataset. Applying twice is applying once. */
export async function applyImport(database: Database, workspaceId: string, id: string): Promise<string> {
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
    await moveImport(tx, id, 'applied', { dataset_id: datasetId })
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
  const { rows } = await tx.query<{ row_set_id: string }>(
    'select row_set_id from datasets where id = $1 for update',
    [record.dataset_id],
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
  await tx.query(
    `update datasets set row_set_id = $2, version = version + 1, updated_at = $4, name = coalesce($3, name)
     where id = $1`,
    [record.dataset_id, record.row_set_id, record.dataset_name, tx.now()],
  )
  await retireRowSet(tx, record.base_row_set_id!)
  return record.dataset_id
}

function nameFromFile(fileName: string): string {
  return (
    fileName
      .replace(/\.[a-z0-9]{1,5}$/i, '')
      .trim()
      .slice(0, 100) || 'Dataset'
  )
}
