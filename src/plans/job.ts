// The job that builds plans. Declared by every process, worked by those that are workers.
import { isAppError } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Projects } from '../projects/projects.ts'
import { targetById } from '../targets/index.ts'
import type { PlanDeps } from './build.ts'
import { buildPatiently } from './build-patiently.ts'
import { findPlanById, markFailed } from './store.ts'

const jobName = 'plan'

export interface PlanJobDeps extends PlanDeps {
  jobs: Jobs
  projects: Pick<Projects, 'find'>
  /** Whether the database was restored while the program ran shows here, so that the plan takes up what it forgot. */
  markFolder?: () => Promise<void>
}

/** Call before `jobs.start`. Returns what hands a plan to a worker. */
export function createPlanJob(
  deps: PlanJobDeps,
  { works }: { works: boolean },
): (planId: string) => Promise<void> {
  deps.jobs.define<{ planId: string }>(
    jobName,
    works ? async ({ planId }, { signal }) => runPlanJob(deps, planId, signal) : undefined,
  )
  return async (planId) => {
    await deps.jobs.send(jobName, { planId }, { singletonKey: planId })
  }
}

/** What does not pass is said in the plan. */
async function runPlanJob(deps: PlanJobDeps, planId: string, signal: AbortSignal): Promise<void> {
  const { database, logger } = deps
  const plan = await findPlanById(database, planId)
  const project = plan?.state === 'building' && (await deps.projects.find(plan.project_id))
  if (!project) return
  try {
    await deps.markFolder?.()
    await buildPatiently(deps, planId, project, signal)
  } catch (error) {
    if (signal.aborted) throw error
    logger.warn({ err: error, planId }, 'a plan could not be built')
    await markFailed(database, planId, reasonOf(error, plan.destination))
  }
}

function reasonOf(error: unknown, destination: string): string {
  if (isAppError(error)) return error.message
  const advice = targetById(destination).explain(error)
  if (advice?.kind === 'stop') return advice.problem.message
  if (advice?.kind === 'wait') return `${advice.reason}. Create the plan again in a moment.`
  return 'Something went wrong on our side while the plan was built. Create it again; the log has the details.'
}
