// Opens a run for the worker that holds it: its plan, its site, what is known of the site's names.
import { openSite, type SiteDeps } from '../connections/site.ts'
import type { Queries } from '../db/types.ts'
import { targetById } from '../targets/index.ts'
import type { AssetNeed } from '../targets/target.ts'
import type { OpenRun } from './apply-run.ts'
import type { CrashPoint } from './crash-point.ts'
import type { HeldRun } from './held-run.ts'
import { readAssets } from './prepare-assets.ts'
import { addToRun, isHalted } from './run-store.ts'
import type { Timing } from './timing.ts'

const watchEveryMs = 1000

export interface OpeningDeps extends SiteDeps {
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
  const plan = await readPlan(database, run.plan_id)
  const ending = AbortSignal.any([stopping, cut])
  let isSending = false
  let isHaltedNow = false
  const givesUp = () => ending.aborted || (isSending && isHaltedNow)
  const site = await openSite(deps, run.connection_id, cut, 'even', givesUp)

  const flushCalls = async () => {
    const { reads, writes } = site.calls
    site.calls.reads = 0
    site.calls.writes = 0
    await addToRun(held, { read_calls: reads, write_calls: writes })
  }
  const watching = setInterval(() => {
    const look = async () => {
      await flushCalls()
      isHaltedNow = await isHalted(held)
    }
    look().catch(() => undefined)
  }, watchEveryMs)

  const assets = { ids: new Map<string, string>(), refused: new Map() }
  await readAssets({ held, timing }, assets)
  return {
    held,
    destination: {
      target: targetById(plan.destination),
      options: plan.options,
      assets: assets.ids,
      withoutImages: plan.without_images,
    },
    refused: assets.refused,
    needs: plan.needs,
    site,
    timing,
    deadlineMs: timing.doubtDeadlineMs,
    crashPoint: deps.crashPoint,
    stopping: ending,
    logger: deps.logger,
    async whileSending(work) {
      isSending = true
      try {
        return await work()
      } finally {
        isSending = false
      }
    },
    flushCalls,
    async close() {
      clearInterval(watching)
      await flushCalls().catch(() => undefined)
    },
  }
}

interface PlanOfRun {
  destination: string
  options: unknown
  needs: AssetNeed[]
  without_images: boolean
}

async function readPlan(queries: Queries, planId: string): Promise<PlanOfRun> {
  const { rows } = await queries.query<PlanOfRun>(
    'select destination, options, needs, without_images from plans where id = $1',
    [planId],
  )
  if (!rows[0]) throw new Error(`Plan ${planId} has vanished`)
  return rows[0]
}
