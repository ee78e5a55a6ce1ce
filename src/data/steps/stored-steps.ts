// The steps of a dataset as they are stored, and who reads whom.
import type { DatasetSteps, Lineage, Step } from '../../api/step.ts'
import type { Queries } from '../../db/types.ts'
import type { StepRead } from '../rows/other-dataset.ts'

interface StoredSteps {
  steps: Step[]
  lineage: Lineage[]
  steps_read: StepRead[]
  columns: { name: string }[]
  key_column: string
  key_parts: string[] | null
}

export async function readSteps(
  queries: Queries,
  workspaceId: string,
  datasetId: string,
): Promise<DatasetSteps> {
  const { rows } = await queries.query<StoredSteps>(
    `select d.steps, d.lineage, d.steps_read, s.columns, s.key_column, s.key_parts
       from datasets d join row_sets s on s.id = d.row_set_id where d.id = $1`,
    [datasetId],
  )
  const { steps, lineage, steps_read, columns, key_column, key_parts } = rows[0]!
  const known = new Map(lineage.map((one) => [one.name, one]))
  return {
    steps,
    columns: columns.map(({ name }) => {
      const isCombined = key_parts !== null && name === key_column
      return known.get(name) ?? { name, from: isCombined ? key_parts : [name], steps: [] }
    }),
    reads: await readReads(queries, steps_read),
    readBy: await readReaders(queries, workspaceId, datasetId),
  }
}

/** Those of the dataset, where they are not these; null where they are, or it is gone. */
export async function otherSteps(
  queries: Queries,
  datasetId: string,
  steps: readonly Step[],
): Promise<Step[] | null> {
  const { rows } = await queries.query<Pick<StoredSteps, 'steps'>>(
    'select steps from datasets where id = $1 and steps <> $2::jsonb',
    [datasetId, JSON.stringify(steps)],
  )
  return rows[0]?.steps ?? null
}

async function readReads(queries: Queries, read: StepRead[]): Promise<DatasetSteps['reads']> {
  const { rows } = await queries.query<{ id: string; name: string; row_set_id: string }>(
    'select id, name, row_set_id from datasets where id = any($1::text[])',
    [read.map(({ datasetId }) => datasetId)],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  return read.map(({ datasetId, rowSetId }) => {
    const now = found.get(datasetId)
    return { datasetId, name: now?.name ?? null, hasChanged: now?.row_set_id !== rowSetId }
  })
}

/** Those whose rows were made with rows of this one. */
export async function readReaders(
  queries: Queries,
  workspaceId: string,
  datasetId: string,
): Promise<{ datasetId: string; name: string }[]> {
  const { rows } = await queries.query<{ datasetId: string; name: string }>(
    `select id as "datasetId", name from datasets
      where workspace_id = $1 and steps_read @> $2::jsonb order by created_at, id`,
    [workspaceId, JSON.stringify([{ datasetId }])],
  )
  return rows
}
