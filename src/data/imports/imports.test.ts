import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../../../test/helpers/database.ts'
import { insertConnection, insertTemplate } from '../../../test/helpers/project-parts.ts'
import type { Import } from '../../api/import.ts'
import type { Database } from '../../db/types.ts'
import { AppError } from '../../errors.ts'
import { createJobs } from '../../jobs/jobs.ts'
import { silentLogger } from '../../logger.ts'
import { listNotices } from '../../notices/inbox.ts'
import { projectsOfDataset } from '../../projects/project-store.ts'
import { getDataset, listDatasets, removeDataset, renameDataset } from '../datasets.ts'
import { clearRowSet, findClearableRowSets } from '../rows/clear-row-set.ts'
import { insertRows } from '../rows/row-set.ts'
import { readRow, readRows, readRowsByKeys, readSetAside, searchRows } from '../rows/rows.ts'
import { createImports, type Imports } from './imports.ts'
import { createPromptJobs, noComputing } from './test-imports.ts'

const ws = 'wsp_1'
const cities = 'code,name,country\nA1,Canillo,Andorra\nA2,Encamp,Andorra\nA3,"Saint-Étienne, Loire",France\n'

function lastingFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-imports-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describeEachDatabase('imports', (open) => {
  const dataDir = lastingFolder()
  let database: Database
  let imports: Imports

  beforeAll(async () => {
    database = (await open()).database
    await database.query(`insert into workspaces (id, name) values ($1, 'One'), ('wsp_2', 'Two')`, [ws])
    imports = createImports({
      database,
      jobs: createPromptJobs(),
      dataDir,
      logger: silentLogger,
      computing: noComputing,
      maxUploadBytes: 5_000_000,
    })
  })

  async function until(id: string, states: Import['state'][]): Promise<Import> {
    const deadline = Date.now() + 20_000
    for (;;) {
      const found = await imports.get(ws, id)
      if (states.includes(found.state)) return found
      if (Date.now() > deadline) throw new Error(`still ${found.state}: ${found.problem?.message}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async function upload(content: string | Buffer, datasetId: string | null = null, fileName = 'cities.csv') {
    const received = await imports.receive(fileName, Readable.from([Buffer.from(content)]))
    const started = await imports.start(ws, received, datasetId)
    return until(started.id, ['analysed', 'refused', 'failed'])
  }

  async function load(id: string, keyColumn: string, name?: string) {
    await imports.load(ws, id, { keyColumn, name })
    return until(id, ['loaded', 'refused', 'failed'])
  }

  async function importAll(content: string, keyColumn = 'code', datasetId: string | null = null) {
    const { id } = await upload(content, datasetId)
    const loaded = await load(id, keyColumn)
    expect(loaded.problem).toBeNull()
    return { id, loaded, dataset: await imports.apply(ws, id) }
  }

  async function failure(work: Promise<unknown>): Promise<AppError> {
    const error = await work.then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    )
    if (error instanceof AppError) return error
    throw error
  }

  it('makes a dataset of a file: columns, suggested key, rows in the order of the file', async () => {
    const analysed = await upload(cities, null, '..\\..\\evil/../cities.csv')
    expect(analysed).toMatchObject({
      state: 'analysed',
      fileName: 'cities.csv',
      rowCount: 3,
      suggestedKey: 'code',
    })
    expect(analysed.columns.map((column) => column.name)).toEqual(['code', 'name', 'country'])
    expect(analysed.preview[2]).toMatchObject({ name: 'Saint-Étienne, Loire' })
    expect(analysed.decisions.map((decision) => decision.name)).toEqual(['encoding', 'delimiter', 'header'])
    const loaded = await load(analysed.id, 'code', 'My cities')
    expect(loaded).toMatchObject({ state: 'loaded', rowCount: 3, changes: null, keyColumn: 'code' })
    const dataset = await imports.apply(ws, analysed.id)
    expect(dataset).toMatchObject({ name: 'My cities', version: 1, rowCount: 3, keyColumn: 'code' })
    const rows = await readRows(database, dataset.rowSetId, { afterLine: 0, limit: 2 })
    expect(rows.map((row) => [row.line, row.rowKey])).toEqual([
      [2, 'A1'],
      [3, 'A2'],
    ])
    const rest = await readRows(database, dataset.rowSetId, { afterLine: 3, limit: 2 })
    expect(rest.map((row) => row.cells['name'])).toEqual(['Saint-Étienne, Loire'])
    expect((await readRow(database, dataset.rowSetId, 'A3'))?.cells['country']).toBe('France')
    expect(await readRow(database, dataset.rowSetId, 'A9')).toBeNull()
    expect(await readRowsByKeys(database, dataset.rowSetId, ['A1', 'A3', 'nothing'])).toHaveLength(2)
  })

  it('keeps the upload private under the id of the import, and only until the next one is applied', async () => {
    const { id } = await upload(cities)
    const path = join(dataDir, 'uploads', id)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'uploads')).mode & 0o777).toBe(0o700)
    await load(id, 'code')
    const dataset = await imports.apply(ws, id)
    expect(readdirSync(join(dataDir, 'uploads'))).toContain(id)
    const next = await importAll(cities, 'code', dataset.id)
    expect(readdirSync(join(dataDir, 'uploads'))).not.toContain(id)
    expect(readdirSync(join(dataDir, 'uploads'))).toContain(next.id)
  })

  it('applies once, however often it is asked', async () => {
    const { id } = await upload(cities)
    await load(id, 'code')
    const both = await Promise.all([imports.apply(ws, id), imports.apply(ws, id)])
    expect(both[0].id).toBe(both[1].id)
    const { rows } = await database.query('select 1 from datasets where row_set_id = $1', [both[0].rowSetId])
    expect(rows).toHaveLength(1)
  })

  it('refuses duplicate keys with their lines, and can be loaded with another key', async () => {
    const { id } = await upload('code,name\nA,one\nB,two\nA,three\nC,four\n A ,five\nB,six\n')
    const refused = await load(id, 'code')
    expect(refused.state).toBe('refused')
    expect(refused.problem).toMatchObject({ code: 'duplicate_keys', lines: [2, 3, 4, 6, 7] })
    expect(refused.problem?.message).toContain('"A" (lines 2, 4, 6)')
    expect((await load(id, 'name')).state).toBe('loaded')
    const [told] = await listNotices(database, ws, { limit: 1, before: null })
    expect(told).toMatchObject({ kind: 'import_refused', path: `/data/imports/${id}` })
    expect(told?.text).toBe('cities.csv could not be imported.')
    expect(told?.message).toBe(refused.problem?.message)
  })

  it('finds duplicate keys that are far apart among many rows', async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => `K${i},x`)
    lines[11_999] = 'K0,again'
    lines[5_000] = 'K4999,again'
    const { id } = await upload(`code,name\n${lines.join('\n')}\n`)
    const refused = await load(id, 'code')
    expect(refused.problem).toMatchObject({ code: 'duplicate_keys', lines: [2, 5001, 5002, 12_001] })
  })

  it('refuses empty keys and keys that are too long, with their lines', async () => {
    const { id } = await upload(`code,name\nA,one\n,two\n  ,three\n${'x'.repeat(600)},four\n`)
    expect((await load(id, 'code')).problem).toMatchObject({ code: 'empty_keys', lines: [3, 4] })
    const long = await upload(`code,name\nA,one\n${'x'.repeat(600)},four\n`)
    expect((await load(long.id, 'code')).problem).toMatchObject({ code: 'long_keys', lines: [3] })
  })

  it('keeps rows that were set aside, with line and reason, before and after loading', async () => {
    const { id } = await upload('code,name\nA,one\nB,two,extra\nC,th\u0000ree\nD\n')
    const before = await imports.setAside(ws, id, { afterLine: 0, limit: 10 })
    expect(before.map((row) => row.line)).toEqual([3, 4])
    const loaded = await load(id, 'code')
    expect(loaded).toMatchObject({ state: 'loaded', rowCount: 2, setAsideCount: 2 })
    const dataset = await imports.apply(ws, id)
    const after = await readSetAside(database, dataset.rowSetId, { afterLine: 0, limit: 1 })
    expect(after).toEqual([
      { line: 3, reason: expect.stringContaining('3 cells'), cells: ['B', 'two', 'extra'] },
    ])
  })

  it('says what an import would change before anything is replaced, and then replaces it as a whole', async () => {
    const { dataset } = await importAll(cities)
    const analysed = await upload('name,code,mayor\nCanillo,A1,\nEncamp,A2,Ann\nOrdino,A4,\n', dataset.id)
    expect(analysed.suggestedKey).toBe('code')
    expect(analysed.notes.join()).toContain('Columns that the dataset has and this file does not: country')
    expect(analysed.notes.join()).toContain('New columns: mayor')
    const loaded = await load(analysed.id, 'code')
    expect(loaded.changes).toEqual({ added: 1, changed: 2, removed: 1, same: 0 })
    expect(await getDataset(database, ws, dataset.id)).toMatchObject({ version: 1, rowCount: 3 })
    const all = await imports.changes(ws, analysed.id, { change: null, afterKey: '', limit: 10 })
    expect(all.items.map((item) => [item.rowKey, item.change])).toEqual([
      ['A1', 'changed'],
      ['A2', 'changed'],
      ['A3', 'removed'],
      ['A4', 'added'],
    ])
    expect(all.items[1]?.before).toEqual({ code: 'A2', name: 'Encamp', country: 'Andorra' })
    expect(all.items[1]?.after).toEqual({ code: 'A2', name: 'Encamp', mayor: 'Ann' })
    const next = await imports.changes(ws, analysed.id, { change: 'changed', afterKey: 'A1', limit: 10 })
    expect(next).toMatchObject({ total: 2, items: [{ rowKey: 'A2' }] })
    const applied = await imports.apply(ws, analysed.id)
    expect(applied).toMatchObject({ id: dataset.id, name: dataset.name, version: 2, rowCount: 3 })
    expect(await readRow(database, applied.rowSetId, 'A3')).toBeNull()
  })

  it('takes rows for the same when only the order of rows and columns is another', async () => {
    const { dataset } = await importAll(cities)
    const { loaded } = await importAll(
      'country,name,code\nFrance,"Saint-Étienne, Loire",A3\nAndorra,Canillo,A1\nAndorra,Encamp,A2\n',
      'code',
      dataset.id,
    )
    expect(loaded.changes).toEqual({ added: 0, changed: 0, removed: 0, same: 3 })
  })

  it('counts every difference exactly, however the keys of two large files interleave', async () => {
    const file = (keys: number[], text: (key: number) => string) =>
      `code,name\n${keys.map((key) => `K${key},${text(key)}\n`).join('')}`
    const all = Array.from({ length: 9_000 }, (_, i) => i)
    const { dataset } = await importAll(file(all, () => 'x'))
    // Without every third and without a long stretch, with others in between and a long stretch behind.
    const kept = all.filter((key) => key % 3 !== 0 && !(key > 3000 && key < 6500))
    const added = Array.from({ length: 6_000 }, (_, i) => 100_000 + i)
    const next = file([...added, ...kept.toReversed()], (key) => (key % 5 === 0 ? 'y' : 'x'))
    const { loaded } = await importAll(next, 'code', dataset.id)
    const changed = kept.filter((key) => key % 5 === 0).length
    expect(loaded.changes).toEqual({
      added: added.length,
      changed,
      removed: all.length - kept.length,
      same: kept.length - changed,
    })
  })

  it('does not let the key of a dataset change', async () => {
    const { dataset } = await importAll(cities)
    const { id } = await upload(cities, dataset.id)
    expect((await failure(imports.load(ws, id, { keyColumn: 'name' }))).code).toBe('bad_request')
    const without = await upload('name,country\nCanillo,Andorra\n', dataset.id)
    expect(without.suggestedKey).toBeNull()
    expect(without.notes.join()).toContain('key column "code" is not in this file')
  })

  it('does not replace rows that somebody else has replaced meanwhile', async () => {
    const { dataset } = await importAll(cities)
    const first = await upload(cities, dataset.id)
    const second = await upload('code,name,country\nB1,Ordino,Andorra\n', dataset.id)
    await load(first.id, 'code')
    await load(second.id, 'code')
    await imports.apply(ws, second.id)
    const error = await failure(imports.apply(ws, first.id))
    expect(error.code).toBe('stale')
    expect(await getDataset(database, ws, dataset.id)).toMatchObject({ version: 2, rowCount: 1 })
    expect((await load(first.id, 'code')).changes).toMatchObject({ added: 3, removed: 1 })
    expect(await imports.apply(ws, first.id)).toMatchObject({ version: 3, rowCount: 3 })
  })

  it('keeps the rows that an import compares with for as long as it lives, though the dataset has moved on', async () => {
    const { dataset } = await importAll(cities)
    const waiting = await upload(cities.replace('Encamp', 'Ordino'), dataset.id)
    await load(waiting.id, 'code')
    await importAll(cities.replace('Canillo', 'Escaldes'), 'code', dataset.id)
    expect(await findClearableRowSets(database, -1)).not.toContain(dataset.rowSetId)
    await clearRowSet(database, dataset.rowSetId)
    const { items } = await imports.changes(ws, waiting.id, { change: null, afterKey: '', limit: 10 })
    expect(items[0]).toMatchObject({ rowKey: 'A2', before: { name: 'Encamp' }, after: { name: 'Ordino' } })
    await imports.discard(ws, waiting.id)
    expect(await findClearableRowSets(database, -1)).toContain(dataset.rowSetId)
  })

  it('writes a table anew that has come to consist of too many pieces', async () => {
    const table = (changed: (row: number) => boolean) =>
      `code,name\n${Array.from({ length: 2_400 }, (_, row) => `K${row},${changed(row) ? 'new' : 'old'}\n`).join('')}`
    const { dataset } = await importAll(table(() => false))
    const worn = await importAll(
      table((row) => row % 2 === 0),
      'code',
      dataset.id,
    )
    const anew = await importAll(
      table((row) => row === 5),
      'code',
      dataset.id,
    )
    expect(anew.loaded.changes).toEqual({ added: 0, changed: 1_201, removed: 0, same: 1_199 })
    const pools = await database.query<{ id: string; pool_id: string }>(
      'select id, pool_id from row_sets where id = any($1::text[])',
      [[worn.dataset.rowSetId, anew.dataset.rowSetId]],
    )
    const poolOf = new Map(pools.rows.map((row) => [row.id, row.pool_id]))
    expect(poolOf.get(worn.dataset.rowSetId)).toBe(dataset.rowSetId)
    expect(poolOf.get(anew.dataset.rowSetId)).toBe(anew.dataset.rowSetId)
  })

  it('refuses what is not a table, and reads it after all when the settings are changed', async () => {
    const pdf = await upload(Buffer.from('%PDF-1.7 something'))
    expect(pdf).toMatchObject({ state: 'refused', problem: { code: 'wrong_kind' } })
    expect((await failure(imports.load(ws, pdf.id, { keyColumn: 'a' }))).code).toBe('conflict')
    const mixed = await upload(Buffer.concat([Buffer.from('code,name\nA,José\nB,'), Buffer.from([0xe9, 10])]))
    expect(mixed).toMatchObject({ state: 'refused', problem: { code: 'invalid_bytes', lines: [3] } })
    await imports.update(ws, mixed.id, { replaceInvalidBytes: true })
    const again = await until(mixed.id, ['analysed', 'refused'])
    expect(again).toMatchObject({ state: 'analysed', problem: null, rowCount: 2 })
    expect(again.preview[1]).toEqual({ code: 'B', name: '\ufffd' })
  })

  it('reads the file anew when delimiter or header are decided otherwise', async () => {
    const { id } = await upload('a:b,c\n1:2,3\n')
    await imports.update(ws, id, { delimiter: ':', hasHeader: false })
    const again = await until(id, ['analysed'])
    expect(again.columns.map((column) => column.name)).toEqual(['Column 1', 'Column 2'])
    expect(again.preview[1]).toEqual({ 'Column 1': '1', 'Column 2': '2,3' })
  })

  it('loads a file with a header only as a dataset without rows', async () => {
    const { dataset } = await importAll('code,name\n')
    expect(dataset.rowCount).toBe(0)
  })

  it('keeps columns called like parts of every object apart from those parts', async () => {
    const { dataset } = await importAll('code,constructor,__proto__\nA,c,p\n')
    const row = await readRow(database, dataset.rowSetId, 'A')
    expect(row?.cells['constructor']).toBe('c')
    expect(row?.cells['proto']).toBe('p')
    expect(row?.cells['toString']).toBeUndefined()
  })

  it('refuses a file above the limit and leaves nothing behind', async () => {
    const before = readdirSync(join(dataDir, 'uploads')).length
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1_000_000, 'x')
      })(),
    )
    expect((await failure(imports.receive('big.csv', endless))).code).toBe('too_large')
    expect(readdirSync(join(dataDir, 'uploads'))).toHaveLength(before)
  })

  it('does not start an import for a dataset that is not there, and drops its file', async () => {
    const received = await imports.receive('x.csv', Readable.from([Buffer.from(cities)]))
    expect((await failure(imports.start(ws, received, 'dat_nothing'))).code).toBe('not_found')
    expect(readdirSync(join(dataDir, 'uploads'))).not.toContain(received.id)
  })

  it('shows nothing of another workspace', async () => {
    const { id, dataset } = await importAll(cities)
    expect((await failure(imports.get('wsp_2', id))).code).toBe('not_found')
    expect((await failure(imports.apply('wsp_2', id))).code).toBe('not_found')
    expect((await failure(getDataset(database, 'wsp_2', dataset.id))).code).toBe('not_found')
    expect(await listDatasets(database, 'wsp_2')).toEqual([])
  })

  it('takes an import up again that was interrupted, from its file and from the beginning', async () => {
    const { id } = await upload(cities)
    // As a process leaves it that dies after some rows: state and half a set of rows, but no job.
    await database.query(`insert into row_sets (id, pool_id) values ('set_half', 'set_half')`)
    await insertRows(database, { rowSetId: 'set_half', poolId: 'set_half' }, [
      { line: 2, rowKey: 'A1', cells: ['A1'], hash: 'h' },
    ])
    await database.query(
      `update imports set state = 'loading', key_column = 'code', row_set_id = 'set_half' where id = $1`,
      [id],
    )
    await imports.resume()
    const loaded = await until(id, ['loaded'])
    expect(loaded.rowCount).toBe(3)
    const dataset = await imports.apply(ws, id)
    expect(dataset.rowSetId).not.toBe('set_half')
    expect(await readRows(database, dataset.rowSetId, { afterLine: 0, limit: 10 })).toHaveLength(3)
  })

  it('says so when the file of an interrupted import is gone', async () => {
    const { id } = await upload(cities)
    await database.query(`update imports set state = 'analysing' where id = $1`, [id])
    rmSync(join(dataDir, 'uploads', id))
    await imports.resume()
    expect((await until(id, ['refused'])).problem?.message).toContain('Upload it again')
  })

  it('discards an import with its file and its rows', async () => {
    const { id } = await upload(cities)
    await load(id, 'code')
    const { rows } = await database.query<{ row_set_id: string }>(
      'select row_set_id from imports where id = $1',
      [id],
    )
    const rowSetId = rows[0]!.row_set_id
    await imports.discard(ws, id)
    await imports.discard(ws, id)
    expect(readdirSync(join(dataDir, 'uploads'))).not.toContain(id)
    expect((await failure(imports.apply(ws, id))).code).toBe('conflict')
    expect(await findClearableRowSets(database, 0)).toContain(rowSetId)
    await clearRowSet(database, rowSetId)
    expect(await readRows(database, rowSetId, { afterLine: 0, limit: 10 })).toEqual([])
  })

  it('tidies up what nobody needs: rows of refused imports, listed differences, files without an import', async () => {
    const { id } = await upload('code,name\nA,1\nA,2\n')
    expect((await load(id, 'code')).state).toBe('refused')
    const { dataset } = await importAll(cities)
    const replaced = await importAll('code,name,country\nA1,x,y\n', 'code', dataset.id)
    const stray = join(dataDir, 'uploads', 'imp_stray')
    writeFileSync(stray, 'x')
    utimesSync(stray, 0, 0)
    await database.query(
      `update row_sets set retired_at = now() - interval '1 hour' where retired_at is not null`,
    )
    await imports.resume()
    const count = async (sql: string, params: unknown[] = []) =>
      (await database.query<{ n: number }>(`select count(*) as n from ${sql}`, params)).rows[0]!.n
    const left = async () => [
      await count('rows where row_set_id in (select row_set_id from imports where id = $1)', [id]),
      await count('rows where row_set_id = $1', [dataset.rowSetId]),
      await count('import_changes where import_id = $1', [replaced.id]),
      existsSync(stray) ? 1 : 0,
    ]
    await vi.waitFor(async () => expect(await left()).toEqual([0, 0, 0, 0]), 10_000)
    expect(await count('rows where row_set_id = $1', [replaced.dataset.rowSetId])).toBe(1)
  })

  it('never clears rows that a dataset points at', async () => {
    const { dataset } = await importAll(cities)
    expect(await findClearableRowSets(database, 0)).not.toContain(dataset.rowSetId)
    await clearRowSet(database, dataset.rowSetId)
    expect(await readRows(database, dataset.rowSetId, { afterLine: 0, limit: 10 })).toHaveLength(3)
  })

  it('does its work through the job engine', async () => {
    const jobs = createJobs(database, silentLogger)
    const own = createImports({ database, jobs, dataDir, logger: silentLogger, computing: noComputing })
    await jobs.start()
    try {
      const received = await own.receive('cities.csv', Readable.from([Buffer.from(cities)]))
      const { id } = await own.start(ws, received, null)
      expect((await until(id, ['analysed'])).rowCount).toBe(3)
    } finally {
      await jobs.stop({ graceMs: 1000 })
    }
  })

  describe('datasets', () => {
    it('can be renamed', async () => {
      const { dataset } = await importAll(cities)
      expect(await renameDataset(database, ws, dataset.id, 'Towns')).toMatchObject({
        name: 'Towns',
        version: 1,
      })
      expect((await failure(renameDataset(database, 'wsp_2', dataset.id, 'x'))).code).toBe('not_found')
    })

    it('cannot be removed while a project uses them', async () => {
      const { dataset } = await importAll(cities)
      await giveToProject(database, dataset.id)
      const error = await failure(removeDataset(database, ws, dataset.id, projectsOfDataset))
      expect(error.code).toBe('conflict')
      expect(error.message).toContain('"The project"')
      await database.query('delete from projects where dataset_id = $1', [dataset.id])
      await removeDataset(database, ws, dataset.id, projectsOfDataset)
      expect((await failure(getDataset(database, ws, dataset.id))).code).toBe('not_found')
      expect(await findClearableRowSets(database, 0)).toContain(dataset.rowSetId)
    })

    it('find rows by text in the key or any cell, whatever its case, and take % for what it is', async () => {
      const { dataset } = await importAll('code,name\nA,100% wool\nB,Café NOIR\nC,"say ""hi"""\nD,cafe\n')
      const find = async (text: string, limit = 10) =>
        (await searchRows(database, dataset.rowSetId, { text, afterLine: 0, limit })).items.map(
          (row) => row.rowKey,
        )
      expect(await find('café noir')).toEqual(['B'])
      expect(await find('100%')).toEqual(['A'])
      expect(await find('%')).toEqual(['A'])
      expect(await find('"hi"')).toEqual(['C'])
      expect(await find('d')).toEqual(['D'])
      expect(await find('",')).toEqual([])
      const first = await searchRows(database, dataset.rowSetId, { text: 'caf', afterLine: 0, limit: 1 })
      expect(first.items.map((row) => row.rowKey)).toEqual(['B'])
      const second = await searchRows(database, dataset.rowSetId, {
        text: 'caf',
        afterLine: first.next ?? 0,
        limit: 5,
      })
      expect(second.items.map((row) => row.rowKey)).toEqual(['D'])
      expect(second.next).toBeNull()
    })
  })
})

async function giveToProject(database: Database, datasetId: string): Promise<void> {
  const connectionId = await insertConnection(database, ws)
  const templateId = await insertTemplate(database, ws)
  await database.query(
    `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination)
     values ('prj_1', $1, 'The project', $2, $3, $4, 'wix/blog')`,
    [ws, datasetId, connectionId, templateId],
  )
}
