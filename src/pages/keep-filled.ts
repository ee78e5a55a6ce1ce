// When the list of a project is brought up to date: whoever asks for it finds out that rows or names have changed, and
// has it done. A small project at once, so that nobody sees the difference; a large one in the background.
import type { Database } from '../db/types.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { fillStates, isFilled } from './fill-states.ts'
import type { PagesDeps } from './make-pages.ts'
import type { ProjectParts } from './project-parts.ts'

const jobName = 'pages.fill'
/** Filled in a few tenths of a second. */
const smallProject = 2_000
/** Who looks at a list asks for it all the time. */
const askAgainMs = 15_000

export interface Filling {
  /**
   * Whether the list is still being brought up to date when this returns.
   * @param isNeeded false: nothing that was asked for depends on it, so that nobody waits for a small project either
   */
  keep(project: ProjectRecord, parts: ProjectParts, isNeeded: boolean): Promise<boolean>
}

export interface FillingDeps extends PagesDeps {
  database: Database
  jobs: Jobs
  find(projectId: string): Promise<ProjectRecord | null>
}

/** Declares the job; call before `jobs.start`. */
export function createFilling(deps: FillingDeps, { works }: { works: boolean }): Filling {
  const { database, jobs } = deps
  const askedAt = new Map<string, number>()
  jobs.define<{ projectId: string }>(
    jobName,
    works
      ? async ({ projectId }, { signal }) => {
          const project = await deps.find(projectId)
          if (project) await fillStates(deps, project, signal)
        }
      : undefined,
  )

  async function ask(projectId: string): Promise<void> {
    const now = performance.now()
    if (now - (askedAt.get(projectId) ?? -askAgainMs) < askAgainMs) return
    askedAt.set(projectId, now)
    await jobs.send(jobName, { projectId }, { singletonKey: projectId })
  }

  return {
    async keep(project, parts, isNeeded) {
      if (await isFilled(database, parts)) return false
      if (isNeeded && parts.rowCount <= smallProject) {
        await fillStates(deps, project)
        return false
      }
      await ask(project.id)
      return true
    },
  }
}
