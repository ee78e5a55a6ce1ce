// What is done to make a sample, broken off after each thing that was done and begun again, as a killed process does.
import { expect, it, onTestFinished, vi } from 'vitest'
import { copyTemplate } from '../../test/helpers/database.ts'
import { systemClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { openFolderMark } from '../db/folder-mark.ts'
import { openDatabase } from '../db/open.ts'
import { silentLogger as logger } from '../logger.ts'
import { startJobs } from '../program/housekeeping.ts'
import { createParts } from '../program/parts.ts'
import { openMasterKey } from '../vault/master-key.ts'
import { type MakeDeps, makeSample } from './make.ts'
import { findSample, wantSample } from './store.ts'

vi.setConfig({ testTimeout: 240_000 })

const nothing = async () => undefined

async function open() {
  const dataDir = await copyTemplate()
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', SAMPLE_PROJECT: 'off' })
  const database = await openDatabase({ dataDir, databaseUrl: '', logger, clock: systemClock })
  const masterKey = await openMasterKey(database, config)
  const mark = await openFolderMark(database, dataDir, logger)
  const parts = await createParts({ config, logger, database, masterKey, mark })
  await startJobs(parts.jobs, { ...parts, works: true, tidy: nothing, sample: nothing })
  onTestFinished(async () => {
    await parts.jobs.stop({ graceMs: 5_000 })
    await Promise.all([parts.renderers.close(), parts.practice.stop()])
    await database.close()
  })
  await database.query(`insert into workspaces (id, name, created_at) values ('wsp_1', 'Acme', now())`)
  return { parts, deps: { ...parts, database } }
}

/** The same parts, that end the process after so many things were done. */
function dyingAfter(deps: MakeDeps, most: number): MakeDeps {
  let done = 0
  const watched = <T extends object>(part: T, ...names: (keyof T)[]): T =>
    new Proxy(part, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (!names.includes(name as keyof T)) return value
        return async (...args: unknown[]) => {
          const result = await (value as (...given: unknown[]) => Promise<unknown>)(...args)
          done += 1
          if (done >= most) throw new Error('killed')
          return result
        }
      },
    })
  return {
    database: deps.database,
    connections: watched(deps.connections, 'practice'),
    imports: watched(deps.imports, 'receive', 'start', 'load', 'apply'),
    projects: watched(deps.projects, 'create'),
    pages: watched(deps.pages, 'check'),
    requestPlan: watched({ send: deps.requestPlan }, 'send').send,
  }
}

it('makes each part once, wherever it was broken off', async () => {
  const { parts, deps } = await open()
  const { database } = deps
  await wantSample(database, 'wsp_1')
  const signal = new AbortController().signal
  const attempt = async (most: number) =>
    makeSample(dyingAfter(deps, most), (await findSample(database, 'wsp_1'))!, signal).then(
      () => true,
      (error: unknown) => {
        expect(String(error)).toContain('killed')
        return false
      },
    )
  // After the file was received, the import begun, its rows asked for, taken over with the project made, the check and
  // the plan asked for; asking for the practice site comes first each time.
  for (const most of [2, 3, 2, 2, 3, 2, 3]) expect(await attempt(most)).toBe(false)
  expect(await attempt(Number.POSITIVE_INFINITY)).toBe(true)
  expect(await parts.projects.list('wsp_1')).toHaveLength(1)
  const { rows } = await database.query<Record<string, number>>(
    `select (select count(*)::int from datasets) as datasets, (select count(*)::int from templates) as templates,
            (select count(*)::int from connections) as connections, (select count(*)::int from plans) as plans`,
  )
  expect(rows).toEqual([{ datasets: 1, templates: 1, connections: 1, plans: 1 }])
})
