// What a render process is asked to make, and how it makes it. Pure.
import type { Problem } from '../api/problem.ts'
import { targetById } from '../targets/index.ts'
import type { ConvertedPart } from '../targets/target.ts'
import { prepareCoverage, type RowCoverage } from '../templates/branches/cover-row.ts'
import { type FoundBranch, listBranches } from '../templates/branches/find-branches.ts'
import { checkTemplate, type TemplateCheck } from '../templates/check.ts'
import { prepareGaps } from '../templates/gaps.ts'
import { tooMuchTime } from '../templates/problem.ts'
import {
  prepareTemplate,
  type RenderedRow,
  type TemplateRow,
  type TemplateSource,
} from '../templates/render-row.ts'
import type { RowWork } from '../templates/serve-rows.ts'
import { type ComparedRow, comparePage } from './compare-page.ts'
import { type Page, type PageMaker, toPage, toRenderedPage } from './page.ts'
import { beginningOf, largePageProblem, refuseLongTexts, tooManyParts } from './page-size.ts'
import { type PageToShow, type ShownPage, showPage } from './show-page.ts'

/** What pages of a project are made with. */
export interface PageSource {
  template: TemplateSource
  /** Of a target: its code is in the process already. */
  destination: string
  /** With the facts of the site, as `Target.toPayload` takes them. */
  options: unknown
  projectId: string
  siteUrl: string | null
}

export interface PageRow extends TemplateRow {
  /** What Wix made of the parts of this row, where it was asked. */
  converted?: ConvertedPart[] | undefined
}

export type PageJob = PageSource & {
  makes: 'pages'
  /** Whether the pages carry their rendered texts. */
  withFields: boolean
}

/** What of a page Wix has to convert. */
export type PartsJob = PageSource & { makes: 'parts' }
export interface RowParts {
  parts: string[]
  problems: Problem[]
}

export type ComparisonJob = PageSource & { makes: 'comparisons' }

export interface TextJob {
  makes: 'texts'
  template: TemplateSource
}

/** Its rows are whole templates. */
export interface CheckJob {
  makes: 'checks'
}

/** Its rows are whole templates. */
export interface BranchesJob {
  makes: 'branches'
}

/** Which branches each row takes. */
export interface CoverageJob {
  makes: 'coverage'
  template: TemplateSource
}

/** Its rows are pages that were made before. */
export interface ShowJob {
  makes: 'shows'
  destination: string
  options: unknown
  siteUrl: string | null
}

type Job = PageJob | PartsJob | ComparisonJob | TextJob | CheckJob | BranchesJob | CoverageJob | ShowJob
type Made = Page | RowParts | ComparedRow | RenderedRow | Problem[] | FoundBranch[] | RowCoverage | ShownPage

/** In the render process: how a row becomes what the job asks for. */
export function prepareJob(job: Job): RowWork<Made, PageRow & TemplateCheck & PageToShow> {
  if (job.makes === 'checks') return withoutTemplate(checkTemplate)
  if (job.makes === 'branches') return withoutTemplate(listBranches)
  if (job.makes === 'coverage') return prepareCoverage(job.template)
  if (job.makes === 'shows') return withoutTemplate((page) => showPage(job, page))
  const render = prepareTemplate(job.template)
  const findGaps = prepareGaps(job.template)
  return (row, onRendered) => {
    const rendered = render(row)
    onRendered()
    if (job.makes === 'parts') return partsOf(job, rendered)
    rendered.problems.push(...findGaps(row, rendered))
    if (job.makes === 'texts') return rendered
    if (job.makes === 'pages') return pageOf(job, rendered, row.converted)
    return comparisonOf(job, rendered, row.converted)
  }
}

/** No template is run: the time is our own from the beginning. */
function withoutTemplate<Result, Row>(make: (row: Row) => Result): RowWork<Result, Row> {
  return (row, begin) => {
    begin()
    return make(row)
  }
}

/** The page that a job makes of a rendered row. */
export function pageOf(
  job: Omit<PageJob, 'makes'>,
  rendered: RenderedRow,
  converted?: readonly ConvertedPart[],
): Page {
  const maker = makerOf(job)
  const row = refuseLongTexts(maker.target, job.template, rendered)
  const made = tryPage(maker, row, converted)
  const problem = made ? largePageProblem(maker.target, made.wireBytes) : tooManyParts
  const kept = problem ? beginningOf(row, problem) : row
  const page = made && !problem ? made : toPage(maker, kept)
  return job.withFields ? { ...page, fields: kept.fields } : page
}

/** Null for more elements than the stack has room for. */
function tryPage(
  maker: PageMaker,
  row: RenderedRow,
  converted: readonly ConvertedPart[] | undefined,
): Page | null {
  try {
    return toPage(maker, row, withConverted(maker, row, converted))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

export function partsOf(job: PageSource, rendered: RenderedRow): RowParts {
  const maker = makerOf(job)
  const row = refuseLongTexts(maker.target, job.template, rendered)
  const parts = maker.target.converter?.partsOf(toRenderedPage(maker, row), maker.options) ?? []
  return { parts, problems: rendered.problems }
}

export function comparisonOf(
  job: Omit<ComparisonJob, 'makes'>,
  rendered: RenderedRow,
  converted?: readonly ConvertedPart[],
): ComparedRow {
  const page = pageOf({ ...job, withFields: false }, rendered, converted)
  const maker = makerOf(job)
  return comparePage(maker.target, page, withConverted(maker, rendered, converted))
}

function makerOf({ destination, options, projectId, siteUrl }: PageSource): PageMaker {
  return { target: targetById(destination), options, projectId, siteUrl }
}

function withConverted(maker: PageMaker, row: RenderedRow, converted?: readonly ConvertedPart[]) {
  const page = toRenderedPage(maker, row)
  return converted ? { ...page, converted: [...converted] } : page
}

/** Characters of what goes back. */
export function sizeOf(made: Made): number {
  const texts = Object.values(made).flatMap((value): string[] => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? Object.values(value).filter(isText) : []
  })
  return texts.reduce((sum, text) => sum + text.length, 0)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** Whether a row took all the time that its template has, by the engine's own clock. */
export function isSpent(made: object): boolean {
  if (!('problems' in made) || !Array.isArray(made.problems)) return false
  return made.problems.some((one: Problem) => one.code === tooMuchTime.code)
}
