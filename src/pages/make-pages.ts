// Pages of some rows of a project: rendered and converted in the render processes, or converted by Wix.
import type { DataRow } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import type { TargetContext } from '../targets/target.ts'
import type { TemplateRow } from '../templates/render-row.ts'
import { withCellProblems } from './cell-problems.ts'
import { convertParts, isConvertedByWix } from './conversions.ts'
import { readMadeAs } from './key-changes.ts'
import type { Page } from './page.ts'
import type { Asker, PageRenderers } from './page-renderers.ts'
import { type ProjectParts, sourceOf } from './project-parts.ts'
import { keysSpeltAsBefore } from './read-ledger.ts'

export interface PagesDeps {
  database: Queries
  renderers: Pick<PageRenderers, 'pages' | 'parts' | 'texts' | 'processes'>
}

export interface MakeChoice extends Asker {
  wix?: TargetContext
  /** With the rendered texts. */
  withFields?: boolean
}

/** A page for each of these rows, in their order. */
export type MakePages = (rows: readonly DataRow[], signal?: AbortSignal) => Promise<Page[]>

/** What makes pages of any rows of a project: one for all of them, so that a template that hangs is given up once. */
export function createMaker(
  deps: PagesDeps,
  parts: ProjectParts,
  { wix, withFields = false, askedBy }: MakeChoice = {},
): MakePages {
  const { database, renderers } = deps
  const source = sourceOf(parts)
  const renderer = renderers.pages({ ...source, withFields }, { askedBy })
  if (!isConvertedByWix(parts))
    return async (rows, signal) => {
      const pages = await renderer.render(await asPublished(deps, parts, rows), signal)
      return withCellProblems(database, parts.rowSetId, pages)
    }
  const cutter = renderers.parts(source, { askedBy })
  return async (rows, signal) => {
    const known = await asPublished(deps, parts, rows)
    const cut = (await cutter.render(known, signal)).map((one) => one.parts)
    // Asked in the order of the rows.
    const converted = await convertParts({ database, ...(wix && { wix }) }, parts, cut)
    const pages = await renderer.render(
      known.map((row, at) => ({ ...row, converted: converted[at] })),
      signal,
    )
    return withCellProblems(database, parts.rowSetId, pages)
  }
}

/** An address that is out does not change because `slugify` learned more letters, nor a page because its key did. */
async function asPublished(
  { database }: PagesDeps,
  { projectId }: ProjectParts,
  rows: readonly DataRow[],
): Promise<TemplateRow[]> {
  const rowKeys = rows.map((row) => row.rowKey)
  const before = await keysSpeltAsBefore(database, projectId, rowKeys)
  const madeAs = await readMadeAs(database, projectId, rowKeys)
  return rows.map(({ rowKey, cells }) => ({
    rowKey,
    cells,
    ...(before.has(rowKey) && { spellsAsBefore: true }),
    ...(madeAs.has(rowKey) && { madeAs: madeAs.get(rowKey)! }),
  }))
}
