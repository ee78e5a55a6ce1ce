// How many pages all schedules of a site may publish together on one day.
import type { Queries } from '../db/types.ts'

export async function ceilingOf(queries: Queries, connectionId: string): Promise<number | null> {
  const { rows } = await queries.query<{ per_day: number }>(
    'select per_day from site_ceilings where connection_id = $1',
    [connectionId],
  )
  return rows[0]?.per_day ?? null
}

/** Schedules of one site are dated one after the other: each has to know what the others have. */
export async function lockCeiling(tx: Queries, connectionId: string): Promise<number | null> {
  const { rows } = await tx.query<{ per_day: number }>(
    'select per_day from site_ceilings where connection_id = $1 for update',
    [connectionId],
  )
  return rows[0]?.per_day ?? null
}

/** Null: none. */
export async function saveCeiling(tx: Queries, connectionId: string, perDay: number | null): Promise<void> {
  if (perDay === null) await tx.query('delete from site_ceilings where connection_id = $1', [connectionId])
  else
    await tx.query(
      `insert into site_ceilings (connection_id, per_day) values ($1, $2)
       on conflict (connection_id) do update set per_day = excluded.per_day`,
      [connectionId, perDay],
    )
}
