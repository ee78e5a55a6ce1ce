import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEither, stopPostgres } from './engines.ts'
import { findDeadAddresses, leaveAddresses } from './redirects.ts'
import { type Installation, isKilledBefore, type Prepared, prepare, type Running, startDying } from './rig.ts'
import { cms } from './scenarios.ts'

/** Enough for several requests of either kind. */
const rowCount = 240
/** Each process goes on with what the one before it left, and dies further on. */
const points = ['after-redirect-intent:1', 'between-redirects:1', 'after-redirects:1']

describe('a run that leads old addresses on, interrupted', () => {
  let prepared: Prepared
  beforeAll(async () => {
    prepared = await prepare(await onEither(), rowCount, { scenario: cms })
  })
  afterAll(async () => {
    await prepared?.remove()
    await stopPostgres()
  })

  async function stage(work: (installation: Installation) => Promise<void>): Promise<void> {
    const installation = await prepared.copy()
    try {
      await work(installation)
    } finally {
      await installation.remove()
    }
  }
  const apply = ({ client }: Running, planId: string) =>
    client.call<{ id: string }>('POST', `/plans/${planId}/apply`, {})

  it(`kill -9 at ${points.join(', then at ')}: each address leads to a live page in one hop, and none of others is lost`, () =>
    stage(async (installation) => {
      const before = await installation.start()
      const left = await leaveAddresses(installation, before)
      await before.stop()
      let runId: string | null = null
      for (const point of points) {
        const killed = await startDying(installation, point)
        if (killed === null) continue
        runId ??= (await apply(killed, left.plan.id)).id
        expect(await isKilledBefore(killed, runId), `it died at ${point}`).toBe(true)
      }
      const running = await installation.start()
      const run = await running.client.untilRun(runId!, ['done'])
      expect(await findDeadAddresses(installation, running, left, run)).toEqual([])
      expect(run.receipt?.restarts).toBe(points.length)
    }))

  it('answers that are lost, and calls that Wix throttles, leave nothing undone and nothing twice', () =>
    stage(async (installation) => {
      const running = await installation.start()
      const left = await leaveAddresses(installation, running)
      const route = 'POST /seo-redirects-service/v1/bulk/redirects/create'
      const faults = [
        { route, kind: 'accept-then-drop', nth: 1 },
        { route, kind: 'drop-before', nth: 2 },
        { route: route.replace('create', 'delete'), kind: 'accept-then-drop', nth: 1 },
        { route, kind: 'throttle-before', nth: 3, retryAfter: 1 },
        { route, kind: 'bulk-undetailed', nth: 4, applies: false },
        { route: 'GET /seo-redirects-service/v1/redirects', kind: 'status-before', nth: 4 },
      ]
      for (const fault of faults) await installation.simulator.control('POST', 'faults', fault)
      const { id } = await apply(running, left.plan.id)
      const run = await running.client.untilRun(id, ['done'], 300_000)
      expect(await findDeadAddresses(installation, running, left, run)).toEqual([])
    }))
})
