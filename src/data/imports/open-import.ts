// The table of an import: its file as the format reads it, and as its steps shape it.
import type { Lineage } from '../../api/step.ts'
import type { Database } from '../../db/types.ts'
import { type OpenFile, type Reading, type Settings, wordsOf } from '../formats/format.ts'
import { type CellFiller, type FillPlan, withFilledColumns } from '../rows/fill-cells.ts'
import { openOtherDatasets, type StepRead } from '../rows/other-dataset.ts'
import type { ShapedRow } from '../rows/shape-row.ts'
import { type ShapedTable, type StepSource, shapeTable } from '../steps/shape-table.ts'
import type { Computing } from '../steps/step.ts'
import { openTable } from '../table.ts'
import type { ImportRecord } from './import-record.ts'

export interface OpenImport {
  table: ShapedTable
  /** Of the walk over the table. */
  reading: Reading
  /** What steps read beside the file. */
  read(): StepRead[]
  assertUnchanged(): Promise<void>
}

/** Columns to fill beside those of the file; without, they are left to whoever opens it. */
interface Filled {
  filling?: { plan: FillPlan | null; filler: CellFiller }
}

export async function openImport(
  database: Database,
  record: ImportRecord,
  open: OpenFile & { settings: Settings; computing: Computing; keyColumns: readonly string[] } & Filled,
): Promise<OpenImport> {
  const { signal, computing, keyColumns } = open
  const { source, reading } = await openSource(open)
  const others = openOtherDatasets(database, record.workspace_id, record.dataset_id)
  const context = { keyColumns, computing, openDataset: others.open, signal }
  const table = await shapeTable(source, record.steps, context).catch(async (error: unknown) => {
    await close(source)
    throw error
  })
  const filled = open.filling
    ? withFilledColumns(table, open.filling.plan, { ...open.filling, signal })
    : table
  return { table: filled, reading, read: others.read, assertUnchanged: others.assertUnchanged }
}

/** A walk that was not begun keeps its file open. */
async function close({ table }: StepSource): Promise<void> {
  for await (const _ of table.rows()) return
}

/** The file as it is, to be walked as often as steps need. */
export async function openSource({
  format,
  file,
  signal,
  settings,
}: OpenFile & { settings: Settings }): Promise<{ source: StepSource; reading: Reading }> {
  const words = wordsOf(format, settings)
  const open = async () => {
    const reading = format.read(settings, file, signal)
    return { reading, table: await openTable(reading, settings.hasHeader, words) }
  }
  const { reading, table } = await open()
  async function* again(): AsyncGenerator<ShapedRow[]> {
    yield* (await open()).table.rows()
  }
  return { source: { table, words, again }, reading }
}

/** Where the values of each column come from. */
export function lineageOf({ columns }: Pick<ShapedTable, 'columns'>): Lineage[] {
  return columns.map(({ name, from, steps }) => ({ name, from, steps }))
}
