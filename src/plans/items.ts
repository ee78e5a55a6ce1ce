// Writing the items of a plan while it is built, in batches.
import type { FieldChange, PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import type { Queries } from '../db/types.ts'

export interface NewPlanItem {
  rowKey: string
  position: number
  action: PlanAction
  title: string
  slug: string
  url: string | null
  remoteId: string | null
  payload: unknown
  payloadHash: string | null
  problems: Problem[]
  changes: FieldChange[]
}

export async function insertPlanItems(
  database: Queries,
  planId: string,
  items: NewPlanItem[],
): Promise<void> {
  if (items.length === 0) return
  await database.query(
    `insert into plan_items (plan_id, row_key, position, action, title, slug, url, remote_id, payload, payload_hash, problems, changes)
     select $1, o.row_key, o.position, o.action, o.title, o.slug, o.url, o.remote_id, o.payload, o.payload_hash, o.problems, o.changes
       from jsonb_to_recordset($2::jsonb) as o(row_key text, position int, action text, title text, slug text,
            url text, remote_id text, payload jsonb, payload_hash text, problems jsonb, changes jsonb)`,
    [
      planId,
      JSON.stringify(
        items.map((item) => ({
          row_key: item.rowKey,
          position: item.position,
          action: item.action,
          title: item.title,
          slug: item.slug,
          url: item.url,
          remote_id: item.remoteId,
          payload: item.payload,
          payload_hash: item.payloadHash,
          problems: item.problems,
          changes: item.changes,
        })),
      ),
    ],
  )
}

export interface PlanItemVerdict {
  rowKey: string
  action: PlanAction
  /** Null: as the rendering left them. */
  problems: Problem[] | null
  changes: FieldChange[]
  remoteId: string | null
  remoteEditedAt: string | null
  url: string | null
  /** Unchanged and gone pages are not sent: their payload is dropped. A conflict keeps it, for "take ours". */
  keepsPayload: boolean
}

export async function storeVerdicts(
  database: Queries,
  planId: string,
  verdicts: PlanItemVerdict[],
): Promise<void> {
  if (verdicts.length === 0) return
  await database.query(
    `update plan_items i
        set action = o.action, problems = coalesce(o.problems, i.problems), changes = o.changes, remote_id = o.remote_id,
            remote_edited_at = o.edited_at, url = o.url,
            payload = case when o.keeps_payload then i.payload end
       from jsonb_to_recordset($2::jsonb) as o(row_key text, action text, problems jsonb, changes jsonb,
            remote_id text, edited_at text, url text, keeps_payload boolean)
      where i.plan_id = $1 and i.row_key = o.row_key`,
    [
      planId,
      JSON.stringify(
        verdicts.map((one) => ({
          row_key: one.rowKey,
          action: one.action,
          problems: one.problems,
          changes: one.changes,
          remote_id: one.remoteId,
          edited_at: one.remoteEditedAt,
          url: one.url,
          keeps_payload: one.keepsPayload,
        })),
      ),
    ],
  )
}

/** Holds pages back: adds an error to each, in one statement. Only pages that would be sent. */
export async function holdItems(
  database: Queries,
  planId: string,
  held: { rowKey: string; problem: Problem }[],
): Promise<void> {
  if (held.length === 0) return
  await database.query(
    `update plan_items i set action = 'held', problems = i.problems || o.problem
       from jsonb_to_recordset($2::jsonb) as o(row_key text, problem jsonb)
      where i.plan_id = $1 and i.row_key = o.row_key and i.action in ('create', 'adopt', 'update', 'move', 'held')`,
    [planId, JSON.stringify(held.map((one) => ({ row_key: one.rowKey, problem: one.problem })))],
  )
}

/** Tells something about pages without holding them. At most one problem for each row. */
export async function addProblems(
  database: Queries,
  planId: string,
  found: { rowKey: string; problem: Problem }[],
): Promise<void> {
  if (found.length === 0) return
  await database.query(
    `update plan_items i set problems = i.problems || o.problem
       from jsonb_to_recordset($2::jsonb) as o(row_key text, problem jsonb)
      where i.plan_id = $1 and i.row_key = o.row_key`,
    [planId, JSON.stringify(found.map((one) => ({ row_key: one.rowKey, problem: one.problem })))],
  )
}
