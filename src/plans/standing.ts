// The newest plan of a project in a few figures, for whoever shows where projects stand: nothing is counted.
import type { ChangedKeyCounts, PlanAction } from '../api/plan.ts'
import type { Queries } from '../db/types.ts'
import type { Outlook, PlanRow } from './row.ts'

export interface PlanStanding {
  id: string
  projectId: string
  state: PlanRow['state']
  /** Whether it is for all pages of the project. */
  isOfAll: boolean
  counts: Partial<Record<PlanAction, number>>
  outlook: Outlook | null
  changedKeys: ChangedKeyCounts | null
  /** Categories and tags that were renamed or deleted in Wix, of those that its pages have. */
  namesChanged: number
  datasetVersion: number
  templateVersion: number
  lastRunId: string | null
  createdAt: string
}

const columns = `id, project_id as "projectId", state, scope ->> 'kind' = 'all' as "isOfAll", counts, outlook,
  changed_keys as "changedKeys",
  (select count(*)::int from jsonb_array_elements(coalesce(names, '[]'::jsonb)) n
    where (n ->> 'pages')::int > 0) as "namesChanged",
  dataset_version as "datasetVersion", template_version as "templateVersion", last_run_id as "lastRunId",
  created_at as "createdAt"`

export interface PlansOfProject {
  /** As the plan of a project is shown: whatever it is for, but for slots. */
  newest: PlanStanding | null
  /** The newest one that compared all its pages, whatever became of it since. */
  ofAll: PlanStanding | null
}

/** By project; one without a plan has no entry. */
export async function planStandings(
  queries: Queries,
  projectIds: readonly string[],
): Promise<Map<string, PlansOfProject>> {
  const newest = await newestOf(queries, projectIds, `scope ->> 'origin' is distinct from 'slot'`)
  const ofAll = await newestOf(
    queries,
    projectIds,
    `scope ->> 'kind' = 'all' and state in ('ready', 'applied', 'discarded') and outlook is not null`,
  )
  const found = projectIds.filter((id) => newest.has(id) || ofAll.has(id))
  return new Map(found.map((id) => [id, { newest: newest.get(id) ?? null, ofAll: ofAll.get(id) ?? null }]))
}

/** `where` is SQL of ours. */
async function newestOf(
  queries: Queries,
  projectIds: readonly string[],
  where: string,
): Promise<Map<string, PlanStanding>> {
  const { rows } = await queries.query<PlanStanding>(
    `select l.* from unnest($1::text[]) as p(project)
      cross join lateral (select ${columns} from plans
                           where project_id = p.project and ${where} order by id desc limit 1) l`,
    [projectIds],
  )
  return new Map(rows.map((row) => [row.projectId, row]))
}
