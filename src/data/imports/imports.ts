// Imports from upload to dataset. What takes long runs as a job that starts over when it was interrupted; what it
// fills is a set of rows nobody sees until it is complete.
import type { Readable } from 'node:stream'
import type { SetAsideRow } from '../../api/dataset.ts'
import type { Import, LoadInput, RowChange } from '../../api/import.ts'
import type { ImportSettings, ImportSettingsPatch } from '../../api/import-settings.ts'
import { newId } from '../../db/id.ts'
import type { Database, Queries, Tx } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Logger } from '../../logger.ts'
import { type ColumnReadings, createColumnReadings } from '../columns/column-readings.ts'
import { type Corrections, createCorrections } from '../corrections/corrections.ts'
import { type DatasetRecord, findDataset, getDataset } from '../datasets.ts'
import { formatById, recogniseFile } from '../formats/index.ts'
import type { PublishedKeys } from '../keys/known-keys.ts'
import { limits } from '../limits.ts'
import { noSources } from '../refresh/no-sources.ts'
import { type TryResult, tryFetch } from '../refresh/try-fetch.ts'
import type { CellFiller } from '../rows/fill-cells.ts'
import { retireRowSet } from '../rows/row-set.ts'
import { readSetAside } from '../rows/rows.ts'
import type { Fetched } from '../sources/source.ts'
import { createShaping, type Shaping } from '../steps/shaping.ts'
import type { Computing } from '../steps/step.ts'
import { listChanges } from './change-list.ts'
import { chooseKey } from './choose-key.ts'
import { chooseSettings } from './choose-settings.ts'
import { applyAndKeep } from './go-on.ts'
import { defineImportJobs, type ImportJobs } from './import-jobs.ts'
import { byPerson, type ImportRecord, toImport } from './import-record.ts'
import type { FetchTo, ImportSources } from './import-source.ts'
import { getImportRecord, insertImport, moveImport } from './import-store.ts'
import { createUploads } from './upload.ts'

export interface ImportsDeps {
  database: Database
  /** Not started yet: the jobs of imports are declared here. */
  jobs: Jobs
  /** Uploads are kept in `uploads` below it. */
  dataDir: string
  logger: Logger
  maxUploadBytes?: number
  /** What was published of the rows of datasets, whose keys stay as they are. */
  published?: PublishedKeys
  /** Fills computed columns. */
  computing: Computing
  /** Where files are fetched from; without it there are uploads alone. */
  sources?: ImportSources
  /** Fills columns beside those of the file. */
  filler?: CellFiller
  /** False: this process only takes files in, and another one works on them. */
  works?: boolean
}

export interface NewUpload {
  id: string
  bytes: number
  fileName: string
}

export interface NewFetch {
  workspaceId: string
  sourceId: string
  datasetId: string | null
  /** What stands for the name of the file until it is there. */
  title: string
  trigger: Import['trigger']
  /** Goes on by itself, as the last one did. */
  isRefresh: boolean
}

export interface Imports {
  /** Streams the file to disk; it becomes an import with `start`, or goes away with `abandon`. */
  receive(fileName: string, content: Readable): Promise<NewUpload>
  start(workspaceId: string, upload: NewUpload, datasetId: string | null): Promise<Import>
  abandon(upload: NewUpload): Promise<void>
  /** An import whose file is fetched from a source, once `wake` is called after the transaction. */
  fetch(tx: Tx, fetch: NewFetch): Promise<Import>
  wake(id: string): Promise<void>
  /** What a source gives, before anything is stored. Whatever is wrong is a `SourceError`. */
  tryFetch(fetch: (to: FetchTo) => Promise<Fetched>, signal: AbortSignal): Promise<TryResult>
  get(workspaceId: string, id: string): Promise<Import>
  /** Decides something otherwise and analyses again. */
  update(workspaceId: string, id: string, settings: ImportSettingsPatch): Promise<Import>
  /** Loads all rows. After keys that cannot be used it may be called again with other columns. */
  load(workspaceId: string, id: string, input: LoadInput): Promise<Import>
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
  /** Of a dataset that was deleted. */
  forgetFile(importId: string): Promise<void>
  corrections: Corrections
  readings: ColumnReadings
  /** How rows are shaped between a file and a dataset. */
  shaping: Shaping
  /** After a start of the process: takes up what was interrupted and tidies what was left behind. */
  resume(): Promise<void>
}

export function createImports(deps: ImportsDeps): Imports {
  const { database, sources = noSources } = deps
  const uploads = createUploads(deps.dataDir, deps.maxUploadBytes ?? limits.file)
  const jobs: ImportJobs = defineImportJobs({ ...deps, sources, uploads })

  /** Moves on, or says that the import is not where that is possible. */
  async function move(
    queries: Queries,
    record: ImportRecord,
    ...args: [Parameters<typeof moveImport>[2], Parameters<typeof moveImport>[3]?]
  ) {
    const moved = await moveImport(queries, record.id, ...args)
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

    async fetch(tx, { workspaceId, sourceId, datasetId, title, trigger, isRefresh }) {
      // What the file is shows when it is there.
      const format = formatById('csv')
      const record = await insertImport(tx, {
        id: newId('imp'),
        workspace_id: workspaceId,
        dataset_id: datasetId,
        file_name: title,
        bytes: 0,
        format: format.id,
        settings: format.defaultConfig as ImportSettings,
        source_id: sourceId,
        trigger,
        is_refresh: isRefresh,
      })
      return toImport(record)
    },
    wake: (id) => jobs.wake(id),
    tryFetch: (fetch, signal) => tryFetch(uploads, fetch, signal),

    async start(workspaceId, upload, datasetId) {
      try {
        if (datasetId !== null) await getDataset(database, workspaceId, datasetId)
        const format = await recogniseFile(uploads.path(upload.id))
        const record = await insertImport(database, {
          id: upload.id,
          workspace_id: workspaceId,
          dataset_id: datasetId,
          file_name: upload.fileName,
          bytes: upload.bytes,
          format: format.id,
          settings: format.defaultConfig as ImportSettings,
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
      const moved = await move(database, record, 'analysing', {
        settings: chooseSettings(formatById(record.format), record.settings, settings),
        problem: null,
        changes: null,
        base_row_set_id: null,
        progress: { rows: 0, fraction: 0 },
        ...byPerson,
      })
      await jobs.wake(id)
      return toImport(moved)
    },

    async load(workspaceId, id, { name, ...input }) {
      const record = await getImportRecord(database, workspaceId, id)
      const dataset = record.dataset_id ? await findDataset(database, workspaceId, record.dataset_id) : null
      const key = chooseKey(record, dataset, input.keyColumns ?? [input.keyColumn!])
      if (record.state === 'loading' && record.key_column === key.key_column) return toImport(record)
      await requireFile(record)
      const moved = await move(database, record, 'loading', {
        ...key,
        key_notes: [],
        dataset_name: name ?? record.dataset_name,
        problem: null,
        changes: null,
        base_row_set_id: null,
        progress: { rows: 0, fraction: 0 },
        ...byPerson,
      })
      await jobs.wake(id)
      return toImport(moved)
    },

    async apply(workspaceId, id) {
      const record = await getImportRecord(database, workspaceId, id)
      const datasetId = await applyAndKeep({ database, uploads, sources }, record)
      await jobs.tidySoon()
      return getDataset(database, workspaceId, datasetId)
    },

    async discard(workspaceId, id) {
      const record = await getImportRecord(database, workspaceId, id)
      if (record.state === 'discarded') return
      await database.transaction(async (tx) => {
        const moved = await move(tx, record, 'discarded')
        if (moved.row_set_id) await retireRowSet(tx, moved.row_set_id)
        await sources.discarded(tx, moved)
      })
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

    forgetFile: uploads.remove,
    corrections: createCorrections(database, jobs.tidySoon),
    readings: createColumnReadings(database, jobs.tidySoon),
    shaping: createShaping({ database, uploads, computing: deps.computing, wake: jobs.wake }),
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
