// Pages of the project that its ledger does not know, because the database is older than the site or was copied: looked
// for before a plan creates them a second time.
import type { PlanAction } from '../api/plan.ts'
import type { Problem } from '../api/problem.ts'
import { doubtedAt } from '../db/folder-mark.ts'
import type { Queries } from '../db/types.ts'
import { lastPublishedAt, ownersOf } from '../pages/read-ledger.ts'
import { recordTrashed } from '../pages/record-ledger.ts'
import { projectCreatedAt } from '../projects/project-store.ts'
import type { OwnRef } from '../targets/target.ts'
import { goneInWix } from './classify.ts'
import { addProblems, markGone, type RowProblem } from './items.ts'
import type { PlanBuild } from './plan-build.ts'
import { hasCleanLook } from './store.ts'
import { type Match, type NewPage, newPages, takeOver, toOutgoing } from './take-over.ts'

/** What the machine's clock and Wix's may differ by. */
const skewMs = 10 * 60_000

export interface OwnLook {
  /** Ids on the site that the ledger did not know for the project's. */
  owned: Set<string>
  /** How many pages they are; null: only some rows, or what is newer than the ledger, were looked for. */
  found: number | null
}

/** Nothing is written to the site. Nothing is asked either where the plan creates nothing. */
export async function findOwnPages(build: PlanBuild): Promise<OwnLook> {
  const { database, plan, project, target, site } = build
  const isOlder = await isDoubtful(database, project.id)
  const hasNew = !(await newPages(build, ['create']).next()).done
  if (!isOlder && !hasNew) return { owned: new Set(), found: null }
  const owned = new Set<string>()
  const since = isOlder ? null : await lastEntry(database, project.id)
  // Records known to be older may also have lost that a page which is gone was made again, and what is held now goes
  // with a later plan.
  const actions: PlanAction[] = isOlder ? ['create', 'gone', 'held'] : ['create']
  const find = await target.findOwn(site.wix, plan.options, since)
  let found = 0
  for await (const pages of newPages(build, actions)) {
    const rendered = pages.filter((page) => page.payload !== undefined)
    const own = await find(rendered.map((page) => toOutgoing(build, page)))
    const unknown = await withoutOwned(build, own, owned, pages)
    for (const { refs } of unknown) for (const { remoteId } of refs) owned.add(remoteId)
    await takeUp(
      build,
      unknown.filter(({ page }) => page.action !== 'held'),
    )
    found += unknown.length
  }
  return { owned, found: isOlder && plan.scope.kind === 'all' ? found : null }
}

/** What was found for each of these pages and is nobody's of the project yet. Pages of which nothing is left go. */
export async function withoutOwned<Page extends { rowKey: string }, Ref extends { remoteId: string }>(
  { database, project }: Pick<PlanBuild, 'database' | 'project'>,
  found: ReadonlyMap<string, readonly Ref[]>,
  owned: ReadonlySet<string>,
  pages: readonly Page[],
): Promise<{ page: Page; refs: Ref[] }[]> {
  const ids = [...found.values()].flatMap((refs) => refs.map(({ remoteId }) => remoteId))
  const known = await ownersOf(database, project.id, ids)
  return pages.flatMap((page) => {
    const refs = (found.get(page.rowKey) ?? []).filter(
      ({ remoteId }) => !owned.has(remoteId) && !known.has(remoteId),
    )
    return refs.length > 0 ? [{ page, refs }] : []
  })
}

/** The database was restored, copied or moved, and no plan has looked over the whole site since without finding any. */
async function isDoubtful(queries: Queries, projectId: string): Promise<boolean> {
  const doubted = await doubtedAt(queries)
  if (doubted === null || (await projectCreatedAt(queries, projectId)) >= doubted) return false
  return !(await hasCleanLook(queries, projectId, doubted))
}

/** What is newer on the site may be unknown to the ledger. */
async function lastEntry(queries: Queries, projectId: string): Promise<Date> {
  const last = (await lastPublishedAt(queries, projectId)) ?? (await projectCreatedAt(queries, projectId))
  return new Date(last.getTime() - skewMs)
}

interface Unknown {
  page: NewPage
  refs: OwnRef[]
}

async function takeUp(build: PlanBuild, unknown: readonly Unknown[]): Promise<void> {
  const { database, plan, project } = build
  const matches: Match[] = []
  const twins: RowProblem[] = []
  const trashed: { rowKey: string; payloadHash: string; remoteId: string }[] = []
  for (const { page, refs } of unknown) {
    const { rowKey, payload, payloadHash } = page
    const [there, ...others] = refs.filter((ref) => !ref.isTrashed)
    if (there) matches.push({ rowKey, payload, remoteId: there.remoteId })
    else trashed.push({ rowKey, payloadHash, remoteId: refs[0]!.remoteId })
    if (others.length > 0) twins.push({ rowKey, problem: twinProblem(others) })
  }
  await takeOver(build, matches, note, true)
  await addProblems(database, plan.number, twins)
  await recordTrashed(database, project.id, trashed)
  await markGone(
    database,
    plan.number,
    trashed.map((one) => ({ ...one, problem: goneInWix('trashed') })),
  )
}

const note: Problem = {
  code: 'own_found',
  severity: 'note',
  message:
    'It is on the site already: it was published from here, and this database, which was restored, copied or moved, did not know. It is taken up again and not published twice.',
}

function twinProblem(others: readonly OwnRef[]): Problem {
  return {
    code: 'twin',
    severity: 'warning',
    message: `Wix holds this page ${others.length + 1} times. The oldest is taken up again; delete the others in Wix: ${others.map(({ remoteId }) => remoteId).join(', ')}.`,
  }
}
