// The items of a plan as lists show them.
import type { Searched } from '../api/paging.ts'
import type { Decided, FieldChange, PlanAction, PlanItem } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import {
  type Matching,
  placeBefore,
  readPlace,
  readPositionCursor,
  searchList,
  spellPlace,
  type WalkPlace,
  walkList,
} from '../list-walk.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { findStates } from '../pages/state-lists.ts'
import { type Scanned, scan } from '../scan.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import type { MergeSources } from './merge/sources.ts'
import { findPlanRow } from './plans.ts'
import type { PlanRow } from './row.ts'
import { type ItemOrder, isSorted, sortedItems } from './sorted-items.ts'

export interface PlanItemsQuery extends ItemOrder {
  action?: PlanAction | undefined
  /** The code of a problem. */
  problem?: string | undefined
  search: string
  limit: number
  cursor?: string | undefined
  /** In place of a cursor: how many to leave out from the beginning. */
  offset?: number | undefined
}

interface PlanItemList {
  items: PlanItem[]
  nextCursor: string | null
  /** Known without counting, unless someone searches or asks for a problem. */
  total: number | null
  searched?: Searched
}

/** As SQL gives it. */
export interface ItemRow {
  rowKey: string
  position: number
  action: PlanAction
  title: string
  slug: string
  url: string | null
  remoteId: string | null
  payloadHash: string | null
  baseHash: string | null
  visibility: WantedVisibility
  baseVisibility: WantedVisibility
  changedFields: string[]
  theirs: Record<string, string> | null
  changes: FieldChange[] | null
  problems: Problem[]
  resolution: Decided | null
  madeHash: string | null
  kept: Readonly<Record<string, string>> | null
  merge: MergeSources | null
}

export const shownColumns = `row_key as "rowKey", position, action, title, slug, url, remote_id as "remoteId",
  payload_hash as "payloadHash", base_hash as "baseHash", visibility, base_visibility as "baseVisibility", coalesce(changed_fields, '{}') as "changedFields", theirs,
  changes, coalesce(problems, '[]'::jsonb) as problems, resolution,
  made_hash as "madeHash", kept, merge`

/** With a search, or of a problem, a part may hold fewer items than asked for, or none, and still not be the last. */
export async function listPlanItems(
  queries: Queries,
  workspaceId: string,
  planId: string,
  query: PlanItemsQuery,
): Promise<PlanItemList> {
  const plan = await findPlanRow(queries, workspaceId, planId)
  const whole = lastPosition(plan) + 1
  if (isSorted(query)) return listSorted(queries, plan, query)
  const after =
    query.offset === undefined
      ? readPositionCursor(query.cursor)
      : await positionBefore(queries, plan, query.action, query.offset)
  if (query.search !== '' || query.problem !== undefined) {
    const found = await searchItems(queries, plan, query, after)
    return {
      items: await withPlaces(queries, plan, found.items),
      nextCursor: found.next === null ? null : String(found.next),
      total: null,
      searched: { rows: found.looked, of: whole },
    }
  }
  const { rows } = await queries.query<ItemRow>(
    `select ${shownColumns} from plan_items
      where plan_number = $1 and position > $2 and ($3::text is null or action = $3)
      order by position limit $4`,
    [plan.number, after, query.action ?? null, query.limit + 1],
  )
  const shown = rows.slice(0, query.limit)
  return {
    items: await withPlaces(queries, plan, shown),
    nextCursor: rows.length > query.limit ? String(shown.at(-1)?.position) : null,
    total: query.action ? (plan.counts[query.action] ?? 0) : whole,
  }
}

async function listSorted(queries: Queries, plan: PlanRow, query: PlanItemsQuery): Promise<PlanItemList> {
  const { action, search, problem, limit, cursor, offset = 0 } = query
  const list = await sortedItems(queries, plan, query, shownColumns)
  const total = action === undefined ? lastPosition(plan) + 1 : (plan.counts[action] ?? 0)
  const start = cursor === undefined ? null : readPlace(cursor, list.stretches)
  if (search === '' && problem === undefined) {
    const after = offset === 0 ? start : await placeBefore(queries, list, offset)
    if (offset > 0 && after === null) return { items: [], nextCursor: null, total }
    const rows = await walkList<ItemRow>(queries, list, { after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    return {
      items: await withPlaces(
        queries,
        plan,
        shown.map(({ row }) => row),
      ),
      nextCursor: rows.length > limit ? spellPlace(shown.at(-1)!.place) : null,
      total,
    }
  }
  const matching = matchingOf(query)
  const found = await scan<ItemRow, WalkPlace | null>({ from: start, limit }, (after, size) =>
    searchList<ItemRow>(queries, list, { after, size, limit, matching }),
  )
  return {
    items: await withPlaces(queries, plan, found.items),
    nextCursor: found.next && spellPlace(found.next),
    total: null,
    searched: { rows: found.looked, of: total },
  }
}

function matchingOf({ search, problem }: PlanItemsQuery): Matching {
  const pattern = likePattern(search)
  return problem === undefined
    ? { sql: 'title ilike ? or row_key ilike ?', params: [pattern, pattern] }
    : {
        sql: '(title ilike ? or row_key ilike ?) and problems @> ?::jsonb',
        params: [pattern, pattern, JSON.stringify([{ code: problem }])],
      }
}

/** Positions have no holes, so that of all items a place is a position. */
async function positionBefore(
  queries: Queries,
  plan: PlanRow,
  action: PlanAction | undefined,
  offset: number,
): Promise<number> {
  if (action === undefined || offset === 0) return offset - 1
  const { rows } = await queries.query<{ position: number }>(
    `select position from plan_items where plan_number = $1 and action = $2 order by position limit 1 offset $3`,
    [plan.number, action, offset - 1],
  )
  return rows[0]?.position ?? lastPosition(plan)
}

/** Looks through all items, whatever their action: positions have no holes, so a step is a range of them. */
async function searchItems(
  queries: Queries,
  plan: PlanRow,
  { action, problem, search, limit }: PlanItemsQuery,
  from: number,
): Promise<Scanned<ItemRow, number>> {
  const end = lastPosition(plan)
  return scan({ from, limit }, async (after, size) => {
    const until = Math.min(after + size, end)
    const { rows } = await queries.query<ItemRow>(
      `select ${shownColumns} from plan_items
        where plan_number = $1 and position > $2 and position <= $3 and ($4::text is null or action = $4)
          and (title ilike $5 or row_key ilike $5) and ($7::jsonb is null or problems @> $7)
        order by position limit $6`,
      [
        plan.number,
        after,
        until,
        action ?? null,
        likePattern(search),
        limit,
        problem === undefined ? null : JSON.stringify([{ code: problem }]),
      ],
    )
    return {
      matches: rows.map((item) => ({ item, place: item.position, nth: item.position - after })),
      looked: Math.max(0, until - after),
      last: until > after ? until : null,
    }
  })
}

/** Positions have no holes. */
function lastPosition({ counts }: PlanRow): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0) - 1
}

/** What is known of pages beside their plan: the address of an unchanged one stands in the ledger alone, dates move. */
export async function withPlaces(queries: Queries, plan: PlanRow, rows: ItemRow[]): Promise<PlanItem[]> {
  const isInLedger = (row: ItemRow) => row.remoteId !== null || isLeftToLedger(row)
  const open = rows.filter((row) => row.url === null && isInLedger(row)).map((row) => row.rowKey)
  const ledger = await findLedgerPages(queries, plan.project_id, open)
  const states = await findStates(
    queries,
    plan.project_id,
    rows.map((row) => row.rowKey),
  )
  return rows.map((row) => ({
    ...presentItem({ ...row, url: row.url ?? ledger.get(row.rowKey)?.url ?? null }),
    expectedAt: states.get(row.rowKey)?.expectedAt ?? null,
  }))
}

export function isLeftToLedger({ action }: ItemRow): boolean {
  return action === 'unchanged' || action === 'down'
}

function presentItem(row: ItemRow): Omit<PlanItem, 'expectedAt'> {
  return {
    rowKey: row.rowKey,
    action: row.action,
    title: row.title,
    slug: row.slug,
    url: row.url,
    changedFields: row.changedFields,
    resolution: row.resolution,
    problems: row.problems,
  }
}
