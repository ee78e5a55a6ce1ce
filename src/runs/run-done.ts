// What a run is for, and what it did with its pages so far.
import type { Verb } from '../api/plan-actions.ts'
import type { RunKind } from '../api/run-done.ts'
import type { Queries } from '../db/types.ts'
import type { PlanScope } from '../plans/scope.ts'
import { scopesOfPlans } from '../plans/store.ts'
import type { RunRow } from './run-row.ts'

export type VerbCounts = Partial<Record<Verb, number>>

/** SQL: how many pages of the run `r` were accepted, by what was done with them; null: none. */
export const doneCounts = countsWhere(`state = 'accepted'`)
/** The same of all that it has taken, whatever has become of them. */
export const wantedCounts = countsWhere('true')

function countsWhere(where: string): string {
  return `(select jsonb_object_agg(action, items)
   from (select action, sum(items) as items from run_counts
          where run_id = r.id and ${where} group by action having sum(items) > 0) by_action)`
}

/** What a run is for, by the scope of its plan. */
export function runKind(scope: PlanScope | undefined): RunKind {
  if (scope === undefined) return 'publish'
  if (scope.kind === 'undo') return 'undo'
  if (scope.kind === 'rows' && (scope.origin === 'take_down' || scope.origin === 'bring_back'))
    return scope.origin
  return 'publish'
}

export async function readDone(
  queries: Queries,
  { id, plan_id }: Pick<RunRow, 'id' | 'plan_id'>,
): Promise<{ kind: RunKind; done: VerbCounts; wanted: VerbCounts }> {
  const { rows } = await queries.query<{ done: VerbCounts | null; wanted: VerbCounts | null }>(
    `select ${doneCounts} as done, ${wantedCounts} as wanted from runs r where r.id = $1`,
    [id],
  )
  const scopes = await scopesOfPlans(queries, [plan_id])
  const { done, wanted } = rows[0] ?? { done: null, wanted: null }
  return { kind: runKind(scopes.get(plan_id)), done: done ?? {}, wanted: wanted ?? {} }
}
