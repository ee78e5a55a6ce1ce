// Workers that are killed in the middle of a run: what they asked counts, and is not asked again but for what was under way.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { describeOnServer, type TestDatabase } from '../../test/helpers/database.ts'
import { type ModelDouble, startModelDouble } from '../../test/helpers/model-double.ts'
import { shortLived } from '../../test/helpers/short-lived.ts'
import { systemClock } from '../clock.ts'
import { createPromptJobs, createTestImports, noComputing } from '../data/imports/test-imports.ts'
import { openDatabase } from '../db/open.ts'
import type { Database } from '../db/types.ts'
import { createAddressCheck } from '../fetcher/address-check.ts'
import { createGuardedFetch } from '../fetcher/guarded-fetch.ts'
import { silentLogger } from '../logger.ts'
import { openMasterKey } from '../vault/master-key.ts'
import { createVault } from '../vault/vault.ts'
import { createAi } from './ai.ts'
import { aiKeyColumn } from './endpoint-store.ts'

vi.setConfig({ testTimeout: 240_000 })

const worker = fileURLToPath(new URL('./fixtures/work-on-runs.ts', import.meta.url))
const encryptionKey = Buffer.alloc(32, 7).toString('base64')
const ws = 'wsp_1'
const rowCount = 60
const parallel = 4
const prices = { priceIn: 2, priceOut: 8 }

describeOnServer('AI columns of a process that is killed', (open) => {
  async function prepare(
    database: Database,
    double: ModelDouble,
    caps: { mostCost: number; mostCalls: number },
  ) {
    await database.query(`insert into workspaces (id, name) values ($1, 'One')`, [ws])
    const imports = createTestImports(database, ws)
    const lines = Array.from({ length: rowCount }, (_, n) => `T${n},Town ${n}`)
    const { dataset } = await imports.importAll(`code,name\n${lines.join('\n')}\n`, { keyColumn: 'code' })
    imports.close()
    const { cipher } = await openMasterKey(database, { dataDir: '', encryptionKey })
    const rules = { allowedHosts: [double.host], blockedHosts: [] }
    const { endpoints, columns, runs } = createAi({
      database,
      jobs: createPromptJobs(),
      vault: createVault(cipher, [aiKeyColumn]),
      fetch: createGuardedFetch(rules),
      checkAddress: createAddressCheck(rules),
      computing: { ...noComputing, check: async () => null },
      logger: silentLogger,
      works: false,
    })
    const model = {
      name: 'Model',
      kind: 'openai-compatible' as const,
      address: double.address,
      model: 'm',
      ...prices,
    }
    const { id: endpointId } = await endpoints.create(ws, {
      ...model,
      currency: 'USD',
      thinkingTokens: 0,
      parallel,
    })
    const column = {
      endpointId,
      name: 'About',
      prompt: 'Describe',
      type: 'text' as const,
      choices: [],
      allowed: [],
      standing: null,
    }
    const { id } = await columns.create(ws, dataset.id, { ...column, mostCharacters: 60 })
    return runs.start(ws, id, { kind: 'all', asksHeldAgain: false, ...caps }, 'Ada')
  }

  function work(settings: TestDatabase['settings'], host: string, crashAt: string): Promise<string | null> {
    const given = JSON.stringify({ ...settings, encryptionKey, host, crashAt })
    const child = spawn(process.execPath, [...shortLived, worker, given], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    return new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  }

  async function crash(kills: readonly string[], caps: { mostCost: number; mostCalls: number }) {
    const double = await startModelDouble('openai-compatible')
    try {
      double.answer = () => ({ text: 'A town.', afterMs: 5 })
      const { database, settings } = await open()
      const { id } = await prepare(database, double, caps)
      await database.close()
      for (const crashAt of kills) expect(await work(settings, double.host, crashAt)).toBe('SIGKILL')
      expect(await work(settings, double.host, '')).toBe(null)
      const after = await openDatabase({ ...settings, logger: silentLogger, clock: systemClock })
      const { rows } = await after.query<{ state: string; calls: number; cost: number }>(
        'select state, calls, cost from ai_runs where id = $1',
        [id],
      )
      const answers = await after.query('select 1 from ai_answers where answer is not null')
      await after.close()
      return { ...rows[0]!, answered: answers.rowCount, double }
    } finally {
      await double.close()
    }
  }

  const billed = ({ billed: { input, output } }: ModelDouble) =>
    prices.priceIn * input + prices.priceOut * output
  const points = [
    'ai-after-reserve:3',
    'ai-before-settle:5',
    'ai-after-settle:7',
    'ai-before-settle:9',
    'ai-after-reserve:11',
  ]

  it('ask again at most what was under way, and count it', async () => {
    const { state, calls, cost, answered, double } = await crash(points, { mostCost: 10, mostCalls: 1_000 })
    expect({ state, answered }).toEqual({ state: 'done', answered: rowCount })
    expect(double.received.length).toBeLessThanOrEqual(rowCount + points.length * parallel)
    // Each that went out was counted before; those that were counted and never went out count all the same.
    expect(calls).toBeGreaterThanOrEqual(double.received.length)
    expect(calls).toBeLessThanOrEqual(rowCount + points.length * parallel)
    expect(cost).toBeGreaterThanOrEqual(billed(double))
  })

  it('never go beyond a cap', async () => {
    const caps = { mostCost: 0.06, mostCalls: 50 }
    const { state, calls, cost, double } = await crash(points, caps)
    expect(state).toBe('stopped')
    expect(calls).toBeLessThanOrEqual(caps.mostCalls)
    expect(double.received.length).toBeLessThanOrEqual(caps.mostCalls)
    expect(cost).toBeLessThanOrEqual(caps.mostCost * 1e6)
    expect(billed(double)).toBeLessThanOrEqual(caps.mostCost * 1e6)
  })
})
