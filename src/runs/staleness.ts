// Whether what a plan froze is still true, judged page by page: its row, what the template makes of it, and what was
// published of it since. What stands in Wix is looked at last of all, by the guard.
import type { Problem } from '../api/problem.ts'
import { datasetVersion } from '../data/datasets.ts'
import type { Queries } from '../db/types.ts'
import { currentHashes } from '../pages/index-pages.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { canonicalJson } from '../pages/page.ts'
import { findLedgerPages, type LedgerPage } from '../pages/read-ledger.ts'
import type { PlanRow } from '../plans/row.ts'
import { isBringBack, isOfRows } from '../plans/scope.ts'
import type { TakenItem } from '../plans/taking.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { findProject } from '../projects/project-store.ts'
import type { TargetContext } from '../targets/target.ts'
import { isSameVisibility, ownVisibility, statusField } from '../targets/visibility.ts'
import { newestVersion } from '../templates/store.ts'
import { findOpenElsewhere } from './item-picks.ts'

export interface Changes {
  data: boolean
  template: boolean
  settings: boolean
  connection: boolean
}

/** What a plan was made from, against what is there now. */
export async function changesSince(queries: Queries, plan: PlanRow): Promise<Changes> {
  const project = await findProject(queries, plan.project_id)
  if (!project) return { data: true, template: true, settings: true, connection: true }
  const { facts: _, ...settings } = plan.options as Record<string, unknown>
  return {
    data: (await datasetVersion(queries, project.datasetId))?.rowSetId !== plan.row_set_id,
    template: (await newestVersion(queries, project.templateId)) !== plan.template_version,
    settings: canonicalJson(project.options) !== canonicalJson(settings),
    connection: project.connectionId !== plan.connection_id,
  }
}

export interface JudgeDeps {
  pages: PagesDeps
  queries: Queries
  plan: PlanRow
  project: ProjectRecord
  /** Absent before there is one. */
  runId?: string
  wix?: TargetContext
}

/** By row key, why an item is not as planned any more. Reads only, and renders rows that changed. */
export async function judgeItems(
  deps: JudgeDeps,
  items: readonly TakenItem[],
): Promise<Map<string, Problem>> {
  const { queries, plan, runId } = deps
  const rowKeys = items.filter((item) => item.fate !== 'waits').map((item) => item.rowKey)
  // What only changes its date, is taken down or undone goes as it was last sent, or stood before.
  const hashes = isOfRows(plan.scope) ? await hashesNow(deps, rowKeys) : null
  const ledger = await findLedgerPages(queries, plan.project_id, rowKeys)
  const elsewhere = await findOpenElsewhere(queries, plan.project_id, runId ?? null, rowKeys)
  const bringsBack = isBringBack(plan.scope)
  const judge = (item: TakenItem, page: LedgerPage | undefined) =>
    plan.scope.kind === 'undo' ? judgeUndone(item, page) : judgeLedger(item, page, bringsBack)
  const verdicts = items.flatMap((item): [string, Problem][] => {
    if (item.fate === 'waits') return []
    const problem = elsewhere.has(item.rowKey)
      ? openElsewhere
      : (judgeRow(item, hashes) ?? judge(item, ledger.get(item.rowKey)))
    return problem ? [[item.rowKey, problem]] : []
  })
  return new Map(verdicts)
}

/** Null while the rows and the template are those of the plan: what they make was frozen with it. */
async function hashesNow(
  { pages, queries, plan, project, wix }: JudgeDeps,
  rowKeys: readonly string[],
): Promise<Map<string, string> | null> {
  const { data, template } = await changesSince(queries, plan)
  if ((!data && !template) || rowKeys.length === 0) return null
  return currentHashes(pages, project, rowKeys, wix && { wix })
}

/** Pure. */
export function judgeRow(
  {
    rowKey,
    verb,
    payloadHash,
    baseHash,
    madeHash,
  }: Pick<TakenItem, 'rowKey' | 'verb' | 'payloadHash' | 'baseHash' | 'madeHash'>,
  hashes: ReadonlyMap<string, string> | null,
): Problem | null {
  if (hashes === null) return null
  if (verb === 'remove') return hashes.has(rowKey) ? rowIsBack : null
  // What has no row any more is brought back as it was last sent.
  if (!hashes.has(rowKey)) return verb === 'restore' && payloadHash === baseHash ? null : rowIsGone
  return hashes.get(rowKey) === (madeHash ?? payloadHash) ? null : rowChanged
}

/** Pure. @param bringsBack the plan is for pages that are down */
export function judgeLedger(
  item: Pick<
    TakenItem,
    'action' | 'verb' | 'remoteId' | 'baseHash' | 'visibility' | 'baseVisibility' | 'changedFields'
  >,
  page:
    | Pick<LedgerPage, 'status' | 'remoteId' | 'payloadHash' | 'visibility' | 'down' | 'detached'>
    | undefined,
  bringsBack = false,
): Problem | null {
  const { action, verb, remoteId, baseHash } = item
  // Taken down since, or undone: only what was planned to bring it back may. And brought back since.
  if (page?.down && verb !== 'take_down' && verb !== 'restore') return publishedSince
  if (bringsBack && !page?.down) return publishedSince
  const isThere = page !== undefined && page.status !== 'gone'
  if (verb === 'create') return isThere ? publishedSince : null
  // Not in the ledger and to be changed: taken over from the site.
  if (!page) return baseHash === null ? null : publishedSince
  // Known as gone, and found on the site under another id by the plan.
  if (action === 'adopt' && page.status === 'gone') return null
  if (page.remoteId !== remoteId) return publishedSince
  if (verb === 'remove') return null
  if (item.changedFields.some((field) => page.detached?.[field] === 'theirs')) return leftSince
  return page.payloadHash === baseHash && (bringsBack || isAsMeant(item, page)) ? null : publishedSince
}

/** Of a plan that undoes a run: the ledger still says what it said when the plan was made. Pure. */
export function judgeUndone(
  { remoteId, baseHash, baseVisibility }: Pick<TakenItem, 'remoteId' | 'baseHash' | 'baseVisibility'>,
  page: Pick<LedgerPage, 'remoteId' | 'payloadHash' | 'visibility'> | undefined,
): Problem | null {
  if (!page) return baseHash === null ? null : publishedSince
  const isSame =
    page.remoteId === remoteId &&
    page.payloadHash === baseHash &&
    isSameVisibility(page.visibility, baseVisibility)
  return isSame ? null : publishedSince
}

/** Another plan has neither dated the page nor taken it down since, nor the other way round. */
function isAsMeant(
  { visibility, baseVisibility, changedFields }: Parameters<typeof judgeLedger>[0],
  page: Pick<LedgerPage, 'visibility'>,
): boolean {
  const base = changedFields.includes(statusField) ? baseVisibility : visibility
  return isSameVisibility(ownVisibility(base), ownVisibility(page.visibility))
}

function warning(code: string, message: string): Problem {
  return { code, severity: 'warning', message }
}

const rowChanged = warning(
  'changed_since_plan',
  'Its row or the template was changed after the plan was created, so it was not sent. Plan again to send it as it is now.',
)
const rowIsGone = warning(
  'changed_since_plan',
  'Its row was taken out of the data after the plan was created, so it was not sent. Plan again.',
)
const rowIsBack = warning(
  'changed_since_plan',
  'Its row is in the data again, so it was not removed. Plan again to update it.',
)
const publishedSince = warning(
  'published_since_plan',
  'Another run has published, changed or removed this page after the plan was created, so it was not sent. Plan again.',
)
const leftSince = warning(
  'changed_since_plan',
  'A field of it was left to Wix after the plan was created, so it was not sent. Plan again.',
)
const openElsewhere = warning(
  'open_in_other_run',
  'Another run of this project that is not finished has this page. Let that run finish, or cancel it, then plan again.',
)
