// The steps of datasets and imports: asked, tried on the first rows, and changed. A change is an import like any
// other, of the file that is there already, so that it is compared before anything is replaced.
import type { Import } from '../../api/import.ts'
import type { DatasetSteps, Step, StepsPreview } from '../../api/step.ts'
import { newId } from '../../db/id.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { type DatasetRecord, datasetVersion, getDataset } from '../datasets.ts'
import { formatById } from '../formats/index.ts'
import { byPerson, toImport } from '../imports/import-record.ts'
import { getImportRecord, insertImport, moveImport, setImportSteps } from '../imports/import-store.ts'
import { bringFile, findKeptFile, type KeptFile, keptFileOf } from '../imports/kept-file.ts'
import { openSource } from '../imports/open-import.ts'
import type { Uploads } from '../imports/upload.ts'
import { sourceOfRows } from '../rows/dataset-rows.ts'
import { openOtherDatasets } from '../rows/other-dataset.ts'
import { SourceError } from '../source-error.ts'
import { previewSteps } from './preview.ts'
import type { StepSource } from './shape-table.ts'
import type { Computing } from './step.ts'
import { readSteps } from './stored-steps.ts'

export interface Shaping {
  ofDataset(workspaceId: string, datasetId: string): Promise<DatasetSteps>
  /** What steps would make of the first rows of its file. Stores nothing. */
  previewDataset(workspaceId: string, datasetId: string, steps: Step[]): Promise<StepsPreview>
  /** An import of the file that is there, with these steps; nothing is replaced until it is applied. */
  change(workspaceId: string, datasetId: string, steps: Step[]): Promise<Import>
  /** The same for a new dataset, made of the file of this one. */
  copy(workspaceId: string, datasetId: string, input: { steps: Step[]; name: string }): Promise<Import>
  ofImport(workspaceId: string, importId: string): Promise<Step[]>
  previewImport(workspaceId: string, importId: string, steps: Step[]): Promise<StepsPreview>
  /** Analyses the import again, with these steps. */
  changeImport(workspaceId: string, importId: string, steps: Step[]): Promise<Import>
}

interface Deps {
  database: Database
  uploads: Uploads
  computing: Computing
  wake(importId: string): Promise<void>
}

/** Whose steps are tried. */
interface Own {
  workspaceId: string
  datasetId: string | null
  keyColumns: readonly string[]
  steps: Step[]
}

/** A preview reads a part of a file; longer than this nobody waits. */
const previewMs = 20_000

export function createShaping({ database, uploads, computing, wake }: Deps): Shaping {
  /** Puts the file of a dataset into an import of its own. */
  async function startFrom(
    workspaceId: string,
    dataset: DatasetRecord,
    target: { datasetId: string | null; name: string | null },
    steps: Step[],
  ): Promise<Import> {
    const id = newId('imp')
    try {
      const file = await bringFile(database, uploads, dataset, id)
      const record = await database.transaction(async (tx) => {
        const { format, settings, fileName: file_name, bytes } = file
        await insertImport(tx, {
          id,
          workspace_id: workspaceId,
          dataset_id: target.datasetId,
          file_name,
          bytes,
          format,
          settings,
        })
        return setImportSteps(tx, id, { steps, name: target.name })
      })
      await wake(id)
      return toImport(record)
    } catch (error) {
      await uploads.remove(id)
      throw error
    }
  }

  async function preview(
    own: Own,
    open: (signal: AbortSignal) => Promise<StepSource>,
  ): Promise<StepsPreview> {
    const signal = AbortSignal.timeout(previewMs)
    const { workspaceId, datasetId, keyColumns, steps } = own
    const { open: openDataset } = openOtherDatasets(database, workspaceId, datasetId)
    try {
      return await previewSteps(await open(signal), steps, { keyColumns, computing, openDataset, signal })
    } catch (error) {
      if (error instanceof SourceError) throw new AppError('file_unreadable', error.message, { cause: error })
      if (signal.aborted) throw tooSlow(error)
      throw error
    }
  }

  /** The file of an import as its format reads it. */
  async function openFile(
    { importId, format: id, settings: config, bytes }: Omit<KeptFile, 'fileName'>,
    signal: AbortSignal,
  ): Promise<StepSource> {
    await requireFile(uploads, importId)
    const format = formatById(id)
    const file = { path: uploads.path(importId), bytes }
    const { settings } = await format.decide(config, file, signal)
    return (await openSource({ format, file, signal, settings })).source
  }

  return {
    async ofDataset(workspaceId, datasetId) {
      await getDataset(database, workspaceId, datasetId)
      return readSteps(database, workspaceId, datasetId)
    },

    async previewDataset(workspaceId, datasetId, steps) {
      const { keyColumns } = await getDataset(database, workspaceId, datasetId)
      const kept = await findKeptFile(database, datasetId)
      const version = (await datasetVersion(database, datasetId))!
      return preview({ workspaceId, datasetId, keyColumns, steps }, async (signal) =>
        kept ? openFile(kept, signal) : sourceOfRows(database, version),
      )
    },

    async change(workspaceId, datasetId, steps) {
      const dataset = await getDataset(database, workspaceId, datasetId)
      return startFrom(workspaceId, dataset, { datasetId, name: null }, steps)
    },

    async copy(workspaceId, datasetId, { steps, name }) {
      const dataset = await getDataset(database, workspaceId, datasetId)
      return startFrom(workspaceId, dataset, { datasetId: null, name }, steps)
    },

    ofImport: async (workspaceId, importId) => (await getImportRecord(database, workspaceId, importId)).steps,

    async previewImport(workspaceId, importId, steps) {
      const record = await getImportRecord(database, workspaceId, importId)
      const { dataset_id: datasetId } = record
      const dataset = datasetId === null ? null : await getDataset(database, workspaceId, datasetId)
      const own = { workspaceId, datasetId, keyColumns: dataset?.keyColumns ?? [], steps }
      return preview(own, (signal) => openFile(keptFileOf(record), signal))
    },

    async changeImport(workspaceId, importId, steps) {
      const record = await getImportRecord(database, workspaceId, importId)
      await requireFile(uploads, importId)
      const moved = await moveImport(database, importId, 'analysing', {
        steps,
        sets_steps: true,
        ...byPerson,
        problem: null,
        changes: null,
        base_row_set_id: null,
        progress: { rows: 0, fraction: 0 },
      })
      if (!moved) {
        throw new AppError(
          'conflict',
          `The steps cannot be changed while the import is ${record.state}. Wait until it has finished, or change them on the dataset.`,
        )
      }
      await wake(importId)
      return toImport(moved)
    },
  }
}

async function requireFile(uploads: Uploads, importId: string): Promise<void> {
  if (await uploads.exists(importId)) return
  throw new AppError(
    'conflict',
    'The file that the rows come from is not in the data folder of this server any more. Import it again.',
  )
}

function tooSlow(cause: unknown): AppError {
  return new AppError(
    'unavailable',
    'The preview took longer than 20 seconds and was stopped. Switch steps off to find the slow one, or apply them without a preview.',
    { cause },
  )
}
