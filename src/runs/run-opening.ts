// Opens a run for the worker that holds it: its plan, its site, what is known of the site's names.

import { openSite, type Site, type SiteDeps } from '../connections/site.ts'
import type { Queries } from '../db/types.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import type { PlanRow } from '../plans/row.ts'
import { isOfDates } from '../plans/scope.ts'
import { findPlanById } from '../plans/store.ts'
import { targetOf } from '../plans/target-of.ts'
import { findProject } from '../projects/project-store.ts'
import type { OpenRun } from './apply-run.ts'
import { createCircuit } from './circuit.ts'
import type { CrashPoint } from './crash-point.ts'
import type { HeldRun } from './held-run.ts'
import { ownFinderFor } from './own-pages.ts'
import { readAssets } from './prepare-assets.ts'
import { placeOf, type RunPlace } from './run-queue.ts'
import { addToRun } from './run-store.ts'
import { createSteps } from './steps.ts'
import type { Timing } from './timing.ts'
import { runHistory } from './undo/history.ts'
import type { UndoneRun } from './undo/undone-run.ts'

export interface OpeningDeps extends SiteDeps {
  /** For pages whose row or template changed after the plan. */
  pages: PagesDeps
  timing: Timing
  crashPoint: CrashPoint
  /** Tells the data folder that the database is about to know, or knows, more than before. */
  markFolder?: () => Promise<void>
}

/**
 * @param cut aborts when the lease is lost, or the process has to end now: requests under way are cut
 * @param stopping aborts when the process is stopping: no new send, but answers that are owed are awaited
 */
export async function openRun(
  deps: OpeningDeps,
  held: HeldRun,
  cut: AbortSignal,
  stopping: AbortSignal,
): Promise<OpenRun & { close(): Promise<void> }> {
  const { run, database } = held
  const { timing } = deps
  const plan = await findPlanById(database, run.plan_id)
  const project = await findProject(database, run.project_id)
  if (!plan || !project) throw new Error(`The plan or the project of run ${run.id} has vanished`)
  const assets = { ids: new Map<string, string>(), refused: new Map() }
  await readAssets({ held, timing }, assets)
  const ending = AbortSignal.any([stopping, cut])
  const watch = createWatch(held, timing.watchMs)
  let isSending = false
  const givesUp = () => ending.aborted || (isSending && watch.place().requested !== 'run')
  const paced = { ...deps, paceLookMs: timing.watchMs }
  const site = await openSite(paced, run.connection_id, cut, 'run', givesUp)
  watch.start(site.calls)
  const target = targetOf(plan)
  const destination = {
    target,
    options: plan.options,
    assets: assets.ids,
    withoutImages: plan.without_images,
  }
  const findOwn = await ownFinderFor(database, plan, () =>
    target.findOwn(site.wix, destination.options, null),
  )
  const open = {
    held: {
      ...held,
      usual: target.visibility(plan.options),
      isOfDates: isOfDates(plan.scope),
      downBy: plan.scope.kind === 'undo' ? ('undo' as const) : ('take_down' as const),
      undone: await undoneBy(database, plan),
    },
    circuit: createCircuit({ held, site, timing }),
    timing,
    crashPoint: deps.crashPoint,
    stopping: ending,
    isPassed: () => !watch.place().isFirst,
  }
  const { pages, logger } = deps
  return {
    ...open,
    steps: createSteps({ ...open, plan, project, pages, destination, assets, site, findOwn, logger }),
    target,
    pacer: site.pacer,
    cut,
    async whileSending(work) {
      isSending = true
      try {
        return await work()
      } finally {
        isSending = false
      }
    },
    flushCalls: watch.flushCalls,
    close: watch.end,
  }
}

async function undoneBy(queries: Queries, { scope }: Pick<PlanRow, 'scope'>): Promise<UndoneRun | null> {
  if (scope.kind !== 'undo') return null
  return { id: scope.runId, putsMarksBack: await runHistory.isWayBack(queries, scope.runId) }
}

/** Again and again: the calls made go to the run's row, and what its owner asked for and whose turn it is come from it. */
function createWatch(held: HeldRun, everyMs: number) {
  let place: RunPlace = { requested: 'run', isFirst: true }
  let calls: Site['calls'] = { reads: 0, writes: 0, ms: 0 }
  let timer: NodeJS.Timeout | undefined

  async function flushCalls(): Promise<void> {
    const { reads, writes, ms } = calls
    Object.assign(calls, { reads: 0, writes: 0, ms: 0 })
    await addToRun(held, { read_calls: reads, write_calls: writes, call_ms: Math.round(ms) })
  }
  async function look(): Promise<void> {
    await flushCalls()
    place = await placeOf(held)
  }
  return {
    place: () => place,
    flushCalls,
    start(counted: Site['calls']) {
      calls = counted
      timer = setInterval(() => void look().catch(() => undefined), everyMs)
    },
    async end() {
      clearInterval(timer)
      await flushCalls().catch(() => undefined)
    },
  }
}
