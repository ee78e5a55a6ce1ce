// The table of plans as its SQL gives it, and the one gate to JSON. The only file that reads it.
import { usualRatePerMinute } from '../api/pace.ts'
import type { ChangedKeyCounts, Plan, PlanAction } from '../api/plan.ts'
import { planActionNames } from '../api/plan-action.ts'
import type { ProblemGroup } from '../api/problem.ts'
import type { PlanRedirects, RedirectRule } from '../api/redirect.ts'
import { connectionLabels } from '../connections/labels.ts'
import { allowedRates } from '../connections/pace.ts'
import type { Queries } from '../db/types.ts'
import { projectNames } from '../projects/names.ts'
import type { AssetNeed } from '../targets/target.ts'
import { blockedReason } from './blocked.ts'
import type { PlannedCalls } from './call-shares.ts'
import { estimateOf } from './estimate.ts'
import type { PlanScope } from './scope.ts'

/** What has to be on the site before a run sends its pages; `ifDecided`: only for pages that wait for a decision. */
export type PlanNeed = AssetNeed & { ifDecided?: true }

/** What applying a plan would do, counted by `outlook.ts`. */
export type Outlook = Pick<Plan, 'willSend' | 'willSettle' | 'conflictsOpen' | 'estimate' | 'taken'>

/** Frozen with the plan. */
export interface PlannedRedirects {
  rule: RedirectRule
  summary: PlanRedirects
}

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
  needs: PlanNeed[]
  creates: Plan['creates']
  /** Null: a plan from before they were told. */
  names: Plan['names'] | null
  /** Null as `names`, and where a plan has nothing to do with rows. */
  changed_keys: ChangedKeyCounts | null
  problem_groups: ProblemGroup[]
  wix_validation: Plan['wixValidation']
  /** What it found of redirects, and by which rule. Null: there was nothing to ask. */
  redirects: PlannedRedirects | null
  include_removals: boolean
  without_images: boolean
  /** Requests of a run; null as `outlook`. */
  calls: PlannedCalls | null
  /** Null while it is being made, and of plans from before it was counted. */
  outlook: Outlook | null
  /** Pages of its own that the ledger did not know, found by a look over the whole site; null: there was none. */
  own_found: number | null
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

const columns = `id, number, workspace_id, project_id, connection_id, state, step, progress, scope, counts, needs, creates, names, changed_keys,
  problem_groups, wix_validation, redirects, include_removals, without_images, calls, outlook, own_found, hash, author, destination, options,
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
  taken: 0,
}

const noChangedKeys: ChangedKeyCounts = { open: 0, same: 0, other: 0, unclear: 0 }

export async function presentPlans(queries: Queries, rows: readonly PlanRow[]): Promise<Plan[]> {
  const names = await projectNames(
    queries,
    rows.map((row) => row.project_id),
  )
  const sites = await connectionLabels(
    queries,
    rows.map((row) => row.connection_id),
  )
  const rateOf = await allowedRates(
    queries,
    rows.map((row) => row.connection_id),
  )
  return rows.map((row) => {
    const { willSend, willSettle, conflictsOpen, ...outlook } = row.outlook ?? nothing
    const rate = rateOf(row.connection_id)
    // Counted anew: the pace of the site may have been set since.
    const isSlow = rate < usualRatePerMinute && row.calls !== null && row.outlook !== null
    const estimate = isSlow ? estimateOf(row, willSend.byAction, rate) : outlook.estimate
    const site = sites.get(row.connection_id)
    const plan = {
      id: row.id,
      projectId: row.project_id,
      projectName: names.get(row.project_id) ?? '',
      scope: row.scope,
      state: row.state,
      step: row.step,
      progress: row.progress,
      counts: Object.fromEntries(
        planActionNames.map((action) => [action, row.counts[action] ?? 0]),
      ) as Plan['counts'],
      creates: row.creates,
      // Pages of an undo go into what they were in before, so that no choice is asked for; its run goes by them all.
      names: (row.names ?? []).filter(({ pages }) => pages > 0),
      changedKeys: row.changed_keys ?? noChangedKeys,
      problemGroups: row.problem_groups,
      wixValidation: row.wix_validation,
      redirects: presentRedirects(row.redirects),
      includeRemovals: row.include_removals,
      conflictsOpen,
      willSend,
      willSettle,
      // Counted since plans can be applied in parts.
      taken: row.outlook?.taken ?? 0,
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

/** A plan without a word to say of them says nothing. */
function presentRedirects(redirects: PlannedRedirects | null): PlanRedirects | null {
  if (!redirects) return null
  // A plan from before they were offered again has none.
  const summary = { ...redirects.summary, owed: redirects.summary.owed ?? 0 }
  const { create, retarget, remove, left, note } = summary
  return create + retarget + remove + left === 0 && note === null ? null : summary
}
