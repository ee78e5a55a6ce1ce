// The render processes as pages are made with them.
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Problem } from '../api/problem.ts'
import type { RowCoverage } from '../templates/branches/cover-row.ts'
import type { FoundBranch } from '../templates/branches/find-branches.ts'
import type { TemplateCheck } from '../templates/check.ts'
import { poisonedRow } from '../templates/poisoned-row.ts'
import type { RenderedRow, TemplateSource } from '../templates/render-row.ts'
import { createRendererPool, type Renderer, type RendererPool } from '../templates/renderer.ts'
import type { ComparedRow } from './compare-page.ts'
import type { Page } from './page.ts'
import {
  type BranchesJob,
  type CheckJob,
  type ComparisonJob,
  type CoverageJob,
  comparisonOf,
  isSpent,
  type PageJob,
  type PageRow,
  type PageSource,
  type PartsJob,
  pageOf,
  type RowParts,
  type ShowJob,
  type TextJob,
} from './render-job.ts'
import type { PageToShow, ShownPage } from './show-page.ts'

export interface PageRenderers extends Pick<RendererPool, 'processes' | 'warmUp' | 'close'> {
  /** Whole pages: rendered, converted, with the text, hash and size of their payloads. */
  pages(job: Omit<PageJob, 'makes'>, asker?: Asker): Renderer<Page, PageRow>
  /** What of each page Wix has to convert, in a project where it does. */
  parts(source: PageSource, asker?: Asker): Renderer<RowParts>
  /** What both converters keep of each page. */
  comparisons(source: PageSource, asker: Asker): Renderer<ComparedRow, PageRow>
  /** The rendered texts alone. */
  texts(template: TemplateSource, asker?: Asker): Renderer<RenderedRow>
  /** Which branches of a template each row takes, by their ids. */
  coverage(template: TemplateSource): Renderer<RowCoverage>
  /** The branches of a template; none where finding them takes too much. */
  branches(template: TemplateSource, signal?: AbortSignal): Promise<FoundBranch[]>
  /** A page as a person sees it; null where that takes too much. */
  show(job: Omit<ShowJob, 'makes'>, page: PageToShow, asker: Looker): Promise<ShownPage | null>
  /** What is wrong with a template whatever the row. Never throws for what a template holds. */
  check(template: TemplateCheck, asker: Looker): Promise<Problem[]>
}

/** Who waits for the answer, an id of a user; left out where nobody does. */
export interface Asker {
  askedBy?: string | undefined
}

/** Someone whose answer is of no use once they have gone. */
interface Looker extends Asker {
  signal?: AbortSignal | undefined
}

const ownWorkerFile = fileURLToPath(new URL('./render-worker.ts', import.meta.url))
/** Each makes some two thousand pages a second; more of them would only wait for us to store what they made. */
const mostProcesses = 4
/** Two hundred kilobytes of Liquid take half a second, and so does the largest page. */
const lookLimitMs = 5_000

/**
 * @param given.processes how many there may be for whole projects, each of up to 160 MB; unless told, a core is left
 * to ourselves. Two more are for people who wait.
 * @param given.workerFile what they run; the file beside this one unless told
 */
export function createPageRenderers(
  given: { processes?: number; workerFile?: string | undefined } = {},
): PageRenderers {
  const { processes = usualProcesses(), workerFile = ownWorkerFile } = given
  const pool = createRendererPool(workerFile, { processes })
  return {
    processes,
    pages: (job, asker) =>
      pool.createRenderer<PageJob, Page, PageRow>({
        job: { ...job, makes: 'pages' },
        poisoned: (row, poison, isUntried) => pageOf(job, poisonedRow(job.template, row, poison, isUntried)),
        isSpent,
        ...asker,
      }),
    parts: (source, asker) =>
      pool.createRenderer<PartsJob, RowParts>({
        job: { ...source, makes: 'parts' },
        poisoned: (row, poison, isUntried) => ({
          parts: [],
          problems: poisonedRow(source.template, row, poison, isUntried).problems,
        }),
        isSpent,
        ...asker,
      }),
    comparisons: (source, asker) =>
      pool.createRenderer<ComparisonJob, ComparedRow, PageRow>({
        job: { ...source, makes: 'comparisons' },
        poisoned: (row, poison) => comparisonOf(source, poisonedRow(source.template, row, poison)),
        ...asker,
      }),
    texts: (template, asker) =>
      pool.createRenderer<TextJob, RenderedRow>({
        job: { makes: 'texts', template },
        poisoned: (row, poison, isUntried) => poisonedRow(template, row, poison, isUntried),
        isSpent,
        ...asker,
      }),
    coverage: (template) =>
      pool.createRenderer<CoverageJob, RowCoverage>({
        job: { makes: 'coverage', template },
        poisoned: (row, poison, isUntried) => ({
          taken: [],
          problems: poisonedRow(template, row, poison, isUntried).problems,
        }),
        isSpent,
      }),
    branches: async (template, signal) => {
      const work = { job: { makes: 'branches' as const }, poisoned: () => [], ...looking }
      const finder = pool.createRenderer<BranchesJob, FoundBranch[], TemplateSource>(work)
      return (await finder.render([template], signal))[0] ?? []
    },
    show: async (job, page, { askedBy, signal }) => {
      const work = { job: { ...job, makes: 'shows' as const }, poisoned: () => null, ...looking, askedBy }
      return (
        (await pool.createRenderer<ShowJob, ShownPage | null, PageToShow>(work).render([page], signal))[0] ??
        null
      )
    },
    check: async (template, { askedBy, signal }) => {
      const work = { job: { makes: 'checks' as const }, poisoned: () => [notChecked], ...looking, askedBy }
      const checker = pool.createRenderer<CheckJob, Problem[], TemplateCheck>(work)
      return (await checker.render([template], signal))[0] ?? [notChecked]
    },
    warmUp: pool.warmUp,
    close: pool.close,
  }
}

const looking = { convertLimitMs: lookLimitMs }

const notChecked: Problem = {
  code: 'template_too_long',
  severity: 'error',
  message: 'Checking this template took too much time or memory and was stopped. Make it shorter.',
}

/** Two even on one core: a template that hangs must not keep the others waiting. */
function usualProcesses(): number {
  return Math.min(mostProcesses, Math.max(2, availableParallelism() - 1))
}
