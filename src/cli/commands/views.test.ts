import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { insertConnection, insertDataset, insertTemplate } from '../../../test/helpers/project-parts.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'
import { addressOf, readSearch } from './views.ts'

let app: TestApp
let cli: TestCli
let projectId: string

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const { database } = app.program
  const { rows } = await database.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]!.id
  const places = ['b', 'c', 'a'].map((id) => ({ id, name: `Place ${id}` }))
  const made = await app.call('POST', '/api/projects', {
    body: {
      name: 'Guide',
      destination: 'wix/blog',
      datasetId: await insertDataset(database, workspaceId, places),
      connectionId: await insertConnection(database, workspaceId),
      templateId: await insertTemplate(database, workspaceId),
      options: { authorId: '11111111-1111-4111-8111-111111111111' },
    },
  })
  projectId = made.body.id
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

it('reads a view as it stands in an address, and writes it so again', () => {
  const search = { state: 'error', desc: true, first: 5, columns: ['title', 'c:Prix, brut'], search: 'a b' }
  expect(readSearch('?state=error&desc=true&first=5&columns=["title","c:Prix, brut"]&search=a%20b')).toEqual(
    search,
  )
  expect(readSearch(addressOf(search))).toEqual(search)
  expect(() => readSearch('')).toThrow('such as state=error')
})

it('saves a view of the pages of a project, lists them by it, and deletes it', async () => {
  const saved = await cli.run([
    'views',
    'save',
    `pages:${projectId}`,
    'Backwards',
    'sort=address&desc=true&columns=["title"]',
    '--json',
  ])
  expect(saved.json).toMatchObject({ name: 'Backwards', search: { sort: 'address', columns: ['title'] } })
  const keys = async (...options: string[]) => {
    const { json } = await cli.run(['pages', 'list', 'Guide', ...options, '--json'])
    return json.items.map((page: { rowKey: string }) => page.rowKey)
  }
  expect(await keys('--view', 'backwards')).toEqual(['c', 'b', 'a'])
  expect(await keys('--view', 'backwards', '--sort', 'row')).toEqual(['a', 'c', 'b'])
  const none = await cli.run(['pages', 'list', 'Guide', '--view', 'Forwards'])
  expect(none.code).toBe(1)
  expect(none.stderr).toContain('There are "Backwards".')
  expect((await cli.run(['views', 'list'])).stdout).toContain('desc=true&sort=address&columns=["title"]')
  expect((await cli.run(['views', 'delete', saved.json.id])).stdout).toContain('Deleted the view')
})

it('switches single keys off', async () => {
  const { stdout } = await cli.run(['account', 'preferences', '--single-keys', 'off'])
  expect(stdout).toBe('Single keys are off.\n')
  expect((await cli.run(['account', 'preferences', '--json'])).json).toEqual({
    singleKeys: false,
    columns: {},
  })
})
