import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import {
  insertConnection,
  insertDataset,
  insertTemplate,
  postFields,
} from '../../../test/helpers/project-parts.ts'
import type { Database } from '../../db/types.ts'

const authorId = '11111111-1111-4111-8111-111111111111'
let app: TestApp
let database: Database
let input: Record<string, unknown>

beforeAll(async () => {
  app = await startTestApp()
  database = app.program.database
  const { rows } = await database.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]!.id
  const rowsOfData = Array.from({ length: 120 }, (_, i) => ({
    id: `row-${i}`,
    name: i < 2 ? 'Same' : `Name ${i}`,
  }))
  input = {
    name: 'Places',
    destination: 'wix/blog',
    datasetId: await insertDataset(database, workspaceId, rowsOfData),
    connectionId: await insertConnection(database, workspaceId),
    templateId: await insertTemplate(database, workspaceId),
    options: { authorId },
  }
})
afterAll(() => app.close())

async function makeProject(): Promise<string> {
  const made = await app.call('POST', '/api/projects', { body: input })
  expect(made.status).toBe(201)
  return made.body.id
}

it('lists projects as a query asks: found, narrowed and sorted, either way', async () => {
  const ids = new Map<string, string>()
  for (const name of ['List 10', 'List 9', 'Other']) {
    const made = await app.call('POST', '/api/projects', { body: { ...input, name } })
    ids.set(name, made.body.id)
  }
  const names = async (query: string) =>
    (await app.call('GET', `/api/projects?${query}`)).body.items.map(({ name }: { name: string }) => name)
  expect(await names('search=list&sort=name')).toEqual(['List 9', 'List 10'])
  expect(await names('search=LIST&sort=name&desc=true')).toEqual(['List 10', 'List 9'])
  expect(await names('search=list&stage=published')).toEqual([])
  expect(await names('search=list&stage=unpublished')).toHaveLength(2)
  expect(await names('search=list&site=con_of_nobody')).toEqual([])
  expect(await names(`search=other&site=${input['connectionId']}`)).toEqual(['Other'])
  expect((await app.call('GET', '/api/projects?sort=moon')).status).toBe(400)
  for (const id of ids.values()) await app.call('DELETE', `/api/projects/${id}`)
})

it('needs a login for everything', async () => {
  for (const [method, path] of [
    ['GET', '/api/projects'],
    ['POST', '/api/projects'],
    ['PATCH', '/api/projects/x'],
    ['DELETE', '/api/projects/x'],
    ['GET', '/api/projects/x/pages'],
    ['GET', '/api/projects/x/pages/y'],
    ['POST', '/api/projects/x/preview'],
    ['POST', '/api/projects/x/check'],
  ] as const) {
    expect((await app.call(method, path, { as: 'nobody', body: {} })).status, path).toBe(401)
  }
})

it('makes, lists, changes and deletes a project, and writes down who did', async () => {
  const id = await makeProject()
  expect((await app.call('GET', '/api/projects')).body.items.map((one: { id: string }) => one.id)).toContain(
    id,
  )
  const renamed = await app.call('PATCH', `/api/projects/${id}`, { body: { name: 'Other' } })
  expect(renamed.body).toMatchObject({
    id,
    name: 'Other',
    dataset: { rowCount: 120 },
    published: { live: 0 },
  })
  expect((await app.call('DELETE', `/api/projects/${id}`)).status).toBe(204)
  expect((await app.call('GET', `/api/projects/${id}`)).status).toBe(404)
  const { rows } = await database.query<{ action: string }>(
    'select action from audit_events where subject = $1 order by id',
    [id],
  )
  expect(rows.map((row) => row.action)).toEqual(['project.created', 'project.changed', 'project.deleted'])
})

it('refuses what does not fit, with words', async () => {
  const noAuthor = await app.call('POST', '/api/projects', { body: { ...input, options: {} } })
  expect(noAuthor).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } })
  expect(noAuthor.body.error.message).toContain('authorId')
  expect((await app.call('POST', '/api/projects', { body: { ...input, name: '' } })).status).toBe(400)
  expect((await app.call('POST', '/api/projects', { body: { ...input, datasetId: 'none' } })).status).toBe(
    400,
  )
})

it('walks the pages of a project by cursor', async () => {
  const id = await makeProject()
  const first = await app.call('GET', `/api/projects/${id}/pages?limit=100`)
  expect(first.body).toMatchObject({ total: 120, nextCursor: expect.any(String) })
  expect(first.body.items[0]).toMatchObject({ rowKey: 'row-0', title: 'Same', slug: 'row-0', status: 'new' })
  const second = await app.call('GET', `/api/projects/${id}/pages?limit=100&cursor=${first.body.nextCursor}`)
  expect(second.body.items).toHaveLength(20)
  expect(second.body.nextCursor).toBeNull()
  expect((await app.call('GET', `/api/projects/${id}/pages?cursor=nonsense`)).status).toBe(400)
})

it('shows one page, and a row with texts that were not saved', async () => {
  const id = await makeProject()
  const saved = await app.call('GET', `/api/projects/${id}/pages/row-5`)
  expect(saved.body).toMatchObject({ rowKey: 'row-5', problems: [], published: null })
  expect(JSON.parse(saved.body.payload)).toMatchObject({
    title: 'Name 5',
    seoSlug: 'row-5',
    memberId: authorId,
  })
  const unsaved = await app.call('POST', `/api/projects/${id}/preview`, {
    body: { fields: { ...postFields, title: 'New {{ row.name }}' }, rowKey: 'row-5' },
  })
  expect(JSON.parse(unsaved.body.payload).title).toBe('New Name 5')
  expect((await app.call('GET', `/api/projects/${id}/pages/none`)).status).toBe(404)
})

it('checks all pages in the background and groups what it finds', async () => {
  const id = await makeProject()
  const started = await app.call('POST', `/api/projects/${id}/check`, { body: {} })
  expect(started).toMatchObject({ status: 202, body: { state: 'running', pages: 120 } })
  await expect
    .poll(async () => (await app.call('GET', `/api/projects/${id}/check`)).body, { timeout: 60_000 })
    .toMatchObject({
      state: 'done',
      checked: 120,
      withErrors: 0,
      groups: [{ code: 'duplicate_title', count: 2 }],
    })
  const found = await app.call('GET', `/api/projects/${id}/pages?problem=duplicate_title`)
  expect(found.body.items.map((item: { rowKey: string }) => item.rowKey)).toEqual(['row-0', 'row-1'])
})
