// The items of a plan by title or by what happens to them, or the other way round: each a walk along an index.
import type { PlanItemSort } from '../api/item-sorts.ts'
import { decisionSchema, type PlanAction } from '../api/plan.ts'
import { planActionNames } from '../api/plan-action.ts'
import { planActions } from '../api/plan-actions.ts'
import type { Queries } from '../db/types.ts'
import type { Stretch, WalkedList } from '../list-walk.ts'
import type { PlanRow } from './row.ts'

export interface ItemOrder {
  sort?: PlanItemSort | undefined
  desc?: 'true' | 'false' | undefined
}

/** Whether the order is another than that of the positions. */
export function isSorted({ sort = 'row', desc }: ItemOrder): boolean {
  return sort !== 'row' || desc === 'true'
}

/** All items in this order, or those of one action. */
export async function sortedItems(
  queries: Queries,
  { number, counts }: Pick<PlanRow, 'number' | 'counts'>,
  { sort = 'row', desc, action }: ItemOrder & { action?: PlanAction | undefined },
  columns: string,
): Promise<WalkedList> {
  const isDesc = desc === 'true'
  const actions: readonly PlanAction[] = action === undefined ? planActionNames : [action]
  const total = actions.reduce((sum, name) => sum + (counts[name] ?? 0), 0)
  const stretches = await {
    row: () => [{ where: ofAction(action), by: null, desc: isDesc, count: total }],
    title: () => byTitle(queries, number, actions, counts, isDesc),
    action: () =>
      (isDesc ? actions.toReversed() : actions).flatMap((name) => byDecision(name, counts, isDesc)),
  }[sort]()
  return { from: 'from plan_items where plan_number = $1', params: [number], columns, stretches }
}

type Counts = PlanRow['counts']

function ofAction(action: PlanAction | undefined): string {
  return action === undefined ? 'true' : `action = '${action}'`
}

/** What has no title comes last, whichever way the titles run. */
async function byTitle(
  queries: Queries,
  planNumber: number,
  actions: readonly PlanAction[],
  counts: Counts,
  desc: boolean,
): Promise<Stretch[]> {
  const present = actions.filter((name) => (counts[name] ?? 0) > 0)
  const total = present.reduce((sum, name) => sum + counts[name]!, 0)
  const { rows } = await queries.query<{ n: number }>(
    `select count(*)::int as n from plan_items
      where plan_number = $1 and action || '' = any($2::text[]) and title_order = ''`,
    [planNumber, present],
  )
  const blank = Math.min(total, rows[0]?.n ?? 0)
  const by = { column: 'title_order', type: 'text' } as const
  // As migration 0060 has it in the index of titles.
  const parts = present.map((name) => `action || '' = '${name}'`)
  const among = parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
  return [
    { where: `${among} and title_order > ''`, by, desc, count: total - blank, parts },
    { where: `${among} and title_order = ''`, by, desc: false, count: blank, parts },
  ]
}

/** What waits for a decision comes before what is decided. */
const decisions = ['null', ...decisionSchema.options.map((name) => `'${name}'`)]

function byDecision(action: PlanAction, counts: Counts, isDesc: boolean): Stretch[] {
  const most = counts[action] ?? 0
  const rest = { by: null, desc: false }
  if (planActions[action].goes !== 'decided') return [{ ...rest, where: ofAction(action), count: most }]
  const each = isDesc ? decisions.toReversed() : decisions
  return each.map((decision) => ({
    ...rest,
    where: `${ofAction(action)} and resolution is not distinct from ${decision}`,
    count: most === 0 ? 0 : null,
    most,
  }))
}
