// Against a double of Google Sheets that is written from its documentation.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GoogleDouble, startGoogleDouble } from '../../../../test/helpers/google-double.ts'
import {
  createSourceContext,
  readSaved,
  refusalOf,
  type TestContext,
} from '../../../../test/helpers/source-context.ts'
import {
  type GoogleSheetsConfig,
  googleSheetsConfigSchema,
  sheetPlace,
} from '../../../api/sources/google-sheets.ts'
import { googleSheets } from './google-sheets.ts'

let double: GoogleDouble
let context: TestContext

beforeEach(async () => {
  double = await startGoogleDouble()
  context = createSourceContext({ allowedHosts: [double.host], addresses: double.addresses })
  double.now = context.now
})
afterEach(async () => {
  context.close()
  await double.close()
})

const linkOf = (gid?: number) =>
  `https://docs.google.com/spreadsheets/d/${double.id}/edit${gid === undefined ? '?usp=sharing' : `?gid=${gid}#gid=${gid}`}`
const configOf = (config: Partial<GoogleSheetsConfig> = {}) =>
  googleSheetsConfigSchema.parse({ link: linkOf(), ...config })
const fetchShared = (config: Partial<GoogleSheetsConfig> = {}) =>
  googleSheets.fetch(configOf(config), {}, context)
const fetchByKey = (config: Partial<GoogleSheetsConfig> = {}, serviceAccount = double.keyFile) =>
  googleSheets.fetch(configOf(config), { serviceAccount }, context)

describe('what an address says', () => {
  const id = '1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefg'
  it.each([
    [`https://docs.google.com/spreadsheets/d/${id}/edit#gid=417`, 'document', '417'],
    [`https://docs.google.com/spreadsheets/d/${id}/edit?gid=417#gid=417`, 'document', '417'],
    [`https://docs.google.com/spreadsheets/d/${id}/edit?usp=sharing`, 'document', null],
    [`https://docs.google.com/spreadsheets/u/1/d/${id}/edit?pli=1&gid=0`, 'document', '0'],
    [`https://docs.google.com/spreadsheets/d/${id}/export?format=xlsx&gid=3`, 'document', '3'],
    [`https://docs.google.com/spreadsheets/d/${id}/htmlview`, 'document', null],
    [`https://docs.google.com/spreadsheets/d/${id}`, 'document', null],
    [`https://docs.google.com/spreadsheet/ccc?key=${id}#gid=2`, 'document', '2'],
    [`https://drive.google.com/open?id=${id}`, 'document', null],
    [id, 'document', null],
    [`https://docs.google.com/spreadsheets/d/e/${id}/pub?output=csv`, 'published', null],
    [`https://docs.google.com/spreadsheets/d/e/${id}/pubhtml?gid=417&single=true`, 'published', '417'],
  ])('%s', (link, kind, gid) => {
    expect(sheetPlace(link)).toEqual({ kind, id, gid })
  })

  it.each([
    '',
    'sheet',
    'https://example.com/',
    'https://docs.google.com/document/d/abc/edit',
    'ftp://docs.google.com/spreadsheets/d/a',
  ])('%s is refused with words', (link) =>
    expect(googleSheetsConfigSchema.safeParse({ link }).success).toBe(false),
  )
})

describe('a sheet that everybody with the link may open', () => {
  it('is fetched as CSV, with the tab of the address, by one request and its redirect', async () => {
    expect(await fetchShared({ link: linkOf(417) })).toEqual({
      state: 'fetched',
      fileName: "Trip - It's more.csv",
      version: null,
    })
    const saved = await readSaved(context.path)
    expect(saved).toMatchObject({ format: 'csv', columns: ['slug', 'open'], cells: [['a', 'TRUE']] })
    expect(double.requests.map(({ url }) => url.pathname)).toEqual([
      `/spreadsheets/d/${double.id}/export`,
      '/export-data',
    ])
  })

  it('that was published is fetched by the address of what is published', async () => {
    const link = `https://docs.google.com/spreadsheets/d/e/${double.publishedId}/pubhtml?gid=417&single=true`
    await fetchShared({ link })
    expect((await readSaved(context.path)).columns).toEqual(['slug', 'open'])
  })

  it('is not read again while its tag is the same', async () => {
    double.etag = '"v1"'
    const first = await fetchShared()
    expect(first).toMatchObject({ version: '"v1"' })
    context.known = '"v1"'
    expect(await fetchShared()).toEqual({ state: 'same' })
    expect(context.saved).toBe(1)
    double.etag = '"v2"'
    expect(await fetchShared()).toMatchObject({ state: 'fetched', version: '"v2"' })
  })

  it('in truth is not: the login page is told, and how to share', async () => {
    double.isShared = false
    const { code, message } = await refusalOf(fetchShared())
    expect(code).toBe('login_page')
    expect(message).toContain('Anyone with the link')
    expect(context.saved).toBe(0)
  })

  it.each([
    ['a tab that is gone', () => ({ link: linkOf(99) }), 'source_missing', 'gid=99'],
    [
      'a sheet that is gone',
      () => ({ link: linkOf().replace(double.id, `${double.id}x`) }),
      'source_missing',
      'deleted',
    ],
    [
      'a copy that is no longer published',
      () => ({ link: 'https://docs.google.com/spreadsheets/d/e/2PACX-gone/pub' }),
      'source_missing',
      'Publish it again',
    ],
    ['a tab by its name', () => ({ sheet: 'Places' }), 'source_needs_key', 'service account'],
  ] as const)('%s is told with what to do', async (_, config, code, words) => {
    const refusal = await refusalOf(fetchShared(config()))
    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(words)
    expect(context.saved).toBe(0)
  })

  it.each([401, 403])('%d says that downloads are forbidden', async (status) => {
    double.fault = () => ({ status })
    expect((await refusalOf(fetchShared())).code).toBe('login_refused')
  })

  it('is asked for again after an error of Google, and after an answer that breaks off', async () => {
    double.fault = (_, number) => (number === 1 ? { status: 500 } : number === 3 ? 'cut' : null)
    await fetchShared()
    expect((await readSaved(context.path)).rows).toHaveLength(3)
    double.fault = () => ({ status: 502 })
    expect((await refusalOf(fetchShared())).code).toBe('source_trouble')
  })

  it('that comes as another page is told', async () => {
    double.fault = () => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Sorry</body></html>',
    })
    expect((await refusalOf(fetchShared())).code).toBe('web_page')
  })
})

describe('a sheet that is shared with a service account', () => {
  it('is read by its values, with the numbers of the sheet and nothing of blank rows', async () => {
    double.isShared = false
    expect(await fetchByKey()).toEqual({ state: 'fetched', fileName: 'Places', version: null })
    const { columns, rows, settings } = await readSaved(context.path)
    expect(settings).toMatchObject({ place: ['row', 'rows'] })
    expect(columns).toEqual(['slug', 'name', 'people'])
    expect(rows).toEqual([
      { line: 2, cells: ['berlin', 'Berlin', '3,700,000'] },
      { line: 4, cells: ['bonn', 'Bonn', ''] },
    ])
  })

  it('has its numbers raw where that is chosen', async () => {
    await fetchByKey({ values: 'raw' })
    expect((await readSaved(context.path)).cells[0]).toEqual(['berlin', 'Berlin', '3700000'])
    expect(double.requests.at(-1)!.url.searchParams.get('dateTimeRenderOption')).toBe('FORMATTED_STRING')
  })

  it('takes the tab by the address, and by its name with one request besides the token', async () => {
    await fetchByKey({ link: linkOf(417) })
    expect((await readSaved(context.path)).cells).toEqual([['a', 'TRUE']])
    double.requests.length = 0
    await fetchByKey({ sheet: "It's more" })
    expect((await readSaved(context.path)).cells).toEqual([['a', 'TRUE']])
    expect(double.requests.map(({ url }) => url.pathname.split('/')[1])).toEqual(['token', 'v4'])
  })

  it('never sends the key, and asks to read alone', async () => {
    await fetchByKey()
    const sent = JSON.stringify(double.requests)
    expect(sent).not.toContain('PRIVATE')
    expect(sent).not.toContain(double.keyFile.slice(60, 90))
  })

  it('that is not shared with it is told, and with whom to share', async () => {
    double.isSharedWithAccount = false
    const { code, message } = await refusalOf(fetchByKey())
    expect(code).toBe('login_refused')
    expect(message).toContain('reader@project')
    expect(context.saved).toBe(0)
  })

  it.each([
    ['a tab that is gone', { sheet: 'Gone' }, 'source_missing', 'no tab "Gone"'],
    [
      'a gid that is gone',
      { link: 'https://docs.google.com/spreadsheets/d/ID/edit#gid=99' },
      'source_missing',
      '"Places"',
    ],
    [
      'a published copy',
      { link: 'https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub' },
      'source_answer',
      'published copy',
    ],
  ])('%s is told with what to do', async (_, config, code, words) => {
    const link = 'link' in config ? { link: config.link!.replace('ID', double.id) } : {}
    const refusal = await refusalOf(fetchByKey({ ...config, ...link }))
    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(words)
    expect(context.saved).toBe(0)
  })

  it.each([
    ['no JSON', 'no JSON at all'],
    ['an OAuth client', JSON.stringify({ installed: { client_id: 'x' } })],
    ['half a key', JSON.stringify({ client_email: 'a@b.c' })],
    [
      'a broken key',
      JSON.stringify({
        client_email: 'a@b.c',
        private_key: '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----',
      }),
    ],
  ])('a key that is %s is told, and nothing of it', async (_, key) => {
    const { code, message } = await refusalOf(fetchByKey({}, key))
    expect(code).toBe('login_refused')
    expect(message).toContain('type JSON')
    expect(message).not.toContain('secret')
    expect(double.requests).toHaveLength(0)
  })

  it('a key that was deleted is told, and so is a wrong clock', async () => {
    const error = (error_description: string) => ({
      status: 400,
      body: { error: 'invalid_grant', error_description },
    })
    double.fault = () => error('Invalid JWT Signature.')
    expect((await refusalOf(fetchByKey())).message).toContain('Make a new key')
    double.fault = () =>
      error('Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe')
    expect((await refusalOf(fetchByKey())).message).toContain('clock of this server')
  })

  it('is read anew when the values break off, and refused when they are no JSON', async () => {
    double.fault = ({ path }, number) => (path.includes('/values/') && number === 3 ? 'cut' : null)
    await fetchByKey()
    expect((await readSaved(context.path)).rows).toHaveLength(2)
    double.fault = ({ path }) =>
      path.includes('/values/') ? { status: 200, body: '{"values":[["a"],' } : null
    expect((await refusalOf(fetchByKey())).code).toBe('source_answer')
  })

  it('that is empty is an empty table', async () => {
    double.tabs[0]!.rows = []
    await fetchByKey()
    expect(await readSaved(context.path)).toMatchObject({ columns: [], rows: [] })
  })
})
