// All pages of a project, in the order of its rows, a batch at a time.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DataRow, readRows } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { TargetContext } from '../targets/target.ts'
import type { RenderedRow } from '../templates/render-row.ts'
import type { RendererPool } from '../templates/renderer.ts'
import { isConvertedByWix, withConversions } from './conversions.ts'
import { type Page, toPage, toRenderedPage } from './page.ts'
import { type PartsChoice, type ProjectParts, readParts } from './project-parts.ts'

export interface PagesDeps {
  database: Queries
  renderers: Pick<RendererPool, 'createRenderer'>
}

export interface PageBatch {
  pages: Page[]
  /** How much of the project is done with this batch, 0 to 1. */
  fraction: number
}

const batchSize = 200
/** Converting a page takes about a millisecond; after this long others get their turn. */
const turnMs = 15

/**
 * Renders every row. A row whose template fails still gives a page, with the problem in it. The same rows and
 * template give the same pages, byte for byte. Where Wix converts the texts, it is asked through `wix`; without it,
 * what it converted before is taken.
 */
export async function* pagesOf(
  deps: PagesDeps,
  project: ProjectRecord,
  choice: PartsChoice & { signal?: AbortSignal; wix?: TargetContext } = {},
): AsyncGenerator<PageBatch, void, undefined> {
  const parts = await readParts(deps.database, project, choice)
  const renderer = deps.renderers.createRenderer(parts.template)
  const render = async (afterLine: number) => {
    const rows = await readRows(deps.database, parts.rowSetId, { afterLine, limit: batchSize })
    return { lastLine: rows.at(-1)?.line, rendered: await renderer.render(rows) }
  }
  const renderAfter = (afterLine: number) => {
    const batch = render(afterLine)
    // Whoever stops in the middle never asks how it ended.
    batch.catch(() => undefined)
    return batch
  }
  let done = 0
  let next = renderAfter(0)
  for (;;) {
    choice.signal?.throwIfAborted()
    const { lastLine, rendered } = await next
    if (lastLine === undefined) return
    // Another process renders the next rows while these are converted here.
    next = renderAfter(lastLine)
    const pages = await convertRows(deps, parts, rendered, choice.wix)
    done += rendered.length
    yield { pages, fraction: parts.rowCount === 0 ? 1 : Math.min(1, done / parts.rowCount) }
  }
}

/** A page for each of these rows, in their order. */
export async function makePages(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  wix?: TargetContext,
): Promise<Page[]> {
  return convertRows(deps, parts, await deps.renderers.createRenderer(parts.template).render(rows), wix)
}

async function convertRows(
  { database }: PagesDeps,
  parts: ProjectParts,
  rows: readonly RenderedRow[],
  wix: TargetContext | undefined,
): Promise<Page[]> {
  const plain = rows.map((row) => toRenderedPage(parts, row))
  const rendered = isConvertedByWix(parts)
    ? await withConversions({ database, ...(wix && { wix }) }, parts, plain)
    : plain
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
