// What overviews say, read for several projects at once: one statement for each noun, whatever the number of pages.
import type { Project } from '../api/project.ts'
import type { Run } from '../api/run.ts'
import { datasetVersionsOf } from '../data/datasets.ts'
import type { Queries } from '../db/types.ts'
import { type PlanStanding, planStandings } from '../plans/standing.ts'
import { type ScheduleStanding, scheduleStandings } from '../schedules/standing.ts'
import { type RuleRow, waitingRules } from '../sources/rule-store.ts'
import { failingSources, type SourceRow } from '../sources/store.ts'

/** All that is known of a project without looking at a single page. */
export interface Standing {
  project: Project
  datasetVersion: number | null
  /** As its plan is shown. */
  plan: PlanStanding | null
  planOfAll: PlanStanding | null
  schedule: ScheduleStanding | null
  /** Null: it does not wait. */
  rule: Pick<RuleRow, 'cause' | 'reason' | 'plan_id'> | null
  /** Null: its data have none, or it works. */
  source: Pick<SourceRow, 'title' | 'problem'> | null
  /** The newest that is not over. */
  activeRun: Run | null
  lastRun: Run | null
}

/** @param runs the last and the unfinished ones of these projects, by id */
export async function readStandings(
  queries: Queries,
  projects: readonly Project[],
  runs: ReadonlyMap<string, Run>,
): Promise<Standing[]> {
  const ids = projects.map(({ id }) => id)
  const datasetIds = projects.map(({ dataset }) => dataset.id)
  const plans = await planStandings(queries, ids)
  const schedules = await scheduleStandings(queries, ids)
  const rules = new Map((await waitingRules(queries, ids)).map((rule) => [rule.project_id, rule]))
  const sources = new Map((await failingSources(queries, datasetIds)).map((one) => [one.dataset_id, one]))
  const versions = await datasetVersionsOf(queries, datasetIds)
  const run = (id: string | null) => (id === null ? null : (runs.get(id) ?? null))
  return projects.map((project) => ({
    project,
    datasetVersion: versions.get(project.dataset.id) ?? null,
    plan: plans.get(project.id)?.newest ?? null,
    planOfAll: plans.get(project.id)?.ofAll ?? null,
    schedule: schedules.get(project.id) ?? null,
    rule: rules.get(project.id) ?? null,
    source: sources.get(project.dataset.id) ?? null,
    activeRun: run(project.activeRunId),
    lastRun: run(project.lastRunId),
  }))
}
