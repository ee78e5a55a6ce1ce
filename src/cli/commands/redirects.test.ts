import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { insertConnection, insertDataset, insertTemplate } from '../../../test/helpers/project-parts.ts'
import { savePlanRedirects } from '../../redirects/plan-store.ts'
import type { RedirectChange } from '../../redirects/redirect.ts'
import { insertRunRedirects, settleChanges } from '../../redirects/run-store.ts'
import { createTestCli, type TestCli } from '../test-cli.ts'

let app: TestApp
let cli: TestCli

const change = (rowKey: string, from: string, to: string, before: string | null = null): RedirectChange => {
  const redirect = { id: rowKey, from, to, isGroup: false, language: null }
  const was = before === null ? null : { ...redirect, id: `was-${rowKey}`, to: before }
  return {
    rowKey,
    cause: before === null ? 'move' : 'chain',
    was,
    makes: redirect,
    isForeign: was !== null,
    isOurs: was === null,
  }
}
const changes = [change('a', '/post/a', '/post/b'), change('a', '/flyer', '/post/b', '/post/a')]

beforeAll(async () => {
  app = await startTestApp({ listen: true })
  cli = createTestCli({ SEOMATIC_URL: app.url, SEOMATIC_TOKEN: app.token })
  const { database } = app.program
  const { rows } = await database.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]!.id
  const connectionId = await insertConnection(database, workspaceId)
  const { body } = await app.call('POST', '/api/projects', {
    body: {
      name: 'Places',
      destination: 'wix/blog',
      datasetId: await insertDataset(database, workspaceId, [{ id: 'a' }]),
      connectionId,
      templateId: await insertTemplate(database, workspaceId),
      options: { authorId: '11111111-1111-4111-8111-111111111111' },
    },
  })
  const made = await database.query<{ number: number }>(
    `insert into plans (id, workspace_id, project_id, connection_id, state, author, destination, options, row_set_id,
                        dataset_version, template_version)
     values ('plan_1', $1, $2, $3, 'ready', 'Dana', 'wix/blog', '{}', 's', 1, 1) returning number`,
    [workspaceId, body.id, connectionId],
  )
  await savePlanRedirects(database, made.rows[0]!.number, changes, [])
  await database.query(
    `insert into runs (id, workspace_id, plan_id, project_id, connection_id, state, author)
     values ('run_1', $1, 'plan_1', $2, $3, 'done', 'Dana')`,
    [workspaceId, body.id, connectionId],
  )
  await database.transaction(async (tx) => {
    const worked = { changes, standing: [], left: [] }
    await insertRunRedirects(tx, { runId: 'run_1', projectId: body.id }, worked)
    const problem = { code: 'redirect_refused', severity: 'warning', message: 'Wix refused it.' } as const
    await settleChanges(tx, 'run_1', [
      { position: 0, problem: null },
      { position: 1, problem },
    ])
  })
})
afterAll(async () => {
  cli?.remove()
  await app?.close()
})

test('what a plan would do is listed one by one, what is not ours first', async () => {
  const { json } = await cli.run(['redirects', 'plan', 'plan_1', '--json'])
  expect(json.items).toMatchObject([
    { from: '/flyer', to: '/post/b', before: '/post/a', kind: 'retarget', isForeign: true },
    { from: '/post/a', to: '/post/b', before: null, kind: 'create', isForeign: false },
  ])
  expect((await cli.run(['redirects', 'plan', 'plan_1'])).stdout).toContain('not ours')
})

test('what runs did is listed and searched, page by page', async () => {
  const first = (await cli.run(['redirects', 'list', 'Places', '--limit', '1', '--json'])).json
  expect(first.items).toMatchObject([{ from: '/post/a', state: 'done', runId: 'run_1' }])
  const rest = await cli.run(['redirects', 'list', 'Places', '--cursor', first.nextCursor, '--json'])
  expect(rest.json.items).toMatchObject([
    { from: '/flyer', state: 'left', problem: { code: 'redirect_refused' } },
  ])
  const found = await cli.run(['redirects', 'list', 'Places', '--search', 'flyer', '--run', 'run_1'])
  expect(found.stdout).toContain('Wix refused it.')
  expect(found.stdout).not.toContain('/post/a ')
  expect((await cli.run(['redirects', 'list', 'Places', '--cursor', 'nonsense'])).code).not.toBe(0)
})

test('a new project leads moved pages on, and where removed ones lead is chosen by a flag', async () => {
  expect((await cli.run(['projects', 'show', 'Places'])).stdout).toContain('Pages that move leave a redirect')
  const changed = await cli.run(['projects', 'update', 'Places', '--redirect-removals', '/blog', '--json'])
  expect(changed.json.redirects).toEqual({ moves: true, removals: 'page', path: '/blog' })
  const off = await cli.run(['projects', 'update', 'Places', '--redirect-moves', 'no', '--json'])
  expect(off.json.redirects).toEqual({ moves: false, removals: 'page', path: '/blog' })
  expect((await cli.run(['projects', 'update', 'Places', '--redirect-removals', 'moon'])).code).toBe(2)
})
