// Pages of some rows of a project: rendered and converted in the render processes, or converted by Wix.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DataRow } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import type { TargetContext } from '../targets/target.ts'
import type { RenderedRow } from '../templates/render-row.ts'
import { isConvertedByWix, withConversions } from './conversions.ts'
import { type Page, toPage, toRenderedPage } from './page.ts'
import type { PageRenderers } from './page-renderers.ts'
import type { ProjectParts } from './project-parts.ts'

export interface PagesDeps {
  database: Queries
  renderers: Pick<PageRenderers, 'pages' | 'texts' | 'processes'>
}

/** Converting a page takes about a millisecond; after this long others get their turn. */
const turnMs = 15

export interface MakeChoice {
  wix?: TargetContext
  signal?: AbortSignal
  /** Someone waits for them. */
  isUrgent?: boolean
  /** With the rendered texts. */
  withFields?: boolean
}

/** A page for each of these rows, in their order. */
export async function makePages(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  { wix, signal, ...choice }: MakeChoice = {},
): Promise<Page[]> {
  const begin = createMaker(deps, parts, wix, choice)
  return (await begin(rows, signal))()
}

/** What is left to do for pages once the render processes have done their part, batch after batch. */
type Finish = () => Promise<Page[]>

/** Only with Wix converting the texts is there anything left: it is asked in the order of the rows. */
function createMaker(
  { database, renderers }: PagesDeps,
  parts: ProjectParts,
  wix: TargetContext | undefined,
  { isUrgent = false, withFields = false } = {},
): (rows: readonly DataRow[], signal?: AbortSignal) => Promise<Finish> {
  const { template, target, options, projectId, siteUrl } = parts
  if (isConvertedByWix(parts)) {
    const renderer = renderers.texts(template, { isUrgent })
    return async (rows, signal) => {
      const rendered = await renderer.render(rows, signal)
      return async () => {
        const pages = await convertByWix(database, parts, rendered, wix)
        return withFields ? pages.map((page, at) => ({ ...page, fields: rendered[at]!.fields })) : pages
      }
    }
  }
  const job = { template, destination: target.id, options, projectId, siteUrl, withFields }
  const renderer = renderers.pages(job, { isUrgent })
  return async (rows, signal) => {
    const pages = await renderer.render(rows, signal)
    return () => Promise.resolve(pages)
  }
}

async function convertByWix(
  database: Queries,
  parts: ProjectParts,
  rows: readonly RenderedRow[],
  wix: TargetContext | undefined,
): Promise<Page[]> {
  const plain = rows.map((row) => toRenderedPage(parts, row))
  const rendered = await withConversions({ database, ...(wix && { wix }) }, parts, plain)
  const pages: Page[] = []
  let turnStart = performance.now()
  for (const [at, row] of rows.entries()) {
    pages.push(toPage(parts, row, rendered[at]))
    if (performance.now() - turnStart < turnMs) continue
    await nextTurn()
    turnStart = performance.now()
  }
  return pages
}
