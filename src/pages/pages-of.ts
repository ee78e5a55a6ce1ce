// All pages of a project, in the order of its rows, a batch at a time.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DataRow, readRows } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { TargetContext } from '../targets/target.ts'
import type { RenderedRow } from '../templates/render-row.ts'
import { isConvertedByWix, withConversions } from './conversions.ts'
import { type Page, toPage, toRenderedPage } from './page.ts'
import type { PageRenderers } from './page-renderers.ts'
import { type PartsChoice, type ProjectParts, readParts } from './project-parts.ts'

export interface PagesDeps {
  database: Queries
  renderers: Pick<PageRenderers, 'pages' | 'texts' | 'processes'>
}

export interface PageBatch {
  pages: Page[]
  /** How much of the project is done with this batch, 0 to 1. */
  fraction: number
}

const batchSize = 200
/** Batches under way beside one for each process: read and waiting, so that no process has to wait for rows. */
const readAhead = 2
/** Converting a page takes about a millisecond; after this long others get their turn. */
const turnMs = 15

/**
 * Renders every row, on all processes at once; few batches are under way, however many rows there are. A row whose
 * template fails still gives a page, with the problem in it. The same rows and template give the same pages, byte for
 * byte. Where Wix converts the texts, it is asked through `wix`; without it, what it converted before is taken.
 * @throws the reason of `signal`, between two batches
 */
export async function* pagesOf(
  deps: PagesDeps,
  project: ProjectRecord,
  choice: PartsChoice & { signal?: AbortSignal; wix?: TargetContext } = {},
): AsyncGenerator<PageBatch, void, undefined> {
  const parts = await readParts(deps.database, project, choice)
  // Nobody wants what is still under way when the reader has gone.
  const stopped = new AbortController()
  const signal = AbortSignal.any([stopped.signal, ...(choice.signal ? [choice.signal] : [])])
  const begin = createMaker(deps, parts, choice.wix)
  const underWay: Promise<Finish>[] = []
  let lastLine: number | null = 0
  let done = 0
  try {
    for (;;) {
      while (lastLine !== null && underWay.length < deps.renderers.processes + readAhead) {
        signal.throwIfAborted()
        const rows: DataRow[] = await readRows(deps.database, parts.rowSetId, {
          afterLine: lastLine,
          limit: batchSize,
        })
        lastLine = rows.at(-1)?.line ?? null
        if (rows.length > 0) underWay.push(handled(begin(rows, signal)))
      }
      const finish = await underWay.shift()
      signal.throwIfAborted()
      if (!finish) return
      const pages = await finish()
      done += pages.length
      yield { pages, fraction: parts.rowCount === 0 ? 1 : Math.min(1, done / parts.rowCount) }
    }
  } finally {
    stopped.abort()
  }
}

/** Whoever stops in the middle never asks how it ended. */
function handled<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return work
}

/** A page for each of these rows, in their order, with its rendered texts. Somebody waits for them. */
export async function makePages(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  wix?: TargetContext,
): Promise<Page[]> {
  const begin = createMaker(deps, parts, wix, { isUrgent: true, withFields: true })
  return (await begin(rows))()
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
