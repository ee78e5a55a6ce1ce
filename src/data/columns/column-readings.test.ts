import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../test/helpers/database.ts'
import { useTestImports } from '../../../test/helpers/imports.ts'
import { datasetVersion, getDataset } from '../datasets.ts'
import { clearRowSet, findClearableRowSets } from '../rows/clear-row-set.ts'
import { readRows } from '../rows/rows.ts'

const ws = 'wsp_1'
const hotels = 'code,name,price\nA1,Adria,"1.234,50"\nA2,Bellevue,"99,90"\nA3,Continental,?\n'
const comma = { kind: 'number', decimal: ',' } as const

describeEachDatabase('how a column is read', (open) => {
  const at = useTestImports(open, ws)

  const importHotels = (content = hotels, datasetId: string | null = null) =>
    at.importAll(content, { keyColumn: 'code' }, datasetId)
  const price = (datasetId: string) => ({ workspaceId: ws, datasetId, column: 'price' })
  const readAsOf = async (datasetId: string) =>
    (await getDataset(at.database, ws, datasetId)).columns.find(({ name }) => name === 'price')?.readAs

  it('is a guess that reads nothing until somebody says so, and then another version with the same rows', async () => {
    const { dataset } = await importHotels()
    expect(dataset.columns[2]).toMatchObject({ name: 'price', reading: { reads: comma } })
    expect(await readAsOf(dataset.id)).toBeUndefined()
    const before = (await datasetVersion(at.database, dataset.id))!
    const set = await at.imports.readings.set(price(dataset.id), comma)
    expect(set).toMatchObject({ version: 2, rowCount: 3 })
    expect(await readAsOf(dataset.id)).toEqual(comma)
    const after = (await datasetVersion(at.database, dataset.id))!
    expect(after.readings).toEqual({ price: comma })
    const page = { afterLine: 0, limit: 10 }
    const rows = await readRows(at.database, after.rowSetId, page)
    expect(rows).toEqual(await readRows(at.database, before.rowSetId, page))
    // The version before goes, and takes no row along.
    for (const id of await findClearableRowSets(at.database, 0)) await clearRowSet(at.database, id)
    expect(await readRows(at.database, after.rowSetId, page)).toEqual(rows)
    expect(await at.imports.readings.set(price(dataset.id), comma)).toMatchObject({ version: 2 })
    expect(await at.imports.readings.set(price(dataset.id), null)).toMatchObject({ version: 3 })
    expect(await readAsOf(dataset.id)).toBeUndefined()
  })

  it('is tried on the rows, with what cannot be read first', async () => {
    const { dataset } = await importHotels()
    expect(await at.imports.readings.attempt(price(dataset.id), comma)).toEqual({
      rows: 3,
      filled: 3,
      read: 2,
      samples: [
        { text: '?', value: null },
        { text: '1.234,50', value: '1234.50' },
        { text: '99,90', value: '99.90' },
      ],
    })
    await expect(
      at.imports.readings.attempt({ ...price(dataset.id), column: 'cost' }, comma),
    ).rejects.toThrow('no column "cost". It has: code, name, price')
  })

  it('stays over imports and corrections', async () => {
    const { dataset } = await importHotels()
    await at.imports.readings.set(price(dataset.id), comma)
    await importHotels(hotels.replace('99,90', '89,90'), dataset.id)
    expect(await readAsOf(dataset.id)).toEqual(comma)
    await at.imports.corrections.correct({ ...price(dataset.id), rowKey: 'A1' }, '1.300,00', 'Ada')
    expect(await readAsOf(dataset.id)).toEqual(comma)
  })

  it('ends where a step comes to read the column, and is refused where one does', async () => {
    const { dataset } = await importHotels()
    await at.imports.readings.set(price(dataset.id), comma)
    const step = {
      id: 'n',
      isOff: false,
      kind: 'number',
      columns: ['price'],
      decimal: ',',
      otherwise: 'keep',
    }
    const { id } = await at.imports.shaping.change(ws, dataset.id, [step as never])
    await at.until(id, ['analysed'])
    await at.load(id, { keyColumn: 'code' })
    await at.imports.apply(ws, id)
    expect(await readAsOf(dataset.id)).toBeUndefined()
    await expect(at.imports.readings.set(price(dataset.id), comma)).rejects.toThrow(
      '"price" is read by step 1 already',
    )
  })
})
