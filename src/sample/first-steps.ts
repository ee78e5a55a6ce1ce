// What a person has done of the first steps that nothing else tells, and whether they want to see them.
import type { FirstSteps } from '../api/sample.ts'
import type { Queries } from '../db/types.ts'

export async function readFirstSteps(queries: Queries, userId: string): Promise<FirstSteps> {
  const { rows } = await queries.query<FirstSteps>(
    'select has_looked as "hasLooked", is_put_away as "isPutAway" from first_steps where user_id = $1',
    [userId],
  )
  return rows[0] ?? { hasLooked: false, isPutAway: false }
}

/** What is left out stays as it is. */
export async function saveFirstSteps(
  queries: Queries,
  userId: string,
  changes: { hasLooked?: boolean | undefined; isPutAway?: boolean | undefined },
): Promise<FirstSteps> {
  await queries.query(
    `insert into first_steps (user_id, has_looked, is_put_away, updated_at)
       values ($1, coalesce($2, false), coalesce($3, false), $4)
     on conflict (user_id) do update set has_looked = coalesce($2, first_steps.has_looked),
       is_put_away = coalesce($3, first_steps.is_put_away), updated_at = excluded.updated_at`,
    [userId, changes.hasLooked ?? null, changes.isPutAway ?? null, queries.now()],
  )
  return readFirstSteps(queries, userId)
}
