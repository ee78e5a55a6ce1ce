import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { shortLived } from '../../test/helpers/short-lived.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { createJobs } from './jobs.ts'

const workerFile = fileURLToPath(new URL('./fixtures/worker.ts', import.meta.url))

describeEachDatabase('a job whose worker is killed', (open, kind) => {
  it('is taken up again within ten seconds, once', async () => {
    const { database, settings } = await open()
    // The embedded database serves one process at a time, so there the successor starts after the death.
    if (kind === 'pglite') await database.close()
    const child = spawn(
      process.execPath,
      [...shortLived, workerFile, settings.dataDir, settings.databaseUrl],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve))

    const taken: [payload: unknown, retries: number][] = []
    const take = async (from: Database) => {
      const jobs = createJobs(from, silentLogger)
      jobs.define('endless', async (payload, { retries }) => {
        taken.push([payload, retries])
      })
      await jobs.start()
      return jobs
    }
    const early = kind === 'postgres' ? await take(database) : undefined
    // Longer than a lost heartbeat: a living worker keeps its job.
    if (early) await sleep(8000)
    expect(taken).toEqual([])

    child.kill('SIGKILL')
    const killedAt = Date.now()
    await new Promise((resolve) => child.once('exit', resolve))
    const successor = early ? database : await openDatabase({ ...settings, logger: silentLogger })
    const jobs = early ?? (await take(successor))
    await vi.waitFor(() => expect(taken).toHaveLength(1), { timeout: 60_000, interval: 50 })
    const tookMs = Date.now() - killedAt
    console.info(`${kind}: taken up ${tookMs} ms after the kill`)
    await sleep(1500)
    expect(taken).toEqual([[{ from: 'the one that dies' }, 1]])
    await jobs.stop({ graceMs: 1000 })
    await successor.close()
  })
})
