// What a refresh of each service costs, what it takes over, and what it tells. SOURCE_ROWS=10000 measures the same with
// more rows.
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import type { ServiceDouble } from '../../test/helpers/service-double.ts'
import { type Service, services } from '../../test/helpers/source-services.ts'
import { createTestSources } from '../../test/helpers/sources.ts'
import { findTraces } from '../../test/helpers/traces.ts'
import { getDataset } from '../data/datasets.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { createLogger } from '../logger.ts'
import { listNotices } from '../notices/inbox.ts'

const count = Number(process.env['SOURCE_ROWS'] ?? 250)
const slow = 60_000 + count * 60
let database: Database
withDatabase((opened) => {
  database = opened
})

let logged = ''
const logger = createLogger('debug', {
  write(line) {
    logged += line
  },
})

/** What of a secret must not be found anywhere: itself, and of a file with a key the middle of that. */
function needlesOf({ secrets }: Service): string[] {
  return Object.values(secrets).map((text) => {
    const key = text.startsWith('{') ? (JSON.parse(text) as { private_key: string }).private_key : text
    return key.length > 200 ? key.slice(100, 160) : key
  })
}

/** Says everything that it was asked with, as no server should. */
const echo =
  (status: number): ServiceDouble['fault'] =>
  ({ headers, url, body }) => {
    const said = [headers['authorization'], headers['x-key'], url.href, body].join(' ')
    return {
      status,
      // Soon, so that whoever is told to wait does not.
      headers: { 'retry-after': new Date(Date.now() + 20).toISOString() },
      body: { error: { type: said, message: said }, error_description: said, code: said, message: said },
    }
  }

describe.each(services)('rows from %s', (_name, start) => {
  let service: Service
  let ws: string
  let at: Awaited<ReturnType<typeof createTestSources>>
  beforeEach(async () => {
    service = await start(count)
    ws = newId('ws')
    await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [ws])
    const { hosts, addresses, wix } = service
    at = await createTestSources(database, ws, {
      hosts,
      addresses,
      logger,
      patienceMs: slow,
      ...(wix && { wix }),
    })
  })
  afterEach(async () => {
    at.close()
    await service.close()
  })
  const connect = () => {
    const { kind, config, secrets, key } = service
    return at.connect('', key, { kind, config, secrets })
  }

  it(
    'are read by as few requests as there are pages, and nothing is written where nothing changed',
    async () => {
      const { sourceId, datasetId } = await connect()
      const before = await getDataset(database, ws, datasetId)
      expect(before).toMatchObject({ rowCount: count, version: 1 })
      service.requests()
      expect(await at.refresh(sourceId)).toMatchObject({ state: 'discarded', problem: null })
      expect(service.requests()).toEqual(service.cost)
      expect(await getDataset(database, ws, datasetId)).toEqual(before)
    },
    slow,
  )

  it(
    'change as many as were changed',
    async () => {
      const { sourceId, datasetId } = await connect()
      await service.change('Changed')
      expect(await at.refresh(sourceId)).toMatchObject({
        state: 'applied',
        changes: { added: 0, changed: 3, removed: 0, same: count - 3 },
      })
      expect(await getDataset(database, ws, datasetId)).toMatchObject({ rowCount: count, version: 2 })
    },
    slow,
  )

  it(
    'are shown before anything is stored, and so is what keeps them from coming',
    async () => {
      const { kind, config, secrets } = service
      const found = await at.sources.test(ws, { kind, config, secrets })
      expect(found.rows).toHaveLength(10)
      expect(found.columns).toContain(service.key)
      await service.fail()
      const told = await at.sources.test(ws, { kind, config, secrets }).catch((error: unknown) => error)
      expect(told).toBeInstanceOf(AppError)
      expect((told as AppError).message).not.toContain('upload')
    },
    slow,
  )

  it(
    'that do not come change nothing and are told once; no secret is told anywhere',
    async () => {
      const { sourceId, datasetId } = await connect()
      await service.fail()
      const refused = await at.refresh(sourceId)
      expect(refused.state).toBe('refused')
      await at.refresh(sourceId)
      expect(await getDataset(database, ws, datasetId)).toMatchObject({ rowCount: count, version: 1 })
      const notices = await listNotices(database, ws, { limit: 10, search: '', before: null })
      expect(notices.filter(({ kind }) => kind === 'refresh_stopped')).toHaveLength(1)
      expect(await tracesIn(refused)).toEqual([])
    },
    slow,
  )

  it(
    'tell nothing of their secrets, however they fail and whatever they say',
    async () => {
      logged = ''
      const { sourceId, datasetId } = await connect()
      await service.change('Changed')
      const told: unknown[] = [await at.refresh(sourceId)]
      const { kind, config, secrets, double } = service
      for (const status of double ? [400, 401, 402, 403, 404, 422, 429, 500, 503] : []) {
        double!.fault = echo(status)
        const refused = await at.refresh(sourceId)
        expect(refused).toMatchObject({ state: 'refused' })
        told.push(refused)
      }
      await service.fail()
      told.push(await at.refresh(sourceId))
      told.push(await at.sources.test(ws, { kind, config, secrets }).catch((error: unknown) => error))
      expect(logged).toContain('import refused')
      expect(await tracesIn(told)).toEqual([])
      expect(await getDataset(database, ws, datasetId)).toMatchObject({ version: 2 })
    },
    slow,
  )

  async function tracesIn(answers: unknown): Promise<string[]> {
    const listed = [
      await at.sources.list(ws),
      await listNotices(database, ws, { limit: 100, search: '', before: null }),
      (await database.query('select * from imports where workspace_id = $1', [ws])).rows,
      (await database.query('select * from notices where workspace_id = $1', [ws])).rows,
    ]
    const where = new Map([
      ['answers', inspect(answers, { depth: 20, maxStringLength: null })],
      ['lists', JSON.stringify(listed)],
      ['log', logged],
    ])
    return needlesOf(service).flatMap((needle) => findTraces(needle, where))
  }
})
