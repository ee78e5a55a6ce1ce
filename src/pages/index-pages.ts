// Keeps the page index up to date: walks the rows of a project and renders those whose row, template, settings, site
// or program changed since. Everything that speaks of all pages (plans, checks, lists) reads the index afterwards.
import { hash } from 'node:crypto'
import { type DataRow, readRows, readRowsByKeys } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import { inOrder } from '../lanes.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { TargetContext } from '../targets/target.ts'
import { codeMark } from './code-mark.ts'
import { isConvertedByWix } from './conversions.ts'
import { type MakeChoice, makePages, type PagesDeps } from './make-pages.ts'
import { canonicalJson, type Page } from './page.ts'
import { type IndexedPage, readIndex, writeIndex } from './page-index.ts'
import { savePayloads } from './payload-store.ts'
import { type PartsChoice, type ProjectParts, readParts } from './project-parts.ts'

export interface IndexedBatch {
  /** In the order of the rows. */
  pages: IndexedPage[]
  /** How many of them were rendered now. */
  rendered: number
  /** How much of the project is done with this batch, 0 to 1. */
  fraction: number
}

export type IndexChoice = PartsChoice & { signal?: AbortSignal; wix?: TargetContext }

const batchSize = 200
/** Batches under way beside one for each render process: read, waiting, or being stored. */
const readAhead = 2

/** An entry built with this is never reused: it is rendered every time. */
const neverAgain = ''

/** Every page of the project, in the order of its rows. Renders what the index lacks and enters it. */
export async function* indexPages(
  deps: PagesDeps,
  project: ProjectRecord,
  choice: IndexChoice = {},
): AsyncGenerator<IndexedBatch, void, undefined> {
  const parts = await readParts(deps.database, project, choice)
  // What is still under way is of no use once the reader has gone.
  const stopped = new AbortController()
  const signal = AbortSignal.any([stopped.signal, ...(choice.signal ? [choice.signal] : [])])
  const making: MakeChoice = { signal, ...(choice.wix && { wix: choice.wix }) }
  // Wix is asked in the order of the rows, and once for what many pages have.
  const width = isConvertedByWix(parts) ? 1 : deps.renderers.processes + readAhead
  const batches = inOrder(width, rowBatches(deps.database, parts, signal), (rows) =>
    indexRows(deps, parts, rows, making),
  )
  let done = 0
  try {
    for await (const batch of batches) {
      signal.throwIfAborted()
      done += batch.pages.length
      yield { ...batch, fraction: parts.rowCount === 0 ? 1 : Math.min(1, done / parts.rowCount) }
    }
  } finally {
    stopped.abort()
  }
}

/** The pages of these rows as they are now, in their order. */
export async function indexRows(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  making: MakeChoice = {},
): Promise<Omit<IndexedBatch, 'fraction'>> {
  const known = await findIndexed(deps.database, parts, rows)
  const open = rows.filter((row) => !known.has(row.rowKey))
  making.signal?.throwIfAborted()
  const fresh = await renderRows(deps, parts, open, making)
  return {
    pages: rows.map((row) => fresh.get(row.rowKey) ?? known.get(row.rowKey)!),
    rendered: open.length,
  }
}

/** Those of these rows whose entry is still right, by row key. */
export async function findIndexed(
  queries: Queries,
  parts: ProjectParts,
  rows: readonly DataRow[],
): Promise<Map<string, IndexedPage>> {
  // What Wix converts depends on what Wix has converted so far.
  if (isConvertedByWix(parts)) return new Map()
  const rowKeys = rows.map((row) => row.rowKey)
  const known = await readIndex(queries, parts.projectId, markOf(parts), rowKeys)
  const isRight = (row: DataRow) => known.get(row.rowKey)?.rowHash === row.hash
  return new Map(rows.filter(isRight).map((row) => [row.rowKey, known.get(row.rowKey)!]))
}

/** By row key, the hash of what the template makes of each of these rows now. A row that is gone is left out. */
export async function currentHashes(
  deps: PagesDeps,
  project: ProjectRecord,
  rowKeys: readonly string[],
  choice: IndexChoice = {},
): Promise<Map<string, string>> {
  const parts = await readParts(deps.database, project, choice)
  const rows = await readRowsByKeys(deps.database, parts.rowSetId, rowKeys)
  const { pages } = await indexRows(deps, parts, rows, {
    ...(choice.wix && { wix: choice.wix }),
    ...(choice.signal && { signal: choice.signal }),
  })
  return new Map(pages.map((page) => [page.rowKey, page.payloadHash]))
}

async function renderRows(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  making: MakeChoice,
): Promise<Map<string, IndexedPage>> {
  if (rows.length === 0) return new Map()
  const madeWith = isConvertedByWix(parts) ? neverAgain : markOf(parts)
  const pages = await makePages(deps, parts, rows, making)
  const entries = pages.map((page, at) => toEntry(page, rows[at]!))
  await savePayloads(
    deps.database,
    parts.projectId,
    pages.map((page) => ({ hash: page.payloadHash, body: page.payloadText })),
  )
  const mayDiffer = new Set(pages.filter(isChance).map((page) => page.rowKey))
  await writeIndex(
    deps.database,
    parts.projectId,
    madeWith,
    entries.filter((entry) => !mayDiffer.has(entry.rowKey)),
  )
  await writeIndex(
    deps.database,
    parts.projectId,
    neverAgain,
    entries.filter((entry) => mayDiffer.has(entry.rowKey)),
  )
  return new Map(entries.map((entry) => [entry.rowKey, entry]))
}

/** Time and memory of a busy machine are no property of the row. */
function isChance({ problems }: Page): boolean {
  return problems.some(({ code }) => code === 'template_time' || code === 'template_memory')
}

function toEntry(page: Page, row: DataRow): IndexedPage {
  const { rowKey, title, slug, payloadHash, needs, problems } = page
  return { rowKey, rowHash: row.hash, title, slug, payloadHash, needs, problems }
}

/** Everything but the row that a page is made with. */
function markOf({ template, options, siteUrl, target }: ProjectParts): string {
  const text = canonicalJson({ template, options, siteUrl, target: target.id, code: codeMark() })
  return hash('sha256', text, 'base64url').slice(0, 22)
}

async function* rowBatches(
  database: Queries,
  { rowSetId }: ProjectParts,
  signal: AbortSignal | undefined,
): AsyncGenerator<DataRow[], void, undefined> {
  let afterLine = 0
  for (;;) {
    signal?.throwIfAborted()
    const rows = await readRows(database, rowSetId, { afterLine, limit: batchSize })
    const last = rows.at(-1)
    if (!last) return
    afterLine = last.line
    yield rows
  }
}
