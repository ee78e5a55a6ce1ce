// Columns that models fill: described, tried on single rows, and looked through with what was answered.
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type {
  AiAnswer,
  AiColumn,
  AiColumnInput,
  AiColumnUpdate,
  AiEstimate,
  aiTryInputSchema,
} from '../api/ai.ts'
import { aiColumnInputSchema } from '../api/ai.ts'
import { type DatasetRecord, datasetVersion, getDataset } from '../data/datasets.ts'
import { findFilledColumns } from '../data/imports/filled-columns.ts'
import { countHeldRows } from '../data/rows/cell-notes.ts'
import { readRow, readRows } from '../data/rows/rows.ts'
import type { Computing } from '../data/steps/step.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import {
  type ColumnRow,
  columnsOfDataset,
  deleteColumn,
  findColumn,
  insertColumn,
  setToldWaiting,
  updateColumn,
} from './column-store.ts'
import type { Endpoints } from './endpoints.ts'
import { estimateRun } from './estimate.ts'
import { askForLook } from './look-store.ts'
import {
  correctedCells,
  createQuestions,
  type FindQuestions,
  type RowQuestion,
  verdictOn,
  withoutFilled,
} from './questions.ts'
import { newestRun, toRun } from './run-store.ts'
import { sampleRows } from './sample-rows.ts'

export interface ColumnDeps {
  database: Database
  computing: Computing
  endpoints: Endpoints
}

export type AiColumns = ReturnType<typeof createColumns>

type TryInput = z.infer<typeof aiTryInputSchema>

/** How long a list looks through rows for those that are held. */
const lookMs = 1_500
const lookRows = 100

export function createColumns({ database, computing, endpoints }: ColumnDeps) {
  async function find(workspaceId: string, id: string): Promise<ColumnRow> {
    const row = await findColumn(database, workspaceId, id)
    if (!row) throw new AppError('not_found', 'There is no such column; it may have been removed.')
    return row
  }

  async function present(row: ColumnRow): Promise<AiColumn> {
    const [run, sample] = await Promise.all([
      newestRun(database, row.id, 'all'),
      newestRun(database, row.id, 'sample'),
    ])
    return {
      ...settingsOf(row),
      run: run && toRun(run),
      sample: sample && toRun(sample),
      inRows: await inRows(row),
    }
  }

  async function inRows({ id, name, dataset_id }: ColumnRow): Promise<AiColumn['inRows']> {
    const [filled, version] = await Promise.all([
      findFilledColumns(database, dataset_id),
      datasetVersion(database, dataset_id),
    ])
    if (!version || !filled?.columns.some((one) => one.id === id)) return null
    const held = await countHeldRows(database, version.rowSetId)
    return { held: held.get(name) ?? 0, since: filled.since }
  }

  /** What the prompt may name: the columns of the dataset but those that models fill. */
  async function plainColumns(dataset: DatasetRecord): Promise<{ names: string[]; filled: string[] }> {
    const filled = (await columnsOfDataset(database, dataset.id)).map(({ name }) => name)
    const names = dataset.columns.map(({ name }) => name).filter((name) => !filled.includes(name))
    return { names, filled }
  }

  async function refuseBadPrompt(prompt: string, names: readonly string[]): Promise<void> {
    const mistake = await computing.check(prompt, names)
    if (mistake !== null) throw new AppError('bad_request', `The prompt cannot be used. ${mistake}`)
  }

  async function toAnswers(column: ColumnRow, questions: readonly RowQuestion[]): Promise<AiAnswer[]> {
    const corrected = await correctedCells(database, column, questions)
    return questions.map((one) => toAnswer(column, one, corrected.get(one.rowKey) ?? null))
  }

  /** Of a column, with the rows it is asked about. */
  async function open(column: ColumnRow): Promise<{
    dataset: DatasetRecord
    filled: string[]
    questions: FindQuestions
  }> {
    const dataset = await getDataset(database, column.workspace_id, column.dataset_id)
    const { filled } = await plainColumns(dataset)
    const { model } = await endpoints.find(column.workspace_id, column.endpoint_id)
    const questions = createQuestions({ queries: database, computing }, { column, model })
    return { dataset, filled, questions }
  }

  return {
    find,
    open,

    async list(workspaceId: string, datasetId: string): Promise<AiColumn[]> {
      await getDataset(database, workspaceId, datasetId)
      return Promise.all((await columnsOfDataset(database, datasetId)).map(present))
    },

    get: async (workspaceId: string, id: string) => present(await find(workspaceId, id)),

    async create(workspaceId: string, datasetId: string, input: AiColumnInput): Promise<AiColumn> {
      const dataset = await getDataset(database, workspaceId, datasetId)
      await endpoints.find(workspaceId, input.endpointId)
      const { names, filled } = await plainColumns(dataset)
      refuseTakenName(input.name, [...dataset.columns.map(({ name }) => name), ...filled])
      await refuseBadPrompt(input.prompt, names)
      const id = newId('aic')
      await insertColumn(database, { id, workspaceId, datasetId }, input)
      return present(await find(workspaceId, id))
    },

    async update(workspaceId: string, id: string, change: AiColumnUpdate): Promise<AiColumn> {
      const before = await find(workspaceId, id)
      const { name: _, ...settings } = { ...settingsOf(before), ...change }
      const checked = aiColumnInputSchema.safeParse({ ...settings, name: before.name })
      if (!checked.success) throw new AppError('bad_request', checked.error.issues[0]!.message)
      await endpoints.find(workspaceId, checked.data.endpointId)
      const dataset = await getDataset(database, workspaceId, before.dataset_id)
      await refuseBadPrompt(checked.data.prompt, (await plainColumns(dataset)).names)
      await database.transaction(async (tx) => {
        await updateColumn(tx, id, checked.data)
        const { standing } = checked.data
        if (standing === null || isDeepStrictEqual(standing, before.standing)) return
        // Rows that somebody was told of wait for this. Those of a column that was never filled wait for a first run,
        // which no setting starts.
        await setToldWaiting(tx, id, 0)
        if (await newestRun(tx, id, 'all')) await askForLook(tx, before.dataset_id)
      })
      return present(await find(workspaceId, id))
    },

    /** The column leaves the dataset with its next import; what it says until then stays. */
    async remove(workspaceId: string, id: string): Promise<void> {
      if (!(await deleteColumn(database, workspaceId, id)))
        throw new AppError('not_found', 'There is no such column; it may have been removed already.')
    },

    /** What would be sent for one row. Stores nothing, asks nobody. */
    async preview(
      workspaceId: string,
      datasetId: string,
      input: TryInput,
      signal: AbortSignal,
    ): Promise<AiAnswer> {
      const dataset = await getDataset(database, workspaceId, datasetId)
      const { model } = await endpoints.find(workspaceId, input.endpointId)
      const { filled } = await plainColumns(dataset)
      const row =
        input.rowKey === undefined
          ? (await readRows(database, dataset.rowSetId, { afterLine: 0, limit: 1 }))[0]
          : await readRow(database, dataset.rowSetId, input.rowKey)
      if (!row) throw new AppError('not_found', 'The dataset has no such row. Look at its rows for the key.')
      const now = database.now().toISOString()
      const column: ColumnRow = {
        id: '',
        workspace_id: workspaceId,
        dataset_id: datasetId,
        endpoint_id: input.endpointId,
        name: '',
        prompt: input.prompt,
        type: input.type,
        choices: input.choices,
        most_characters: input.mostCharacters,
        allowed: input.allowed,
        standing: null,
        told_waiting: 0,
        created_at: now,
        updated_at: now,
      }
      const find = createQuestions({ queries: database, computing }, { column, model })
      const [question] = await find([withoutFilled(row, filled)], signal)
      return toAnswer(column, question!, null)
    },

    async estimate(workspaceId: string, id: string, signal: AbortSignal): Promise<AiEstimate> {
      const column = await find(workspaceId, id)
      const { dataset, filled, questions } = await open(column)
      const endpoint = await endpoints.find(workspaceId, column.endpoint_id)
      const rows = { rowSetId: dataset.rowSetId, rowCount: dataset.rowCount, filled }
      return estimateRun({ database, questions, signal }, { column, endpoint, rows })
    },

    /** Rows with what was answered, in the order of the dataset. `after`: a line. */
    async answers(
      workspaceId: string,
      id: string,
      { which, after, limit }: { which: 'all' | 'held' | 'sample'; after: number; limit: number },
      signal: AbortSignal,
    ): Promise<{ items: AiAnswer[]; nextLine: number | null }> {
      const column = await find(workspaceId, id)
      const { dataset, filled, questions } = await open(column)
      const { rowSetId, rowCount } = dataset
      if (which === 'sample') {
        const items: AiAnswer[] = []
        for await (const rows of sampleRows(database, { rowSetId, rowCount, filled }))
          items.push(...(await toAnswers(column, await questions(rows, signal))))
        return { items, nextLine: null }
      }
      const until = Date.now() + lookMs
      const items: AiAnswer[] = []
      for (let afterLine = after; ; ) {
        const rows = await readRows(database, rowSetId, { afterLine, limit: lookRows })
        if (rows.length === 0) return { items, nextLine: null }
        const asked = await questions(
          rows.map((row) => withoutFilled(row, filled)),
          signal,
        )
        for (const [at, answer] of (await toAnswers(column, asked)).entries()) {
          afterLine = rows[at]!.line
          if (which === 'held' && (answer.held === null || answer.corrected !== null)) continue
          items.push(answer)
          if (items.length === limit) return { items, nextLine: afterLine }
        }
        if (Date.now() > until) return { items, nextLine: afterLine }
      }
    },
  }
}

function toAnswer(column: ColumnRow, question: RowQuestion, corrected: string | null): AiAnswer {
  const { rowKey, prompt, answer } = question
  return { rowKey, prompt, answer: answer?.answer ?? null, ...verdictOn({ column }, question), corrected }
}

function refuseTakenName(name: string, taken: readonly string[]): void {
  if (!taken.some((one) => one.toLowerCase() === name.toLowerCase())) return
  throw new AppError(
    'bad_request',
    `The dataset has a column "${name}" already. Choose another name for the new one.`,
  )
}

function settingsOf(row: ColumnRow): Omit<AiColumn, 'run' | 'sample' | 'inRows'> {
  return {
    id: row.id,
    datasetId: row.dataset_id,
    name: row.name,
    endpointId: row.endpoint_id,
    prompt: row.prompt,
    type: row.type,
    choices: row.choices,
    mostCharacters: row.most_characters,
    allowed: row.allowed,
    standing: row.standing,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
