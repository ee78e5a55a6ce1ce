// Keeps the page index up to date: walks the rows of a project and renders those whose row, template, settings, site
// or program changed since. Everything that speaks of all pages (plans, checks, lists) reads the index afterwards.
import { hash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { type DataRow, readRows, readRowsByKeys } from '../data/rows.ts'
import type { Queries } from '../db/types.ts'
import { inOrder } from '../lanes.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import type { TargetContext } from '../targets/target.ts'
import { codeMark } from './code-mark.ts'
import { isConvertedByWix } from './conversions.ts'
import { canonicalJson, type Page } from './page.ts'
import { type IndexedPage, readIndex, writeIndex } from './page-index.ts'
import { makePages, type PagesDeps } from './pages-of.ts'
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
/** Enough for every render process to have a batch while another one is being stored. */
const ahead = availableParallelism() + 1

/** No entry that is made with this is ever of use again: it has to be rendered every time. */
const neverAgain = ''

/** Every page of the project, in the order of its rows. Renders what the index lacks and enters it. */
export async function* indexPages(
  deps: PagesDeps,
  project: ProjectRecord,
  choice: IndexChoice = {},
): AsyncGenerator<IndexedBatch, void, undefined> {
  const parts = await readParts(deps.database, project, choice)
  let done = 0
  for await (const batch of inOrder(ahead, rowBatches(deps.database, parts, choice.signal), (rows) =>
    indexRows(deps, parts, rows, choice.wix),
  )) {
    choice.signal?.throwIfAborted()
    done += batch.pages.length
    yield { ...batch, fraction: parts.rowCount === 0 ? 1 : Math.min(1, done / parts.rowCount) }
  }
}

/** The pages of these rows as they are now, in their order. */
export async function indexRows(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  wix?: TargetContext,
): Promise<Omit<IndexedBatch, 'fraction'>> {
  const { database } = deps
  const madeWith = isConvertedByWix(parts) ? neverAgain : markOf(parts)
  const known =
    madeWith === neverAgain
      ? new Map<string, IndexedPage>()
      : await readIndex(
          database,
          parts.projectId,
          madeWith,
          rows.map((row) => row.rowKey),
        )
  const open = rows.filter((row) => known.get(row.rowKey)?.rowHash !== row.hash)
  const fresh = await renderRows(deps, parts, open, madeWith, wix)
  return {
    pages: rows.map((row) => fresh.get(row.rowKey) ?? known.get(row.rowKey)!),
    rendered: open.length,
  }
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
  const { pages } = await indexRows(deps, parts, rows, choice.wix)
  return new Map(pages.map((page) => [page.rowKey, page.payloadHash]))
}

async function renderRows(
  deps: PagesDeps,
  parts: ProjectParts,
  rows: readonly DataRow[],
  madeWith: string,
  wix: TargetContext | undefined,
): Promise<Map<string, IndexedPage>> {
  if (rows.length === 0) return new Map()
  const pages = await makePages(deps, parts, rows, wix)
  const entries = pages.map((page, at) => toEntry(page, rows[at]!))
  await savePayloads(
    deps.database,
    parts.projectId,
    pages.map((page) => ({ hash: page.payloadHash, body: canonicalJson(page.payload) })),
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
