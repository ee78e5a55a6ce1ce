// plan_items: what pages that hold edits were merged from, and how they were decided.
import type { Decided } from '../../api/plan.ts'
import type { Queries, Tx } from '../../db/types.ts'
import type { WantedVisibility } from '../../targets/visibility.ts'
import type { MergeSources } from './sources.ts'

/** An item that is merged, and not decided as a whole. */
export interface MergedItem {
  rowKey: string
  /** What the template makes. */
  madeHash: string
  merge: MergeSources
}

/** Of these rows, or all; conflicts alone, that no run has taken. In the order of their keys. */
export async function readMergedItems(
  queries: Queries,
  planNumber: number,
  { rowKeys, afterKey, limit }: { rowKeys: readonly string[] | undefined; afterKey: string; limit: number },
): Promise<MergedItem[]> {
  const { rows } = await queries.query<MergedItem>(
    `select row_key as "rowKey", made_hash as "madeHash", merge from plan_items
      where plan_number = $1 and run_id is null and action = 'conflict' and merge is not null and not merge ? 'whole'
        and ($2::text[] is null or row_key = any($2)) and row_key > $3
      order by row_key limit $4`,
    [planNumber, rowKeys ?? null, afterKey, limit],
  )
  return rows
}

/** An item as it goes by what was decided so far. */
export interface DecidedItem {
  rowKey: string
  payloadHash: string
  kept: Readonly<Record<string, string>>
  merge: MergeSources
  changedFields: string[]
  resolution: Decided | null
  visibility: WantedVisibility
  baseVisibility: WantedVisibility
}

export async function saveDecided(tx: Tx, planNumber: number, items: readonly DecidedItem[]): Promise<void> {
  if (items.length === 0) return
  await tx.query(
    `update plan_items i
        set payload_hash = o.payload_hash, kept = o.kept, merge = o.merge, resolution = o.resolution,
            visibility = o.visibility, base_visibility = o.base_visibility,
            changed_fields = (select array_agg(field) from jsonb_array_elements_text(o.changed) field)
       from jsonb_to_recordset($2::jsonb) as o(row_key text, payload_hash text, kept jsonb, merge jsonb, resolution text,
              visibility jsonb, base_visibility jsonb, changed jsonb)
      where i.plan_number = $1 and i.row_key = o.row_key and i.row_key = any($3::text[]) and i.run_id is null`,
    [
      planNumber,
      JSON.stringify(
        items.map((one) => ({
          row_key: one.rowKey,
          payload_hash: one.payloadHash,
          kept: Object.keys(one.kept).length === 0 ? null : one.kept,
          merge: one.merge,
          resolution: one.resolution,
          visibility: one.visibility,
          base_visibility: one.baseVisibility,
          changed: one.changedFields,
        })),
      ),
      items.map((one) => one.rowKey),
    ],
  )
}
