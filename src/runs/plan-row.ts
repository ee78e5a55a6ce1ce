// The tables of plans, as their SQL gives them, and the one gate to JSON.
import {
  type FieldChange,
  type Plan,
  type PlanAction,
  type PlanItem,
  planActionSchema,
  type Resolution,
} from '../api/plan.ts'
import type { Problem, ProblemGroup } from '../api/problem.ts'

export interface PlanRow {
  id: string
  workspace_id: string
  project_id: string
  connection_id: string
  state: Plan['state']
  step: string
  progress: number
  counts: Partial<Record<PlanAction, number>>
  needs: { kind: string; name: string }[]
  creates: Plan['creates']
  problem_groups: ProblemGroup[]
  wix_validation: Plan['wixValidation']
  include_removals: boolean
  without_images: boolean
  estimate: Plan['estimate']
  hash: string | null
  author: string
  destination: string
  options: unknown
  row_set_id: string
  dataset_version: number
  template_version: number
  message: string | null
  created_at: string
  project_name: string
  site_name: string
  site_kind: 'wix' | 'practice'
  conflicts_open: number
  conflicts_ours: number
  conflicts_theirs: number
  run_id: string | null
}

/** `where` speaks of `p`. */
export function selectPlans(where: string): string {
  return `select p.*, j.name as project_name, coalesce(c.site_name, c.name, '') as site_name,
      coalesce(c.kind, 'wix') as site_kind, r.id as run_id,
      (select count(*) from plan_items i where i.plan_id = p.id and i.action = 'conflict' and i.resolution is null) as conflicts_open,
      (select count(*) from plan_items i where i.plan_id = p.id and i.action = 'conflict' and i.resolution = 'take_ours') as conflicts_ours,
      (select count(*) from plan_items i where i.plan_id = p.id and i.action = 'conflict' and i.resolution = 'keep_theirs') as conflicts_theirs
    from plans p
    join projects j on j.id = p.project_id
    left join connections c on c.id = p.connection_id
    left join runs r on r.plan_id = p.id
    where ${where}`
}

export function presentPlan(row: PlanRow): Plan {
  return {
    id: row.id,
    projectId: row.project_id,
    projectName: row.project_name,
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
    conflictsOpen: row.conflicts_open,
    ...decided(row),
    estimate: row.estimate,
    hash: row.hash,
    author: row.author,
    datasetVersion: row.dataset_version,
    templateVersion: row.template_version,
    site: { name: row.site_name, kind: row.site_kind },
    message: row.message,
    runId: row.run_id,
    createdAt: row.created_at,
  }
}

/** What applying would do now, after every decision. */
function decided(row: PlanRow): Pick<Plan, 'willSend' | 'willSettle' | 'blockedReason'> {
  const { create = 0, adopt = 0, update = 0, move = 0, remove = 0, held = 0 } = row.counts
  const sent: [PlanAction, number][] = [
    ['create', create],
    ['adopt', adopt],
    ['update', update],
    ['move', move],
    ['remove', row.include_removals ? remove : 0],
    ['conflict', row.conflicts_ours],
  ]
  const byAction = Object.fromEntries(sent.filter(([, pages]) => pages > 0))
  const total = sent.reduce((sum, [, pages]) => sum + pages, 0)
  const willSettle = row.conflicts_theirs
  const blockedReason =
    row.state !== 'ready'
      ? 'This plan is not ready.'
      : total + willSettle > 0
        ? null
        : row.conflicts_open > 0
          ? 'Decide the conflicts first; nothing else would be sent.'
          : remove > 0
            ? 'Only removals are left, and they are not ticked.'
            : held > 0
              ? 'Every page that would change is held back. Correct what is wrong with it, then plan again.'
              : 'Every page in Wix already equals its row.'
  return { willSend: { total, byAction }, willSettle, blockedReason }
}

export interface PlanItemRow {
  row_key: string
  position: number
  action: PlanAction
  title: string
  slug: string
  url: string | null
  remote_id: string | null
  payload: unknown
  payload_hash: string | null
  changes: FieldChange[]
  changed_fields: string[]
  problems: Problem[]
  resolution: Resolution | null
}

export function presentPlanItem(row: PlanItemRow): PlanItem {
  return {
    rowKey: row.row_key,
    action: row.action,
    title: row.title,
    slug: row.slug,
    url: row.url,
    changedFields: row.changed_fields,
    resolution: row.resolution,
    problems: row.problems,
  }
}
