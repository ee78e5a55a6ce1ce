// Takes the pages of a run out of its plan, a chunk at a time: however many there are, nothing waits for it, and a
// process that dies in the middle goes on where it was.
import type { Problem } from '../api/problem.ts'
import { assertLease } from '../connections/lease.ts'
import type { Site } from '../connections/site.ts'
import type { Tx } from '../db/types.ts'
import { recordKept, recordTakenOver } from '../pages/ledger.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import type { PlanRow } from '../plans/row.ts'
import { giveBackItems, markTaken, peekItems, type TakenItem, takeItems } from '../plans/taking.ts'
import type { ProjectRecord } from '../projects/project-record.ts'
import { targetById } from '../targets/index.ts'
import { isLive } from '../targets/visibility.ts'
import type { CrashPoint } from './crash-point.ts'
import { writeDiary } from './diary.ts'
import type { HeldRun } from './held-run.ts'
import { insertItems } from './item-ledger.ts'
import { listCancelledAfter } from './item-picks.ts'
import { isHalted, noteTaken } from './run-store.ts'
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
    const range = { after: run.taken_to, limit: chunk }
    const { items } = await peekItems(database, plan, run.id, range)
    const problems = await judgeItems(
      { pages, queries: database, plan, project, runId: run.id, wix: site.wix },
      items,
    )
    run.taken_to = await takeChunk(deps, range, problems)
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
    await noteTaken(tx, run.id, null)
    await markTaken(tx, plan, run.id)
  })
  run.taken_to = null
}

/** The items with what they settle, and how far the run is by now, in one transaction. */
async function takeChunk(
  { held, plan }: GatherDeps,
  range: { after: number; limit: number },
  problems: ReadonlyMap<string, Problem>,
): Promise<number | null> {
  const { database, lease, run } = held
  return database.transaction(async (tx) => {
    await assertLease(tx, lease)
    const { items, next } = await takeItems(tx, plan, run.id, range)
    const judged = items.map((item): TakenItem => {
      const problem = problems.get(item.rowKey)
      return problem ? { ...item, fate: 'waits', problem } : item
    })
    await insertItems(tx, run.id, judged)
    await giveBackItems(tx, plan.number, [...problems.keys()])
    await recordSettled(tx, plan, run.id, judged)
    await noteTaken(tx, run.id, next)
    if (next === null) await markTaken(tx, plan, run.id)
    return next
  })
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
  const kept = settled.filter((item) => item.action === 'conflict')
  const takenOver = settled.filter((item) => item.action === 'adopt')
  await recordKept(
    tx,
    plan.project_id,
    kept.map((item) => ({
      rowKey: item.rowKey,
      visibility: item.visibility ?? mode,
      payloadHash: item.payloadHash ?? '',
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
