// What a run of a plan would send, as far as its calls and the things it needs go.
import type { FieldChange, PlanAction, Resolution } from '../api/plan.ts'
import type { Queries } from '../db/types.ts'
import { type PlannedPage, plannedPage } from '../targets/run-cost.ts'
import { type AssetIds, type AssetNeed, assetKey, type Target } from '../targets/target.ts'
import { itemsInOrder } from './plan-chunks.ts'

interface WorkRow {
  action: PlanAction
  resolution: Resolution | null
  slug: string
  payload: unknown
  changes: FieldChange[]
}

export interface PlannedWork {
  /** In the order in which a run takes them; removals included. */
  pages: PlannedPage[]
  /** Keys of what pages that are sent, or may be after a decision, name. */
  used: Set<string>
}

/** Of a page that is removed, as it was last sent. */
const columns = `action, resolution, slug, changes, case when action = 'remove' then (
  select g.payload from pages g join plans p on p.project_id = g.project_id
   where p.id = plan_items.plan_id and g.row_key = plan_items.row_key) else payload end as payload`

/** One pass over everything that may be sent. */
export async function readPlannedWork(
  database: Queries,
  { id, options }: { id: string; options: unknown },
  target: Target,
  assets: AssetIds,
  needsOf: (payload: unknown) => AssetNeed[],
): Promise<PlannedWork> {
  const work: PlannedWork = { pages: [], used: new Set() }
  const where = `action in ('create', 'adopt', 'update', 'move', 'conflict', 'gone', 'remove')`
  for await (const rows of itemsInOrder<WorkRow>(database, id, columns, where))
    for (const row of rows) {
      const { slug, payload, changes } = row
      // A page that was deleted in Wix is created again only where somebody says so.
      if (row.action !== 'remove' && row.action !== 'gone')
        for (const need of needsOf(payload)) work.used.add(assetKey(need))
      const action = actionOf(row)
      if (action === null) continue
      const bytes = action === 'remove' ? 0 : Buffer.byteLength(JSON.stringify(payload ?? null))
      work.pages.push(plannedPage(target, options, { action, slug, payload, bytes, changes }, assets))
    }
  return work
}

/** How a run sends it; null: not at all, as things are decided now. */
function actionOf({ action, resolution, changes }: WorkRow): PlannedPage['action'] | null {
  switch (action) {
    case 'create':
    case 'update':
    case 'remove':
      return action
    case 'move':
      return 'update'
    case 'adopt':
      return changes.length > 0 ? 'update' : null
    case 'conflict':
      return resolution === 'take_ours' ? 'update' : null
    case 'gone':
      return resolution === 'take_ours' ? 'create' : null
    default:
      return null
  }
}
