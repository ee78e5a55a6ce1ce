// Counts in the background how many rows take each branch of a template, so that a branch nobody takes, or a fallback
// that half of the rows take, is seen before anything is published.
import type { Coverage, CoveredBranch } from '../api/coverage.ts'
import type { Database } from '../db/types.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { inOrder } from '../lanes.ts'
import type { Logger } from '../logger.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { Projects } from '../projects/projects.ts'
import type { FoundBranch } from '../templates/branches/find-branches.ts'
import { newestVersion } from '../templates/store.ts'
import {
  type CoveragePlace,
  findCoverage,
  finishCoverage,
  reportCoverage,
  startCoverage,
} from './coverage-store.ts'
import type { PageRenderers } from './page-renderers.ts'
import { type ProjectParts, readParts } from './project-parts.ts'
import { rowBatches } from './row-batches.ts'

const jobName = 'pages.coverage'
/** Rows between two reports of how far it is. */
const reportEvery = 2_000
/** Batches under way beside one for each render process. */
const readAhead = 2

export interface CoverageOptions {
  database: Database
  jobs: Jobs
  projects: Pick<Projects, 'record' | 'find'>
  renderers: Pick<PageRenderers, 'coverage' | 'branches' | 'processes'>
  logger: Logger
}

export interface TemplateCoverage {
  /** Of the newest version and the present rows, else what was counted last. */
  get(workspaceId: string, projectId: string): Promise<Coverage>
  /** Starts counting, unless that is under way or done. */
  start(workspaceId: string, projectId: string): Promise<Coverage>
}

/** Declares the job; call before `jobs.start`. `works`: this process does the counting. */
export function createCoverage(options: CoverageOptions, { works }: { works: boolean }): TemplateCoverage {
  const { database, jobs, projects } = options
  jobs.define<{ projectId: string }>(
    jobName,
    works
      ? async ({ projectId }, { signal }) => {
          const project = await projects.find(projectId)
          if (project) await countProject(options, project, signal)
        }
      : undefined,
  )
  const open = async (workspaceId: string, projectId: string) =>
    openPlace(database, await projects.record(workspaceId, projectId))
  return {
    get: async (workspaceId, projectId) => findCoverage(database, (await open(workspaceId, projectId)).place),
    async start(workspaceId, projectId) {
      const { place, parts } = await open(workspaceId, projectId)
      const known = await findCoverage(database, place)
      if (known.isCurrent && known.state === 'done') return known
      if (!known.isCurrent || known.state !== 'running') await startCoverage(database, place, parts.rowCount)
      await jobs.send(jobName, { projectId }, { singletonKey: projectId })
      return findCoverage(database, place)
    },
  }
}

async function openPlace(
  database: Database,
  project: ProjectRecord,
): Promise<{ place: CoveragePlace; parts: ProjectParts }> {
  const templateVersion = await newestVersion(database, project.templateId)
  if (templateVersion === null)
    throw new AppError('not_found', 'The template of this project does not exist; it may have been deleted.')
  const parts = await readParts(database, project, { templateVersion })
  return { place: { projectId: project.id, templateVersion, rowSetId: parts.rowSetId }, parts }
}

/** Safe to repeat: a count that was interrupted starts from the beginning. */
async function countProject(
  options: CoverageOptions,
  project: ProjectRecord,
  signal: AbortSignal,
): Promise<void> {
  const { database, logger } = options
  const { place, parts } = await openPlace(database, project)
  const known = await findCoverage(database, place)
  if (known.isCurrent && known.state === 'done') return
  await startCoverage(database, place, parts.rowCount)
  try {
    await countRows(options, place, parts, signal)
    await finishCoverage(database, place, null)
  } catch (error) {
    if (signal.aborted) throw error
    logger.warn({ err: error, projectId: project.id }, 'the branches of a template were not counted')
    const message = isAppError(error)
      ? error.message
      : 'Something went wrong on our side while the rows were counted. Count again; the log has the details.'
    await finishCoverage(database, place, message)
  }
}

async function countRows(
  { database, renderers }: CoverageOptions,
  place: CoveragePlace,
  parts: ProjectParts,
  signal: AbortSignal,
): Promise<void> {
  const branches = await renderers.branches(parts.template, signal)
  const renderer = renderers.coverage(parts.template)
  const taken = branches.map(() => 0)
  const [seen, reported] = [{ counted: 0, failed: 0 }, { at: 0 }]
  const report = () =>
    reportCoverage(database, place, { ...seen, branches: coveredBranches(branches, taken, seen.counted) })
  const width = renderers.processes + readAhead
  const batches = inOrder(width, rowBatches(database, parts, signal), (rows) =>
    renderer.render(
      rows.map(({ rowKey, cells }) => ({ rowKey, cells })),
      signal,
    ),
  )
  for await (const batch of batches) {
    signal.throwIfAborted()
    for (const row of batch) {
      seen.counted++
      if (row.problems.length > 0) seen.failed++
      for (const id of row.taken) taken[id] = (taken[id] ?? 0) + 1
    }
    if (seen.counted - reported.at < reportEvery) continue
    reported.at = seen.counted
    await report()
  }
  await report()
}

function coveredBranches(
  branches: readonly FoundBranch[],
  taken: readonly number[],
  counted: number,
): CoveredBranch[] {
  return branches.map(({ at: _, nth: __, ...branch }) => ({
    ...branch,
    rows: taken[branch.id] ?? 0,
    of: branch.within === null ? counted : (taken[branch.within] ?? 0),
  }))
}
