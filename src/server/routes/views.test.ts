import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const save = (list: string, name: string, search: object) =>
  app.call('POST', '/api/views', { body: { list, name, search } })
const names = async (query = '') =>
  (await app.call('GET', `/api/views${query}`)).body.items.map((view: { name: string }) => view.name)

it('keeps views of a list by name, replaces one of the same name, and deletes it', async () => {
  const search = { state: 'error', desc: true, columns: ['title', 'at'] }
  const made = await save('pages:prj_1', ' Broken ', search)
  expect(made).toMatchObject({ status: 201, body: { list: 'pages:prj_1', name: 'Broken', search } })
  await save('pages:prj_1', 'all by date', { sort: 'date' })
  await save('notices', 'Unread', { state: 'unread' })
  const again = await save('pages:prj_1', 'Broken', { state: 'error' })
  expect(again.body).toMatchObject({ id: made.body.id, search: { state: 'error' } })
  expect(await names('?list=pages:prj_1')).toEqual(['all by date', 'Broken'])
  expect(await names()).toEqual(['Unread', 'all by date', 'Broken'])
  expect((await app.call('DELETE', `/api/views/${made.body.id}`)).status).toBe(204)
  expect((await app.call('DELETE', `/api/views/${made.body.id}`)).status).toBe(404)
  expect(await names('?list=pages:prj_1')).toEqual(['all by date'])
})

it('refuses a view without a name, of too much, and more of them than anybody can look through', async () => {
  expect((await save('notices', '  ', {})).status).toBe(400)
  expect((await save('notices', 'Big', { search: 'x'.repeat(1001) })).status).toBe(400)
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, 'x']))
  expect((await save('notices', 'Many', many)).status).toBe(400)
  await app.program.database.query(
    `insert into saved_views (id, user_id, list, name, search, created_at)
     select 'viw_' || n, (select id from users), 'runs', 'View ' || n, '{}', now() from generate_series(1, 498) n`,
  )
  expect((await save('runs', 'One more', {})).body.error).toMatchObject({ code: 'conflict' })
  expect((await save('runs', 'View 7', { state: 'done' })).status).toBe(201)
})

it("gives nobody's views to others", async () => {
  const { database } = app.program
  await database.query(
    `insert into users (id, workspace_id, name, email, email_key, password_hash, role)
     select 'usr_other', workspace_id, 'Otto', 'otto@example.com', 'otto@example.com', 'x', 'viewer' from users`,
  )
  await database.query(
    `insert into saved_views (id, user_id, list, name, search, created_at)
     values ('viw_other', 'usr_other', 'secrets', 'Of Otto', '{}', now())`,
  )
  expect(await names('?list=secrets')).toEqual([])
  expect((await app.call('DELETE', '/api/views/viw_other')).status).toBe(404)
})

it('remembers columns by list and whether single keys do something, and tells it with the session', async () => {
  const change = (body: object) => app.call('PATCH', '/api/account/preferences', { body })
  const preferences = async () => (await app.call('GET', '/api/session')).body.preferences
  expect(await preferences()).toEqual({ singleKeys: true, columns: {} })
  await change({ columns: { list: 'notices', shown: ['what'] } })
  await change({ singleKeys: false })
  const changed = await change({ columns: { list: 'runs', shown: ['run', 'state'] } })
  const expected = { singleKeys: false, columns: { notices: ['what'], runs: ['run', 'state'] } }
  expect(changed.body).toEqual(expected)
  expect(await preferences()).toEqual(expected)
  await change({ columns: { list: 'notices', shown: null } })
  expect((await preferences()).columns).toEqual({ runs: ['run', 'state'] })
  for (let i = 0; i < 100; i++) await change({ columns: { list: `rows:dat_${i}`, shown: ['name'] } })
  const { columns } = await preferences()
  expect([Object.keys(columns).length, columns['runs'], columns['rows:dat_99']]).toEqual([
    100,
    undefined,
    ['name'],
  ])
  expect((await change({ columns: { list: '', shown: [] } })).status).toBe(400)
})
