// A file that was refused, or waits, and that the source still has: whether it is read once more.
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { type FileServer, startFileServer } from '../../test/helpers/file-server.ts'
import { createTestSources } from '../../test/helpers/sources.ts'
import type { Import } from '../api/import.ts'
import type { CellFiller } from '../data/rows/fill-cells.ts'
import { stepsOf } from '../data/steps/test-steps.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { listNotices } from '../notices/inbox.ts'

const hour = 3_600_000

function table(rows: number): string {
  return `id,name\n${Array.from({ length: rows }, (_, n) => `p${n},Place ${n}\n`).join('')}`
}

describeOnServer('the same file as before', (open) => {
  let database: Database
  let clock: TestClock
  let files: FileServer
  let ws: string
  let at: Awaited<ReturnType<typeof createTestSources>>
  let filled: { id: string; name: string } | null
  let sourceId: string
  let datasetId: string

  const filler: CellFiller = {
    plan: async () => filled && { columns: [filled] },
    fill: async (_, rows) => rows.map(() => [{ value: 'A place', note: null }]),
  }

  beforeAll(async () => {
    clock = createTestClock('2026-03-02T10:00:00Z')
    database = (await open(clock)).database
    files = await startFileServer()
  })
  afterAll(() => files.close())
  beforeEach(async () => {
    ws = newId('ws')
    filled = null
    await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [ws])
    Object.assign(files, { content: table(20), versions: 'none' })
    at = await createTestSources(database, ws, { hosts: [files.host], filler })
    ;({ sourceId, datasetId } = await at.connect(`${files.url}/places.csv`, 'id'))
    await at.sources.update(ws, sourceId, { rhythm: { every: 'hour' } })
    return async () => {
      await database.query('update sources set next_at = null')
      at.close()
    }
  })

  /** As its rhythm does. */
  async function refresh(): Promise<Import> {
    clock.move(hour)
    const [found] = await at.look()
    return found!
  }
  async function told(): Promise<string[]> {
    const items = await listNotices(database, ws, { limit: 100, search: '', before: null })
    return items.map(({ kind }) => kind).filter((kind) => kind === 'refresh_stopped')
  }
  async function take(id: string): Promise<void> {
    await at.settled(id)
    await at.imports.load(ws, id, { keyColumn: 'id' })
    await at.settled(id)
    await at.imports.apply(ws, id)
  }

  it('is not read again while it would be refused again, unless somebody asks for it', async () => {
    files.content = `${table(20)}p1,Again\n`
    const refused = await refresh()
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'duplicate_keys' } })
    expect(await refresh()).toMatchObject({ state: 'discarded' })
    const asked = await at.refresh(sourceId)
    expect(asked).toMatchObject({ state: 'refused', problem: { code: 'duplicate_keys' } })
    expect(await at.imports.get(ws, refused.id)).toMatchObject({ state: 'discarded' })
    expect(await at.sources.get(ws, sourceId)).toMatchObject({ problem: { importId: asked.id } })
    expect(await told()).toHaveLength(1)
  })

  it('is read again once the steps have been changed', async () => {
    files.content = `${table(21)}p1,Again\n`
    expect(await refresh()).toMatchObject({ state: 'refused' })
    const conditions = [{ column: 'name', test: 'is_not', value: 'Again' }]
    await take((await at.imports.shaping.change(ws, datasetId, stepsOf({ kind: 'filter', conditions }))).id)
    expect(await refresh()).toMatchObject({ state: 'applied', changes: { added: 1, same: 20 } })
    expect(await at.sources.get(ws, sourceId)).toMatchObject({ state: 'active', problem: null })
  })

  it('is read again once the AI column in its way is gone, and told of once until then', async () => {
    filled = { id: 'aic_1', name: 'Name' }
    files.content = table(21)
    const refused = await refresh()
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'filled_column_taken' } })
    expect(await refresh()).toMatchObject({ state: 'refused' })
    expect(await at.imports.get(ws, refused.id)).toMatchObject({ state: 'discarded' })
    expect(await told()).toHaveLength(1)
    filled = null
    expect(await refresh()).toMatchObject({ state: 'applied' })
    expect(await at.sources.get(ws, sourceId)).toMatchObject({ state: 'active', problem: null })
  })

  it('is compared again once the rows have been replaced that it was held against', async () => {
    files.content = table(9)
    expect(await refresh()).toMatchObject({ state: 'loaded', reasons: [{ code: 'rows_lost' }] })
    expect(await refresh()).toMatchObject({ state: 'discarded' })
    const received = await at.imports.receive('x.csv', Readable.from([Buffer.from(table(10))]))
    await take((await at.imports.start(ws, received, datasetId)).id)
    expect(await refresh()).toMatchObject({ state: 'applied', changes: { removed: 1, same: 9 } })
    expect(await at.sources.get(ws, sourceId)).toMatchObject({ state: 'active', problem: null })
  })
})
