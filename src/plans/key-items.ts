// plan_items: rows of a plan that seem to have had another key before.
import type { ChangedKey, KeyChoice } from '../api/changed-key.ts'
import { inBatches } from '../batches.ts'
import type { Queries } from '../db/types.ts'
import { findLedgerPages } from '../pages/read-ledger.ts'
import { holdable, type RowProblem } from './items.ts'
import type { Named, Sign } from './pair-keys.ts'

const chunk = 1_000

/** Rows of the plan that have no page, held ones too, in order. */
export async function readNewRows(queries: Queries, planNumber: number): Promise<Named[]> {
  const { rows } = await queries.query<Named>(
    `select row_key as "rowKey", title, slug from plan_items
      where plan_number = $1 and action in ('create', 'held') and remote_id is null and base_hash is null
      order by position`,
    [planNumber],
  )
  return rows
}

/** Rows of the plan that make something else of their pages, in order. */
export async function readChangedRows(queries: Queries, planNumber: number): Promise<Named[]> {
  const { rows } = await queries.query<Named>(
    `select row_key as "rowKey", title, slug from plan_items
      where plan_number = $1 and action in ('update', 'move', 'conflict', 'held') and remote_id is not null
        and payload_hash is not null
      order by position`,
    [planNumber],
  )
  return rows
}

/** Whether a plan of all pages has some whose row is not there. */
export async function hasLost(queries: Queries, planNumber: number): Promise<boolean> {
  const { rowCount } = await queries.query(
    `select 1 from plan_items where plan_number = $1 and action in ('remove', 'gone', 'down') limit 1`,
    [planNumber],
  )
  return rowCount > 0
}

/** A row of a plan that has, or had, another key. */
export interface KeyMark {
  rowKey: string
  formerKey: string
  by: Sign | null
  choice: KeyChoice | null
}

/** @returns how many of these rows the plan has */
export async function markKeys(
  queries: Queries,
  planNumber: number,
  marks: readonly KeyMark[],
): Promise<number> {
  let marked = 0
  for (const part of inBatches(marks, chunk)) {
    const { rowCount } = await queries.query(
      `update plan_items i set former_key = o.former_key, key_by = o.key_by, key_choice = o.key_choice
         from unnest($2::text[], $3::text[], $4::text[], $5::text[])
           as o(row_key, former_key, key_by, key_choice)
        where i.plan_number = $1 and i.row_key = o.row_key`,
      [
        planNumber,
        part.map((one) => one.rowKey),
        part.map((one) => one.formerKey),
        part.map((one) => one.by),
        part.map((one) => one.choice),
      ],
    )
    marked += rowCount
  }
  return marked
}

/** Rows that do not go until it is said whose pages they are, those that somebody edited in Wix among them. */
export function holdKeys(queries: Queries, planNumber: number, held: readonly RowProblem[]): Promise<void> {
  return hold(queries, planNumber, held, [...holdable, 'conflict'])
}

/** Pages that are not removed, ticked or not. */
export function holdRemovals(
  queries: Queries,
  planNumber: number,
  held: readonly RowProblem[],
): Promise<void> {
  return hold(queries, planNumber, held, ['remove'])
}

async function hold(
  queries: Queries,
  planNumber: number,
  held: readonly RowProblem[],
  actions: readonly string[],
): Promise<void> {
  for (const part of inBatches(held, chunk))
    await queries.query(
      `update plan_items i
          set action = 'held', problems = coalesce(i.problems, '[]'::jsonb) || o.problem
         from unnest($2::text[], $3::jsonb[]) as o(row_key, problem)
        where i.plan_number = $1 and i.row_key = o.row_key and i.row_key = any($2::text[])
          and i.action = any($4::text[])`,
      [planNumber, part.map((one) => one.rowKey), part.map((one) => JSON.stringify(one.problem)), actions],
    )
}

/** All that were marked, in the order of the plan. */
export async function readKeyMarks(queries: Queries, planNumber: number): Promise<KeyMark[]> {
  const { rows } = await queries.query<KeyMark>(
    `select row_key as "rowKey", former_key as "formerKey", key_by as by, key_choice as choice from plan_items
      where plan_number = $1 and former_key is not null order by position`,
    [planNumber],
  )
  return rows
}

/** As a list shows them, in the order of the plan. `cursor`: a position. */
export async function listKeyMarks(
  queries: Queries,
  plan: { number: number; project_id: string },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: ChangedKey[]; nextCursor: string | null }> {
  const { rows } = await queries.query<KeyMark & { position: number; title: string; slug: string }>(
    `select position, row_key as "rowKey", title, slug, former_key as "formerKey", key_by as by, key_choice as choice
       from plan_items
      where plan_number = $1 and former_key is not null and position > $2 order by position limit $3`,
    [plan.number, Number(cursor ?? -1), limit + 1],
  )
  const shown = rows.slice(0, limit)
  // Once they are the same, the page has the new key.
  const keyOf = ({ rowKey, formerKey, choice }: KeyMark) => (choice === 'same' ? rowKey : formerKey)
  const pages = await findLedgerPages(queries, plan.project_id, shown.map(keyOf))
  return {
    items: shown.map(({ position: _, ...mark }) => {
      const page = pages.get(keyOf(mark))
      const formerAddress = page?.url ?? page?.slug ?? ''
      return { ...mark, formerTitle: page?.title ?? '', formerAddress }
    }),
    nextCursor: rows.length > limit ? String(shown.at(-1)?.position) : null,
  }
}
