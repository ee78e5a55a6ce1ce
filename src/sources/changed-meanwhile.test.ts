// Refreshes of a dataset that somebody changes while its file is read.
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { type FileServer, startFileServer } from '../../test/helpers/file-server.ts'
import { createTestSources } from '../../test/helpers/sources.ts'
import { datasetVersion } from '../data/datasets.ts'
import type { CellFiller } from '../data/rows/fill-cells.ts'
import { readRows } from '../data/rows/rows.ts'
import { stepsOf } from '../data/steps/test-steps.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'

function table(rows: number, change: (n: number) => string = (n) => `Place ${n}`): string {
  return `id,name\n${Array.from({ length: rows }, (_, n) => `p${n},${change(n)}\n`).join('')}`
}

describeOnServer('refreshes of a dataset that is changed while they are read', (open) => {
  let database: Database
  let files: FileServer
  let ws: string
  let at: Awaited<ReturnType<typeof createTestSources>>

  beforeAll(async () => {
    database = (await open(createTestClock('2026-03-02T10:00:00Z'))).database
    files = await startFileServer()
  })
  afterAll(() => files.close())
  beforeEach(async () => {
    ws = newId('ws')
    meanwhile = null
    await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [ws])
    files.content = table(20)
    at = await createTestSources(database, ws, { hosts: [files.host], filler })
    return () => at.close()
  })

  /** Done once, while a refresh is in this state. */
  let meanwhile: { state: 'analysing' | 'loading'; act: () => Promise<unknown> } | null = null
  const filler: CellFiller = {
    plan: async () => ({ columns: [{ id: 'aic_1', name: 'Said' }] }),
    fill: async (_, rows) => {
      const { rows: going } = await database.query(
        'select 1 from imports where workspace_id = $1 and is_refresh and state = $2',
        [ws, meanwhile?.state],
      )
      if (meanwhile && going.length > 0) {
        const { act } = meanwhile
        meanwhile = null
        await act()
      }
      return rows.map(({ rowKey }) => [{ value: `About ${rowKey}`, note: null }])
    },
  }

  /** Ready to be applied. */
  async function load(id: string): Promise<string> {
    await at.settled(id)
    await at.imports.load(ws, id, { keyColumn: 'id' })
    await at.settled(id)
    return id
  }
  async function valuesOf(datasetId: string): Promise<(string | undefined)[]> {
    const { rowSetId } = (await datasetVersion(database, datasetId))!
    const rows = await readRows(database, rowSetId, { afterLine: 0, limit: 3 })
    return rows.map(({ cells }) => cells['name'])
  }

  it.each(['analysing', 'loading'] as const)('go through its new steps (%s)', async (state) => {
    const { sourceId, datasetId } = await at.connect(`${files.url}/places.csv`, 'id')
    const steps = stepsOf({ kind: 'replace', columns: ['name'], find: 'Place', replacement: 'Town' })
    const shaped = await load((await at.imports.shaping.change(ws, datasetId, steps)).id)
    files.content = table(21)
    meanwhile = { state, act: () => at.imports.apply(ws, shaped) }
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'applied', changes: { added: 1, same: 20 } })
    expect(await valuesOf(datasetId)).toEqual(['Town 0', 'Town 1', 'Town 2'])
  })

  it('are compared with its rows of now, and not with those of before', async () => {
    const { sourceId, datasetId } = await at.connect(`${files.url}/places.csv`, 'id')
    files.content = table(20, (n) => `Town ${n}`)
    await at.refresh(sourceId)
    const content = Readable.from([Buffer.from(table(20, () => 'Mine'))])
    const received = await at.imports.receive('x.csv', content)
    const uploaded = await load((await at.imports.start(ws, received, datasetId)).id)
    // The rows of before, in other bytes.
    files.content = files.content.replaceAll('\n', '\r\n')
    meanwhile = { state: 'loading', act: () => at.imports.apply(ws, uploaded) }
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'applied', changes: { changed: 20 } })
    expect(await valuesOf(datasetId)).toEqual(['Town 0', 'Town 1', 'Town 2'])
  })
})
