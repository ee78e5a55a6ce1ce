// Every way a run is interrupted, the same on both databases and for every destination.
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import { findViolations } from './oracle.ts'
import {
  apply,
  type Engine,
  type Installation,
  isCreate,
  isKilledBefore,
  type LoggedRequest,
  type Prepared,
  prepare,
  type Running,
  secondsToFirstRequest,
  startDying,
} from './rig.ts'
import { blog, type Scenario } from './scenarios.ts'

/** Faults that hold a create at a known place while the process is killed from outside. */
const heldCreates: {
  name: string
  fault: Record<string, unknown>
  waitMs?: number
  doubtSeconds?: number
}[] = [
  { name: 'after the send, before the answer', fault: { kind: 'slow-headers', delayMs: 5000 } },
  // Long enough for headers and a piece of the body, too short for all of it.
  { name: 'in the middle of an answer', fault: { kind: 'drip', bytes: 200, delayMs: 300 }, waitMs: 500 },
  {
    // The restarted product looks before the posts are there, and must not believe that look.
    name: 'after the send, and Wix applies it only after the restart',
    fault: { kind: 'late-commit', delayMs: 9000 },
    doubtSeconds: 12,
  },
]

interface CaseOptions {
  scenario?: Scenario
  /** Those of the scenario unless told. */
  crashPoints?: string[]
  more?: (stage: Stage) => void
}

/** Every case with the blog; with another destination those whose outcome depends on it. */
export function describeCrashes(
  engine: () => Promise<Engine>,
  { scenario = blog, crashPoints = scenario.crashPoints, more }: CaseOptions = {},
): void {
  const { createRoute } = scenario
  const isWhole = scenario === blog
  let prepared: Prepared
  beforeAll(async () => {
    prepared = await prepare(await engine(), scenario.rowCount, { scenario })
  })
  afterAll(() => prepared?.remove())

  const stage: Stage = (name, work) =>
    it(name, async () => {
      const installation = await prepared.copy()
      const running: Running[] = []
      onTestFailed(() => {
        for (const [i, one] of running.entries())
          console.error(`Process ${i + 1}:\n${one.output().slice(-3000)}`)
      })
      try {
        await work(installation, async (env) => {
          const started = await installation.start(env)
          running.push(started)
          return started
        })
      } finally {
        await installation.remove()
      }
    })

  describe('kill -9', () => {
    // The first time it gets there: what the processes before have done comes by none of them again.
    const points = crashPoints.map((point) => point.replace(/:\d+$/, ':1'))
    stage(`at ${points.join(', then at ')}`, (installation, start) => dieInARow(installation, start, points))

    for (const { name, fault, waitMs = 0, doubtSeconds = 3 } of isWhole
      ? heldCreates
      : heldCreates.slice(0, 1)) {
      stage(name, async (installation, start) => {
        await installation.simulator.control('POST', 'faults', { route: createRoute, nth: 3, ...fault })
        const env = { DOUBT_SECONDS: String(doubtSeconds) }
        const first = await start(env)
        const run = await apply(installation, first)
        await installation.untilRequest((entry) => entry.faults.length > 0)
        await new Promise((resolve) => setTimeout(resolve, waitMs))
        first.kill('SIGKILL')
        await first.ended
        await finishByItself(installation, start, run.id, `kill -9 ${name}`, env)
      })
    }

    if (isWhole) stage('three times, twice within a second of the restart', killThreeTimes(createRoute))
  })

  if (isWhole)
    stage('SIGTERM with requests in flight: nothing new leaves, it ends with 0', stopInFlight(createRoute))

  stage(
    'answers that are lost: what arrived is found, the rest is sent again',
    async (installation, start) => {
      for (const [kind, nth] of [
        ['accept-then-drop', [2, 6, 11]],
        ['drop-before', [4]],
        ['status-after', [9]],
      ] as const) {
        await installation.simulator.control('POST', 'faults', { route: createRoute, kind, nth })
      }
      const only = await start()
      const run = await apply(installation, only)
      expect(await findViolations(installation, only, await only.client.untilRun(run.id, ['done']))).toEqual(
        [],
      )
    },
  )

  more?.(stage)
}

type Start = (env?: Record<string, string>) => Promise<Running>
/** A case: a fresh copy of the installation, and processes that end with it. */
export type Stage = (name: string, work: Case) => void
type Case = (installation: Installation, start: Start) => Promise<void>

/** Each process goes on with what the one before it left, and dies further on. */
async function dieInARow(installation: Installation, start: Start, points: string[]): Promise<void> {
  let runId: string | null = null
  for (const point of points) {
    const running = await startDying(installation, point)
    if (running === null) continue
    runId ??= (await apply(installation, running)).id
    expect(await isKilledBefore(running, runId), `it died at ${point}`).toBe(true)
    expect(await running.ended).toEqual({ code: null, signal: 'SIGKILL' })
  }
  await finishByItself(installation, start, runId!, `kill -9 at ${points.length} points`)
}

function killThreeTimes(createRoute: string): Case {
  return async (installation, start) => {
    const first = await start({ CRASH_AT: 'between-batches:2' })
    const run = await apply(installation, first)
    await first.ended
    // A fast machine sends all that is left within the second: something must still be open when it is killed.
    const { fault } = await installation.simulator.control<{ fault: { id: string } }>('POST', 'faults', {
      route: createRoute,
      kind: 'slow-headers',
      delayMs: 10_000,
    })
    for (const delayMs of [100, 700]) {
      const again = await start()
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      again.kill('SIGKILL')
      await again.ended
    }
    await installation.simulator.control('DELETE', `faults?id=${fault.id}`)
    await finishByItself(installation, start, run.id, 'kill -9 three times')
  }
}

function stopInFlight(createRoute: string): Case {
  return async (installation, start) => {
    const fault = { route: createRoute, nth: [2, 3], kind: 'slow-headers', delayMs: 1500 }
    await installation.simulator.control('POST', 'faults', fault)
    const first = await start()
    const run = await apply(installation, first)
    await installation.untilRequest((entry) => entry.faults.length > 0)
    const signalledAt = Date.now()
    expect(await first.stop()).toEqual({ code: 0, signal: null })
    const drainedMs = Date.now() - signalledAt
    expect(drainedMs).toBeLessThan(30_000)
    // Requests that were on their way when the signal came may still arrive; a batch decided later may not.
    const later = (await installation.requests()).filter(
      (entry) => isWrite(entry) && Date.parse(entry.time) > signalledAt + 250,
    )
    expect(later).toEqual([])
    const states = await finishByItself(installation, start, run.id, 'SIGTERM')
    console.log(`  SIGTERM: ended after ${drainedMs} ms; ${states}`)
  }
}

/** Restarts the product, presses nothing, and expects the whole run to be right. */
async function finishByItself(
  installation: Installation,
  start: Start,
  runId: string,
  what: string,
  env: Record<string, string> = {},
): Promise<string> {
  const sent = (await installation.requests()).filter((entry) =>
    isCreate(installation.prepared.scenario, entry),
  ).length
  const running = await start(env)
  const done = running.client.untilRun(runId, ['done'])
  // Killed just before its receipt, a run may need nothing more of Wix.
  const seconds = await Promise.race([secondsToFirstRequest(installation, running), done.then(() => null)])
  const run = await done
  const startSeconds = (running.readyAt - running.startedAt) / 1000
  const figures = `ready after ${startSeconds.toFixed(1)} s, ${seconds === null ? 'no request' : `first request after ${seconds.toFixed(1)} s`}, finished after ${((Date.now() - running.startedAt) / 1000).toFixed(1)} s`
  console.log(`  ${what}: ${sent} creates before; ${figures}`)
  expect(await findViolations(installation, running, run)).toEqual([])
  expect(run.receipt?.restarts, 'restarts in the receipt').toBeGreaterThan(0)
  return figures
}

function isWrite(entry: LoggedRequest): boolean {
  return entry.method !== 'GET' && !entry.path.endsWith('/query')
}
