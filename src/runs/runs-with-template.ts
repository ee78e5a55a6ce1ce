// Runs by the version of the template that their pages were made with.
import type { Queries } from '../db/types.ts'
import { plansWithTemplate } from '../plans/store.ts'

export async function runsWithTemplate(
  queries: Queries,
  projectId: string,
  version: number,
): Promise<string[]> {
  const planIds = await plansWithTemplate(queries, projectId, version)
  const { rows } = await queries.query<{ id: string }>(
    'select id from runs where project_id = $1 and plan_id = any($2::text[])',
    [projectId, planIds],
  )
  return rows.map((row) => row.id)
}
