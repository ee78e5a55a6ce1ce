// One page exactly as it would be sent, also with a template that was not saved yet.
import type { DraftPage, PagePreview } from '../api/page.ts'
import type { Problem } from '../api/problem.ts'
import { listAssets, readyAssets } from '../connections/asset-ledger.ts'
import { type DataRow, readRow, readRows } from '../data/rows/rows.ts'
import { AppError } from '../errors.ts'
import type { ImageChecks } from '../images/image-checks.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { type AssetIds, type AssetNeed, assetKey, imageKind, type TargetContext } from '../targets/target.ts'
import type { AskWix } from './ask-wix.ts'
import { isConvertedByWix } from './conversions.ts'
import { heldEdits } from './held-edits.ts'
import { createMaker, type PagesDeps } from './make-pages.ts'
import type { Page } from './page.ts'
import type { PageRenderers } from './page-renderers.ts'
import { draftParts, type PartsChoice, type ProjectParts, readParts } from './project-parts.ts'
import { findLedgerPages, presentPublished } from './read-ledger.ts'
import type { ShownPage } from './show-page.ts'

/** Looks names up on the site; what it cannot find out counts as not there. */
export type LookUp = (project: ProjectRecord, needs: AssetNeed[]) => Promise<AssetIds>

export interface PreviewDeps extends PagesDeps {
  renderers: PagesDeps['renderers'] & Pick<PageRenderers, 'show'>
  /** Who looks at it, an id of a user. */
  askedBy: string
  /** Aborted when nobody waits for it any more. */
  signal?: AbortSignal | undefined
  /** What was found of pictures before; a preview fetches none. */
  images?: Pick<ImageChecks, 'find'>
  lookUp?: LookUp
  /** Without it a page that Wix has not converted yet is shown as we convert it. */
  askWix?: AskWix
}

/** The first row unless `rowKey` names one. */
export async function previewPage(
  deps: PreviewDeps,
  project: ProjectRecord,
  choice: PartsChoice & { rowKey?: string } = {},
): Promise<PagePreview> {
  const { database } = deps
  const parts = await readParts(database, project, withValidOptions(choice, project))
  const row = await chooseRow(deps, parts, choice.rowKey)
  const page = await makePage(deps, project, parts, row)
  if (!page) throw notRendered()
  const assets = await resolve(deps, project, page.needs)
  const shown = await show(deps, parts, page, assets)
  const published = (await findLedgerPages(database, project.id, [row.rowKey])).get(row.rowKey)
  return {
    rowKey: page.rowKey,
    cells: row.cells,
    fields: page.fields ?? {},
    html: shown.html,
    payload: shown.payload,
    payloadHash: page.payloadHash,
    payloadBytes: Buffer.byteLength(shown.payload),
    creates: page.needs.filter((need) => !assets.has(assetKey(need))),
    search: { ...shown.search, url: published?.url ?? shown.search.url },
    convertedBy: page.convertedBy,
    losses: page.losses,
    problems: [...page.problems, ...shown.problems, ...(await imageProblems(deps, page.needs))],
    ...(await heldEdits(database, project, published)),
    published: presentPublished(published),
  }
}

/** The page of a row that is not stored yet, in a project that is still to be made. */
export async function previewDraft(
  deps: PreviewDeps,
  project: ProjectRecord,
  fields: Record<string, string>,
  row: Pick<DataRow, 'rowKey' | 'cells'>,
): Promise<DraftPage> {
  const parts = await draftParts(deps.database, project, fields)
  const page = await makePage(deps, project, parts, { ...row, line: 1, hash: '' })
  if (!page) throw notRendered()
  const { html, search, problems } = await show(deps, parts, page, new Map())
  return { rowKey: row.rowKey, html, search, problems: [...page.problems, ...problems] }
}

function notRendered(): AppError {
  return new AppError('internal', 'The row was not rendered. Try again; the log has the details.')
}

/** A page that takes too much to be shown is described by its title and address alone. */
async function show(
  { renderers, askedBy, signal }: PreviewDeps,
  { target, options, siteUrl }: ProjectParts,
  { title, slug, payloadText, needs }: Page,
  assets: AssetIds,
): Promise<ShownPage & { problems: Problem[] }> {
  const own = needs.map(assetKey).flatMap((key): [string, string][] => {
    const id = assets.get(key)
    return id === undefined ? [] : [[key, id]]
  })
  const job = { destination: target.id, options, siteUrl }
  const shown = await renderers.show(job, { payloadText, assets: own }, { askedBy, signal })
  if (shown) return { ...shown, problems: [] }
  return { html: '', payload: '', search: { title, url: slug, description: '' }, problems: [notShown] }
}

const notShown: Problem = {
  code: 'preview_stopped',
  severity: 'warning',
  message:
    'Showing this page took too much time or memory and was stopped. It has far more parts than a reader could follow.',
}

async function imageProblems({ images }: PreviewDeps, needs: readonly AssetNeed[]): Promise<Problem[]> {
  const urls = needs.filter((need) => need.kind === imageKind).map((need) => need.name)
  if (!images || urls.length === 0) return []
  const found = await images.find(urls)
  return urls.flatMap((url) => found.get(url)?.problem ?? [])
}

/** A page is shown also where Wix does not convert it in time; it says so then. */
async function makePage(
  deps: PreviewDeps,
  project: ProjectRecord,
  parts: ProjectParts,
  row: DataRow,
): Promise<Page | undefined> {
  const make = async (wix?: TargetContext) =>
    (
      await createMaker(deps, parts, { ...(wix && { wix }), askedBy: deps.askedBy, withFields: true })(
        [row],
        deps.signal,
      )
    )[0]
  if (!deps.askWix || !isConvertedByWix(parts)) return make()
  const answer = await deps.askWix(project, make)
  if ('value' in answer) return answer.value
  const page = await make()
  const tell = (one: Problem): Problem =>
    one.code === 'wix_not_asked'
      ? { ...one, severity: 'warning', message: `${answer.failed} Shown is the conversion by SEOmatic.` }
      : one
  return page && { ...page, problems: page.problems.map(tell) }
}

/** While someone fills in the form, options may be incomplete; the saved ones do until then. */
function withValidOptions(choice: PartsChoice, project: ProjectRecord): PartsChoice {
  if (!choice.options) return choice
  const { options, ...rest } = choice
  const parsed = targetById(project.destination).options.safeParse(options)
  return parsed.success ? { ...rest, options: parsed.data as Record<string, unknown> } : rest
}

async function chooseRow(
  { database }: PagesDeps,
  parts: ProjectParts,
  rowKey: string | undefined,
): Promise<DataRow> {
  if (rowKey !== undefined) {
    const row = await readRow(database, parts.rowSetId, rowKey)
    if (row) return row
    throw new AppError(
      'not_found',
      `There is no row "${rowKey}" in the dataset. The last import may have removed it.`,
    )
  }
  const [first] = await readRows(database, parts.rowSetId, { afterLine: 0, limit: 1 })
  if (!first)
    throw new AppError('not_found', 'The dataset has no rows, so there is nothing to preview. Import some.')
  return first
}

async function resolve(deps: PreviewDeps, project: ProjectRecord, needs: AssetNeed[]): Promise<AssetIds> {
  const known = readyAssets(await listAssets(deps.database, project.connectionId, 0))
  const open = needs.filter((need) => !known.has(assetKey(need)))
  if (open.length === 0 || !deps.lookUp) return known
  return new Map([...known, ...(await deps.lookUp(project, open))])
}
