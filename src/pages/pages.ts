// Pages as the doors use them: list, one page, a preview, the check in the background.
import type {
  DraftPage,
  PageCheck,
  PageCounts,
  PageFilter,
  PageListFilter,
  PageOrder,
  PagePreview,
  PageSummary,
  RowPick,
} from '../api/page.ts'
import type { ConverterComparison } from '../api/project.ts'
import type { RowChoice } from '../api/row-choice.ts'
import type { Database } from '../db/types.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Logger } from '../logger.ts'
import type { Projects } from '../projects/projects.ts'
import type { AskWix } from './ask-wix.ts'
import { checkParts, checkProject } from './check-project.ts'
import { findCheck, startCheck } from './check-store.ts'
import { compareConverters } from './compare-converters.ts'
import { detachField } from './held-edits.ts'
import { createFilling } from './keep-filled.ts'
import { type ListRange, listPages, type PageList, summarise } from './list-pages.ts'
import type { PageRenderers } from './page-renderers.ts'
import { pickRow } from './pick-row.ts'
import { type LookUp, previewDraft, previewPage } from './preview.ts'
import type { PartsChoice } from './project-parts.ts'
import { readParts } from './project-parts.ts'
import { countMatching, isWalked, walkAll } from './walk-pages.ts'

const checkJob = 'pages.check'

export interface PagesOptions {
  database: Database
  jobs: Jobs
  projects: Projects
  renderers: PageRenderers
  logger: Logger
  /** Without it a preview knows only the categories and tags that a plan has looked up before. */
  lookUp?: LookUp
  /** Without it pictures are looked at by plans alone. */
  images?: ImageChecks
  /** Without it pages that Wix converts are shown as it converted them before, or as we do. */
  askWix?: AskWix
}

/** `askedBy`: who waits for the answer, an id of a user; people take turns. */
export interface Pages {
  list(
    workspaceId: string,
    projectId: string,
    filter: PageListFilter,
    range: ListRange,
    askedBy: string,
  ): Promise<PageList>
  /** How many pages a filter shows, by state; with a search or a problem that is a walk over all of them. */
  counts(workspaceId: string, projectId: string, filter: Omit<PageFilter, 'state'>): Promise<PageCounts>
  /** Everything that a filter shows, in parts. */
  all(workspaceId: string, projectId: string, filter: PageOrder): AsyncGenerator<PageSummary[]>
  /** The keys of everything that a filter shows, for a plan of these pages; in parts. */
  keys(workspaceId: string, projectId: string, filter: PageFilter): AsyncGenerator<string[]>
  get(workspaceId: string, projectId: string, rowKey: string, askedBy: string): Promise<PagePreview>
  /** Leaves a field of a page to Wix from now on, or takes it back with the next plan. */
  detach(
    workspaceId: string,
    projectId: string,
    rowKey: string,
    input: { field: string; detached: boolean },
    askedBy: string,
  ): Promise<PagePreview>
  preview(
    workspaceId: string,
    projectId: string,
    input: Pick<PartsChoice, 'fields' | 'options'> & { rowKey?: string },
    askedBy: string,
    signal?: AbortSignal,
  ): Promise<PagePreview>
  /** Which row to look at next, from the one that is looked at now. */
  pick(workspaceId: string, projectId: string, choice: RowChoice, from?: string): Promise<RowPick>
  /** The page that a row would become that is not stored yet. */
  draft(
    workspaceId: string,
    input: { destination: string; connectionId: string; options: Record<string, unknown> } & {
      fields: Record<string, string>
      row: { rowKey: string; cells: Record<string, string> }
    },
    askedBy: string,
    signal?: AbortSignal,
  ): Promise<DraftPage>
  /** Starts a check, or lets one that is waiting do. */
  check(workspaceId: string, projectId: string): Promise<PageCheck>
  lastCheck(workspaceId: string, projectId: string): Promise<PageCheck>
  /** Has Wix convert five rows and compares what is left of them with our conversion. */
  compareConverters(workspaceId: string, projectId: string, askedBy: string): Promise<ConverterComparison>
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
  const filling = createFilling({ ...deps, jobs, find: (projectId) => projects.find(projectId) }, { works })

  /** Every page that a filter shows, of a list that is as the rows are wherever that is quick. */
  async function* walk(workspaceId: string, projectId: string, filter: PageOrder) {
    const project = await projects.record(workspaceId, projectId)
    const parts = await readParts(database, project)
    await filling.keep(project, parts, true)
    yield* walkAll(database, parts, filter)
  }

  const get: Pages['get'] = async (workspaceId, projectId, rowKey, askedBy) =>
    previewPage(
      { ...deps, askedBy, ...(lookUp && { lookUp }), ...(askWix && { askWix }) },
      await projects.record(workspaceId, projectId),
      { rowKey },
    )

  return {
    async list(workspaceId, projectId, filter, range, askedBy) {
      const project = await projects.record(workspaceId, projectId)
      const parts = await readParts(database, project)
      await filling.keep(project, parts, isWalked(filter))
      return listPages(deps, parts, filter, range, askedBy)
    },
    async counts(workspaceId, projectId, filter) {
      const project = await projects.record(workspaceId, projectId)
      const parts = await readParts(database, project)
      const isFilling = await filling.keep(project, parts, true)
      const states = await countMatching(database, parts, filter)
      return { states, total: Object.values(states).reduce((sum, count) => sum + count, 0), isFilling }
    },
    async *all(workspaceId, projectId, filter) {
      for await (const pages of walk(workspaceId, projectId, filter))
        yield await summarise(database, projectId, pages)
    },
    async *keys(workspaceId, projectId, filter) {
      for await (const pages of walk(workspaceId, projectId, filter)) yield pages.map((page) => page.rowKey)
    },
    get,
    async detach(workspaceId, projectId, rowKey, input, askedBy) {
      await detachField(database, await projects.record(workspaceId, projectId), rowKey, input)
      return get(workspaceId, projectId, rowKey, askedBy)
    },
    // At every pause in typing: quick, and without a call to Wix.
    preview: async (workspaceId, projectId, input, askedBy, signal) =>
      previewPage({ ...deps, askedBy, signal }, await projects.record(workspaceId, projectId), input),
    async pick(workspaceId, projectId, choice, from) {
      const project = await projects.record(workspaceId, projectId)
      return pickRow({ database }, await readParts(database, project), choice, from)
    },
    draft: async (workspaceId, { fields, row, ...input }, askedBy, signal) =>
      previewDraft({ ...deps, askedBy, signal }, await projects.draft(workspaceId, input), fields, row),
    async check(workspaceId, projectId) {
      const project = await projects.record(workspaceId, projectId)
      const parts = await readParts(database, project)
      const madeOf = checkParts(project, parts)
      await startCheck(database, project.id, parts.rowCount, madeOf)
      await jobs.send(checkJob, { projectId }, { singletonKey: projectId })
      return findCheck(database, project.id, madeOf)
    },
    async lastCheck(workspaceId, projectId) {
      const project = await projects.record(workspaceId, projectId)
      return findCheck(database, project.id, checkParts(project, await readParts(database, project)))
    },
    async compareConverters(workspaceId, projectId, askedBy) {
      const project = await projects.record(workspaceId, projectId)
      return compareConverters({ ...deps, ...(askWix && { askWix }) }, project, askedBy)
    },
  }
}
