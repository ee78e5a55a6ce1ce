// Pages as the doors use them: list, one page, a preview, the check in the background.
import type { PageCheck, PagePreview } from '../api/page.ts'
import type { ConverterComparison } from '../api/project.ts'
import type { Database } from '../db/types.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import type { Projects } from '../projects/projects.ts'
import type { AskWix } from './ask-wix.ts'
import { checkProject } from './check-project.ts'
import { findCheck, startCheck } from './check-store.ts'
import { compareConverters } from './compare-converters.ts'
import { listPages, type PageFilter, type PageList, type Position } from './list-pages.ts'
import type { PagesDeps } from './make-pages.ts'
import { type LookUp, previewPage } from './preview.ts'
import type { PartsChoice } from './project-parts.ts'
import { readParts } from './project-parts.ts'

const checkJob = 'pages.check'

export interface PagesOptions {
  database: Database
  jobs: Jobs
  projects: Projects
  renderers: PagesDeps['renderers']
  logger: Logger
  /** Without it a preview knows only the categories and tags that a plan has looked up before. */
  lookUp?: LookUp
  /** Without it pictures are looked at by plans alone. */
  images?: ImageChecks
  /** Without it pages that Wix converts are shown as it converted them before, or as we do. */
  askWix?: AskWix
}

export interface Pages {
  list(
    workspaceId: string,
    projectId: string,
    filter: PageFilter,
    range: { after: Position | null; limit: number },
  ): Promise<PageList>
  get(workspaceId: string, projectId: string, rowKey: string): Promise<PagePreview>
  preview(
    workspaceId: string,
    projectId: string,
    input: Pick<PartsChoice, 'fields' | 'options'> & { rowKey?: string },
  ): Promise<PagePreview>
  /** Starts a check, or lets one that is waiting do. */
  check(workspaceId: string, projectId: string): Promise<PageCheck>
  lastCheck(workspaceId: string, projectId: string): Promise<PageCheck>
  /** Has Wix convert five rows and compares what is left of them with our conversion. */
  compareConverters(workspaceId: string, projectId: string): Promise<ConverterComparison>
}

/** Declares the job; call before `jobs.start`. `works`: this process does the checks. */
export function createPages(options: PagesOptions, { works }: { works: boolean }): Pages {
  const { database, jobs, projects, renderers, logger, lookUp, askWix, images } = options
  const deps = { database, renderers, logger, ...(images && { images }) }
  jobs.define<{ projectId: string }>(
    checkJob,
    works
      ? async ({ projectId }, { signal }) => {
          const project = await projects.find(projectId)
          if (project) await checkProject(deps, project, signal)
        }
      : undefined,
  )
  return {
    list: async (workspaceId, projectId, filter, range) =>
      listPages(deps, await projects.record(workspaceId, projectId), filter, range),
    get: async (workspaceId, projectId, rowKey) =>
      previewPage(
        { ...deps, ...(lookUp && { lookUp }), ...(askWix && { askWix }) },
        await projects.record(workspaceId, projectId),
        { rowKey },
      ),
    // At every pause in typing: quick, and without a call to Wix.
    preview: async (workspaceId, projectId, input) =>
      previewPage(deps, await projects.record(workspaceId, projectId), input),
    async check(workspaceId, projectId) {
      const project = await projects.record(workspaceId, projectId)
      const { rowCount } = await readParts(database, project)
      await startCheck(database, project.id, rowCount)
      await jobs.send(checkJob, { projectId }, { singletonKey: projectId })
      return findCheck(database, project.id)
    },
    async lastCheck(workspaceId, projectId) {
      const project = await projects.record(workspaceId, projectId)
      return findCheck(database, project.id)
    },
    async compareConverters(workspaceId, projectId) {
      const project = await projects.record(workspaceId, projectId)
      return compareConverters({ ...deps, ...(askWix && { askWix }) }, project)
    },
  }
}
