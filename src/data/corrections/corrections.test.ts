import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/helpers/database.ts'
import { useTestImports } from '../../../test/helpers/imports.ts'
import { listNotices } from '../../notices/inbox.ts'
import { datasetVersion } from '../datasets.ts'
import { clearRowSet, findClearableRowSets } from '../rows/clear-row-set.ts'
import { readRows, readRowsByKeys } from '../rows/rows.ts'
import { listCorrections } from './correction-store.ts'

const ws = 'wsp_1'
const cities = 'code,name,country\nA1,Canilo,Andorra\nA2,Encamp,Andorra\nA3,Lyon,France\n'

describeEachDatabase('corrections', (open) => {
  const at = useTestImports(open, ws)

  const importCities = async (content = cities, datasetId: string | null = null) =>
    at.importAll(content, { keyColumn: 'code' }, datasetId)
  const cell = (datasetId: string, rowKey: string, column: string) => ({
    workspaceId: ws,
    datasetId,
    rowKey,
    column,
  })
  const all = async (datasetId: string) =>
    (await listCorrections(at.database, datasetId, { after: ['', ''], limit: 100 })).items

  async function namesOf(datasetId: string): Promise<string[]> {
    const { rowSetId } = (await datasetVersion(at.database, datasetId))!
    const rows = await readRows(at.database, rowSetId, { afterLine: 0, limit: 10_000 })
    return rows.map(({ cells }) => cells['name']!)
  }

  it('are in the rows at once, as a new version that can be undone', async () => {
    const { dataset } = await importCities()
    const row = await at.imports.corrections.correct(cell(dataset.id, 'A1', 'name'), 'Canillo', 'Ada')
    expect(row).toMatchObject({ rowKey: 'A1', line: 2, cells: { name: 'Canillo', country: 'Andorra' } })
    expect(await namesOf(dataset.id)).toEqual(['Canillo', 'Encamp', 'Lyon'])
    expect((await datasetVersion(at.database, dataset.id))!.version).toBe(2)
    expect(await all(dataset.id)).toMatchObject([
      {
        rowKey: 'A1',
        column: 'name',
        value: 'Canillo',
        was: 'Canilo',
        sourceValue: 'Canilo',
        isOvertaken: false,
        by: 'Ada',
      },
    ])
    await at.imports.corrections.undo(cell(dataset.id, 'A1', 'name'))
    expect(await namesOf(dataset.id)).toEqual(['Canilo', 'Encamp', 'Lyon'])
    expect(await all(dataset.id)).toEqual([])
  })

  it('stay over an import, which says so and changes nothing', async () => {
    const { dataset } = await importCities()
    await at.imports.corrections.correct(cell(dataset.id, 'A1', 'name'), 'Canillo', 'Ada')
    const { loaded } = await importCities(cities, dataset.id)
    expect(loaded.changes).toEqual({ added: 0, changed: 0, removed: 0, same: 3 })
    expect(loaded.keyNotes).toEqual(['1 cell that was corrected by hand stays as corrected.'])
    expect(await namesOf(dataset.id)).toEqual(['Canillo', 'Encamp', 'Lyon'])
  })

  it('tell when the source has changed under them, and until somebody says which is right', async () => {
    const { dataset } = await importCities()
    await at.imports.corrections.correct(cell(dataset.id, 'A1', 'name'), 'Canillo', 'Ada')
    const { loaded } = await importCities(cities.replace('Canilo', 'Canillo (AD)'), dataset.id)
    expect(loaded.keyNotes.at(-1)).toContain('says something else now in 1 of them: name of A1.')
    expect(await namesOf(dataset.id)).toEqual(['Canillo', 'Encamp', 'Lyon'])
    expect(await all(dataset.id)).toMatchObject([
      { was: 'Canilo', sourceValue: 'Canillo (AD)', value: 'Canillo', isOvertaken: true },
    ])
    const [told] = await listNotices(at.database, ws, {
      kind: 'correction_overtaken',
      limit: 1,
      before: null,
    })
    expect(told).toMatchObject({ subject: { kind: 'dataset', id: dataset.id } })
    expect(told?.message).toContain('name of A1')
    // The same once more is no news.
    const again = await importCities(cities.replace('Canilo', 'Canillo (AD)'), dataset.id)
    expect(again.loaded.keyNotes).toHaveLength(1)
    await at.imports.corrections.correct(cell(dataset.id, 'A1', 'name'), 'Canillo', 'Ada')
    expect((await all(dataset.id))[0]).toMatchObject({ isOvertaken: false, sourceValue: 'Canillo (AD)' })
    await at.imports.corrections.undo(cell(dataset.id, 'A1', 'name'))
    expect(await namesOf(dataset.id)).toEqual(['Canillo (AD)', 'Encamp', 'Lyon'])
  })

  it('wait for a row that is gone, and are there when it comes back', async () => {
    const { dataset } = await importCities()
    await at.imports.corrections.correct(cell(dataset.id, 'A2', 'name'), 'Encamp!', 'Ada')
    await importCities('code,name,country\nA1,Canilo,Andorra\nA3,Lyon,France\n', dataset.id)
    await importCities(cities, dataset.id)
    expect(await namesOf(dataset.id)).toEqual(['Canilo', 'Encamp!', 'Lyon'])
  })

  it('are no correction when they are what the source says', async () => {
    const { dataset } = await importCities()
    await at.imports.corrections.correct(cell(dataset.id, 'A1', 'name'), 'Canillo', 'Ada')
    await at.imports.corrections.correct(cell(dataset.id, 'A1', 'name'), 'Canilo', 'Ada')
    expect(await all(dataset.id)).toEqual([])
  })

  it('refuse the key, a column or a row that is not there, and what no page can show', async () => {
    const { dataset } = await importCities()
    const refused = (rowKey: string, column: string, value = 'x') =>
      at.imports.corrections.correct(cell(dataset.id, rowKey, column), value, 'Ada')
    await expect(refused('A1', 'code')).rejects.toMatchObject({ code: 'bad_request' })
    await expect(refused('A1', 'capital')).rejects.toThrow('It has: code, name, country.')
    await expect(refused('A9', 'name')).rejects.toMatchObject({ code: 'not_found' })
    await expect(refused('A1', 'name', 'a\u0007b')).rejects.toThrow('control character')
    await expect(at.imports.corrections.undo(cell(dataset.id, 'A1', 'name'))).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await datasetVersion(at.database, dataset.id))!.version).toBe(1)
  })

  it('leave all other rows as they are, wherever the corrected ones stand, with the older versions cleared', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `K${n},name ${n}`)
    const { dataset } = await at.importAll(`code,name\n${lines.join('\n')}\n`, { keyColumn: 'code' })
    // Pieces of another version first.
    const moved = lines.toSpliced(10, 1, 'K10,other').toSpliced(30, 2).toSpliced(0, 0, 'X,first')
    await at.importAll(`code,name\n${moved.join('\n')}\n`, { keyColumn: 'code' }, dataset.id)
    const expected = moved.map((line) => line.split(',')[1]!)
    for (const nth of [0, 1, 11, 12, 30, moved.length - 1, 11, 29]) {
      const rowKey = moved[nth]!.split(',')[0]!
      expected[nth] = `corrected ${nth} ${expected[nth]}`.slice(0, 40)
      await at.imports.corrections.correct(cell(dataset.id, rowKey, 'name'), expected[nth], 'Ada')
      for (const id of await findClearableRowSets(at.database, 0)) await clearRowSet(at.database, id)
      expect(await namesOf(dataset.id)).toEqual(expected)
      const { rowSetId, rowCount } = (await datasetVersion(at.database, dataset.id))!
      expect(rowCount).toBe(moved.length)
      expect(
        await readRowsByKeys(
          at.database,
          rowSetId,
          moved.map((line) => line.split(',')[0]!),
        ),
      ).toHaveLength(moved.length)
    }
    const { loaded } = await at.importAll(
      `code,name\n${moved.join('\n')}\n`,
      { keyColumn: 'code' },
      dataset.id,
    )
    expect(loaded.changes).toEqual({ added: 0, changed: 0, removed: 0, same: moved.length })
  })
})
