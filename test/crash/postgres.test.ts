import { afterAll, describe, expect, it } from 'vitest'
import { describeCrashes, type Stage } from './cases.ts'
import { isWithoutPostgres, onPostgres, stopPostgres } from './engines.ts'
import { findViolations } from './oracle.ts'
import { apply, isCreate } from './rig.ts'
import { blog } from './scenarios.ts'

afterAll(stopPostgres)

if (isWithoutPostgres) {
  it('is left out where there is no PostgreSQL', () => {
    console.warn('NOT TESTED on PostgreSQL: kill -9, SIGTERM, a stalled worker')
  })
} else {
  describe('interrupted on PostgreSQL', () => {
    describeCrashes(onPostgres, { more: stalledWorker })
  })
}

/** The first worker sleeps longer than its lease, with requests in flight; the second one takes over. */
function stalledWorker(stage: Stage): void {
  stage(
    'a worker that stalls and wakes up writes nothing over its successor',
    async (installation, start) => {
      // Slow enough that the successor is still at work when the first one wakes up.
      const fault = { route: 'POST /blog/v3/bulk/draft-posts/create', kind: 'slow-headers', delayMs: 1200 }
      await installation.simulator.control('POST', 'faults', fault)
      const server = await start({ SERVICES: 'server' })
      const stalled = await start({ SERVICES: 'worker' })
      const run = await apply(installation, server)
      const first = await installation.untilRequest((entry) => isCreate(blog, entry))
      stalled.kill('SIGSTOP')
      const successor = await start({ SERVICES: 'worker' })
      const sentBefore = (await installation.requests()).at(-1)!.n
      await installation.untilRequest((entry) => entry.n > sentBefore && isCreate(blog, entry))
      stalled.kill('SIGCONT')
      const done = await server.client.untilRun(run.id, ['done'])
      expect(stalled.isRunning() && successor.isRunning()).toBe(true)
      const tookOverAfter = (await installation.requests(sentBefore))[0]!
      const seconds = (Date.parse(tookOverAfter.time) - Date.parse(first.time)) / 1000
      console.log(
        `  a stalled worker: the other one continued ${seconds.toFixed(1)} s after its last request`,
      )
      expect(await findViolations(installation, server, done)).toEqual([])
    },
  )
}
