// Keeps the page index up to date: walks the rows of a project and renders those whose row, template, settings, site
// or program changed since. Everything that speaks of all pages (plans, checks, lists) reads the index afterwards.
import { hash } from 'node:crypto'
import { inBatches } from '../batches.ts'
import { type DataRow, readRowsByKeys, sortByLine } from '../data/rows/rows.ts'
import type { Queries } from '../db/types.ts'
import { inOrder } from '../lanes.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { pageSeed, type TargetContext } from '../targets/target.ts'
import { codeMark } from './code-mark.ts'
import { isConvertedByWix } from './conversions.ts'
import { readSeeds } from './key-changes.ts'
import { createMaker, type MakePages, type PagesDeps } from './make-pages.ts'
import { canonicalJson, type Page } from './page.ts'
import { findBySlugs, type IndexedPage, readIndex, writeIndex } from './page-index.ts'
import { savePayloads } from './payload-store.ts'
import { type PartsChoice, type ProjectParts, readParts } from './project-parts.ts'
import { batchSize, rowBatches } from './row-batches.ts'

export interface IndexedBatch {
  /** In the order of the rows. */
  pages: IndexedPage[]
  /** How many of them were rendered now. */
  rendered: number
  /** How much of the project is done with this batch, 0 to 1. */
  fraction: number
}

export interface IndexChoice extends PartsChoice {
  /** These rows alone, as far as the data has them. */
  rowKeys?: readonly string[]
  signal?: AbortSignal
  wix?: TargetContext
}

/** Batches under way beside one for each render process: read, waiting, or being stored. */
const readAhead = 2

/** An entry built with this is never reused: it is rendered every time. */
const neverAgain = ''

/** Every page of the project, or those that are chosen, in the order of the rows. Renders what the index lacks and enters it. */
export async function* indexPages(
  deps: PagesDeps,
  project: ProjectRecord,
  choice: IndexChoice = {},
): AsyncGenerator<IndexedBatch, void, undefined> {
  const parts = await readParts(deps.database, project, choice)
  // What is still under way is of no use once the reader has gone.
  const stopped = new AbortController()
  const signal = AbortSignal.any([stopped.signal, ...(choice.signal ? [choice.signal] : [])])
  const make = createMaker(deps, parts, { ...(choice.wix && { wix: choice.wix }) })
  // Wix is asked in the order of the rows, and once for what many pages have.
  const width = isConvertedByWix(parts) ? 1 : deps.renderers.processes + readAhead
  const { rowKeys } = choice
  const rows = rowKeys ? chosenRows(deps.database, parts, rowKeys) : rowBatches(deps.database, parts, signal)
  const total = rowKeys?.length ?? parts.rowCount
  const batches = inOrder(width, rows, (part) => indexRows(deps, parts, part, make, signal))
  let done = 0
  try {
    for await (const batch of batches) {
      signal.throwIfAborted()
      done += batch.pages.length
      yield { ...batch, fraction: total === 0 ? 1 : Math.min(1, done / total) }
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
  make: MakePages,
  signal?: AbortSignal,
): Promise<Omit<IndexedBatch, 'fraction'>> {
  const known = await findIndexed(deps.database, parts, rows)
  const open = rows.filter((row) => !known.has(row.rowKey))
  signal?.throwIfAborted()
  const fresh = await renderRows(deps, parts, open, make, signal)
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
  const seeds = await readSeeds(queries, parts.projectId, rowKeys)
  const isRight = (row: DataRow) =>
    known.get(row.rowKey)?.rowHash === sourceHash(parts, row, seeds.get(row.rowKey)!)
  return new Map(rows.filter(isRight).map((row) => [row.rowKey, known.get(row.rowKey)!]))
}

/** By row key, the hash of what the template makes of each of these rows now. A row that is gone is left out. */
export async function currentHashes(
  deps: PagesDeps,
  project: ProjectRecord,
  rowKeys: readonly string[],
  choice: IndexChoice = {},
): Promise<Map<string, string>> {
  const pages = await currentPages(deps, project, rowKeys, choice)
  return new Map(pages.map((page) => [page.rowKey, page.payloadHash]))
}

/**
 * Pages of other rows that are to have one of these addresses, as far as the index knows of them: what it says is
 * looked at again. Of rows that share an address, a few are enough to tell.
 */
export async function pagesWithSlugs(
  deps: PagesDeps,
  project: ProjectRecord,
  { slugs, except }: { slugs: readonly string[]; except: ReadonlySet<string> },
  choice: IndexChoice = {},
): Promise<IndexedPage[]> {
  const wanted = new Set(slugs)
  const found = await findBySlugs(deps.database, project.id, [...wanted])
  const others = found.filter((rowKey) => !except.has(rowKey))
  if (others.length === 0) return []
  const pages = await currentPages(deps, project, others, choice)
  return pages.filter((page) => wanted.has(page.slug))
}

/** The pages of those of these rows that exist. */
async function currentPages(
  deps: PagesDeps,
  project: ProjectRecord,
  rowKeys: readonly string[],
  choice: IndexChoice,
): Promise<IndexedPage[]> {
  const parts = await readParts(deps.database, project, choice)
  const rows = await readRowsByKeys(deps.database, parts.rowSetId, rowKeys)
  const make = createMaker(deps, parts, { ...(choice.wix && { wix: choice.wix }) })
  return (await indexRows(deps, parts, rows, make, choice.signal)).pages
}

async function renderRows(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  make: MakePages,
  signal: AbortSignal | undefined,
): Promise<Map<string, IndexedPage>> {
  if (rows.length === 0) return new Map()
  const madeWith = isConvertedByWix(parts) ? neverAgain : markOf(parts)
  const pages = await make(rows, signal)
  const entries = pages.map((page, at) => toEntry(parts, page, rows[at]!))
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

function toEntry(parts: ProjectParts, page: Page, row: DataRow): IndexedPage {
  const { rowKey, seed, title, slug, payloadHash, needs, problems } = page
  return { rowKey, rowHash: sourceHash(parts, row, seed), title, slug, payloadHash, needs, problems }
}

/** Equal hashes, equal pages of a row: it may have taken over the page of another key since. */
function sourceHash({ projectId }: ProjectParts, { rowKey, hash }: DataRow, seed: string): string {
  return seed === pageSeed(projectId, rowKey) ? hash : `${hash} ${seed}`
}

/** Everything but the row that a page is made with. */
function markOf({ template, options, siteUrl, target }: ProjectParts): string {
  const text = canonicalJson({ template, options, siteUrl, target: target.id, code: codeMark() })
  return hash('sha256', text, 'base64url').slice(0, 22)
}

async function* chosenRows(
  database: Queries,
  { rowSetId }: ProjectParts,
  rowKeys: readonly string[],
): AsyncGenerator<DataRow[], void, undefined> {
  for (const part of inBatches(await sortByLine(database, rowSetId, rowKeys), batchSize)) {
    const rows = await readRowsByKeys(database, rowSetId, part)
    yield rows.sort((a, b) => a.line - b.line)
  }
}
