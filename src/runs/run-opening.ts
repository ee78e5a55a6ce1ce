// Opens a run for the worker that holds it: its plan, its site, what is known of the site's names.

import { openSite, type Site, type SiteDeps } from '../connections/site.ts'
import type { PagesDeps } from '../pages/make-pages.ts'
import { findPlanById } from '../plans/store.ts'
import { findProject } from '../projects/project-store.ts'
import { targetById } from '../targets/index.ts'
import type { OpenRun } from './apply-run.ts'
import type { CrashPoint } from './crash-point.ts'
import type { HeldRun } from './held-run.ts'
import { readAssets } from './prepare-assets.ts'
import { placeOf, type RunPlace } from './run-queue.ts'
import { addToRun } from './run-store.ts'
import type { Timing } from './timing.ts'

const watchEveryMs = 1000

export interface OpeningDeps extends SiteDeps {
  /** For pages whose row or template changed after the plan. */
  pages: PagesDeps
  timing: Timing
  crashPoint: CrashPoint
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
  const watch = createWatch(held)
  let isSending = false
  const givesUp = () => ending.aborted || (isSending && watch.place().requested !== 'run')
  const site = await openSite(deps, run.connection_id, cut, 'run', givesUp)
  watch.start(site.calls)
  const target = targetById(plan.destination)
  return {
    held: { ...held, usual: target.visibility(plan.options) },
    destination: {
      target,
      options: plan.options,
      assets: assets.ids,
      withoutImages: plan.without_images,
    },
    refused: assets.refused,
    plan,
    project,
    pages: deps.pages,
    site,
    timing,
    deadlineMs: timing.doubtDeadlineMs,
    crashPoint: deps.crashPoint,
    stopping: ending,
    logger: deps.logger,
    isPassed: () => !watch.place().isFirst,
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

/** Every second: the calls made go to the run's row, and what its owner asked for and whose turn it is come from it. */
function createWatch(held: HeldRun) {
  let place: RunPlace = { requested: 'run', isFirst: true }
  let calls: Site['calls'] = { reads: 0, writes: 0 }
  let timer: NodeJS.Timeout | undefined

  async function flushCalls(): Promise<void> {
    const { reads, writes } = calls
    calls.reads = 0
    calls.writes = 0
    await addToRun(held, { read_calls: reads, write_calls: writes })
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
      timer = setInterval(() => void look().catch(() => undefined), watchEveryMs)
    },
    async end() {
      clearInterval(timer)
      await flushCalls().catch(() => undefined)
    },
  }
}
