// The items of a plan as lists and single pages show them.
import type { FieldChange, PlanAction, PlanItem, PlanItemDetail, Resolution } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { listAssets, readyAssets } from '../connections/asset-ledger.ts'
import { likePattern } from '../db/like.ts'
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { findLedgerPages } from '../pages/ledger.ts'
import { readPayloads } from '../pages/payload-store.ts'
import { targetById } from '../targets/index.ts'
import { statusField, type WantedVisibility, withVisibility } from '../targets/visibility.ts'
import { changesBetween } from './classify.ts'
import { findPlanRow } from './plans.ts'
import type { PlanRow } from './row.ts'

export interface PlanItemsQuery {
  action?: PlanAction | undefined
  search: string
  limit: number
  cursor?: string | undefined
}

interface ItemRow {
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
  resolution: Resolution | null
}

const columns = `row_key as "rowKey", position, action, title, slug, url, remote_id as "remoteId",
  payload_hash as "payloadHash", base_hash as "baseHash", visibility, base_visibility as "baseVisibility", coalesce(changed_fields, '{}') as "changedFields", theirs,
  changes, coalesce(problems, '[]'::jsonb) as problems, resolution`

/** A search looks at so many items at a time, so that it answers at once however rare the text is. */
const searchWindow = 20_000

/** With a search a part may hold fewer items than asked for, and still not be the last. */
export async function listPlanItems(
  queries: Queries,
  workspaceId: string,
  planId: string,
  query: PlanItemsQuery,
): Promise<{ items: PlanItem[]; nextCursor: string | null; total: number | null }> {
  const plan = await findPlanRow(queries, workspaceId, planId)
  const after = Number(query.cursor ?? -1)
  const until = query.search === '' ? lastPosition(plan) : Math.min(after + searchWindow, lastPosition(plan))
  const { rows } = await queries.query<ItemRow>(
    `select ${columns} from plan_items
      where plan_number = $1 and position > $2 and position <= $3 and ($4::text is null or action = $4)
        and ($5 = '' or title ilike $5 or row_key ilike $5)
      order by position limit $6`,
    [
      plan.number,
      after,
      until,
      query.action ?? null,
      query.search === '' ? '' : likePattern(query.search),
      query.limit + 1,
    ],
  )
  const shown = rows.slice(0, query.limit)
  const isFull = rows.length > query.limit
  const next = isFull ? shown.at(-1)?.position : until < lastPosition(plan) ? until : undefined
  return {
    items: await withAddresses(queries, plan, shown),
    nextCursor: next === undefined ? null : String(next),
    total: totalOf(plan, query),
  }
}

/** Positions have no holes. */
function lastPosition({ counts }: PlanRow): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0) - 1
}

/** Known without counting, unless someone searches. */
function totalOf(plan: PlanRow, { action, search }: PlanItemsQuery): number | null {
  const { counts } = plan
  if (search !== '') return null
  return action ? (counts[action] ?? 0) : lastPosition(plan) + 1
}

/** The address of an unchanged page stands in the ledger alone. */
async function withAddresses(queries: Queries, plan: PlanRow, rows: ItemRow[]): Promise<PlanItem[]> {
  const open = rows.filter((row) => row.url === null && row.remoteId !== null).map((row) => row.rowKey)
  const ledger = await findLedgerPages(queries, plan.project_id, open)
  return rows.map((row) => presentItem({ ...row, url: row.url ?? ledger.get(row.rowKey)?.url ?? null }))
}

function presentItem(row: ItemRow): PlanItem {
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

/** One page of a plan field by field, with the body exactly as it would go over the wire. */
export async function getPlanItem(
  queries: Queries,
  workspaceId: string,
  planId: string,
  rowKey: string,
): Promise<PlanItemDetail> {
  const plan = await findPlanRow(queries, workspaceId, planId)
  const { rows } = await queries.query<ItemRow>(
    `select ${columns} from plan_items where plan_number = $1 and row_key = $2`,
    [plan.number, rowKey],
  )
  const row = rows[0]
  if (!row) throw new AppError('not_found', `The plan has no page for the row "${rowKey}".`)
  const target = targetById(plan.destination)
  const known = await listAssets(queries, plan.connection_id, 0)
  const assets = readyAssets(known)
  const payloads = await readPayloads(queries, plan.project_id, [row.payloadHash, row.baseHash])
  const payload = payloads.get(row.payloadHash ?? '')
  const isSent = row.action !== 'unchanged' && payload !== undefined
  const wanted = row.visibility ?? target.visibility(plan.options)
  const fields = (hash: string | null, visibility: WantedVisibility) => {
    const found = payloads.get(hash ?? '')
    return found === undefined ? {} : withVisibility(target.payloadFields(found, assets), visibility)
  }
  const isTold = row.changedFields.includes(statusField)
  const base = fields(row.baseHash, isTold ? row.baseVisibility : wanted)
  const changes = row.changes ?? changesOf(row, base, fields(row.payloadHash, wanted))
  const names = new Map(
    known.flatMap((asset): [string, string][] => (asset.remote_id ? [[asset.remote_id, asset.name]] : [])),
  )
  const [item] = await withAddresses(queries, plan, [row])
  return {
    ...item!,
    changes: changes
      .filter((change) => change.before !== change.after || change.theirs !== null)
      .map((change) => nameAssets(cut(change), names)),
    payload: isSent ? JSON.stringify(target.toWire(payload, assets, wanted)) : null,
  }
}

function changesOf(row: ItemRow, base: Record<string, string>, ours: Record<string, string>): FieldChange[] {
  const theirs = row.theirs ?? {}
  switch (row.action) {
    case 'unchanged':
    case 'gone':
    case 'remove':
      return []
    case 'adopt':
      // What is in Wix was never ours, so that is what changes.
      return row.changedFields.map((field) => ({
        field,
        before: theirs[field] ?? null,
        after: ours[field] ?? null,
        theirs: null,
      }))
    default:
      return withTheirs(changesBetween(base, ours), base, ours, theirs)
  }
}

function withTheirs(
  own: FieldChange[],
  base: Record<string, string>,
  ours: Record<string, string>,
  theirs: Record<string, string>,
): FieldChange[] {
  const listed = new Set(own.map((change) => change.field))
  const edited = Object.keys(theirs)
    .filter((field) => !listed.has(field))
    .map((field) => ({ field, before: base[field] ?? null, after: ours[field] ?? null, theirs: null }))
  return [...own, ...edited]
    .map((change) => ({ ...change, theirs: theirs[change.field] ?? null }))
    .sort((a, b) => a.field.localeCompare(b.field, 'en'))
}

const longestShown = 20_000

/** A body of 400 KB is nothing to look at. */
function cut(change: FieldChange): FieldChange {
  const short = (text: string | null) =>
    text !== null && text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
  return { ...change, before: short(change.before), after: short(change.after), theirs: short(change.theirs) }
}

/** Categories and tags are compared by their ids; people know their names. */
function nameAssets(change: FieldChange, names: ReadonlyMap<string, string>): FieldChange {
  const named = (text: string | null) =>
    text === null
      ? null
      : text
          .split('\n')
          .map((line) => names.get(line) ?? line)
          .join('\n')
  return { ...change, before: named(change.before), after: named(change.after), theirs: named(change.theirs) }
}
