// The file that a dataset's rows were made of stays, so that its steps can be changed without it.
import { createWriteStream } from 'node:fs'
import { copyFile, link, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ImportSettings } from '../../api/import-settings.ts'
import type { Queries } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { type DatasetVersion, datasetVersion } from '../datasets.ts'
import { defaultCsvConfig } from '../formats/csv/config.ts'
import { csv } from '../formats/csv/csv.ts'
import { rowsBeforeKey } from '../rows/dataset-rows.ts'
import { walkCells } from '../rows/row-cells.ts'
import type { ImportRecord } from './import-record.ts'
import type { Uploads } from './upload.ts'

/** A file under the id of the import that brought it, and how it is read. */
export interface KeptFile {
  importId: string
  format: string
  /** What the owner chose about it, of that format. */
  settings: ImportSettings
  fileName: string
  bytes: number
}

export function keptFileOf(record: ImportRecord): KeptFile {
  const { id: importId, format, settings, file_name: fileName, bytes } = record
  return { importId, format, settings, fileName, bytes }
}

export async function findKeptFile(queries: Queries, datasetId: string): Promise<KeptFile | null> {
  const { rows } = await queries.query<{ kept_file: KeptFile | null }>(
    'select kept_file from datasets where id = $1',
    [datasetId],
  )
  return rows[0]?.kept_file ?? null
}

/** Which of these imports brought a file that a dataset keeps. */
export async function keptAmong(queries: Queries, importIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await queries.query<{ id: string }>(
    `select kept_file ->> 'importId' as id from datasets where kept_file ->> 'importId' = any($1::text[])`,
    [importIds],
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * The rows of a dataset before its steps, as a file under this id: the one it keeps or, for rows that were stored
 * before files were kept, one that is written from them.
 */
export async function bringFile(
  queries: Queries,
  uploads: Uploads,
  dataset: { id: string; name: string; sourceName: string },
  importId: string,
): Promise<KeptFile> {
  const kept = await findKeptFile(queries, dataset.id)
  if (!kept) {
    const version = (await datasetVersion(queries, dataset.id))!
    return writeRows(queries, uploads.path(importId), version, { importId, fileName: dataset.sourceName })
  }
  if (!(await uploads.exists(kept.importId))) {
    throw new AppError(
      'conflict',
      `The file that "${dataset.name}" was made of is not in the data folder of this server any more. Import it again to change its steps.`,
    )
  }
  await linkOrCopy(uploads.path(kept.importId), uploads.path(importId))
  return { ...kept, importId }
}

/** Files are never written to once they are complete, so two names for one are enough. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    // Not every file system has links.
    await copyFile(from, to)
  }
}

/** As `writeRows` writes, with nothing to be found out. */
const written: ImportSettings = {
  ...defaultCsvConfig,
  encoding: 'utf-8',
  delimiter: ',',
  headerLine: 1,
  linesInQuotes: false,
}

async function writeRows(
  queries: Queries,
  path: string,
  version: DatasetVersion,
  { importId, fileName }: Pick<KeptFile, 'importId' | 'fileName'>,
): Promise<KeptFile> {
  const { names, cells } = rowsBeforeKey(version)
  async function* lines() {
    yield toCsvLine(names)
    for await (const rows of walkCells(queries, version.rowSetId)) {
      yield rows.map((row) => toCsvLine(cells(row.cells))).join('')
    }
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(Readable.from(lines()), createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
  const { size: bytes } = await stat(path)
  return { importId, format: csv.id, settings: written, fileName, bytes }
}

/** Exactly the cells, in quotes: nothing is disarmed, since no spreadsheet reads it. */
function toCsvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`
}
