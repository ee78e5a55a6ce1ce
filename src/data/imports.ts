// Imports from upload to dataset. What takes long runs as a job that starts over when it was interrupted; what it
// fills is a set of rows nobody sees until it is complete.
import type { Readable } from 'node:stream'
import type { SetAsideRow } from '../api/dataset.ts'
import type { Import, ImportSettings, RowChange } from '../api/import.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import { applyImport } from './apply-import.ts'
import { listChanges } from './change-list.ts'
import { type DatasetRecord, findDataset, getDataset } from './datasets.ts'
import { defineImportJobs, type ImportJobs } from './import-jobs.ts'
import { type ImportRecord, toImport } from './import-record.ts'
import { getImportRecord, insertImport, moveImport } from './import-store.ts'
import { retireRowSet } from './row-set.ts'
import { readSetAside } from './rows.ts'
import { recogniseFile, sourceById } from './sources/index.ts'
import { limits, type SourceContext } from './sources/source.ts'
import { createUploads } from './upload.ts'

export interface ImportsDeps {
  database: Database
  /** Not started yet: the jobs of imports are declared here. */
  jobs: Jobs
  /** Uploads are kept in `uploads` below it. */
  dataDir: string
  logger: Logger
  maxUploadBytes?: number
  /** What sources may use of the network; nothing unless told. */
  network?: Pick<SourceContext, 'fetch' | 'addresses'>
  /** False: this process only takes files in, and another one works on them. */
  works?: boolean
}

export interface NewUpload {
  id: string
  bytes: number
  fileName: string
}

export interface Imports {
  /** Streams the file to disk; it becomes an import with `start`, or goes away with `abandon`. */
  receive(fileName: string, content: Readable): Promise<NewUpload>
  start(workspaceId: string, upload: NewUpload, datasetId: string | null): Promise<Import>
  abandon(upload: NewUpload): Promise<void>
  get(workspaceId: string, id: string): Promise<Import>
  /** Decides something otherwise and analyses again. */
  update(workspaceId: string, id: string, settings: Partial<ImportSettings>): Promise<Import>
  load(
    workspaceId: string,
    id: string,
    input: { keyColumn: string; name?: string | undefined },
  ): Promise<Import>
  apply(workspaceId: string, id: string): Promise<DatasetRecord>
  discard(workspaceId: string, id: string): Promise<void>
  setAside(
    workspaceId: string,
    id: string,
    page: { afterLine: number; limit: number },
  ): Promise<SetAsideRow[]>
  changes(
    workspaceId: string,
    id: string,
    page: { change: RowChange['change'] | null; afterKey: string; limit: number },
  ): Promise<{ items: RowChange[]; total: number }>
  /** After a start of the process: takes up what was interrupted and tidies what was left behind. */
  resume(): Promise<void>
}

export function createImports(deps: ImportsDeps): Imports {
  const { database } = deps
  const uploads = createUploads(deps.dataDir, deps.maxUploadBytes ?? limits.file)
  const jobs: ImportJobs = defineImportJobs({ ...deps, uploads })

  /** Moves on, or says that the import is not where that is possible. */
  async function move(
    record: ImportRecord,
    ...args: [Parameters<typeof moveImport>[2], Parameters<typeof moveImport>[3]?]
  ) {
    const moved = await moveImport(database, record.id, ...args)
    if (moved) return moved
    throw new AppError(
      'conflict',
      `This cannot be done while the import is ${record.state}. Wait until it has finished, or upload the file again.`,
    )
  }

  async function requireFile(record: ImportRecord): Promise<void> {
    if (await uploads.exists(record.id)) return
    throw new AppError(
      'conflict',
      'The uploaded file is no longer in the data folder of this server. Upload it again.',
    )
  }

  return {
    async receive(fileName, content) {
      const id = newId('imp')
      return { id, bytes: await uploads.save(id, content), fileName: toFileName(fileName) }
    },
    abandon: (upload) => uploads.remove(upload.id),

    async start(workspaceId, upload, datasetId) {
      try {
        if (datasetId !== null) await getDataset(database, workspaceId, datasetId)
        const source = await recogniseFile(uploads.path(upload.id))
        const record = await insertImport(database, {
          id: upload.id,
          workspace_id: workspaceId,
          dataset_id: datasetId,
          file_name: upload.fileName,
          bytes: upload.bytes,
          source: source.id,
          settings: source.defaultConfig as ImportSettings,
        })
        await jobs.wake(record.id)
        return toImport(record)
      } catch (error) {
        await uploads.remove(upload.id)
        throw error
      }
    },

    get: async (workspaceId, id) => toImport(await getImportRecord(database, workspaceId, id)),

    async update(workspaceId, id, settings) {
      const record = await getImportRecord(database, workspaceId, id)
      await requireFile(record)
      const moved = await move(record, 'analysing', {
        settings: sourceById(record.source).config.parse({
          ...record.settings,
          ...settings,
        }) as ImportSettings,
        problem: null,
        changes: null,
        base_row_set_id: null,
        progress: { rows: 0, fraction: 0 },
      })
      await jobs.wake(id)
      return toImport(moved)
    },

    async load(workspaceId, id, { keyColumn, name }) {
      const record = await getImportRecord(database, workspaceId, id)
      if (record.state === 'loading' && record.key_column === keyColumn) return toImport(record)
      await requireFile(record)
      if (!record.read_settings) {
        throw new AppError(
          'conflict',
          'The file has not been analysed, so it cannot be loaded. Change its settings or upload another file.',
        )
      }
      if (!record.columns.some((column) => column.name === keyColumn)) {
        throw new AppError(
          'bad_request',
          `The file has no column "${keyColumn}". Choose one of its columns as the key.`,
        )
      }
      const dataset = record.dataset_id ? await findDataset(database, workspaceId, record.dataset_id) : null
      if (dataset && dataset.keyColumn !== keyColumn) {
        throw new AppError(
          'bad_request',
          `The key column of this dataset is "${dataset.keyColumn}" and cannot change, since it decides which page a row is. Load with it, or import the file as a new dataset.`,
        )
      }
      const moved = await move(record, 'loading', {
        key_column: keyColumn,
        dataset_name: name ?? record.dataset_name,
        problem: null,
        changes: null,
        base_row_set_id: null,
        progress: { rows: 0, fraction: 0 },
      })
      await jobs.wake(id)
      return toImport(moved)
    },

    async apply(workspaceId, id) {
      const datasetId = await applyImport(database, workspaceId, id)
      await uploads.remove(id)
      await jobs.tidySoon()
      return getDataset(database, workspaceId, datasetId)
    },

    async discard(workspaceId, id) {
      const record = await getImportRecord(database, workspaceId, id)
      if (record.state === 'discarded') return
      const moved = await move(record, 'discarded')
      if (moved.row_set_id) await retireRowSet(database, moved.row_set_id)
      await uploads.remove(id)
      await jobs.tidySoon()
    },

    async setAside(workspaceId, id, page) {
      const record = await getImportRecord(database, workspaceId, id)
      return record.row_set_id ? readSetAside(database, record.row_set_id, page) : []
    },

    async changes(workspaceId, id, page) {
      return listChanges(database, await getImportRecord(database, workspaceId, id), page)
    },

    resume: () => jobs.resume(),
  }
}

/** What is shown as the file's name: the last part of a path, without control characters. */
function toFileName(fileName: string): string {
  const last = fileName.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  return (
    last
      .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .trim()
      .slice(0, 200) || 'upload.csv'
  )
}
