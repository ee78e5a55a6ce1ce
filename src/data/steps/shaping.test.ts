import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/helpers/database.ts'
import { useTestImports } from '../../../test/helpers/imports.ts'
import type { Import } from '../../api/import.ts'
import type { Step } from '../../api/step.ts'
import { listNotices } from '../../notices/inbox.ts'
import { datasetVersion, removeDataset } from '../datasets.ts'
import { findKeptFile } from '../imports/kept-file.ts'
import { readRows } from '../rows/rows.ts'
import { stepsOf } from './test-steps.ts'

const ws = 'wsp_1'
const cities = 'code,name,country,price\nA1,Canillo,ad,"1.234,50"\nA2,Encamp,ad,"99,90"\nA3,Lyon,fr,?\n'
const countries = 'code,country\nad,Andorra\nfr,France\n'

describeEachDatabase('steps of a dataset', (open) => {
  const at = useTestImports(open, ws)

  const shaping = () => at.imports.shaping
  const importCities = async (content = cities) =>
    (await at.importAll(content, { keyColumn: 'code' })).dataset
  const path = (importId: string) => join(at.dataDir, 'uploads', importId)

  async function rowsOf(datasetId: string): Promise<Record<string, string>[]> {
    const { rowSetId } = (await datasetVersion(at.database, datasetId))!
    return (await readRows(at.database, rowSetId, { afterLine: 0, limit: 100 })).map(({ cells }) => ({
      ...cells,
    }))
  }

  async function shape(datasetId: string, steps: Step[]): Promise<Import> {
    const { id } = await shaping().change(ws, datasetId, steps)
    const analysed = await at.until(id, ['analysed', 'refused', 'failed'])
    return analysed.problem ? analysed : at.load(id, { keyColumn: 'code' })
  }

  const prices = stepsOf(
    { kind: 'number', columns: ['price'], decimal: ',', otherwise: 'empty' },
    { kind: 'filter', conditions: [{ column: 'country', test: 'is', value: 'ad' }] },
  )

  it('shape its rows from the file that was kept, and are compared before anything is replaced', async () => {
    const { id } = await importCities()
    const shaped = await shape(id, prices)
    expect(shaped).toMatchObject({ datasetId: id, changes: { added: 0, changed: 2, removed: 1, same: 0 } })
    expect(await rowsOf(id)).toHaveLength(3)
    await at.imports.apply(ws, shaped.id)
    expect((await rowsOf(id)).map(({ price }) => price)).toEqual(['1234.50', '99.90'])
    const stored = await shaping().ofDataset(ws, id)
    expect(stored.steps).toEqual(prices)
    expect(stored.columns.find(({ name }) => name === 'price')).toEqual({
      name: 'price',
      from: ['price'],
      steps: ['s1'],
    })
  })

  it('can be taken back: the rows are as they came', async () => {
    const { id } = await importCities()
    await at.imports.apply(ws, (await shape(id, prices)).id)
    const back = await shape(id, [])
    expect(back.changes).toEqual({ added: 1, changed: 2, removed: 0, same: 0 })
    await at.imports.apply(ws, back.id)
    expect((await rowsOf(id)).map(({ price }) => price)).toEqual(['1.234,50', '99,90', '?'])
  })

  it('go with every file that is imported later', async () => {
    const { id } = await importCities()
    await at.imports.apply(ws, (await shape(id, prices)).id)
    const { loaded } = await at.importAll(cities.replace('99,90', '100,00'), { keyColumn: 'code' }, id)
    expect(loaded.changes).toEqual({ added: 0, changed: 1, removed: 0, same: 1 })
    expect(loaded.notes).toContain('1 cell of "price" is not a number like 1.234,50, such as "?".')
    expect((await rowsOf(id)).map(({ price }) => price)).toEqual(['1234.50', '100.00'])
  })

  it('refuse a file without a column that they need, and say which step it is', async () => {
    const { id } = await importCities()
    await at.imports.apply(ws, (await shape(id, prices)).id)
    const refused = await at.upload('code,name,country\nA1,Canillo,ad\n', id)
    expect(refused.state).toBe('refused')
    expect(refused.problem).toMatchObject({
      code: 'step_problem',
      message:
        'Step 1 (Read numbers): There is no column "price" at this point. Choose one of: code, name, country.',
    })
    expect((await rowsOf(id)).length).toBe(2)
    // With other steps the same file is taken.
    await shaping().changeImport(ws, refused.id, [])
    expect((await at.until(refused.id, ['analysed', 'refused'])).state).toBe('analysed')
  })

  it('are not put back by an import that was started before they were changed', async () => {
    const { id } = await importCities()
    const late = await at.upload(cities, id)
    await at.imports.apply(ws, (await shape(id, prices)).id)
    await at.load(late.id, { keyColumn: 'code' })
    await expect(at.imports.apply(ws, late.id)).rejects.toMatchObject({ code: 'stale' })
  })

  it('shape rows that were stored before files were kept', async () => {
    const { id } = await importCities('code,name\nA1,"Say ""hi"", you\nthere"\nA2,\n')
    await at.database.query('update datasets set kept_file = null where id = $1', [id])
    const preview = await shaping().previewDataset(ws, id, [])
    expect(preview.source.rows.map(({ cells }) => cells[1])).toEqual(['Say "hi", you\nthere', ''])
    const same = await shape(id, [])
    expect(same.changes).toEqual({ added: 0, changed: 0, removed: 0, same: 2 })
    await at.imports.apply(ws, same.id)
    expect(await findKeptFile(at.database, id)).toMatchObject({ importId: same.id, format: 'csv' })
  })

  it('show what they make of the first rows, and store nothing', async () => {
    const { id, version } = await importCities()
    const preview = await shaping().previewDataset(ws, id, prices)
    expect(preview.source.rowCount).toBe(3)
    expect(preview.steps.map(({ after }) => after?.rowCount)).toEqual([3, 2])
    expect(preview.steps[0]!.after!.rows[0]).toEqual({ line: 2, cells: ['A1', 'Canillo', 'ad', '1234.50'] })
    expect((await datasetVersion(at.database, id))!.version).toBe(version)
  })

  it('join the rows of another dataset, and its readers are told when these change', async () => {
    const { id } = await importCities()
    const other = (await at.importAll(countries, { keyColumn: 'code' })).dataset
    const join = stepsOf({
      kind: 'join',
      datasetId: other.id,
      on: ['country'],
      columns: [{ column: 'country', name: 'land' }],
    })
    await at.imports.apply(ws, (await shape(id, join)).id)
    expect((await rowsOf(id)).map(({ land }) => land)).toEqual(['Andorra', 'Andorra', 'France'])
    expect((await shaping().ofDataset(ws, other.id)).readBy).toEqual([{ datasetId: id, name: 'rows' }])

    await at.importAll(countries.replace('Andorra', 'Principality'), { keyColumn: 'code' }, other.id)
    expect((await shaping().ofDataset(ws, id)).reads).toEqual([
      { datasetId: other.id, name: 'rows', hasChanged: true },
    ])
    const told = await listNotices(at.database, ws, { kind: 'data_read_changed', limit: 1, before: null })
    expect(told[0]).toMatchObject({
      subject: { kind: 'dataset', id },
      text: 'rows is made with rows that have changed.',
    })
    const again = await shape(id, join)
    expect(again.changes).toEqual({ added: 0, changed: 2, removed: 0, same: 1 })
  })

  it('say so when a dataset that they read was deleted', async () => {
    const { id } = await importCities()
    const other = (await at.importAll(countries, { keyColumn: 'code' })).dataset
    const join = stepsOf({
      kind: 'join',
      datasetId: other.id,
      on: ['country'],
      columns: [{ column: 'country', name: 'land' }],
    })
    await at.imports.apply(ws, (await shape(id, join)).id)
    await removeDataset(at.database, ws, other.id, async () => [])
    const refused = await at.upload(cities, id)
    expect(refused.problem?.message).toBe(
      'Step 1 (Join with data): The dataset that it reads does not exist any more. Choose another one, or remove the step.',
    )
    expect((await rowsOf(id)).map(({ land }) => land)).toEqual(['Andorra', 'Andorra', 'France'])
  })

  it('do not go round in a circle', async () => {
    const a = await importCities()
    const b = (await at.importAll(countries, { keyColumn: 'code' })).dataset
    const reading = (id: string, on: string) =>
      stepsOf({ kind: 'join', datasetId: id, on: [on], columns: [{ column: 'code', name: 'other' }] })
    await at.imports.apply(ws, (await shape(a.id, reading(b.id, 'country'))).id)
    const refused = await shape(b.id, reading(a.id, 'code'))
    expect(refused.problem?.message).toContain('is made with steps that read this dataset')
    const own = await shaping().previewDataset(ws, b.id, reading(b.id, 'code'))
    expect(own.steps[0]!.problem).toContain('It reads the dataset that it belongs to')
  })

  it('make another dataset of the same file, whose key is that of pairs', async () => {
    const { id } = await importCities()
    const steps = stepsOf({
      kind: 'combine',
      list: { values: ['Repair', 'Sale'], column: 'service' },
      on: ['code'],
    })
    const started = await shaping().copy(ws, id, { steps, name: 'Services in cities' })
    const analysed = await at.until(started.id, ['analysed', 'refused'])
    expect(analysed).toMatchObject({ datasetId: null, rowCount: 6, suggestedKey: 'Key' })
    await at.load(started.id, { keyColumn: 'Key' })
    const made = await at.imports.apply(ws, started.id)
    expect(made).toMatchObject({ name: 'Services in cities', keyColumn: 'Key', rowCount: 6 })
    expect((await rowsOf(made.id))[1]).toMatchObject({ name: 'Canillo', service: 'Sale', Key: 'A1 | Sale' })
    expect((await rowsOf(id)).length).toBe(3)
  })

  it('keep one file for each dataset, and none of a deleted one', async () => {
    const { id } = await importCities()
    const first = (await findKeptFile(at.database, id))!.importId
    expect(existsSync(path(first))).toBe(true)
    await at.importAll(cities, { keyColumn: 'code' }, id)
    const second = (await findKeptFile(at.database, id))!.importId
    expect([first, second].map((one) => existsSync(path(one)))).toEqual([false, true])
    await at.imports.forgetFile(second)
    const gone = shaping().previewDataset(ws, id, [])
    await expect(gone).rejects.toMatchObject({ code: 'conflict' })
  })
})
