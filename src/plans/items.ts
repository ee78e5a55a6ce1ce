// plan_items: what a plan found of each page. The only file with SQL on this table, beside `item-lists.ts`,
// `item-detail.ts`, `slot-items.ts`, `taking.ts`, `selected.ts`, `key-items.ts` and `merge/merged-items.ts`.
import type { PlanAction } from '../api/plan.ts'
import { actionsWhere, type Verb } from '../api/plan-actions.ts'
import type { Problem } from '../api/problem.ts'
import type { Queries } from '../db/types.ts'
import type { WantedVisibility } from '../targets/visibility.ts'
import type { Turn } from './address-turns.ts'
import type { MergeSources } from './merge/sources.ts'

export interface NewPlanItem {
  rowKey: string
  position: number
  action: PlanAction
  title: string
  slug: string
  /** This and the four after it: null for unchanged pages, whose ledger page has them. Null: there is none yet. */
  url: string | null
  remoteId: string | null
  remoteEditedAt: string | null
  /** Null when the row is gone. */
  payloadHash: string | null
  /** What we last sent; null for pages that were never published. */
  baseHash: string | null
  /** What the page should be; null: what the mode of the plan says. */
  visibility: WantedVisibility
  /** What it should have been until now, where that is among the changes. */
  baseVisibility: WantedVisibility
  /** What a run does for it where its action does not say it. */
  verb?: Verb
  changedFields: string[]
  /** Of conflicts and pages taken over: fields as they stand in Wix. */
  theirs: Record<string, string> | null
  problems: Problem[]
  /** Of pages that hold edits of people: what the template makes, where `payloadHash` is what is sent. Null: the same. */
  madeHash?: string | null
  /** Fields that stay in Wix as they are, with their text; null: none. */
  kept?: Readonly<Record<string, string>> | null
  merge?: MergeSources | null
}

/** Stands in no name of a field. */
const separator = '\u0001'

export async function insertPlanItems(
  queries: Queries,
  planNumber: number,
  items: readonly NewPlanItem[],
): Promise<void> {
  if (items.length === 0) return
  const column = <T>(pick: (item: NewPlanItem) => T) => items.map(pick)
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  await queries.query(
    `insert into plan_items (plan_number, row_key, position, action, title, slug, url, remote_id, remote_edited_at,
                             payload_hash, base_hash, changed_fields, theirs, problems, visibility, base_visibility,
                             verb, made_hash, kept, merge)
     select $1, o.row_key, o.position, o.action, o.title, o.slug, o.url, o.remote_id, o.edited_at, o.payload_hash,
            o.base_hash, string_to_array(o.changed, $15), o.theirs, o.problems, o.visibility, o.base_visibility,
            o.verb, o.made_hash, o.kept, o.merge
       from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[], $12::text[], $13::jsonb[], $14::jsonb[], $16::jsonb[], $17::jsonb[],
                   $18::text[], $19::text[], $20::jsonb[], $21::jsonb[])
         as o(row_key, position, action, title, slug, url, remote_id, edited_at, payload_hash, base_hash, changed,
              theirs, problems, visibility, base_visibility, verb, made_hash, kept, merge)`,
    [
      planNumber,
      column((item) => item.rowKey),
      column((item) => item.position),
      column((item) => item.action),
      column((item) => item.title),
      column((item) => item.slug),
      column((item) => item.url),
      column((item) => item.remoteId),
      column((item) => item.remoteEditedAt),
      column((item) => item.payloadHash),
      column((item) => item.baseHash),
      column((item) => (item.changedFields.length === 0 ? null : item.changedFields.join(separator))),
      column((item) => json(item.theirs)),
      column((item) => (item.problems.length === 0 ? null : JSON.stringify(item.problems))),
      separator,
      column((item) => json(item.visibility)),
      column((item) => json(item.baseVisibility)),
      column((item) => item.verb ?? null),
      column((item) => item.madeHash ?? null),
      column((item) => json(item.kept ?? null)),
      column((item) => json(item.merge ?? null)),
    ],
  )
}

export async function forgetPlanItems(queries: Queries, planNumber: number): Promise<void> {
  await queries.query('delete from plan_items where plan_number = $1', [planNumber])
}

/** A new page that turned out to exist on the site. */
export interface Adopted {
  rowKey: string
  remoteId: string
  remoteEditedAt: string | null
  url: string | null
  /** Of its own: a date it has there; null: what the mode of the plan says. */
  visibility: WantedVisibility
  changedFields: string[]
  /** The changed fields as they stand in Wix. */
  theirs: Record<string, string>
}

export async function markAdopted(
  queries: Queries,
  planNumber: number,
  adopted: readonly Adopted[],
): Promise<void> {
  if (adopted.length === 0) return
  await queries.query(
    `update plan_items i
        set action = 'adopt', remote_id = o.remote_id, remote_edited_at = o.edited_at, url = o.url,
            changed_fields = string_to_array(o.changed, $8), theirs = o.theirs, visibility = o.visibility
       from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $9::jsonb[])
         as o(row_key, remote_id, edited_at, url, changed, theirs, visibility)
      where i.plan_number = $1 and i.row_key = o.row_key`,
    [
      planNumber,
      adopted.map((one) => one.rowKey),
      adopted.map((one) => one.remoteId),
      adopted.map((one) => one.remoteEditedAt),
      adopted.map((one) => one.url),
      adopted.map((one) => (one.changedFields.length === 0 ? null : one.changedFields.join(separator))),
      adopted.map((one) => JSON.stringify(one.theirs)),
      separator,
      adopted.map((one) => (one.visibility === null ? null : JSON.stringify(one.visibility))),
    ],
  )
}

/** New pages that turned out to lie in the trash of the site. */
export async function markGone(
  queries: Queries,
  planNumber: number,
  gone: readonly (RowProblem & { remoteId: string })[],
): Promise<void> {
  await queries.query(
    `update plan_items i set action = 'gone', remote_id = o.remote_id
       from unnest($2::text[], $3::text[]) as o(row_key, remote_id)
      where i.plan_number = $1 and i.row_key = o.row_key and i.row_key = any($2::text[]) and i.action = 'create'`,
    [planNumber, gone.map((one) => one.rowKey), gone.map((one) => one.remoteId)],
  )
  await addProblems(queries, planNumber, gone)
}

/** Items that go after those whose address they take. */
export async function markTurns(queries: Queries, planNumber: number, turns: readonly Turn[]): Promise<void> {
  await queries.query(
    `update plan_items i set address_of = o.address_of, needs_removal = o.needs_removal, steps_aside = o.steps_aside
       from unnest($2::text[], $3::text[], $4::boolean[], $5::boolean[])
         as o(row_key, address_of, needs_removal, steps_aside)
      where i.plan_number = $1 and i.row_key = o.row_key`,
    [
      planNumber,
      turns.map((one) => one.rowKey),
      turns.map((one) => one.addressOf),
      turns.map((one) => one.needsRemoval),
      turns.map((one) => one.stepsAside),
    ],
  )
}

/** What the plan means to do with these pages, by row key; pages that are no part of it are left out. */
export async function actionsOf(
  queries: Queries,
  planNumber: number,
  rowKeys: readonly string[],
): Promise<Map<string, PlanAction>> {
  const { rows } = await queries.query<{ row_key: string; action: PlanAction }>(
    'select row_key, action from plan_items where plan_number = $1 and row_key = any($2::text[])',
    [planNumber, rowKeys],
  )
  return new Map(rows.map((row) => [row.row_key, row.action]))
}

export interface RowProblem {
  rowKey: string
  problem: Problem
}

/** Actions of pages that would be sent. */
export const holdable = [...actionsWhere((rule) => rule.goes === 'always'), 'held']

/** Holds pages back: adds an error to each, in one statement. Only pages that would be sent. */
export async function holdItems(
  queries: Queries,
  planNumber: number,
  held: readonly RowProblem[],
): Promise<void> {
  await appendProblems(
    queries,
    planNumber,
    held,
    `action = 'held',`,
    `and i.action = any('{${holdable.join(',')}}'::text[])`,
  )
}

/** Tells something about pages without holding them. At most one problem for each row. */
export async function addProblems(
  queries: Queries,
  planNumber: number,
  found: readonly RowProblem[],
): Promise<void> {
  await appendProblems(queries, planNumber, found, '', '')
}

async function appendProblems(
  queries: Queries,
  planNumber: number,
  found: readonly RowProblem[],
  set: string,
  where: string,
): Promise<void> {
  if (found.length === 0) return
  await queries.query(
    `update plan_items i set ${set} problems = coalesce(i.problems, '[]'::jsonb) || o.problem
       from unnest($2::text[], $3::jsonb[]) as o(row_key, problem)
      where i.plan_number = $1 and i.row_key = o.row_key and i.row_key = any($2::text[]) ${where}`,
    [planNumber, found.map((one) => one.rowKey), found.map((one) => JSON.stringify(one.problem))],
  )
}

/** What a walk over a plan sees of an item. */
export interface WalkedItem {
  rowKey: string
  position: number
  action: PlanAction
  slug: string
  remoteId: string | null
  payloadHash: string | null
  baseHash: string | null
  changedFields: string[]
  problems: Problem[]
  /** It makes way before it goes, which is a write of its own. */
  stepsAside: boolean
  /** Null: what the mode of the plan says. */
  visibility: WantedVisibility
  /** What it should have been until now; null: that is not among the changes. */
  baseVisibility: WantedVisibility
  /** Null: what its action says. */
  verb: Verb | null
}

/**
 * A plan's items in order, in chunks small enough not to hold up the database; those of these actions, or all.
 * Unchanged pages are the bulk of most plans, so a walk that needs none does not see them.
 */
export async function* itemsInOrder(
  queries: Queries,
  planNumber: number,
  actions: readonly PlanAction[] | null = null,
  size = 500,
): AsyncGenerator<WalkedItem[], void, undefined> {
  let after = -1
  for (;;) {
    const { rows } = await queries.query<WalkedItem>(
      `select row_key as "rowKey", position, action, slug, remote_id as "remoteId", payload_hash as "payloadHash",
              base_hash as "baseHash", coalesce(changed_fields, '{}') as "changedFields", coalesce(problems, '[]'::jsonb) as problems,
              coalesce(steps_aside, false) as "stepsAside", visibility, base_visibility as "baseVisibility", verb
         from plan_items
        where plan_number = $1 and position > $2
          and ($3::text[] is null or (action <> 'unchanged' and action = any($3)))
        order by position limit $4`,
      [planNumber, after, actions, size],
    )
    if (rows.length === 0) return
    after = rows.at(-1)?.position ?? after
    yield rows
  }
}

/** Items that a run has taken and whose pages have a payload, in chunks. */
export async function* itemsOfRun(
  queries: Queries,
  planNumber: number,
  runId: string,
): AsyncGenerator<{ rowKey: string; payloadHash: string }[], void, undefined> {
  let after = -1
  for (;;) {
    const { rows } = await queries.query<{ rowKey: string; payloadHash: string; position: number }>(
      `select row_key as "rowKey", payload_hash as "payloadHash", position from plan_items
        where plan_number = $1 and position > $2 and run_id = $3 and payload_hash is not null
        order by position limit 1000`,
      [planNumber, after, runId],
    )
    if (rows.length === 0) return
    after = rows.at(-1)?.position ?? after
    yield rows
  }
}

/** Payloads of the pages that a run sends because somebody decided it. */
export async function decidedHashes(queries: Queries, planNumber: number, runId: string): Promise<string[]> {
  const { rows } = await queries.query<{ payload_hash: string }>(
    `select distinct payload_hash from plan_items
      where plan_number = $1 and run_id = $2 and resolution in ('take_ours', 'merge') and payload_hash is not null`,
    [planNumber, runId],
  )
  return rows.map((row) => row.payload_hash)
}

/** Which of these rows the plan has. */
export async function plannedKeys(
  queries: Queries,
  planNumber: number,
  rowKeys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await queries.query<{ row_key: string }>(
    'select row_key from plan_items where plan_number = $1 and row_key = any($2::text[])',
    [planNumber, rowKeys],
  )
  return new Set(rows.map((row) => row.row_key))
}
