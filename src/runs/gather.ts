// Takes the pages of a run out of its plan, a chunk at a time: however many there are, nothing waits for it, and a
// process that dies in the middle goes on where it was.
import type { Problem } from '../api/problem.ts'
import { assertLease } from '../connections/lease.ts'
import type { Site } from '../connections/site.ts'
import type { Queries, Tx } from '../db/types.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { recordTakenOver } from '../pages/record-ledger.ts'
import { recordKept } from '../pages/record-seen.ts'
import { aheadOfRun } from '../plans/outlook.ts'
import type { PlanRow } from '../plans/row.ts'
import { peekSelected } from '../plans/selected.ts'
import { giveBackItems, markTaken, peekItems, type TakenItem, takeItems } from '../plans/taking.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { isLive, keptVisibility, statusField, type WantedVisibility } from '../targets/visibility.ts'
import type { CrashPoint } from './crash-point.ts'
import { writeDiary } from './diary.ts'
import type { HeldRun } from './held-run.ts'
import { insertItems } from './item-ledger.ts'
import { listCancelledAfter, listedAmong } from './item-picks.ts'
import type { RunRow } from './run-row.ts'
import { isHalted, noteAhead, noteTaken } from './run-store.ts'
import { judgeItems } from './staleness.ts'

const chunk = 1_000

export interface GatherDeps {
  held: HeldRun
  plan: PlanRow
  project: ProjectRecord
  pages: PagesDeps
  site: Pick<Site, 'wix'>
  crashPoint: CrashPoint
  stopping: AbortSignal
}

/** False when the owner asked to pause or cancel, or the process is stopping. */
export async function gatherItems(deps: GatherDeps): Promise<boolean> {
  const { held, plan, project, pages, site } = deps
  const { run, database } = held
  let changed = 0
  while (run.taken_to !== null) {
    if (deps.stopping.aborted || (await isHalted(held))) return false
    const after = run.taken_to
    const { items } = await nextItems(database, held, plan, after)
    const problems = await judgeItems(
      { pages, queries: database, plan, project, runId: run.id, wix: site.wix },
      items,
    )
    Object.assign(run, await takeChunk(deps, after, problems))
    changed += problems.size
    deps.crashPoint('after-chunk')
  }
  if (changed > 0)
    await writeDiary(
      database,
      run.id,
      'held',
      `${changed} ${changed === 1 ? 'page has' : 'pages have'} changed since the plan, held with the reason; the others continue.`,
    )
  return true
}

/** The owner cancelled before the run had all its items: they stay with the plan as if it had never been applied. */
export async function giveBackAll(held: HeldRun, plan: PlanRow): Promise<void> {
  const { database, lease, run } = held
  let after = -1
  for (;;) {
    const part = await listCancelledAfter(held, after, chunk)
    const last = part.at(-1)
    if (!last) break
    after = last.position
    await database.transaction(async (tx) => {
      await assertLease(tx, lease)
      await giveBackItems(
        tx,
        plan.number,
        part.map((item) => item.row_key),
      )
    })
  }
  await database.transaction(async (tx) => {
    await assertLease(tx, lease)
    await noteTaken(tx, run.id, null, run.chosen)
    await markTaken(tx, plan, run.id)
  })
  run.taken_to = null
}

interface NextItems {
  items: TakenItem[]
  next: number | null
  chosen: number
}

/** Of a part of the plan, what was brought along before comes again where it stands, and is the run's already. */
async function nextItems(
  queries: Queries,
  { run }: HeldRun,
  plan: PlanRow,
  after: number,
): Promise<NextItems> {
  const range = { after, limit: chunk }
  if (run.selection === null)
    return { ...(await peekItems(queries, plan, run.id, range)), chosen: run.chosen }
  const part = await peekSelected(queries, plan, run.id, run.selection, { ...range, chosen: run.chosen })
  const listed = await listedAmong(
    queries,
    run.id,
    part.items.map((item) => item.rowKey),
  )
  return { ...part, items: part.items.filter((item) => !listed.has(item.rowKey)) }
}

/** The items with what they settle, and how far the run is by now, in one transaction. */
async function takeChunk(
  { held, plan }: GatherDeps,
  after: number,
  problems: ReadonlyMap<string, Problem>,
): Promise<Pick<RunRow, 'taken_to' | 'chosen'>> {
  const { database, lease, run } = held
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { items, next, chosen } = await nextItems(tx, held, plan, after)
    await takeItems(tx, plan, run.id, items)
    const judged = items.map((item): TakenItem => {
      const problem = problems.get(item.rowKey)
      return problem ? { ...item, fate: 'waits', problem } : item
    })
    await insertItems(tx, run, judged)
    await giveBackItems(tx, plan.number, [...problems.keys()])
    await recordSettled(tx, plan, run.id, judged)
    await noteTaken(tx, run.id, next, chosen)
    if (next === null) {
      if (run.selection !== null) await noteAhead(tx, run.id, await aheadOfRun(tx, plan, run.id))
      await markTaken(tx, plan, run.id)
    }
    return { taken_to: next, chosen }
  })
}

/** What somebody made of a page, live or a draft, stays for good; see `wantedFor`. */
function stateKept(wanted: WantedVisibility, { kept, theirs }: TakenItem): WantedVisibility {
  const mark = kept?.[statusField]
  if (wanted === null || mark === undefined) return keptVisibility(wanted, theirs?.[statusField])
  return { state: mark === 'live' ? 'live' : 'draft' }
}

/** Theirs kept, and what is on the site exactly as its row makes it, are recorded without a call. */
async function recordSettled(
  tx: Tx,
  plan: PlanRow,
  runId: string,
  items: readonly TakenItem[],
): Promise<void> {
  const settled = items.filter((item) => item.fate === 'settles')
  const mode = targetById(plan.destination).visibility(plan.options)
  // An undo that leaves a page as somebody edited it has learnt nothing of what its row makes.
  const kept = plan.scope.kind === 'undo' ? [] : settled.filter((item) => item.action === 'conflict')
  const takenOver = settled.filter((item) => item.action === 'adopt')
  await recordKept(
    tx,
    plan.project_id,
    kept.map((item) => ({
      rowKey: item.rowKey,
      visibility: stateKept(item.visibility ?? mode, item),
      payloadHash: item.payloadHash ?? '',
      madeHash: item.madeHash,
      kept: item.kept,
      slug: item.slug,
      remoteEditedAt: item.remoteEditedAt,
      theirs: item.theirs ?? {},
    })),
  )
  await recordTakenOver(
    tx,
    plan.project_id,
    runId,
    takenOver.map((item) => ({
      rowKey: item.rowKey,
      remoteId: item.remoteId ?? '',
      status: isLive(item.visibility ?? mode) ? 'live' : 'draft',
      visibility: item.visibility ?? mode,
      title: item.title,
      slug: item.slug,
      url: item.url,
      payloadHash: item.payloadHash ?? '',
      lacksImages: false,
      remoteEditedAt: item.remoteEditedAt,
    })),
  )
}
