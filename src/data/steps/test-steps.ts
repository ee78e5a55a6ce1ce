// For tests: tables of texts through steps, without a database.
import { type Step, stepsSchema } from '../../api/step.ts'
import type { FormatWords } from '../formats/format.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { type ShapedTable, type StepSource, shapeTable } from './shape-table.ts'
import type { OtherDataset, StepContext } from './step.ts'

const words: FormatWords = { name: 'CSV file', whole: 'file', place: ['line', 'lines'] }

/** A step as somebody writes it, with what may be left out left out. */
export type Written = { kind: Step['kind'] } & Record<string, unknown>

export function stepsOf(...written: Written[]): Step[] {
  return stepsSchema.parse(written.map((step, at) => ({ id: `s${at + 1}`, ...step })))
}

/** `table`: the names, then rows. Lines count from 2, as those of a file with a header. */
export function sourceOf(table: readonly (readonly string[])[], groupSize = 2): StepSource {
  const [names = [], ...cells] = table
  const rows = cells.map(
    (row, at): ShapedRow => ({
      kind: 'row',
      line: at + 2,
      cells: [...row],
      padded: false,
      trimmed: false,
    }),
  )
  async function* walk() {
    for (let at = 0; at < rows.length; at += groupSize) yield rows.slice(at, at + groupSize)
  }
  const columns = names.map((name) => ({ name, header: name }))
  return { table: { columns, rows: walk, notes: () => [] }, words, again: walk }
}

/** Another dataset of such a table, whose key is its first column. */
export function otherOf(name: string, [names = [], ...rows]: readonly (readonly string[])[]): OtherDataset {
  return {
    name,
    columnNames: names,
    keyColumn: names[0]!,
    keyParts: [names[0]!],
    rowCount: rows.length,
    byKeys: async (keys) => new Map(rows.filter(([key]) => keys.includes(key!)).map((row) => [row[0]!, row])),
    async *all() {
      yield rows.map((cells) => ({ rowKey: cells[0]!, cells }))
    },
  }
}

export function contextOf(given: Partial<StepContext> = {}): StepContext {
  return {
    keyColumns: [],
    computing: { check: async () => null, texts: () => async (rows) => rows.map(() => ({ text: '' })) },
    openDataset: async () => {
      throw new RangeError('no other dataset')
    },
    signal: new AbortController().signal,
    ...given,
  }
}

export interface Shaped {
  names: string[]
  rows: string[][]
  lines: number[]
  aside: string[]
  notes: string[]
  table: ShapedTable
}

export async function shape(
  source: StepSource,
  steps: readonly Step[],
  context: Partial<StepContext> = {},
): Promise<Shaped> {
  const table = await shapeTable(source, steps, contextOf(context))
  const all: ShapedRow[] = []
  for await (const group of table.rows()) all.push(...group)
  const rows = all.filter((row) => row.kind === 'row')
  return {
    names: table.columns.map(({ name }) => name),
    rows: rows.map(({ cells }) => cells),
    lines: rows.map(({ line }) => line),
    aside: all.flatMap((row) => (row.kind === 'aside' ? [row.reason] : [])),
    notes: table.notes(),
    table,
  }
}
