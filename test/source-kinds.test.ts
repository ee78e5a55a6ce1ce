// The kinds of sources in the whole program: base addresses from its settings, sites from its connections.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AirtableDouble, startAirtableDouble } from './helpers/airtable-double.ts'
import { startTestApp, type TestApp } from './helpers/app.ts'

let airtable: AirtableDouble
let app: TestApp

beforeAll(async () => {
  airtable = await startAirtableDouble(120)
  app = await startTestApp({
    config: {
      addresses: {
        AIRTABLE_API_URL: airtable.url,
        NOTION_API_URL: airtable.url,
        GOOGLE_SHEETS_URL: airtable.url,
        GOOGLE_TOKEN_URL: `${airtable.url}/token`,
      },
    },
  })
})
afterAll(async () => {
  await app.close()
  await airtable.close()
})

const tryOut = (kind: string, config: object, secrets: object = {}) =>
  app.call('POST', '/api/sources/try', { body: { kind, config, secrets } })

test('every kind says what is to be filled in and kept secret', async () => {
  const { items } = (await app.call('GET', '/api/source-kinds')).body
  expect(items.map(({ id }: { id: string }) => id)).toEqual([
    'link',
    'google-sheets',
    'airtable',
    'notion',
    'postgresql',
    'mysql',
    'wix',
  ])
  for (const { config } of items) {
    expect(Object.keys(config.properties).length).toBeGreaterThan(0)
    for (const property of Object.values(config.properties)) expect(property).toHaveProperty('title')
  }
})

test('a base address of the settings may lie on this machine, and becomes a dataset from there', async () => {
  const config = { base: `https://airtable.com/${airtable.base}/${airtable.table.id}` }
  const made = await app.call('POST', '/api/sources', {
    body: { kind: 'airtable', config, secrets: { token: airtable.token } },
  })
  expect(made.status).toBe(202)
  const id = made.body.import.id
  await expect
    .poll(async () => (await app.call('GET', `/api/imports/${id}`)).body.state, { timeout: 30_000 })
    .toBe('analysed')
  const found = (await app.call('GET', `/api/imports/${id}`)).body
  expect(found).toMatchObject({ rowCount: 120, suggestedKey: 'Record ID', format: 'rows' })
  expect(JSON.stringify(made.body)).not.toContain(airtable.token)
})

test('a database on this machine is asked only where FETCH_ALLOWED_HOSTS names it', async () => {
  const config = { host: '127.0.0.1', port: 5432, database: 'a', user: 'b', query: 'select 1' }
  for (const kind of ['postgresql', 'mysql']) {
    const { status, body } = await tryOut(kind, config, { password: 'x' })
    expect(status).toBe(400)
    expect(body.error.message).toContain('FETCH_ALLOWED_HOSTS')
  }
})

test('a Wix site is read through its connection, and only one of the workspace', async () => {
  const practice = await app.call('POST', '/api/connections/practice')
  expect(practice.status).toBeLessThan(300)
  const blog = await tryOut('wix', { connectionId: practice.body.id, what: 'blog' })
  expect(blog.body).toMatchObject({ title: 'Wix blog' })
  expect(blog.body.columns).toContain('Post ID')
  const gone = await tryOut('wix', { connectionId: practice.body.id, collection: 'Gone' })
  expect(gone.status).toBe(400)
  expect(gone.body.error.message).toContain('"Gone"')
  const none = await tryOut('wix', { connectionId: 'con_of_nobody', what: 'blog' })
  expect(none.status).toBe(400)
  expect(none.body.error.message).toContain('connection of this source')
})
