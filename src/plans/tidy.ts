// Lists of pages of plans that nobody publishes any more.
import type { Queries } from '../db/types.ts'
import { forgetPlanRedirects } from '../redirects/plan-store.ts'
import { forgetPlanRows } from './plan-rows.ts'
import { kindName } from './scope.ts'

export interface PlanRetention {
  /** So many of the newest plans of each project, and of its slots, keep their lists, however old they are. */
  newest: number
  /** Younger plans keep them as well. */
  before: Date
}

const ended = `state in ('applied', 'discarded', 'failed')`

/**
 * Forgets the lists of old plans, one plan and at most `limit` items at a time. The plan stays and says so.
 * @returns false when there is nothing left to forget
 */
export async function tidyPlans(
  queries: Queries,
  { newest, before }: PlanRetention,
  limit: number,
): Promise<boolean> {
  const { rows } = await queries.query<{ number: number }>(
    `select number from (
       select number, state, created_at, tidied_at,
              row_number() over (partition by project_id, ${kindName} order by number desc) as age from plans) p
      where age > $1 and created_at < $2 and ${ended} and tidied_at is null
      order by number limit 1`,
    [newest, before],
  )
  const plan = rows[0]
  if (!plan) return false
  const { rowCount } = await queries.query(
    `delete from plan_items where (plan_number, row_key) in
       (select plan_number, row_key from plan_items where plan_number = $1 limit $2)`,
    [plan.number, limit],
  )
  if (rowCount < limit) {
    while (await forgetPlanRedirects(queries, [plan.number], limit));
    await forgetPlanRows(queries, plan.number)
    await queries.query(
      `update plans set tidied_at = $2,
              message = 'Its list of pages was tidied up, since newer plans have taken its place.' where number = $1`,
      [plan.number, queries.now()],
    )
  }
  return true
}

/** Hashes of payloads that items of plans name, in chunks; unchanged pages are the ledger's business. */
export async function* hashesInPlans(queries: Queries, projectId: string): AsyncGenerator<string[]> {
  const { rows: plans } = await queries.query<{ number: number }>(
    'select number from plans where project_id = $1 and tidied_at is null',
    [projectId],
  )
  for (const { number } of plans) {
    let after = -1
    for (;;) {
      const { rows } = await queries.query<{
        position: number
        hashes: (string | null)[]
      }>(
        `select position, array[payload_hash, base_hash, made_hash, merge ->> 'base', merge ->> 'theirs'] as hashes
           from plan_items
          where plan_number = $1 and action <> 'unchanged' and position > $2 order by position limit 2000`,
        [number, after],
      )
      const last = rows.at(-1)
      if (!last) break
      after = last.position
      yield rows.flatMap((row) => row.hashes).filter((hash) => hash !== null)
    }
  }
}
