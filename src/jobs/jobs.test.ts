import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { createJobs, type Jobs } from './jobs.ts'

describeEachDatabase('jobs', (open) => {
  let database: Database
  const started: Jobs[] = []
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(async () => {
    for (const jobs of started.splice(0)) await jobs.stop({ graceMs: 1000 })
  })
  async function start(
    define: (jobs: Jobs) => void,
    { on = database, lookMs = 1000 }: { on?: Database; lookMs?: number } = {},
  ): Promise<Jobs> {
    const jobs = createJobs(on, silentLogger, { lookMs })
    define(jobs)
    await jobs.start()
    started.push(jobs)
    return jobs
  }

  it('starts in several workers at once, and gives each job to one of them', async () => {
    const seen: number[] = []
    const worker = () =>
      start((all) => {
        all.define<{ n: number }>('shared', async ({ n }) => {
          seen.push(n)
        })
      })
    const [first] = await Promise.all([worker(), worker(), worker()])
    for (let n = 0; n < 9; n++) await first!.send('shared', { n })
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(9), 20_000)
    await sleep(600)
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('hands a job with its payload to its handler once', async () => {
    const seen: unknown[] = []
    const jobs = await start((all) => {
      all.define<{ list: number[] }>('once', async (payload, { jobId }) => {
        seen.push([payload, jobId])
      })
    })
    const id = await jobs.send('once', { list: [1, 2] })
    await vi.waitFor(() => expect(seen).toHaveLength(1), 20_000)
    await sleep(1200)
    expect(seen).toEqual([[{ list: [1, 2] }, id]])
  })

  it('takes a job up when it is sent, and those that came meanwhile one after the other', async () => {
    const seen: number[] = []
    const gate = Promise.withResolvers<void>()
    const worker = (all: Jobs) =>
      all.define<{ n: number }>('at-once', async ({ n }) => {
        seen.push(n)
        if (n === 0) await gate.promise
        if (n === 1) throw new Error('is tried again much later')
      })
    // Nobody looks: notifications alone have to do.
    await start(worker, { lookMs: 600_000 })
    const sender = await start((all) => all.define('at-once'))
    await sleep(1000)
    for (let n = 0; n < 4; n++) await sender.send('at-once', { n })
    await vi.waitFor(() => expect(seen).toEqual([0]), 20_000)
    await sleep(500)
    gate.resolve()
    await vi.waitFor(() => expect(seen.toSorted()).toEqual([0, 1, 2, 3]), 20_000)
  })

  it('finds a job whose notification was lost', async () => {
    const seen: unknown[] = []
    const deaf: Database = { ...database, listen: async () => async () => {} }
    const jobs = await start((all) => all.define('unheard', async (payload) => void seen.push(payload)), {
      on: deaf,
    })
    await sleep(1000)
    await jobs.send('unheard', { n: 1 })
    await vi.waitFor(() => expect(seen).toEqual([{ n: 1 }]), 20_000)
  })

  it('asks the database little while there is nothing to do', async () => {
    let asked = 0
    const counting: Database = {
      ...database,
      query: (sql, params) => {
        asked += 1
        return database.query(sql, params)
      },
      executeForeign: (sql, params, parserFor) => {
        asked += 1
        return database.executeForeign(sql, params, parserFor)
      },
    }
    const kinds = (all: Jobs) => {
      for (let n = 0; n < 8; n++) all.define(`idle-${n}`, async () => {})
    }
    await start(kinds, { on: counting })
    await sleep(1000)
    asked = 0
    await sleep(2500)
    // One look a second, and now and then something of the engine's own.
    expect(asked).toBeLessThan(10)
    expect(asked).toBeGreaterThan(1)
  })

  it('tries a failing job again, later each time, and gives up at the limit', async () => {
    const times: number[] = []
    const jobs = await start((all) => {
      const options = { retryLimit: 2, retryDelaySecs: 1 }
      all.define(
        'fails',
        async () => {
          times.push(Date.now())
          throw new Error('no')
        },
        options,
      )
    })
    await jobs.send('fails', {})
    await vi.waitFor(() => expect(times).toHaveLength(3), 20_000)
    await sleep(2500)
    expect(times).toHaveLength(3)
    const [first = 0, second = 0, third = 0] = times
    expect(second - first).toBeGreaterThan(900)
    expect(third - second).toBeGreaterThan(second - first)
  })

  it('keeps one waiting and one working job per key, and loses no wake-up', async () => {
    let working = 0
    let most = 0
    const done: unknown[] = []
    const gate = Promise.withResolvers<void>()
    const jobs = await start((all) => {
      all.define<{ n: number }>(
        'keyed',
        async ({ n }) => {
          most = Math.max(most, ++working)
          await gate.promise
          working -= 1
          done.push(n)
        },
        { concurrency: 3 },
      )
    })
    await jobs.send('keyed', { n: 1 }, { singletonKey: 'site' })
    await vi.waitFor(() => expect(working).toBe(1), 20_000)
    expect(await jobs.send('keyed', { n: 2 }, { singletonKey: 'site' })).toBeTypeOf('string')
    expect(await jobs.send('keyed', { n: 3 }, { singletonKey: 'site' })).toBeUndefined()
    await sleep(1200)
    gate.resolve()
    await vi.waitFor(() => expect(done).toEqual([1, 2]), 20_000)
    expect(most).toBe(1)
  })

  it('holds a job back until its time', async () => {
    const sentAt = Date.now()
    const seenAt: number[] = []
    const jobs = await start((all) => {
      all.define('later', async () => {
        seenAt.push(Date.now())
      })
    })
    await jobs.send('later', {}, { startAfterMs: 2000 })
    await vi.waitFor(() => expect(seenAt).toHaveLength(1), 20_000)
    expect(seenAt[0]! - sentAt).toBeGreaterThanOrEqual(1900)
  })

  it('aborts the signal on stop, and another worker takes the job up again', async () => {
    const begun = Promise.withResolvers<void>()
    const first = await start((all) => {
      all.define('long', async (_payload, { signal }) => {
        begun.resolve()
        await sleep(60_000, undefined, { signal })
      })
    })
    await first.send('long', {})
    await begun.promise
    await first.stop({ graceMs: 2000 })
    const retries: number[] = []
    await start((all) => {
      all.define('long', async (_payload, context) => {
        retries.push(context.retries)
      })
    })
    await vi.waitFor(() => expect(retries).toEqual([1]), 20_000)
  })

  it('keeps a schedule in the database, and accepts the same one again', async () => {
    const jobs = await start((all) => all.define('nightly'))
    await jobs.schedule('nightly', '0 3 * * *', { a: 1 })
    await jobs.schedule('nightly', '0 4 * * *', { a: 2 })
    const { rows } = await database.query('select name, cron, data from pgboss.schedule')
    expect(rows).toEqual([{ name: 'nightly', cron: '0 4 * * *', data: { a: 2 } }])
    await jobs.unschedule('nightly')
    expect((await database.query('select 1 from pgboss.schedule')).rowCount).toBe(0)
  })
})
