import { beforeAll, describe, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { testTiming } from '../../test/helpers/publishing.ts'
import { insertRun } from '../../test/helpers/rows.ts'
import { acquireLease } from '../connections/lease.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { silentLogger } from '../logger.ts'
import { createRunWorker } from './run-worker.ts'
import { wakeChannel } from './wake.ts'
import { type BusySite, lookForWork, roomFor, sayGoodbye } from './worker-share.ts'

describe('the fair share of a worker', () => {
  const sites = (free: number, held = 0): BusySite[] =>
    Array.from({ length: free + held }, (_, i) => ({
      connectionId: `site-${i}`,
      runId: `run-${i}`,
      isHeld: i >= free,
    }))

  test('is everything for one alone', () => {
    expect(roomFor({ sites: sites(7), workers: 1 }, 0, false)).toBe(7)
  })

  test('is no more than its part of all sites that are busy, however many wait', () => {
    expect(roomFor({ sites: sites(12), workers: 2 }, 0, false)).toBe(6)
    expect(roomFor({ sites: sites(6, 6), workers: 2 }, 4, false)).toBe(2)
    expect(roomFor({ sites: sites(6, 6), workers: 2 }, 6, false)).toBe(0)
  })

  test('leaves no site waiting when it does not divide', () => {
    const room = roomFor({ sites: sites(10), workers: 3 }, 0, false)
    expect(room).toBe(4)
    expect(room * 3).toBeGreaterThanOrEqual(10)
  })

  test('is one site until the others can have been seen', () => {
    expect(roomFor({ sites: sites(9), workers: 1 }, 0, true)).toBe(1)
    expect(roomFor({ sites: sites(9), workers: 1 }, 1, true)).toBe(0)
  })
})

describeOnServer('looking for work', (open) => {
  let database: Database
  beforeAll(async () => {
    database = (await open()).database
  })

  test('sees each site with a run on its way once, and whether a worker holds it', async () => {
    const run = await insertRun(database, ['a'])
    const other = await insertRun(database, ['a'])
    await database.query(`update runs set state = 'paused' where id = $1`, [other.id])
    const look = async () =>
      (await lookForWork(database, 'w1', 60_000)).sites.filter((site) =>
        [run.connection_id, other.connection_id].includes(site.connectionId),
      )
    expect(await look()).toEqual([{ connectionId: run.connection_id, runId: run.id, isHeld: false }])
    await acquireLease(database, run.connection_id, 'w2', 60_000)
    expect((await look())[0]?.isHeld).toBe(true)
    await database.query(`update runs set state = 'done', finished_at = now() where id = $1`, [run.id])
    expect(await look()).toEqual([])
  })

  test('counts the workers that look, and not those that went or were silent for long', async () => {
    await insertRun(database, ['a'])
    await database.query('delete from workers')
    const count = async (worker: string) => (await lookForWork(database, worker, 60_000)).workers
    expect(await count('w1')).toBe(1)
    expect(await count('w2')).toBe(2)
    expect(await count('w1')).toBe(2)
    await sayGoodbye(database, 'w2')
    expect(await count('w1')).toBe(1)
    await count('w3')
    await database.query(`update workers set seen_at = now() - interval '2 minutes' where id = 'w3'`)
    expect(await count('w1')).toBe(1)
  })

  test('ten sites that begin to wait at once are divided between two workers', async () => {
    await database.query(`update runs set state = 'done', finished_at = now() where finished_at is null`)
    const gate = Promise.withResolvers<never>()
    gate.promise.catch(() => undefined)
    const opened = [new Set<string>(), new Set<string>()]
    const workers = opened.map((sites) =>
      createRunWorker({
        database,
        logger: silentLogger,
        timing: testTiming,
        crashPoint: () => undefined,
        pages: {
          database,
          renderers: {
            processes: 1,
            pages: () => ({ render: async () => [] }),
            texts: () => ({ render: async () => [] }),
            parts: () => ({ render: async () => [] }),
          },
        },
        connections: {
          open: async (connectionId) => {
            sites.add(connectionId)
            return gate.promise
          },
        },
      }),
    )
    for (const worker of workers) await worker.start()
    await new Promise((resolve) => setTimeout(resolve, testTiming.pollMs * 3))
    for (let i = 0; i < 10; i++) await insertRun(database, ['a'])
    await database.notify(wakeChannel)
    for (let i = 0; i < 400 && opened[0]!.size + opened[1]!.size < 10; i++)
      await new Promise((resolve) => setTimeout(resolve, 25))
    expect(opened.map((sites) => sites.size)).toEqual([5, 5])
    gate.reject(new AppError('conflict', 'closed by the test'))
    for (const worker of workers) await worker.stop()
  })
})
