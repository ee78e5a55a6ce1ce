// What a render process is asked to make, and how it makes it. Pure.
import { targetById } from '../targets/index.ts'
import {
  prepareTemplate,
  type RenderedRow,
  type TemplateRow,
  type TemplateSource,
} from '../templates/render-row.ts'
import type { RowWork } from '../templates/serve-rows.ts'
import { type Page, toPage } from './page.ts'

export interface PageJob {
  makes: 'pages'
  template: TemplateSource
  /** Of a target: its code is in the process already. */
  destination: string
  /** With the facts of the site, as `Target.toPayload` takes them. */
  options: unknown
  projectId: string
  siteUrl: string | null
  /** Whether the pages carry their rendered texts. */
  withFields: boolean
}

export interface TextJob {
  makes: 'texts'
  template: TemplateSource
}

/** In the render process: how a row becomes what the job asks for. */
export function prepareJob(job: PageJob | TextJob): RowWork<Page | RenderedRow> {
  const render = prepareTemplate(job.template)
  if (job.makes === 'texts') return render
  return (row: TemplateRow, onRendered) => {
    const rendered = render(row)
    onRendered()
    return pageOf(job, rendered)
  }
}

/** The page that a job makes of a rendered row. */
export function pageOf(job: Omit<PageJob, 'makes'>, rendered: RenderedRow): Page {
  const { destination, options, projectId, siteUrl, withFields } = job
  const page = toPage({ target: targetById(destination), options, projectId, siteUrl }, rendered)
  return withFields ? { ...page, fields: rendered.fields } : page
}

/** Characters of what goes back. */
export function sizeOf(made: Page | RenderedRow): number {
  const texts = 'payloadText' in made ? [made.payloadText] : []
  return [...texts, ...Object.values(made.fields ?? {})].reduce((sum, text) => sum + text.length, 0)
}
