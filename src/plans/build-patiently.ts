// Passing trouble of Wix is waited out, as runs do it: a plan of thousands of pages is not lost to one answer.
import { createPacer, sleepFor } from '../connections/pacer.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { buildPlan, type PlanDeps } from './build.ts'
import { savePlanProgress } from './store.ts'

/** A person looks at a plan that is being built: they hear sooner than of a run that Wix gives nothing. */
const mostTries = 4
const mostPatienceMs = 3 * 60_000

/** Builds the plan, from its start again after what passes. Throws what does not, and what lasts. */
export async function buildPatiently(
  deps: PlanDeps,
  planId: string,
  project: ProjectRecord,
  signal: AbortSignal,
): Promise<void> {
  let patience = mostPatienceMs
  for (let tries = 1; ; tries += 1) {
    const begun = performance.now()
    try {
      return await buildPlan(deps, planId, project, signal)
    } catch (error) {
      const advice = targetById(project.destination).explain(error)
      // The first building counts for nothing: it may have taken long before anything went wrong.
      if (tries > 1) patience -= performance.now() - begun
      if (signal.aborted || advice?.kind !== 'wait' || tries === mostTries || advice.ms > patience)
        throw error
      deps.logger.info({ err: error, planId }, 'a plan waits for Wix')
      await savePlanProgress(deps.database, planId, `Waiting: ${advice.reason}`, 0)
      // Runs beside it wait too.
      await createPacer(deps.database, project.connectionId, 'plan').block(advice.ms, advice.reason)
      await sleepFor(advice.ms, signal)
      patience -= advice.ms
    }
  }
}
