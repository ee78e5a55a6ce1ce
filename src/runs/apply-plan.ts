// Turns a plan into a run, once. Two tabs, a double click and a replay all end in the same run. It answers at once:
// the run's worker takes the pages out of the plan, see gather.ts.
import type { Run } from '../api/run.ts'
import type { Database, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { cannotChange, findPlanRow, noSuchPlan } from '../plans/plans.ts'
import { type PlanRow, presentPlans } from '../plans/row.ts'
import { lockPlan } from '../plans/store.ts'
import { peekItems } from '../plans/taking.ts'
import { findProject } from '../projects/project-store.ts'
import { writeDiary } from './diary.ts'
import { getRun } from './run-list.ts'
import { findGathering, insertRun } from './run-store.ts'
import { type Changes, changesSince, judgeItems } from './staleness.ts'
import { wakeChannel } from './wake.ts'

/** A plan of so few pages is judged before there is a run. */
const mostJudgedAtOnce = 2_000

export interface ApplyDeps {
  database: Database
  pages: PagesDeps
}

export async function applyPlan(
  deps: ApplyDeps,
  workspaceId: string,
  planId: string,
  author: string,
): Promise<Run> {
  const { database } = deps
  await refuseWhollyStale(deps, await findPlanRow(database, workspaceId, planId))
  const runId = await database.transaction((tx) => startRun(tx, workspaceId, planId, author))
  await database.notify(wakeChannel)
  return getRun(database, workspaceId, runId)
}

async function startRun(tx: Tx, workspaceId: string, planId: string, author: string): Promise<string> {
  // The lock makes the second click wait for the first and then see its run.
  const plan = await lockPlan(tx, workspaceId, planId)
  if (!plan) throw noSuchPlan()
  if (plan.state === 'applied' && plan.last_run_id !== null) return plan.last_run_id
  const gathering = await findGathering(tx, planId)
  if (gathering !== null) return gathering
  if (plan.state !== 'ready') throw await cannotChange(tx, plan)
  const { settings, connection } = await changesSince(tx, plan)
  refuseStale({ data: false, template: false, settings, connection })
  const [shown] = await presentPlans(tx, [plan])
  if (shown?.blockedReason) throw new AppError('conflict', shown.blockedReason)

  const runId = await insertRun(tx, {
    workspace_id: workspaceId,
    plan_id: planId,
    project_id: plan.project_id,
    connection_id: plan.connection_id,
    author,
    total: (shown?.willSend.total ?? 0) + (shown?.willSettle ?? 0),
  })
  await writeDiary(tx, runId, 'started', `${author} published this plan.`)
  return runId
}

/** Where rows or template changed and nothing of a small plan can go any more, that is said before there is a run. */
async function refuseWhollyStale({ database, pages }: ApplyDeps, plan: PlanRow): Promise<void> {
  if (plan.state !== 'ready' || (await findGathering(database, plan.id)) !== null) return
  const changes = await changesSince(database, plan)
  if (!changes.data && !changes.template) return
  const project = await findProject(database, plan.project_id)
  const { items, next } = await peekItems(database, plan, '', { after: -1, limit: mostJudgedAtOnce })
  const going = items.filter((item) => item.fate !== 'waits')
  if (!project || next !== null || going.length === 0) return
  const problems = await judgeItems({ pages, queries: database, plan, project }, going)
  if (problems.size === going.length) refuseStale(changes)
}

function refuseStale({ data, template, settings, connection }: Changes): void {
  const changed = [
    data && 'the data',
    template && 'the template',
    settings && "the project's settings",
    connection && 'the connection',
  ].filter(Boolean)
  if (changed.length > 0) {
    throw new AppError(
      'stale',
      `Since this plan was created, ${changed.join(' and ')} changed. A plan is sent exactly as it was shown, so create a new one.`,
    )
  }
}
