// What the plan of a slot would do with single pages, for who judges it without a person looking.
import type { PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import type { Queries } from '../db/types.ts'
import { statusField } from '../targets/visibility.ts'

export interface SlotItems {
  /** Would be sent again. */
  changed: string[]
  /** Were edited in Wix. */
  conflicts: string[]
  /** Those of `conflicts` of which nothing but the date was changed there. */
  redated: string[]
}

export async function slotItems(queries: Queries, planNumber: number): Promise<SlotItems> {
  const { rows } = await queries.query<{ rowKey: string; action: string; isOfDate: boolean }>(
    `select row_key as "rowKey", action,
            coalesce(theirs ? $2 and theirs - $2::text = '{}'::jsonb, false) as "isOfDate"
       from plan_items where plan_number = $1 and action in ('update', 'move', 'conflict') order by position`,
    [planNumber, statusField],
  )
  const keysOf = (found: typeof rows) => found.map((row) => row.rowKey)
  const conflicts = rows.filter((row) => row.action === 'conflict')
  return {
    changed: keysOf(rows.filter((row) => row.action !== 'conflict')),
    conflicts: keysOf(conflicts),
    redated: keysOf(conflicts.filter((row) => row.isOfDate)),
  }
}

interface KeptRow {
  rowKey: string
  action: PlanAction
  problems: Problem[]
}

/** Items that a run would not send, whatever is decided about removals, with the reason. */
export async function itemsKept(
  queries: Queries,
  planNumber: number,
): Promise<{ rowKey: string; message: string }[]> {
  const { rows } = await queries.query<KeptRow>(
    `select row_key as "rowKey", action, coalesce(problems, '[]'::jsonb) as problems from plan_items
      where plan_number = $1 and action in ('held', 'conflict', 'gone') order by position`,
    [planNumber],
  )
  return rows.map(({ rowKey, action, problems }) => ({
    rowKey,
    message: problems.find((one) => one.severity === 'error')?.message ?? keptWords[action] ?? '',
  }))
}

const keptWords: Partial<Record<PlanAction, string>> = {
  conflict: 'It was edited in Wix. Decide in a plan what happens to it.',
  gone: 'It was deleted in Wix. Publish it by hand if it is to come back.',
}
