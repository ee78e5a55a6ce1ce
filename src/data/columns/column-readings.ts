// How a column is read, as its owner says: part of the version of the data, since pages are made with it. Another
// reading is another version with the same rows.
import type { ReadAs, Readings, TriedReading } from '../../api/reading.ts'
import { shorten } from '../../api/shorten.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { readCell, readingOf } from '../../readings/read-as.ts'
import {
  type DatasetRecord,
  findRowSet,
  getDataset,
  pointAt,
  replacedMeanwhile,
  setReadings,
} from '../datasets.ts'
import { copyRowSet } from '../rows/copy-row-set.ts'
import { walkCells } from '../rows/row-cells.ts'
import { readingStep } from '../steps/reading-step.ts'
import { readSteps } from '../steps/stored-steps.ts'

export interface ColumnOf {
  workspaceId: string
  datasetId: string
  column: string
}

export interface ColumnReadings {
  /** What a reading makes of the first rows. Stores nothing. */
  attempt(of: ColumnOf, readAs: ReadAs): Promise<TriedReading>
  /** Null: as templates read by themselves. */
  set(of: ColumnOf, readAs: ReadAs | null): Promise<DatasetRecord>
}

/** A few hundred milliseconds of the embedded database. */
const mostTried = 20_000
const samples = { unread: 3, all: 6, length: 80 }
/** Somebody else replaced the rows meanwhile: tried again with theirs. */
const tries = 3

export function createColumnReadings(database: Database, tidySoon: () => Promise<void>): ColumnReadings {
  async function find({ workspaceId, datasetId, column }: ColumnOf): Promise<DatasetRecord> {
    const dataset = await getDataset(database, workspaceId, datasetId)
    const names = dataset.columns.map(({ name }) => name)
    if (names.includes(column)) return dataset
    throw new AppError('bad_request', `The dataset has no column "${column}". It has: ${names.join(', ')}.`)
  }

  /** A step has made plain digits of it, which another reading would take for something else. */
  async function refuseRead({ workspaceId, datasetId, column }: ColumnOf): Promise<void> {
    const { steps, columns } = await readSteps(database, workspaceId, datasetId)
    const step = readingStep(column, { steps, lineage: columns })
    if (step === null) return
    throw new AppError(
      'conflict',
      `"${column}" is read by step ${step} already, which leaves plain numbers and dates. Change that step, or switch it off.`,
    )
  }

  return {
    async attempt(of, readAs) {
      const dataset = await find(of)
      const at = dataset.columns.findIndex(({ name }) => name === of.column)
      return tryReading(columnCells(database, dataset, at), readAs)
    },
    async set(of, readAs) {
      for (let n = 1; ; n++) {
        const dataset = await find(of)
        if (readAs) await refuseRead(of)
        const before = (await findRowSet(database, dataset.rowSetId))?.readings ?? {}
        const readings = readingsWith(before, of.column, readAs)
        if (readings === null) return dataset
        const made = await copyRowSet(database, dataset.rowSetId)
        await setReadings(database, made, readings)
        const isMine = await pointAt(database, dataset, made)
        await tidySoon()
        if (isMine) return getDataset(database, of.workspaceId, of.datasetId)
        if (n === tries) throw replacedMeanwhile()
      }
    },
  }
}

/** All readings of the dataset then; null where nothing would be different. */
function readingsWith(before: Readings, column: string, readAs: ReadAs | null): Readings | null {
  if (isEqual(readingOf(before, column), readAs)) return null
  const others = Object.entries(before).filter(([name]) => name !== column)
  return Object.fromEntries([...others, ...(readAs ? [[column, readAs] as const] : [])])
}

function isEqual(a: ReadAs | null, b: ReadAs | null): boolean {
  const text = (one: ReadAs | null) => JSON.stringify(one && Object.entries(one).sort())
  return text(a) === text(b)
}

async function* columnCells(
  database: Database,
  { rowSetId }: DatasetRecord,
  at: number,
): AsyncGenerator<string> {
  for await (const rows of walkCells(database, rowSetId)) for (const { cells } of rows) yield cells[at] ?? ''
}

async function tryReading(cells: AsyncIterable<string>, readAs: ReadAs): Promise<TriedReading> {
  const tried = { rows: 0, filled: 0, read: 0 }
  const read = new Map<string, string>()
  const unread = new Set<string>()
  for await (const cell of cells) {
    if (tried.rows === mostTried) break
    tried.rows++
    const text = cell.trim()
    if (text === '') continue
    tried.filled++
    const value = readCell(text, readAs)
    if (value === null) {
      if (unread.size < samples.unread) unread.add(shorten(text, samples.length))
      continue
    }
    tried.read++
    if (read.size < samples.all) read.set(shorten(text, samples.length), value)
  }
  const all = [
    ...[...unread].map((text) => ({ text, value: null })),
    ...[...read].map(([text, value]) => ({ text, value })),
  ]
  return { ...tried, samples: all.slice(0, samples.all) }
}
