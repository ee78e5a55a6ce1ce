import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { insertConnection, insertDataset, insertTemplate } from '../../../test/helpers/project-parts.ts'
import { setExpected } from '../../pages/page-states.ts'
import { recordAccepted } from '../../pages/record-ledger.ts'

const authorId = '11111111-1111-4111-8111-111111111111'
const at = '2030-03-14T08:00:00.000Z'
let app: TestApp
let id: string

beforeAll(async () => {
  app = await startTestApp()
  const { database } = app.program
  const { rows } = await database.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]!.id
  const rowsOfData = Array.from({ length: 7 }, (_, i) => ({
    id: `row-${i}`,
    name: i === 3 ? '=HYPERLINK("x")' : `Name ${i}`,
  }))
  const made = await app.call('POST', '/api/projects', {
    body: {
      name: 'Places',
      destination: 'wix/blog',
      datasetId: await insertDataset(database, workspaceId, rowsOfData),
      connectionId: await insertConnection(database, workspaceId),
      templateId: await insertTemplate(database, workspaceId),
      options: { authorId },
    },
  })
  id = made.body.id
  await recordAccepted(database, id, 'run_1', [
    {
      rowKey: 'row-1',
      remoteId: 'r1',
      status: 'live',
      visibility: { state: 'live' },
      title: 'Name 1',
      slug: 'row-1',
      url: 'https://acme.test/post/row-1',
      payloadHash: 'x',
      lacksImages: false,
      remoteEditedAt: null,
    },
  ])
  await setExpected(database, id, [{ rowKey: 'row-2', at: new Date(at) }])
})
afterAll(() => app.close())

const get = (path: string) => app.call('GET', `/api/projects/${id}${path}`)

it('lists by state, sorted, and goes on where a cursor says', async () => {
  const first = await get('/pages?sort=state&desc=true&limit=2')
  expect(first.body.items).toMatchObject([
    { rowKey: 'row-1', state: 'published', url: 'https://acme.test/post/row-1', error: null },
    { rowKey: 'row-2', state: 'scheduled', stateAt: at, expectedAt: at },
  ])
  const rest = await get(`/pages?sort=state&desc=true&cursor=${encodeURIComponent(first.body.nextCursor)}`)
  expect(rest.body.items.map((one: { rowKey: string }) => one.rowKey)).toEqual([
    'row-0',
    'row-3',
    'row-4',
    'row-5',
    'row-6',
  ])
  expect(rest.body).toMatchObject({ nextCursor: null, total: 7 })
  for (const query of ['sort=size', 'desc=yes', 'state=lost', 'state=published&cursor=WzEsMl0'])
    expect((await get(`/pages?${query}`)).status, query).toBe(400)
})

it('jumps to any place of a list in any order, where nothing has to be looked through', async () => {
  const keys = async (query: string) =>
    (await get(`/pages?${query}`)).body.items.map((one: { rowKey: string }) => one.rowKey)
  for (const sort of ['row', 'address', 'state', 'date'])
    for (const desc of ['true', 'false'])
      for (const state of ['', '&state=not_published']) {
        const query = `sort=${sort}&desc=${desc}${state}`
        const all = await keys(query)
        for (let offset = 0; offset <= all.length + 1; offset++)
          expect(await keys(`${query}&limit=2&offset=${offset}`), `${query} from ${offset}`).toEqual(
            all.slice(offset, offset + 2),
          )
      }
  const middle = await get('/pages?limit=2&offset=4')
  expect(middle.body).toMatchObject({ items: [{ rowKey: 'row-4' }, { rowKey: 'row-5' }], total: 7 })
  expect(await keys(`limit=2&cursor=${middle.body.nextCursor}`)).toEqual(['row-6'])
  for (const query of ['search=name', 'problem=slug_taken', 'status=live'])
    expect((await get(`/pages?${query}&offset=2`)).status, query).toBe(400)
})

it('says how many there are of each state, of all and of what a search finds', async () => {
  const states = { not_published: 5, scheduled: 1, published: 1 }
  expect((await get('/page-counts')).body).toEqual({ states, total: 7, isFilling: false })
  expect((await get('/page-counts?search=Name%201')).body).toMatchObject({
    states: { published: 1 },
    total: 1,
  })
})

it('gives the list as a file that no spreadsheet runs, and writes down who took it', async () => {
  const answer = await get('/pages.csv?sort=date')
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="pages-${id}.csv"`)
  const lines = answer.text.trim().split('\r\n')
  expect(lines).toHaveLength(8)
  expect(lines[0]).toBe('row_key,title,slug,state,state_at,expected_at,published_at,url,error')
  expect(lines.find((line) => line.startsWith('row-2'))).toBe(`row-2,Name 2,row-2,scheduled,${at},${at},,,`)
  expect(lines.find((line) => line.startsWith('row-1'))).toMatch(
    /^row-1,Name 1,row-1,published,(\S+Z),,\1,https:\/\/acme.test\/post\/row-1,$/,
  )
  expect(answer.text).toContain(`"'=HYPERLINK(""x"")"`)
  // Written down once the file has left.
  await expect
    .poll(async () => (await app.call('GET', '/api/audit-events')).body.items[0])
    .toMatchObject({ action: 'project.pages_downloaded', subject: id })
  expect((await app.call('GET', '/api/projects/nothing/pages.csv')).status).toBe(404)
})

it('plans exactly what the list shows with a filter', async () => {
  const plan = (selection: object) => app.call('POST', `/api/projects/${id}/plans`, { body: { selection } })
  const made = await plan({ filter: { state: 'not_published', search: 'name' } })
  expect(made).toMatchObject({ status: 202 })
  const { rows } = await app.program.database.query<{ scope: unknown; keys: string[] }>(
    `select scope, (select array_agg(row_key order by row_key) from plan_rows where plan_number = p.number) as keys
       from plans p where id = $1`,
    [made.body.id],
  )
  expect(rows[0]).toEqual({
    scope: { kind: 'rows', origin: 'pages', count: 4, words: '4 pages: not published, with “name”' },
    keys: ['row-0', 'row-4', 'row-5', 'row-6'],
  })
  for (const selection of [{}, { rowKeys: ['row-1'], filter: {} }, { filter: { state: 'lost' } }])
    expect((await plan(selection)).status).toBe(400)
  expect((await plan({ filter: { search: 'nowhere' } })).body.error.message).toContain('No page was chosen')
})
