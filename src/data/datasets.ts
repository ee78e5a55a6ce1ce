// Datasets: a name and a pointer to one immutable set of rows.
import type { Column, Dataset } from '../api/dataset.ts'
import type { Readings } from '../api/reading.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { readingOf } from '../readings/read-as.ts'
import { retireRowSet } from './rows/row-set.ts'

export interface DatasetRecord extends Dataset {
  /** The rows this version consists of; they never change. */
  rowSetId: string
}

interface Joined {
  id: string
  name: string
  version: number
  row_set_id: string
  created_at: string
  updated_at: string
  columns: Column[]
  readings: Readings
  key_column: string
  key_parts: string[] | null
  row_count: number
  set_aside_count: number
  source_name: string
}

const select = `
  select d.id, d.name, d.version, d.row_set_id, d.created_at, d.updated_at,
         s.columns, s.readings, s.key_column, s.key_parts, s.row_count, s.set_aside_count, s.source_name
  from datasets d join row_sets s on s.id = d.row_set_id`

/** Newest first. */
export async function listDatasets(queries: Queries, workspaceId: string): Promise<DatasetRecord[]> {
  const { rows } = await queries.query<Joined>(
    `${select} where d.workspace_id = $1 order by d.created_at desc, d.id desc`,
    [workspaceId],
  )
  return rows.map(toRecord)
}

export async function findDataset(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<DatasetRecord | null> {
  const { rows } = await queries.query<Joined>(`${select} where d.workspace_id = $1 and d.id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0] ? toRecord(rows[0]) : null
}

/** Fails with `not_found`. */
export async function getDataset(queries: Queries, workspaceId: string, id: string): Promise<DatasetRecord> {
  const dataset = await findDataset(queries, workspaceId, id)
  if (!dataset) throw notFound()
  return dataset
}

export async function renameDataset(
  queries: Queries,
  workspaceId: string,
  id: string,
  name: string,
): Promise<DatasetRecord> {
  await queries.query('update datasets set name = $3, updated_at = $4 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    name,
    queries.now(),
  ])
  return getDataset(queries, workspaceId, id)
}

/** What a dataset consists of now. */
export interface DatasetVersion {
  /** An immutable set of rows; another one means other rows. */
  rowSetId: string
  poolId: string
  version: number
  rowCount: number
  columnNames: string[]
  /** How columns are read that templates do not read by themselves. */
  readings: Readings
  keyColumn: string
  /** Null: the key is a column of the file. */
  keyParts: string[] | null
  /** Keys of it may be spelt as they were before they were cleaned. */
  hasOldKeys: boolean
}

/** Null when the dataset is gone. Whatever the workspace; for work that was allowed before. */
export async function datasetVersion(queries: Queries, datasetId: string): Promise<DatasetVersion | null> {
  const { rows } = await queries.query<DatasetVersion>(
    `select d.row_set_id as "rowSetId", s.pool_id as "poolId", d.version, s.row_count as "rowCount",
            array(select c ->> 'name' from jsonb_array_elements(s.columns) c) as "columnNames",
            s.readings, s.key_column as "keyColumn", s.key_parts as "keyParts", s.has_old_keys as "hasOldKeys"
       from datasets d join row_sets s on s.id = d.row_set_id where d.id = $1`,
    [datasetId],
  )
  return rows[0] ?? null
}

/** A set of rows, whether or not a dataset points at it; null when it is gone. */
export async function findRowSet(
  queries: Queries,
  rowSetId: string,
): Promise<Pick<DatasetVersion, 'rowSetId' | 'rowCount' | 'readings'> | null> {
  const { rows } = await queries.query<{ rowCount: number; readings: Readings }>(
    'select row_count as "rowCount", readings from row_sets where id = $1',
    [rowSetId],
  )
  return rows[0] ? { rowSetId, ...rows[0] } : null
}

/** Another version of a dataset, unless its rows were replaced meanwhile: then `made` is of no use. */
export async function pointAt(
  database: Database,
  { id, rowSetId }: Pick<DatasetRecord, 'id' | 'rowSetId'>,
  made: string,
  record: (tx: Tx) => Promise<void> = async () => {},
): Promise<boolean> {
  const isMine = await database.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update datasets set row_set_id = $3, version = version + 1, updated_at = $4
        where id = $1 and row_set_id = $2`,
      [id, rowSetId, made, tx.now()],
    )
    if (rowCount === 0) return false
    await record(tx)
    await retireRowSet(tx, rowSetId)
    return true
  })
  if (!isMine) await retireRowSet(database, made)
  return isMine
}

export function replacedMeanwhile(): AppError {
  return new AppError(
    'stale',
    'The rows of this dataset are being replaced by others at the moment. Try again when that is done.',
  )
}

/** Of a set that no page was made of yet. */
export async function setReadings(queries: Queries, rowSetId: string, readings: Readings): Promise<void> {
  await queries.query('update row_sets set readings = $2 where id = $1', [rowSetId, JSON.stringify(readings)])
}

/** The version that each of these datasets has now, by id. */
export async function datasetVersionsOf(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await queries.query<{ id: string; version: number }>(
    'select id, version from datasets where id = any($1::text[])',
    [ids],
  )
  return new Map(rows.map(({ id, version }) => [id, version]))
}

export interface DatasetSummary {
  name: string
  rowCount: number
}

/** Name and number of rows of each of these datasets that exists, by id. */
export async function summariseDatasets(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, DatasetSummary>> {
  const { rows } = await queries.query<{ id: string; name: string; row_count: number }>(
    `select d.id, d.name, s.row_count from datasets d join row_sets s on s.id = d.row_set_id
      where d.id = any($1::text[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, { name: row.name, rowCount: row.row_count }]))
}

/**
 * Refused with `conflict` while a project uses it; `namesOfUsers` asks for these. Its rows are deleted later, in the
 * background.
 */
export async function removeDataset(
  database: Database,
  workspaceId: string,
  id: string,
  namesOfUsers: (tx: Queries, datasetId: string) => Promise<string[]>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.query<{ row_set_id: string }>(
      'select row_set_id from datasets where workspace_id = $1 and id = $2 for update',
      [workspaceId, id],
    )
    if (!rows[0]) throw notFound()
    const users = await namesOfUsers(tx, id)
    if (users.length > 0) {
      throw new AppError(
        'conflict',
        `The dataset is used by ${users.map((name) => `"${name}"`).join(', ')}. Delete the project first, or give it another dataset.`,
      )
    }
    await tx.query('delete from datasets where id = $1', [id])
    await retireRowSet(tx, rows[0].row_set_id)
  })
}

/** Without what is only for us. */
export function toDataset({ rowSetId: _, ...dataset }: DatasetRecord): Dataset {
  return dataset
}

function toRecord(row: Joined): DatasetRecord {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    columns: row.columns.map((column) => {
      const readAs = readingOf(row.readings, column.name)
      return readAs ? { ...column, readAs } : column
    }),
    keyColumn: row.key_column,
    keyColumns: row.key_parts ?? [row.key_column],
    rowCount: row.row_count,
    setAsideCount: row.set_aside_count,
    sourceName: row.source_name,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    rowSetId: row.row_set_id,
  }
}

function notFound(): AppError {
  return new AppError(
    'not_found',
    'This dataset does not exist. It may have been deleted; look at the list of datasets.',
  )
}
