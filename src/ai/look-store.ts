// The table of datasets whose AI columns are to be looked at.
import type { Queries } from '../db/types.ts'

export async function askForLook(queries: Queries, datasetId: string): Promise<void> {
  await queries.query(
    `insert into ai_looks (dataset_id, asked_at) values ($1, $2)
     on conflict (dataset_id) do update set asked_at = excluded.asked_at`,
    [datasetId, queries.now()],
  )
}

/** Those whose time has come. */
export async function listLooks(queries: Queries): Promise<{ datasetId: string; askedAt: string }[]> {
  const { rows } = await queries.query<{ datasetId: string; askedAt: string }>(
    `select dataset_id as "datasetId", asked_at as "askedAt" from ai_looks where asked_at <= $1
      order by asked_at, dataset_id`,
    [queries.now()],
  )
  return rows
}

/** Whether its rows have become others since they were looked at last. */
export async function isLookAsked(queries: Queries, datasetId: string): Promise<boolean> {
  const { rows } = await queries.query('select 1 from ai_looks where dataset_id = $1 and asked_at <= $2', [
    datasetId,
    queries.now(),
  ])
  return rows.length > 0
}

/** It is to be looked at once more then, unless it was asked for meanwhile: then at once, and that says when next. */
export async function putOffLook(
  queries: Queries,
  { datasetId, askedAt }: { datasetId: string; askedAt: string },
  until: Date,
): Promise<void> {
  await queries.query('update ai_looks set asked_at = $3 where dataset_id = $1 and asked_at <= $2', [
    datasetId,
    askedAt,
    until,
  ])
}

/** One that was asked for meanwhile stays. */
export async function endLook(queries: Queries, datasetId: string, askedAt: string): Promise<void> {
  await queries.query('delete from ai_looks where dataset_id = $1 and asked_at <= $2', [datasetId, askedAt])
}
