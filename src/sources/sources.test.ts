// Sources from their first import through refreshes that go well and refreshes that must change nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { type FileServer, startFileServer } from '../../test/helpers/file-server.ts'
import { createTestSources } from '../../test/helpers/sources.ts'
import { getDataset } from '../data/datasets.ts'
import { tidyImports } from '../data/imports/tidy-imports.ts'
import type { CellFiller } from '../data/rows/fill-cells.ts'
import { stepsOf } from '../data/steps/test-steps.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { listNotices } from '../notices/inbox.ts'
import { startDue } from './start.ts'

const minute = 60_000

function table(rows: number, change: (n: number) => string = (n) => `Place ${n}`): string {
  return `id,name\n${Array.from({ length: rows }, (_, n) => `p${n},${change(n)}\n`).join('')}`
}

describeOnServer('sources', (open) => {
  let database: Database
  let clock: TestClock
  let files: FileServer
  let ws: string
  let at: Awaited<ReturnType<typeof createTestSources>>

  beforeAll(async () => {
    clock = createTestClock('2026-03-02T10:00:00Z')
    database = (await open(clock)).database
    files = await startFileServer()
  })
  afterAll(() => files.close())
  beforeEach(async () => {
    ws = newId('ws')
    await database.query(`insert into workspaces (id, name) values ($1, 'Acme')`, [ws])
    Object.assign(files, {
      content: table(20),
      trouble: null,
      versions: 'etag',
      requests: [],
      type: 'text/csv',
      login: null,
    })
    at = await createTestSources(database, ws, { hosts: [files.host] })
    return () => at.close()
  })

  const url = () => `${files.url}/places.csv`
  const dataset = (id: string) => getDataset(database, ws, id)
  async function notices() {
    const items = await listNotices(database, ws, { limit: 100, search: '', before: null })
    return items.map(({ kind, message, path }) => ({ kind, message, path }))
  }
  const stopped = async () => (await notices()).filter(({ kind }) => kind === 'refresh_stopped')

  it('become datasets, and a refresh without change is one request and no version', async () => {
    const { sourceId, datasetId } = await at.connect(url(), 'id')
    expect(await dataset(datasetId)).toMatchObject({ name: 'places', version: 1, rowCount: 20 })
    files.requests = []
    clock.move(minute)
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'discarded', trigger: 'person' })
    expect(files.requests.map(({ status }) => status)).toEqual([304])
    expect(await dataset(datasetId)).toMatchObject({ version: 1 })
    expect(await at.sources.get(ws, sourceId)).toMatchObject({
      state: 'active',
      importId: null,
      checkedAt: clock.now().toISOString(),
    })
    expect(await notices()).toEqual([])
  })

  it('have lost no column when one is gone that no file has brought', async () => {
    let isThere = true
    const filler: CellFiller = {
      plan: async () => (isThere ? { columns: [{ id: 'aic_1', name: 'Said' }] } : null),
      fill: async (_, rows) => rows.map(({ rowKey }) => [{ value: `About ${rowKey}`, note: null }]),
    }
    const filled = await createTestSources(database, ws, { hosts: [files.host], filler })
    const { sourceId, datasetId } = await filled.connect(url(), 'id')
    files.content = table(21)
    expect(await filled.refresh(sourceId)).toMatchObject({ state: 'applied' })
    expect((await dataset(datasetId)).columns.map(({ name }) => name)).toContain('Said')
    isThere = false
    files.content = table(22)
    expect(await filled.refresh(sourceId)).toMatchObject({ state: 'applied', reasons: [] })
    expect((await dataset(datasetId)).columns.map(({ name }) => name)).toEqual(['id', 'name'])
    expect(await stopped()).toEqual([])
    filled.close()
  })

  it('take over what changed, and say how much', async () => {
    const { sourceId, datasetId } = await at.connect(url(), 'id')
    files.content = table(21, (n) => (n < 3 ? `New ${n}` : `Place ${n}`))
    expect(await at.refresh(sourceId)).toMatchObject({
      state: 'applied',
      changes: { added: 1, changed: 3, removed: 0, same: 17 },
    })
    expect(await dataset(datasetId)).toMatchObject({ version: 2, rowCount: 21 })
    const items = await listNotices(database, ws, { limit: 10, search: '', before: null })
    expect(items.map(({ text, path }) => ({ text, path }))).toEqual([
      { text: 'places was refreshed from its source: rows 1 new, 3 changed.', path: `/data/${datasetId}` },
    ])
    const [refresh] = await at.sources.refreshes(ws, sourceId, { limit: 1, before: null })
    expect(refresh).toMatchObject({ outcome: 'applied', trigger: 'person', changes: { added: 1 } })
  })

  it('find the same bytes without a version, and the same rows in other bytes', async () => {
    files.versions = 'none'
    const { sourceId, datasetId } = await at.connect(url(), 'id')
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'discarded', changes: null })
    files.content = files.content.replaceAll('\n', '\r\n')
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'discarded', changes: { same: 20 } })
    expect(await dataset(datasetId)).toMatchObject({ version: 1 })
    const outcomes = await at.sources.refreshes(ws, sourceId, { limit: 10, before: null })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'applied'])
  })

  describe('change nothing and tell once', () => {
    it.each([
      ['the server fails', { trouble: 500 }, 'source_trouble', 'refused'],
      ['the file is gone', { trouble: 404 }, 'file_gone', 'refused'],
      ['it breaks off', { trouble: 'cut' }, 'source_unreachable', 'refused'],
      ['there is a page to sign in', { trouble: 'login' }, 'login_page', 'refused'],
      ['there is nothing', { content: '' }, 'empty_file', 'refused'],
      ['keys come twice', { content: `${table(20)}p1,Again\n` }, 'duplicate_keys', 'refused'],
      ['a column is gone', { content: 'id\np0\np1\n' }, 'column_lost', 'loaded'],
      ['the key is gone', { content: table(20).replace('id', 'code') }, 'key_gone', 'analysed'],
      ['all keys are others', { content: table(20).replaceAll('p', 'q') }, 'key_changed', 'loaded'],
      ['under half of the rows are there', { content: table(9) }, 'rows_lost', 'loaded'],
    ] as const)('when %s', async (_, spoilt, code, state) => {
      const { sourceId, datasetId } = await at.connect(url(), 'id')
      const before = await dataset(datasetId)
      Object.assign(files, spoilt)
      const found = await at.refresh(sourceId)
      expect(found.state).toBe(state)
      const reason = found.problem ?? found.reasons[0]
      expect(reason?.code).toBe(code)
      expect(await dataset(datasetId)).toEqual(before)
      expect(await at.sources.get(ws, sourceId)).toMatchObject({ state: 'failing', problem: { code } })
      // Again and again: told once.
      await at.refresh(sourceId)
      expect(await stopped()).toHaveLength(1)
      expect((await stopped())[0]?.message).toContain('Nothing was changed.')

      Object.assign(files, { trouble: null, content: table(20) })
      await at.refresh(sourceId)
      expect(await at.sources.get(ws, sourceId)).toMatchObject({ state: 'active', problem: null })
      expect((await notices())[0]?.kind).toBe('source_recovered')
    })
  })

  it('are taken over by hand all the same, with the differences in view', async () => {
    const { sourceId, datasetId } = await at.connect(url(), 'id')
    files.content = table(9)
    const held = await at.refresh(sourceId)
    expect(held.changes).toEqual({ added: 0, changed: 0, removed: 11, same: 9 })
    expect((await stopped())[0]?.path).toBe(`/data/imports/${held.id}`)
    // The very same file is not read again while it waits.
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'discarded' })
    expect((await at.imports.get(ws, held.id)).state).toBe('loaded')
    await at.imports.apply(ws, held.id)
    expect(await dataset(datasetId)).toMatchObject({ rowCount: 9, version: 2 })
    expect(await at.sources.get(ws, sourceId)).toMatchObject({ state: 'active', problem: null })
    files.requests = []
    await at.refresh(sourceId)
    expect(files.requests.map(({ status }) => status)).toEqual([304])
  })

  it('are read again after a file was uploaded in their place', async () => {
    const { sourceId, datasetId } = await at.connect(url(), 'id')
    await database.query('update sources set version = version where id = $1', [sourceId])
    const { Readable } = await import('node:stream')
    const received = await at.imports.receive('x.csv', Readable.from([Buffer.from(table(20, () => 'Mine'))]))
    const { id } = await at.imports.start(ws, received, datasetId)
    await at.settled(id)
    await at.imports.load(ws, id, { keyColumn: 'id' })
    await at.settled(id)
    await at.imports.apply(ws, id)
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'applied', changes: { changed: 20 } })
  })

  it('are read again, the same file too, when data that their steps join has other rows', async () => {
    const { sourceId, datasetId } = await at.connect(url(), 'id')
    const { Readable } = await import('node:stream')
    async function finish(id: string): Promise<string> {
      await at.settled(id)
      await at.imports.load(ws, id, { keyColumn: 'id' })
      await at.settled(id)
      return (await at.imports.apply(ws, id)).id
    }
    async function upload(content: string, into: string | null): Promise<string> {
      const received = await at.imports.receive('other.csv', Readable.from([Buffer.from(content)]))
      return finish((await at.imports.start(ws, received, into)).id)
    }
    const other = await upload('id,town\np1,Split\n', null)
    const steps = stepsOf({ kind: 'join', datasetId: other, on: ['id'], columns: [{ column: 'town' }] })
    await finish((await at.imports.shaping.change(ws, datasetId, steps)).id)
    await at.refresh(sourceId)
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'discarded' })
    await upload('id,town\np1,Zadar\n', other)
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'applied', changes: { changed: 1, same: 19 } })
  })

  it('are read by their rhythm, once, however many workers look', async () => {
    const rhythm = { every: 'hour' } as const
    const { sourceId } = await at.connect(url(), 'id', { rhythm })
    await at.sources.update(ws, sourceId, { rhythm })
    expect(await at.look()).toEqual([])
    clock.move(61 * minute)
    files.requests = []
    const started = await Promise.all(
      Array.from({ length: 4 }, () => startDue({ database, imports: at.imports }, sourceId)),
    )
    const begun = started.filter((id) => id !== null)
    expect(begun).toHaveLength(1)
    expect(await at.settled(begun[0]!)).toMatchObject({ trigger: 'rhythm' })
    expect(files.requests).toHaveLength(1)
    expect(await at.look()).toEqual([])
    expect((await at.sources.get(ws, sourceId)).nextAt).toBe(
      new Date(clock.now().getTime() + 60 * minute).toISOString(),
    )
    await at.sources.update(ws, sourceId, { isPaused: true })
    clock.move(120 * minute)
    expect(await at.look()).toEqual([])
  })

  it('are read at most once a minute for their webhook, and once more for what came meanwhile', async () => {
    const { sourceId } = await at.connect(url(), 'id')
    const { secret } = await at.sources.newHook(ws, sourceId)
    for (let n = 0; n < 5; n++) await at.sources.call(sourceId, secret)
    expect(await at.look()).toHaveLength(1)
    for (let n = 0; n < 5; n++) await at.sources.call(sourceId, secret)
    clock.move(59_000)
    expect(await at.look()).toHaveLength(0)
    clock.move(1_000)
    expect(await at.look()).toMatchObject([{ trigger: 'webhook' }])
    clock.move(10 * minute)
    expect(await at.look()).toHaveLength(0)
  })

  it('answer a wrong secret as they answer where there is no source', async () => {
    const { sourceId } = await at.connect(url(), 'id')
    const refusal = (id: string, secret: string) =>
      at.sources.call(id, secret).then(
        () => null,
        ({ code, message }: { code: string; message: string }) => ({ code, message }),
      )
    const withoutHook = await refusal(sourceId, 'shk_x')
    const { secret } = await at.sources.newHook(ws, sourceId)
    expect(withoutHook).toMatchObject({ code: 'not_signed_in' })
    expect(await refusal(sourceId, 'shk_x')).toEqual(withoutHook)
    expect(await refusal('src_none', secret)).toEqual(withoutHook)
    expect(await refusal(sourceId, secret)).toBeNull()
    await at.sources.removeHook(ws, sourceId)
    expect(await refusal(sourceId, secret)).toEqual(withoutHook)
  })

  it('keep a login, show only that there is one, and forget it where they lead elsewhere', async () => {
    files.login = { user: 'olga', password: 'very-secret-pw' }
    const config = { url: `${url()}?token=very-secret-token`, userName: 'olga' }
    const secrets = { password: 'very-secret-pw' }
    const { sourceId } = await at.connect(url(), 'id', { config, secrets })
    const source = await at.sources.get(ws, sourceId)
    expect(source.secrets.sort()).toEqual(['password', 'query'])
    expect(source.config).toMatchObject({ url: url() })
    const stored = await database.query('select s::text as text from sources s where id = $1', [sourceId])
    expect(JSON.stringify([source, stored.rows])).not.toContain('very-secret')

    const same = await at.sources.update(ws, sourceId, {
      config: { ...source.config, url: `${url()}?page=2` },
    })
    expect(same.secrets.sort()).toEqual(['password', 'query'])
    const other = await at.sources.update(ws, sourceId, {
      config: { ...source.config, url: 'https://evil.example/f' },
    })
    expect(other.secrets).toEqual([])
  })

  it('are tried before anything is stored', async () => {
    const tried = await at.sources.test(ws, { kind: 'link', config: { url: url() }, secrets: {} })
    expect(tried).toMatchObject({ fileName: 'places.csv', format: 'CSV file', columns: ['id', 'name'] })
    expect(tried.rows).toHaveLength(10)
    files.trouble = 'login'
    await expect(at.sources.test(ws, { kind: 'link', config: { url: url() }, secrets: {} })).rejects.toThrow(
      'a page to sign in',
    )
    expect(await at.sources.list(ws)).toEqual([])
  })

  it('go with their first import where that is discarded, and stay with any later one', async () => {
    const place = { kind: 'link', config: { url: url() }, secrets: {}, rhythm: null, timeZone: 'UTC' }
    const { source, import: first } = await at.sources.create(ws, place)
    await at.settled(first.id)
    await at.imports.discard(ws, first.id)
    await expect(at.sources.get(ws, source.id)).rejects.toMatchObject({ code: 'not_found' })
    const { sourceId } = await at.connect(url(), 'id')
    files.content = table(9)
    const held = await at.refresh(sourceId)
    expect(held.reasons.map(({ code }) => code)).toEqual(['rows_lost'])
    await at.imports.discard(ws, held.id)
    expect(await at.sources.get(ws, sourceId)).toMatchObject({ id: sourceId })
  })

  it('forget what came of them long ago, but not how they are read', async () => {
    files.versions = 'none'
    const { sourceId } = await at.connect(url(), 'id')
    for (let n = 0; n < 4; n++) await at.refresh(sourceId)
    const kept = async () =>
      (await at.sources.refreshes(ws, sourceId, { limit: 10, before: null })).map(({ outcome }) => outcome)
    const tidy = (newest: number, before: Date) => tidyImports(database, { newest, before }, 1)
    const soon = new Date(clock.now().getTime() + 1)
    while (await tidy(0, new Date(clock.now().getTime() - 1)));
    expect(await kept()).toHaveLength(5)
    while (await tidy(2, soon));
    expect(await kept()).toEqual(['unchanged', 'unchanged', 'applied'])
    while (await tidy(0, soon));
    expect(await kept()).toEqual(['applied'])
    files.content = table(21)
    expect(await at.refresh(sourceId)).toMatchObject({ state: 'applied', changes: { added: 1, same: 20 } })
  })

  it('leave their dataset behind when they are removed', async () => {
    const { sourceId, datasetId } = await at.connect(url(), 'id')
    await expect(
      at.sources.create(ws, {
        kind: 'link',
        config: { url: url() },
        secrets: {},
        datasetId,
        rhythm: null,
        timeZone: 'UTC',
      }),
    ).rejects.toThrow('has a source already')
    await at.sources.remove(ws, sourceId)
    expect(await dataset(datasetId)).toMatchObject({ rowCount: 20 })
    expect(await at.sources.list(ws)).toEqual([])
  })
})
