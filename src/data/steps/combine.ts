// Every row with every entry of a second list. The key of a pair is made of both keys, so it stays when a list grows.
import type { StepOf } from '../../api/step.ts'
import { joinKeys } from '../keys/row-key.ts'
import { limits } from '../limits.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { SourceError } from '../source-error.ts'
import {
  madeOf,
  placesOf,
  requireNewName,
  type StepColumn,
  type StepContext,
  type StepKind,
  StepProblem,
} from './step.ts'
import { takenColumns } from './taken-columns.ts'

type Combine = StepOf<'combine'>

interface SecondList {
  columns: StepColumn[]
  entries: { key: string; cells: string[] }[]
}

/** Held in memory while the rows stream by. */
const mostEntries = 50_000
const groupRows = 1_000

export const combine: StepKind<Combine> = {
  async open({ id, list, on, into }, { columns, words }, context) {
    const places = placesOf(columns, on)
    const second = await readList(list, id, context)
    const all: StepColumn[] = [...columns]
    for (const column of second.columns) {
      requireNewName(column.name, all)
      all.push(column)
    }
    requireNewName(into, all)
    const parts = [...places.map((at) => columns[at]!), ...second.columns.slice(0, 1)]

    function* pairsOf(row: ShapedRow): Generator<ShapedRow> {
      if (row.kind === 'aside') return yield row
      const mine = places.map((at) => row.cells[at]!)
      for (const { key, cells } of second.entries) {
        yield { ...row, cells: [...row.cells, ...cells, joinKeys([...mine, key])] }
      }
    }

    return {
      columns: [...all, madeOf(into, parts, id)],
      words: { ...words, place: ['row', 'rows'] },
      async *rows(groups) {
        // Numbered anew: a line of the file is many rows now.
        let line = 0
        let pairs: ShapedRow[] = []
        for await (const group of groups) {
          for (const row of group) {
            for (const pair of pairsOf(row)) {
              if (++line > limits.rows) throw tooMany(second.entries.length)
              pairs.push({ ...pair, line })
              if (pairs.length < groupRows) continue
              yield pairs
              pairs = []
            }
          }
        }
        if (pairs.length > 0) yield pairs
      },
      notes: () => [],
    }
  },
}

async function readList(list: Combine['list'], stepId: string, context: StepContext): Promise<SecondList> {
  if ('values' in list) {
    const entries = [...new Set(list.values)].map((value) => ({ key: value, cells: [value] }))
    return { columns: [{ name: list.column, header: '', from: [], steps: [stepId] }], entries }
  }
  const other = await context.openDataset(list.datasetId)
  if (other.rowCount > mostEntries) {
    throw new StepProblem(
      `"${other.name}" has ${other.rowCount.toLocaleString('en')} rows; the second list can have ${mostEntries.toLocaleString('en')}. Combine the other way round, or with a shorter list.`,
    )
  }
  const taken = takenColumns(list.columns, other, stepId)
  const entries: SecondList['entries'] = []
  for await (const rows of other.all()) {
    for (const { rowKey, cells } of rows) entries.push({ key: rowKey, cells: taken.cells(cells) })
  }
  return { columns: taken.columns, entries }
}

function tooMany(entries: number): SourceError {
  return new SourceError(
    'too_many_rows',
    `Combined with ${entries.toLocaleString('en')} entries each, the rows are more than ${limits.rows.toLocaleString('en')}, the most a dataset can hold. Filter one of the lists first.`,
  )
}
