// The table of columns that models fill.
import type { AiColumnInput, AiColumnType, AiStanding } from '../api/ai.ts'
import type { Queries } from '../db/types.ts'

export interface ColumnRow {
  id: string
  workspace_id: string
  dataset_id: string
  endpoint_id: string
  name: string
  prompt: string
  type: AiColumnType
  choices: string[]
  most_characters: number
  allowed: string[]
  standing: AiStanding | null
  /** How many rows waited when somebody was told last. */
  told_waiting: number
  created_at: string
  updated_at: string
}

/** In the order in which they were made. */
export async function columnsOfDataset(queries: Queries, datasetId: string): Promise<ColumnRow[]> {
  const { rows } = await queries.query<ColumnRow>(
    'select * from ai_columns where dataset_id = $1 order by created_at, id',
    [datasetId],
  )
  return rows
}

export async function findColumn(
  queries: Queries,
  workspaceId: string,
  id: string,
): Promise<ColumnRow | null> {
  const { rows } = await queries.query<ColumnRow>(
    'select * from ai_columns where workspace_id = $1 and id = $2',
    [workspaceId, id],
  )
  return rows[0] ?? null
}

export async function insertColumn(
  queries: Queries,
  { id, workspaceId, datasetId }: { id: string; workspaceId: string; datasetId: string },
  input: AiColumnInput,
): Promise<void> {
  await queries.query(
    `insert into ai_columns (id, workspace_id, dataset_id, endpoint_id, name, prompt, type, choices, most_characters,
                             allowed, standing, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
    [
      id,
      workspaceId,
      datasetId,
      input.endpointId,
      input.name,
      input.prompt,
      input.type,
      JSON.stringify(input.choices),
      input.mostCharacters,
      JSON.stringify(input.allowed),
      storedStanding(input.standing),
      queries.now(),
    ],
  )
}

/** All of it but the name. What changes no answer is no change of the column. */
export async function updateColumn(
  queries: Queries,
  id: string,
  input: Omit<AiColumnInput, 'name'>,
): Promise<void> {
  await queries.query(
    `update ai_columns set endpoint_id = $2, prompt = $3, type = $4, choices = $5, most_characters = $6, allowed = $7,
            standing = $8,
            updated_at = case
              when (endpoint_id, prompt, type, choices, most_characters, allowed)
                   is distinct from ($2, $3, $4, $5::jsonb, $6::integer, $7::jsonb) then $9::timestamptz
              else updated_at end
      where id = $1`,
    [
      id,
      input.endpointId,
      input.prompt,
      input.type,
      JSON.stringify(input.choices),
      input.mostCharacters,
      JSON.stringify(input.allowed),
      storedStanding(input.standing),
      queries.now(),
    ],
  )
}

function storedStanding(standing: AiStanding | null): string | null {
  return standing === null ? null : JSON.stringify(standing)
}

export async function setToldWaiting(queries: Queries, id: string, waiting: number): Promise<void> {
  await queries.query('update ai_columns set told_waiting = $2 where id = $1', [id, waiting])
}

/** Of all workspaces. */
export async function allColumns(queries: Queries): Promise<ColumnRow[]> {
  const { rows } = await queries.query<ColumnRow>('select * from ai_columns order by id')
  return rows
}

export async function deleteColumn(queries: Queries, workspaceId: string, id: string): Promise<boolean> {
  const { rowCount } = await queries.query('delete from ai_columns where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
  ])
  return rowCount === 1
}
