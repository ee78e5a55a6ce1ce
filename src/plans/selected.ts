// The part of a plan that somebody chose: counted before, and taken by its run, by the same walk. It reads the frozen
// plan in its order, a chunk at a time, so that it can be taken up again anywhere.
import type { PlanAction, SelectionCount } from '../api/plan.ts'
import { fateOf } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import { isEverything, type Selection } from '../api/selection.ts'
import { allowedRates } from '../connections/pace.ts'
import { refuseUnknownColumns } from '../data/columns/columns-asked.ts'
import { datasetVersion, findRowSet } from '../data/datasets.ts'
import { keysWhere } from '../data/rows/rows.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import { findProject } from '../projects/project-store.ts'
import { type Choosable, type Chosen, choose, type Holder } from './choose.ts'
import { estimateOf } from './estimate.ts'
import { type ItemTally, tallyItems } from './outlook.ts'
import type { PlanRow } from './row.ts'
import { type FateRow, fateOfRow, type ItemRow, itemColumns, type TakenItem, toTaken } from './taking.ts'

type PlanOf = Pick<PlanRow, 'number' | 'project_id' | 'row_set_id' | 'include_removals'>

export interface Walk {
  /** The position after which it goes on. */
  after: number
  /** How many of the selection's first were chosen until there. */
  chosen: number
  limit: number
}

export interface SelectedPart {
  items: TakenItem[]
  chosen: number
  /** Null at the end of the plan, and once enough are chosen. */
  next: number | null
}

/**
 * The next items of a selection that a run takes, with those that are brought along, wherever they stand. An item may
 * come again that was brought along before: it counts where it stands.
 */
export async function peekSelected(
  queries: Queries,
  plan: PlanOf,
  runId: string,
  selection: Selection,
  walk: Walk,
): Promise<SelectedPart> {
  const room = (selection.first ?? Number.POSITIVE_INFINITY) - walk.chosen
  const part = await readPart<ItemRow>(queries, plan, itemColumns, { runId, selection, walk, room })
  const taken = (row: ItemRow) => toTaken(row, plan.include_removals)
  const brought = part.found.brought.flatMap((key) => taken(part.holders.get(key)!))
  const chosen = walk.chosen + part.found.chosen.length
  // Of the first so many, those that wait are not the business of this run.
  const waiting = selection.first === undefined ? part.found.waiting.flatMap(taken) : []
  return {
    items: [
      ...part.found.chosen.flatMap(taken),
      ...brought,
      ...waiting,
      ...part.found.leftOut.flatMap(taken).map(leaveOut),
    ].sort((a, b) => a.position - b.position),
    chosen,
    next: selection.first !== undefined && chosen >= selection.first ? null : part.next,
  }
}

/** Pages that no run is ever for. In words that the index on the table fits. */
const isOpen = `action <> 'unchanged' and action <> 'down'`

const countChunk = 5_000

/** What a run of this selection would do now. Nothing is written. */
export async function countSelected(
  queries: Queries,
  plan: PlanRow,
  selection: Selection,
): Promise<Omit<SelectionCount, 'overLimit'>> {
  await refuseUnknown(queries, plan, selection)
  const byAction: Partial<Record<PlanAction, number>> = {}
  const count = { matching: 0, willSettle: 0, waiting: 0, leftOut: 0 }
  const brought = new Map<string, PlanAction>()
  const add = (action: PlanAction, by: number) => {
    byAction[action] = (byAction[action] ?? 0) + by
  }
  const chosen = new Set<string>()
  const isFirstOfAll = selection.first !== undefined && isEverything({ ...selection, first: undefined })
  for (let after: number | null = -1; after !== null; ) {
    const walk: Walk = { after, chosen: chosen.size, limit: countChunk }
    const room = (selection.first ?? Number.POSITIVE_INFINITY) - chosen.size
    const part = await readPart<CountRow>(queries, plan, countColumns, { runId: '', selection, walk, room })
    count.matching += part.matching
    count.waiting += part.found.waiting.filter(({ fate }) => fate === 'waits').length
    count.leftOut += part.found.leftOut.length
    for (const { rowKey, fate, action } of part.found.chosen) {
      if (fate === 'settles') count.willSettle += 1
      else add(action, 1)
      chosen.add(rowKey)
      brought.delete(rowKey)
    }
    for (const key of part.found.brought)
      if (!chosen.has(key)) brought.set(key, part.holders.get(key)!.action)
    after = part.next
    if (isFirstOfAll && chosen.size === selection.first) {
      Object.assign(count, await countAll(queries, plan))
      break
    }
  }
  for (const action of brought.values()) add(action, 1)
  const total = Object.values(byAction).reduce((sum, one) => sum + one, 0)
  const willSend = { total, byAction }
  const rate = (await allowedRates(queries, [plan.connection_id]))(plan.connection_id)
  return { ...count, willSend, broughtAlong: brought.size, estimate: estimateOf(plan, byAction, rate) }
}

/** What a filter that lets everything through matches: known without looking at each. */
async function countAll(
  queries: Queries,
  plan: PlanRow,
): Promise<Pick<SelectionCount, 'matching' | 'waiting'>> {
  const tallies = (await tallyItems(queries, plan.number)).filter(
    ({ action }) => action !== 'unchanged' && action !== 'down',
  )
  const sum = (some: readonly ItemTally[]) => some.reduce((total, { count }) => total + count, 0)
  const waiting = tallies.filter((tally) => fateOf(tally, plan.include_removals) === 'waits')
  return { matching: sum(tallies), waiting: sum(waiting) }
}

/** Whether a run of it would do anything; it looks no further than it must. */
export async function hasSelected(queries: Queries, plan: PlanRow, selection: Selection): Promise<boolean> {
  await refuseUnknown(queries, plan, selection)
  for (let after: number | null = -1; after !== null; ) {
    const walk: Walk = { after, chosen: 0, limit: countChunk }
    const part = await readPart<CountRow>(queries, plan, countColumns, {
      runId: '',
      selection,
      walk,
      room: 1,
    })
    if (part.found.chosen.length > 0) return true
    after = part.next
  }
  return false
}

interface CountRow extends FateRow {
  rowKey: string
  position: number
  addressOf: string | null
}

const countColumns = `row_key as "rowKey", position, action, resolution,
  case when changed_fields is null then '{}'::text[] else '{x}' end as "changedFields", address_of as "addressOf",
  coalesce(needs_removal, false) as "needsRemoval"`

type WithFate<Row> = Row & Choosable

interface PartOf<Row> {
  found: Chosen<WithFate<Row>>
  holders: ReadonlyMap<string, WithFate<Row> & Holder>
  matching: number
  next: number | null
}

interface Asked {
  runId: string
  selection: Selection
  walk: Walk
  room: number
}

async function readPart<Row extends CountRow>(
  queries: Queries,
  plan: PlanOf,
  columns: string,
  { runId, selection, walk, room }: Asked,
): Promise<PartOf<Row>> {
  const { rowKeys, filter = {} } = selection
  const search = filter.search?.trim()
  const { rows } = await queries.query<Row>(
    `select ${columns} from plan_items
      where plan_number = $1 and position > $2 and ${isOpen} and (run_id is null or run_id = $3)
        and ($5::text[] is null or row_key = any($5)) and ($6::text is null or action = $6)
        and ($7::jsonb is null or problems @> $7) and ($8::text is null or title ilike $8 or row_key ilike $8)
      order by position limit $4`,
    [
      plan.number,
      walk.after,
      runId,
      walk.limit,
      rowKeys ?? null,
      filter.action ?? null,
      filter.problem === undefined ? null : JSON.stringify([{ code: filter.problem }]),
      search ? likePattern(search) : null,
    ],
  )
  const matching = filter.where ? await whereRows(queries, plan, filter.where, rows) : rows
  const withFate = <R extends FateRow>(row: R) => ({ ...row, fate: fateOfRow(row, plan.include_removals) })
  const items = matching.map(withFate)
  const wanted = items.flatMap(({ addressOf }) => addressOf ?? [])
  const holders = new Map(
    (await readHolders<Row>(queries, plan, columns, runId, wanted)).map((row) => [row.rowKey, withFate(row)]),
  )
  return {
    found: choose(items, holders, room),
    holders,
    matching: matching.length,
    next: rows.length === walk.limit ? (rows.at(-1)?.position ?? null) : null,
  }
}

/** Items whose pages have these addresses, those whose pages have the addresses that these get, and so on. */
async function readHolders<Row extends CountRow>(
  queries: Queries,
  plan: PlanOf,
  columns: string,
  runId: string,
  rowKeys: readonly string[],
): Promise<(Row & { isTaken: boolean })[]> {
  if (rowKeys.length === 0) return []
  const { rows } = await queries.query<Row & { isTaken: boolean }>(
    `with recursive chain as (
       select row_key as key, address_of as next from plan_items where plan_number = $1 and row_key = any($2::text[])
       union
       select i.row_key, i.address_of from chain c join plan_items i on i.plan_number = $1 and i.row_key = c.next)
     select ${columns}, run_id is not null and run_id <> $3 as "isTaken" from plan_items
      where plan_number = $1 and row_key in (select key from chain)`,
    [plan.number, rowKeys, runId],
  )
  return rows
}

/** By the rows that the plan was made from, as long as they are there. */
async function whereRows<Row extends { rowKey: string }>(
  queries: Queries,
  plan: PlanOf,
  where: NonNullable<NonNullable<Selection['filter']>['where']>,
  rows: readonly Row[],
): Promise<Row[]> {
  const rowSetId = await rowSetOf(queries, plan)
  const keys = rows.map(({ rowKey }) => rowKey)
  const matching = rowSetId === null ? new Set() : await keysWhere(queries, rowSetId, keys, where)
  return rows.filter(({ rowKey }) => matching.has(rowKey))
}

async function rowSetOf(queries: Queries, plan: PlanOf): Promise<string | null> {
  if ((await findRowSet(queries, plan.row_set_id)) !== null) return plan.row_set_id
  const project = await findProject(queries, plan.project_id)
  return project ? ((await datasetVersion(queries, project.datasetId))?.rowSetId ?? null) : null
}

async function refuseUnknown(queries: Queries, plan: PlanOf, { filter }: Selection): Promise<void> {
  if (filter?.where) await refuseUnknownColumns(queries, await rowSetOf(queries, plan), filter.where)
}

const leftOut: Problem = {
  code: 'address_not_free',
  severity: 'warning',
  field: 'slug',
  message:
    'It takes the address of another page of this project, which cannot go now, so it was left out. It stays with the plan.',
}

function leaveOut(item: TakenItem): TakenItem {
  return { ...item, fate: 'waits', problem: leftOut }
}
