import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { insertConnection, insertDataset, insertTemplate } from '../../../test/helpers/project-parts.ts'

let app: TestApp
let id: string

beforeAll(async () => {
  app = await startTestApp()
  const { database } = app.program
  const { rows } = await database.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]!.id
  const places = Array.from({ length: 8 }, (_, at) => ({
    id: `row-${at}`,
    name: `Place ${at}`,
    type: at < 3 ? 'Café' : 'Bar',
  }))
  const body = {
    name: 'Places',
    destination: 'wix/blog',
    datasetId: await insertDataset(database, workspaceId, places),
    connectionId: await insertConnection(database, workspaceId),
    templateId: await insertTemplate(database, workspaceId),
    options: { authorId: '11111111-1111-4111-8111-111111111111' },
  }
  id = (await app.call('POST', '/api/projects', { body })).body.id
  // Six pages on the site, one of a row that has left the data; the first was published long ago.
  await database.query(
    `insert into pages (project_id, row_key, remote_id, status, visibility, title, slug, url, payload_hash, published_at)
     select $1, k, 'post-' || k, 'live', 'live', 'Title of ' || k, k, 'https://acme.test/' || k, 'x',
            case when k = 'row-0' then now() - interval '200 days' else now() end
       from unnest($2::text[]) k`,
    [id, ['row-0', 'row-1', 'row-2', 'row-3', 'row-4', 'old']],
  )
  await database.query(
    `update pages set down = '{"how": "draft", "by": "take_down", "runId": "run_1", "at": "2026-11-01T08:00:00Z"}',
            visibility = 'down', status = 'draft' where project_id = $1 and row_key = 'row-4'`,
    [id],
  )
})
afterAll(() => app.close())

const of = (path: string) => `/api/projects/${id}/${path}`
const preview = async (pages: object) =>
  (await app.call('POST', of('take-down/preview'), { body: { pages } })).body
const counted = async (filter: object) => (await preview({ filter })).count

it('says before anything is planned how many pages are meant, a few of them, and where they can go', async () => {
  expect(await preview({ filter: {} })).toMatchObject({
    count: 5,
    sample: [{ rowKey: 'old', title: 'Title of old', url: 'https://acme.test/old' }, {}, {}, {}, {}],
    hows: [
      { how: 'draft', isFinal: false, note: expect.stringMatching(/\w/) },
      { how: 'trash', isFinal: false },
    ],
    warnings: [],
  })
  expect(await preview({ rowKeys: ['row-0', 'row-4', 'row-7', 'nobody'] })).toMatchObject({
    count: 2,
    warnings: [
      '2 chosen rows have no page in Wix, so nothing happens with them.',
      '1 page is down already and only taken further where that is chosen.',
    ],
  })
})

it('finds pages by age, column, text, state and the version of the template', async () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  expect(await counted({ publishedBefore: ago(90) })).toBe(1)
  expect(await counted({ olderThanDays: 90 })).toBe(1)
  expect(await counted({ olderThanDays: 365 })).toBe(0)
  expect(await counted({ where: [{ column: 'type', value: 'Café' }] })).toBe(3)
  expect(await counted({ search: 'of OLD' })).toBe(1)
  expect(await counted({ state: 'published' })).toBe(5)
  expect(await counted({ state: 'down' })).toBe(1)
  expect(await counted({ templateVersion: 1 })).toBe(0)
  const { status, body } = await app.call('POST', of('take-down/preview'), {
    body: { pages: { filter: { where: [{ column: 'kind', value: 'x' }] } } },
  })
  expect([status, body.error.message]).toEqual([
    400,
    'The data has no column "kind". It has: id, name, type.',
  ])
})

it('plans a take-down and a bring back of these pages alone', async () => {
  const pages = { filter: { where: [{ column: 'type', value: 'Café' }] } }
  const down = await app.call('POST', of('take-down'), { body: { pages, how: 'draft' } })
  expect(down).toMatchObject({
    status: 202,
    body: {
      scope: {
        kind: 'rows',
        origin: 'take_down',
        how: 'draft',
        count: 3,
        words: '3 pages: where type is Café',
      },
    },
  })
  const back = await app.call('POST', of('bring-back'), { body: { pages: { filter: {} } } })
  expect(back).toMatchObject({
    status: 202,
    body: { scope: { kind: 'rows', origin: 'bring_back', count: 1, words: 'all 1 page' } },
  })
})

it('refuses what cannot be, in words', async () => {
  const wrong = async (path: string, body: object) => {
    const answer = await app.call('POST', of(path), { body })
    expect(answer.status).toBe(400)
    return answer.body.error.message as string
  }
  const pages = { rowKeys: ['row-1'] }
  expect(await wrong('take-down', { pages, how: 'deleted' })).toMatch(/Choose one of: draft, trash/)
  expect(await wrong('take-down', { pages: { rowKeys: ['row-7'] }, how: 'draft' })).toMatch(
    /nothing to take down/,
  )
  expect(await wrong('bring-back', { pages })).toMatch(/nothing to bring back/)
  expect(await wrong('bring-back', { pages: {} })).toMatch(/not both/)
})
