// The table of plans as its SQL gives it, and the one gate to JSON. The only file that reads it.
import { type Plan, type PlanAction, planActionSchema } from '../api/plan.ts'
import type { ProblemGroup } from '../api/problem.ts'
import { connectionLabels } from '../connections/labels.ts'
import type { Queries } from '../db/types.ts'
import { projectNames } from '../projects/names.ts'
import type { AssetNeed } from '../targets/target.ts'
import { blockedReason } from './blocked.ts'

/** Which pages a plan is for. */
export type PlanScope = { kind: 'all' }

/** What applying a plan would do, counted by `outlook.ts`. */
export type Outlook = Pick<Plan, 'willSend' | 'willSettle' | 'conflictsOpen' | 'estimate'>

export interface PlanRow {
  id: string
  /** What its items name it by. */
  number: number
  workspace_id: string
  project_id: string
  connection_id: string
  state: Plan['state']
  step: string
  progress: number
  scope: PlanScope
  counts: Partial<Record<PlanAction, number>>
  needs: AssetNeed[]
  creates: Plan['creates']
  problem_groups: ProblemGroup[]
  wix_validation: Plan['wixValidation']
  include_removals: boolean
  without_images: boolean
  /** Null while it is being made, and of plans from before it was counted. */
  outlook: Outlook | null
  hash: string | null
  author: string
  destination: string
  options: unknown
  row_set_id: string
  dataset_version: number
  template_version: number
  message: string | null
  /** The newest run that took items of it. */
  last_run_id: string | null
  created_at: string
}

const columns = `id, number, workspace_id, project_id, connection_id, state, step, progress, scope, counts, needs, creates,
  problem_groups, wix_validation, include_removals, without_images, outlook, hash, author, destination, options,
  row_set_id, dataset_version, template_version, message, last_run_id, created_at`

/** `where` is SQL of ours. */
export async function readPlanRows(
  queries: Queries,
  where: string,
  params: readonly unknown[],
): Promise<PlanRow[]> {
  const { rows } = await queries.query<PlanRow>(`select ${columns} from plans where ${where}`, params)
  return rows
}

const nothing: Outlook = {
  willSend: { total: 0, byAction: {} },
  willSettle: 0,
  conflictsOpen: 0,
  estimate: { calls: 0, seconds: 0, reason: '' },
}

export async function presentPlans(queries: Queries, rows: readonly PlanRow[]): Promise<Plan[]> {
  const names = await projectNames(
    queries,
    rows.map((row) => row.project_id),
  )
  const sites = await connectionLabels(
    queries,
    rows.map((row) => row.connection_id),
  )
  return rows.map((row) => {
    const { willSend, willSettle, conflictsOpen, estimate } = row.outlook ?? nothing
    const site = sites.get(row.connection_id)
    const plan = {
      id: row.id,
      projectId: row.project_id,
      projectName: names.get(row.project_id) ?? '',
      state: row.state,
      step: row.step,
      progress: row.progress,
      counts: Object.fromEntries(
        planActionSchema.options.map((action) => [action, row.counts[action] ?? 0]),
      ) as Plan['counts'],
      creates: row.creates,
      problemGroups: row.problem_groups,
      wixValidation: row.wix_validation,
      includeRemovals: row.include_removals,
      conflictsOpen,
      willSend,
      willSettle,
      estimate,
      hash: row.hash,
      author: row.author,
      datasetVersion: row.dataset_version,
      templateVersion: row.template_version,
      site: { name: site?.siteName ?? site?.name ?? '', kind: site?.kind ?? ('wix' as const) },
      message: row.message,
      runId: row.last_run_id,
      createdAt: row.created_at,
    }
    return { ...plan, blockedReason: blockedReason(plan) }
  })
}
