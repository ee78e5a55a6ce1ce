// Against a double of Notion's API that is written from its documentation.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type NotionDouble, notionPage, startNotionDouble } from '../../../../test/helpers/notion-double.ts'
import {
  createSourceContext,
  readSaved,
  refusalOf,
  type TestContext,
} from '../../../../test/helpers/source-context.ts'
import { type NotionConfig, notionConfigSchema, notionId } from '../../../api/sources/notion.ts'
import { notion } from './notion.ts'

let double: NotionDouble
let context: TestContext

beforeEach(async () => {
  double = await startNotionDouble()
  context = createSourceContext({ allowedHosts: [double.host], addresses: { NOTION_API_URL: double.url } })
})
afterEach(async () => {
  context.close()
  await double.close()
})

const link =
  'https://www.notion.so/acme/Places-248104cd477e80fdb757e945d38000bd?v=148104cd477e80bb928f000ce197ddf2'
const fetchIt = (config: Partial<NotionConfig> = {}, token = double.token) =>
  notion.fetch(notionConfigSchema.parse({ database: link, ...config }), { token }, context)

describe('what an address says', () => {
  const id = '248104cd-477e-80fd-b757-e945d38000bd'
  it.each([
    link,
    'https://www.notion.so/248104cd477e80fdb757e945d38000bd',
    'https://acme.notion.site/deadbeef-248104cd477e80fdb757e945d38000bd/',
    'https://www.notion.so/acme/248104cd-477e-80fd-b757-e945d38000bd?pvs=4#x',
    id,
    '248104CD477E80FDB757E945D38000BD',
  ])('%s', (text) => expect(notionId(text)).toBe(id))

  it.each(['', 'Places', 'https://www.notion.so/acme/Places', 'https://example.com/248104cd477e'])(
    '%s is refused with words',
    (database) => expect(notionConfigSchema.safeParse({ database }).success).toBe(false),
  )
})

describe('pages of Notion', () => {
  it('become rows with the id as the key and the title first', async () => {
    expect(await fetchIt()).toEqual({ state: 'fetched', fileName: 'Places', version: null })
    const { settings, columns, cells } = await readSaved(context.path)
    expect(settings).toMatchObject({ suggestedKey: 'Page ID', place: ['page', 'pages'] })
    expect(columns).toEqual(['Page ID', 'Name', 'People'])
    expect(cells[2]).toEqual(['00000000-0000-4000-8000-000000000002', 'Place 2', '2000'])
  })

  it('of every kind of property become texts', async () => {
    const properties: Record<string, Record<string, unknown>> = {
      Text: { type: 'rich_text', rich_text: [{ plain_text: 'a' }, { plain_text: ' b' }] },
      None: { type: 'number', number: null },
      Kind: { type: 'select', select: { name: 'City' } },
      NoKind: { type: 'select', select: null },
      State: { type: 'status', status: { name: 'Done' } },
      Tags: { type: 'multi_select', multi_select: [{ name: 'x' }, { name: 'y' }] },
      Day: { type: 'date', date: { start: '2026-03-01', end: null } },
      Span: { type: 'date', date: { start: '2026-03-01', end: '2026-03-05' } },
      Who: {
        type: 'people',
        people: [
          { id: 'u1', name: 'Ada' },
          { id: 'u2', person: { email: 'b@example.com' } },
        ],
      },
      Pictures: {
        type: 'files',
        files: [
          { name: 'a.png', type: 'file', file: { url: 'https://files.example.com/a?sig=1' } },
          { name: 'b.png', type: 'external', external: { url: 'https://example.com/b.png' } },
        ],
      },
      Ticked: { type: 'checkbox', checkbox: false },
      Web: { type: 'url', url: 'https://example.com' },
      Mail: { type: 'email', email: 'a@example.com' },
      Phone: { type: 'phone_number', phone_number: '+49 30 1' },
      Sum: { type: 'formula', formula: { type: 'number', number: 0.5 } },
      Said: { type: 'formula', formula: { type: 'string', string: 'hi' } },
      When: { type: 'formula', formula: { type: 'date', date: { start: '2026-01-01' } } },
      Is: { type: 'formula', formula: { type: 'boolean', boolean: true } },
      Others: { type: 'relation', relation: [{ id: 'p1' }, { id: 'p2' }], has_more: true },
      Rolled: {
        type: 'rollup',
        rollup: {
          type: 'array',
          array: [
            { type: 'select', select: { name: 'q' } },
            { type: 'number', number: 3 },
          ],
        },
      },
      Total: { type: 'rollup', rollup: { type: 'number', number: 7, function: 'sum' } },
      Made: { type: 'created_time', created_time: '2026-01-01T00:00:00.000Z' },
      By: { type: 'created_by', created_by: { id: 'u1', name: 'Ada' } },
      Number: { type: 'unique_id', unique_id: { prefix: 'PL', number: 12 } },
      Press: { type: 'button', button: {} },
    }
    double.properties = Object.fromEntries(
      Object.entries(properties).map(([name, { type }]) => [name, { type: String(type) }]),
    )
    double.pages = [notionPage(0, properties)]
    await fetchIt()
    const { columns, cells, notes } = await readSaved(context.path)
    const found = Object.fromEntries(columns.map((name, index) => [name, cells[0]![index]]))
    expect(found).toMatchObject({
      Text: 'a b',
      None: '',
      Kind: 'City',
      NoKind: '',
      State: 'Done',
      Tags: 'x, y',
      Day: '2026-03-01',
      Span: '2026-03-01/2026-03-05',
      Who: 'Ada, b@example.com',
      Pictures: 'https://files.example.com/a?sig=1, https://example.com/b.png',
      Ticked: 'false',
      Web: 'https://example.com',
      Mail: 'a@example.com',
      Phone: '+49 30 1',
      Sum: '0.5',
      Said: 'hi',
      When: '2026-01-01',
      Is: 'true',
      Others: 'p1, p2',
      Rolled: 'q, 3',
      Total: '7',
      Made: '2026-01-01T00:00:00.000Z',
      By: 'Ada',
      Number: 'PL-12',
      Press: '',
    })
    expect(notes).toEqual([
      'Of these properties nothing can be read as a text: "Press".',
      '1 page names more than 25 pages in "Others", of which Notion gives the first 25.',
    ])
    await fetchIt({ files: 'name' })
    const named = await readSaved(context.path)
    expect(named.cells[0]![named.columns.indexOf('Pictures')]).toBe('a.png, b.png')
  })

  it('are asked for 100 at a time, at most three times a second', async () => {
    double.pages = Array.from({ length: 250 }, (_, index) => notionPage(index))
    const started = context.now().getTime()
    await fetchIt()
    expect((await readSaved(context.path)).rows).toHaveLength(250)
    expect(double.queries()).toHaveLength(3)
    expect(context.now().getTime() - started).toBeGreaterThanOrEqual(4 * 333)
  })

  it('beyond the most that a query lists are reached, each once', async () => {
    double.mostResults = 120
    double.pages = Array.from({ length: 400 }, (_, index) => notionPage(index))
    // Several in the minute in which a query ends.
    for (const index of [115, 116, 117, 118, 121, 122])
      double.pages[index]!.created_time = double.pages[115]!.created_time
    await fetchIt()
    const { cells } = await readSaved(context.path)
    expect(new Set(cells.map(([id]) => id)).size).toBe(400)
    expect(cells).toHaveLength(400)
  })

  it('of one minute beyond that most are told', async () => {
    double.mostResults = 100
    double.pages = Array.from({ length: 130 }, (_, index) => ({
      ...notionPage(index),
      created_time: '2026-01-01T00:00:00.000Z',
    }))
    const { code, message } = await refusalOf(fetchIt())
    expect(code).toBe('source_answer')
    expect(message).toContain('one minute')
    expect(context.saved).toBe(0)
  })

  it('are found by the id of their data source too, and by its name where there are several', async () => {
    await fetchIt({ database: double.dataSources[0]!.id })
    expect((await readSaved(context.path)).rows).toHaveLength(3)
    double.dataSources.push({ id: '3f26ee68-df30-4251-aad4-8ddc420cba3d', name: 'Hotels' })
    const { code, message } = await refusalOf(fetchIt())
    expect(code).toBe('source_missing')
    expect(message).toContain('"Places", "Hotels"')
    expect(await fetchIt({ source: 'Hotels' })).toMatchObject({ fileName: 'Hotels' })
    expect((await refusalOf(fetchIt({ source: 'Gone' }))).message).toContain('no data source "Gone"')
  })
})

describe('when Notion fails', () => {
  it('a wrong token is told with what to do, and nothing of it', async () => {
    const { code, message } = await refusalOf(fetchIt({}, 'ntn_wrong'))
    expect(code).toBe('login_refused')
    expect(message).toContain('profile/integrations')
    expect(message).not.toContain('ntn_')
  })

  it('a database that is not shared is told with what to do', async () => {
    double.isShared = false
    const { code, message } = await refusalOf(fetchIt())
    expect(code).toBe('source_missing')
    expect(message).toContain('"Connections"')
  })

  it('a connection that may not read content is told', async () => {
    double.fault = () => ({ status: 403, body: { object: 'error', code: 'restricted_resource' } })
    expect((await refusalOf(fetchIt())).message).toContain('Read content')
  })

  it('being asked too often waits as long as Notion says', async () => {
    double.fault = (_, number) =>
      number === 3 ? { status: 429, headers: { 'retry-after': '42' }, body: {} } : null
    await fetchIt()
    expect(context.waited).toContain(42_000)
    expect((await readSaved(context.path)).rows).toHaveLength(3)
  })

  it.each([
    ['an error of its own', { status: 503, body: { code: 'service_unavailable' } }],
    ['an answer that breaks off', 'cut'],
  ] as const)('%s in the middle is tried again, and told when it stays', async (_, fault) => {
    double.pages = Array.from({ length: 250 }, (_one, index) => notionPage(index))
    double.fault = (_request, number) => (number === 4 ? fault : null)
    await fetchIt()
    expect((await readSaved(context.path)).rows).toHaveLength(250)
    double.fault = ({ path }) => (path.endsWith('/query') ? fault : null)
    expect(['source_trouble', 'network']).toContain((await refusalOf(fetchIt())).code)
  })

  it('a list of another shape changes nothing', async () => {
    double.fault = ({ path }) =>
      path.endsWith('/query')
        ? { status: 200, body: { results: [{ object: 'page' }], has_more: false, next_cursor: null } }
        : null
    expect((await refusalOf(fetchIt())).code).toBe('source_answer')
    expect(context.saved).toBe(0)
  })
})
