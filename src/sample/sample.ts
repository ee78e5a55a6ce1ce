// The sample project as the doors use it. Made in the background by one job for each workspace, which goes on with what
// an earlier process left half done.
import type { Sample } from '../api/sample.ts'
import { findDataset } from '../data/datasets.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import { findTemplate } from '../templates/store.ts'
import { sample as contents } from './contents.ts'
import { type MakeDeps, makeSample } from './make.ts'
import { orNull } from './or-null.ts'
import { type RemoveDeps, removeSample } from './remove.ts'
import { findSample, listUnfinished, moveSample, noteParts, type SampleRow, wantSample } from './store.ts'

const jobName = 'sample'
const retryLimit = 4

export interface SampleDeps extends MakeDeps, Omit<RemoveDeps, 'projects'> {
  projects: MakeDeps['projects'] & RemoveDeps['projects']
  jobs: Jobs
  logger: Logger
}

export interface Samples {
  get(workspaceId: string): Promise<Sample>
  /** Makes it in the background; where it is there already, what is missing of it. */
  make(workspaceId: string): Promise<Sample>
  /** Hands what was asked for before to a worker. */
  wake(workspaceId: string): Promise<void>
  /** Fails with `conflict` while it is being made, or a run of it is on its way. */
  remove(workspaceId: string): Promise<void>
  /** After a start of the process: takes up what was interrupted. */
  resume(): Promise<void>
}

/** Declares the job; call before `jobs.start`. `works`: this process makes samples. */
export function createSamples(deps: SampleDeps, { works }: { works: boolean }): Samples {
  const { database, jobs, logger, projects } = deps
  jobs.define<{ workspaceId: string }>(
    jobName,
    works
      ? async ({ workspaceId }, { signal, retries }) => {
          const row = await findSample(database, workspaceId)
          if (row?.state === 'removing') await finishRemoval(row)
          if (row?.state === 'making') await make(row, signal, retries)
        }
      : undefined,
    { retryLimit },
  )

  async function make(row: SampleRow, signal: AbortSignal, retries: number): Promise<void> {
    const { workspaceId } = row
    try {
      await makeSample(deps, row, signal)
      await moveSample(database, workspaceId, ['making'], { state: 'ready' })
    } catch (error) {
      if (signal.aborted || retries < retryLimit) throw error
      logger.warn({ err: error, workspaceId }, 'the sample project could not be made')
      const problem = isAppError(error) ? error.message : 'The log of the server has the details.'
      await moveSample(database, workspaceId, ['making'], { state: 'failed', problem })
    }
  }

  async function finishRemoval(row: SampleRow): Promise<void> {
    const { workspaceId } = row
    try {
      await removeSample(deps, row)
    } catch (error) {
      await moveSample(database, workspaceId, ['removing'], { state: 'ready' })
      throw error
    }
    await noteParts(database, workspaceId, {
      importId: null,
      datasetId: null,
      templateId: null,
      projectId: null,
    })
    await moveSample(database, workspaceId, ['removing'], { state: 'removed' })
  }

  const wake: Samples['wake'] = async (workspaceId) => {
    await jobs.send(jobName, { workspaceId }, { singletonKey: workspaceId })
  }

  async function get(workspaceId: string): Promise<Sample> {
    const row = await findSample(database, workspaceId)
    if (!row) return nothing
    const { projectId, datasetId, templateId, problem } = row
    const [project, dataset, template] = await Promise.all([
      projectId && orNull(projects.record(workspaceId, projectId)),
      datasetId && findDataset(database, workspaceId, datasetId),
      templateId && findTemplate(database, workspaceId, templateId),
    ])
    return {
      state: stateOf(row, Boolean(project)),
      projectId: project ? project.id : null,
      datasetId: dataset ? dataset.id : null,
      templateId: template ? template.id : null,
      rowKey: project && dataset ? contents.rowKey : null,
      problem,
    }
  }

  return {
    get,
    async make(workspaceId) {
      const { state } = await get(workspaceId)
      if (state !== 'ready') await wantSample(database, workspaceId)
      await wake(workspaceId)
      return get(workspaceId)
    },
    wake,
    async remove(workspaceId) {
      const row = await findSample(database, workspaceId)
      if (!row || row.state === 'removed') return
      const isMine = await moveSample(database, workspaceId, ['ready', 'failed', 'removing'], {
        state: 'removing',
      })
      if (!isMine)
        throw new AppError('conflict', 'The sample project is being made. Remove it when it is there.')
      await finishRemoval(row)
    },
    async resume() {
      for (const workspaceId of await listUnfinished(database)) await wake(workspaceId)
    },
  }
}

const nothing: Sample = {
  state: 'none',
  projectId: null,
  datasetId: null,
  templateId: null,
  rowKey: null,
  problem: null,
}

/** A project that somebody deleted is a sample no more, whatever is left of it. */
function stateOf({ state }: SampleRow, hasProject: boolean): Sample['state'] {
  if (state === 'making' || state === 'failed') return state
  return state === 'ready' && hasProject ? 'ready' : 'none'
}
