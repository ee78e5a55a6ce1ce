// Against a double of Airtable's API that is written from its documentation.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AirtableDouble, startAirtableDouble } from '../../../../test/helpers/airtable-double.ts'
import {
  createSourceContext,
  readSaved,
  refusalOf,
  type TestContext,
} from '../../../../test/helpers/source-context.ts'
import { type AirtableConfig, airtableConfigSchema } from '../../../api/sources/airtable.ts'
import { airtable } from './airtable.ts'

let double: AirtableDouble
let context: TestContext

beforeEach(async () => {
  double = await startAirtableDouble()
  context = createSourceContext({ allowedHosts: [double.host], addresses: { AIRTABLE_API_URL: double.url } })
})
afterEach(async () => {
  context.close()
  await double.close()
})

const configOf = (config: Partial<AirtableConfig> = {}) =>
  airtableConfigSchema.parse({ base: `https://airtable.com/${double.base}/${double.table.id}`, ...config })
const fetchIt = (config: Partial<AirtableConfig> = {}, token = double.token) =>
  airtable.fetch(configOf(config), { token }, context)
const listings = () => double.requests.filter(({ path }) => !path.startsWith('/v0/meta'))

describe('what an address in the browser says', () => {
  it.each([
    [
      'https://airtable.com/appAAAAAAAAAAAAAA/tblPPPPPPPPPPPPPP/viwGGGGGGGGGGGGGG?blocks=hide',
      'appAAAAAAAAAAAAAA / tblPPPPPPPPPPPPPP / viwGGGGGGGGGGGGGG',
    ],
    ['https://airtable.com/appAAAAAAAAAAAAAA/tblPPPPPPPPPPPPPP', 'appAAAAAAAAAAAAAA / tblPPPPPPPPPPPPPP'],
    [
      'https://airtable.com/appAAAAAAAAAAAAAA/tblPPPPPPPPPPPPPP/viwGGGGGGGGGGGGGG/recBBBBBBBBBBBBBB?copyLinkToCellOrRecordOrigin=gridView',
      'appAAAAAAAAAAAAAA / tblPPPPPPPPPPPPPP / viwGGGGGGGGGGGGGG',
    ],
  ])('%s', (base, title) => {
    expect(airtable.title(airtableConfigSchema.parse({ base }))).toBe(`Airtable ${title}`)
  })

  it('is overruled by a table that is named, whose view is not the one of the address', () => {
    const base = 'https://airtable.com/appAAAAAAAAAAAAAA/tblPPPPPPPPPPPPPP/viwGGGGGGGGGGGGGG'
    expect(airtable.title(airtableConfigSchema.parse({ base, table: 'Hotels' }))).toBe(
      'Airtable appAAAAAAAAAAAAAA / Hotels',
    )
  })

  it.each([
    ['https://example.com/', 'base', 'no address of a table'],
    ['https://airtable.com/appAAAAAAAAAAAAAA/shrSSSSSSSSSSSSSS', 'base', 'shared view'],
    ['https://airtable.com/appAAAAAAAAAAAAAA/pagSSSSSSSSSSSSSS', 'base', 'interface'],
    ['appAAAAAAAAAAAAAA', 'table', 'which table'],
  ])('%s is refused with words', (base, field, words) => {
    const issue = airtableConfigSchema.safeParse({ base }).error!.issues[0]!
    expect(issue.path).toEqual([field])
    expect(issue.message).toContain(words)
  })
})

describe('records of Airtable', () => {
  it('become rows with the id as the key, columns in the order of the table, and texts for absent fields', async () => {
    const fetched = await fetchIt()
    expect(fetched).toEqual({ state: 'fetched', fileName: 'Places to see', version: null })
    const saved = await readSaved(context.path)
    expect(saved.settings).toMatchObject({ suggestedKey: 'Record ID', place: ['record', 'records'] })
    expect(saved.columns).toEqual(['Record ID', 'Name', 'People', 'Open', 'Notes'])
    expect(saved.cells).toEqual([
      ['rec00000000000001', 'Place 1', '0', 'true', ''],
      ['rec00000000000002', 'Place 2', '', 'false', ''],
      ['rec00000000000003', 'Place 3', '2000', 'true', ''],
    ])
    expect(saved.notes).toEqual([])
  })

  it('of every kind become texts as people see them', async () => {
    const fields = {
      Name: 'A, "B"\nC',
      Photos: [
        {
          id: 'att1',
          url: 'https://v5.airtableusercontent.com/a.png',
          filename: 'a.png',
          size: 1,
          type: 'image/png',
        },
        {
          id: 'att2',
          url: 'https://v5.airtableusercontent.com/b.png',
          filename: 'b.png',
          size: 1,
          type: 'image/png',
        },
      ],
      Tags: ['x', 'y'],
      Linked: ['recAAAAAAAAAAAAAA', 'recBBBBBBBBBBBBBB'],
      Owner: { id: 'usr1', email: 'ada@example.com', name: 'Ada' },
      Code: { text: '4006381333931', type: 'ean13' },
      Button: { label: 'Go', url: 'https://example.com/go' },
      Summary: { state: 'generated', value: 'Short.', isStale: false },
      Rate: 0.25,
      Broken: { error: '#ERROR!' },
      Divided: { specialValue: 'NaN' },
      Looked: [{ error: '#ERROR!' }, 'z', 3],
    }
    double.table.records = [{ id: 'recAAAAAAAAAAAAAA', fields }]
    double.mayReadSchema = false
    await fetchIt()
    const { columns, cells, notes } = await readSaved(context.path)
    expect(Object.fromEntries(columns.map((name, index) => [name, cells[0]![index]]))).toEqual({
      'Record ID': 'recAAAAAAAAAAAAAA',
      Name: 'A, "B"\nC',
      Photos: 'https://v5.airtableusercontent.com/a.png, https://v5.airtableusercontent.com/b.png',
      Tags: 'x, y',
      Linked: 'recAAAAAAAAAAAAAA, recBBBBBBBBBBBBBB',
      Owner: 'Ada',
      Code: '4006381333931',
      Button: 'https://example.com/go',
      Summary: 'Short.',
      Rate: '0.25',
      Broken: '',
      Divided: '',
      Looked: 'z, 3',
    })
    expect(notes.join(' ')).toContain('1 cell of "Broken"')
    await fetchIt({ files: 'name' })
    const named = await readSaved(context.path)
    expect(named.cells[0]![named.columns.indexOf('Photos')]).toBe('a.png, b.png')
  })

  it('have the columns that come up on the way where the token may not read the schema, and say so', async () => {
    double.mayReadSchema = false
    double.table.records[1]!.fields['Late'] = 'here'
    await fetchIt()
    const { columns, cells, notes } = await readSaved(context.path)
    expect(columns).toEqual(['Record ID', 'Name', 'People', 'Open', 'Late'])
    expect(cells.map((row) => row.at(-1))).toEqual(['', 'here', ''])
    expect(notes[0]).toContain('schema.bases:read')
  })

  it('keep a field that is called as the id is', async () => {
    for (const mayRead of [true, false]) {
      double.mayReadSchema = mayRead
      double.table.fields = [{ name: 'Record ID', type: 'singleLineText' }]
      double.table.records = [1, 2].map((n) => ({
        id: `rec0000000000000${n}`,
        fields: { 'Record ID': `own ${n}` },
      }))
      await fetchIt()
      const { columns, cells } = await readSaved(context.path)
      expect(columns).toEqual([mayRead ? 'Record ID (2)' : 'Record ID', 'Record ID'])
      expect(cells).toEqual([
        ['rec00000000000001', 'own 1'],
        ['rec00000000000002', 'own 2'],
      ])
    }
  })

  it('are asked for 100 at a time, at most five times a second, and only of the view', async () => {
    double.table.records = Array.from({ length: 250 }, (_, n) => ({
      id: `rec${n}`,
      fields: { Name: `n ${n}` },
    }))
    const started = context.now().getTime()
    await fetchIt({ table: 'Places to see', view: 'Grid view' })
    expect((await readSaved(context.path)).rows).toHaveLength(250)
    expect(listings()).toHaveLength(3)
    expect(listings().every(({ url }) => url.searchParams.get('view') === 'Grid view')).toBe(true)
    expect(context.now().getTime() - started).toBeGreaterThanOrEqual(3 * 200)
  })

  it('are read from the beginning when the list has expired, and no row comes twice', async () => {
    double.table.records = Array.from({ length: 250 }, (_, n) => ({
      id: `rec${n}`,
      fields: { Name: `n ${n}` },
    }))
    double.fault = ({ path }, number) => {
      if (number === 3) double.expireLists()
      return path === '' ? { status: 500 } : null
    }
    await fetchIt()
    expect((await readSaved(context.path)).rows).toHaveLength(250)
    expect(context.saved).toBe(1)
    expect(listings()).toHaveLength(2 + 3)
  })

  it('are given up when every list expires', async () => {
    double.table.records = Array.from({ length: 150 }, (_, n) => ({ id: `rec${n}`, fields: {} }))
    double.fault = ({ path }) => {
      if (path.includes('offset')) double.expireLists()
      return null
    }
    expect((await refusalOf(fetchIt())).code).toBe('source_answer')
    expect(context.saved).toBe(0)
  })
})

describe('when Airtable fails', () => {
  it.each([
    ['a wrong token', {}, 'patWRONG', 'login_refused', 'create/tokens'],
    [
      'a base that is not shared',
      { base: 'appBBBBBBBBBBBBBB', table: 'x' },
      undefined,
      'login_refused',
      'data.records:read',
    ],
    ['a table that is gone', { table: 'Gone' }, undefined, 'source_missing', '"Places to see"'],
    ['a view that is gone', { view: 'Gone' }, undefined, 'source_missing', 'no view "Gone"'],
  ] as const)('%s is told with what to do', async (_, config, token, code, words) => {
    const refusal = await refusalOf(fetchIt(config, token))
    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(words)
    expect(refusal.message).not.toContain(double.token)
    expect(refusal.message).not.toContain('patWRONG')
    expect(context.saved).toBe(0)
  })

  it('a table that is gone is told too where the token may not read the schema', async () => {
    double.mayReadSchema = false
    expect((await refusalOf(fetchIt({ table: 'Gone' }))).message).toContain('"Gone"')
  })

  it('being asked too often waits 30 seconds, or as long as is said', async () => {
    double.fault = (_, number) =>
      number === 2
        ? { status: 429, body: { errors: [] } }
        : number === 3
          ? { status: 429, headers: { 'retry-after': '7' } }
          : null
    await fetchIt()
    expect(context.waited.filter((ms) => ms > 1000)).toEqual([30_000, 7_000])
    expect((await readSaved(context.path)).rows).toHaveLength(3)
  })

  it('being asked too often without end is given up', async () => {
    double.fault = () => ({ status: 429 })
    expect((await refusalOf(fetchIt())).code).toBe('source_busy')
    expect(double.requests).toHaveLength(6)
  })

  it('a used up quota is told at once', async () => {
    const type = 'PUBLIC_API_BILLING_LIMIT_EXCEEDED'
    double.fault = () => ({ status: 429, body: { error: { type, message: 'x' } } })
    expect((await refusalOf(fetchIt())).code).toBe('source_quota')
    expect(double.requests).toHaveLength(1)
  })

  it.each([
    ['an error of its own', { status: 503, body: 'down' }],
    ['an answer that breaks off', 'cut'],
    ['something that is no JSON', { status: 200, body: '<html>maintenance</html>' }],
  ] as const)('%s is tried again, and told when it stays', async (_, fault) => {
    double.fault = (_request, number) => (number === 2 ? fault : null)
    await fetchIt()
    expect((await readSaved(context.path)).rows).toHaveLength(3)
    double.fault = () => fault
    const { code } = await refusalOf(fetchIt())
    expect(['source_trouble', 'source_answer', 'network']).toContain(code)
    expect(context.saved).toBe(1)
  })

  it('a list of another shape changes nothing', async () => {
    double.fault = ({ path }) => (path.startsWith('/v0/meta') ? null : { status: 200, body: { rows: [] } })
    expect((await refusalOf(fetchIt())).code).toBe('source_answer')
    expect(context.saved).toBe(0)
  })
})
