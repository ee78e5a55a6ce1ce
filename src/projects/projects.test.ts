import { beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import {
  insertConnection,
  insertProjectParts,
  insertTemplate,
  type ProjectParts,
} from '../../test/helpers/project-parts.ts'
import type { Database } from '../db/types.ts'
import { projectUses } from '../uses.ts'
import { createProjects, type ProjectInput, type Projects } from './projects.ts'

const authorId = '11111111-1111-4111-8111-111111111111'

describeEachDatabase('Projects', (open) => {
  let database: Database
  let projects: Projects
  let parts: ProjectParts

  beforeAll(async () => {
    ;({ database } = await open())
    projects = createProjects({ database, uses: projectUses })
    parts = await insertProjectParts(database, { rows: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })
  })

  const input = (change: Partial<ProjectInput> = {}): ProjectInput => ({
    name: 'Places',
    datasetId: parts.datasetId,
    connectionId: parts.connectionId,
    templateId: parts.templateId,
    destination: 'wix/blog',
    options: { authorId },
    ...change,
  })
  const make = (change: Partial<ProjectInput> = {}) => projects.create(parts.workspaceId, input(change))

  async function insertRun(projectId: string, state: string): Promise<string> {
    const id = `run-${Math.random()}`
    await database.query(
      `insert into plans (id, workspace_id, project_id, connection_id, state, author, destination, options,
                          row_set_id, dataset_version, template_version)
       values ($1, $2, $3, $4, 'applied', 'Dana', 'wix/blog', '{}', 's', 1, 1)`,
      [id, parts.workspaceId, projectId, parts.connectionId],
    )
    await database.query(
      `insert into runs (id, workspace_id, plan_id, project_id, connection_id, state, author, finished_at)
       values ($1, $2, $1, $3, $4, $5, 'Dana', case when $5 = 'done' then now() end)`,
      [id, parts.workspaceId, projectId, parts.connectionId, state],
    )
    return id
  }

  async function insertPage(projectId: string, rowKey: string, status: string): Promise<void> {
    await database.query(
      `insert into pages (project_id, row_key, remote_id, status, payload_hash)
       values ($1, $2, $2, $3, '')`,
      [projectId, rowKey, status],
    )
  }

  test('show their four parts, what is published, and their runs', async () => {
    const { id } = await make()
    await insertPage(id, 'a', 'live')
    await insertPage(id, 'b', 'draft')
    await insertPage(id, 'c', 'removed')
    const runId = await insertRun(id, 'publishing')
    expect(await projects.get(parts.workspaceId, id)).toMatchObject({
      name: 'Places',
      dataset: { id: parts.datasetId, name: 'Places', rowCount: 3 },
      connection: { id: parts.connectionId, name: 'Acme Tiles', kind: 'wix', status: 'active' },
      template: { id: parts.templateId, version: 1 },
      published: { live: 1, drafts: 1, gone: 0 },
      activeRunId: runId,
      lastRunId: runId,
    })
    await database.query(`update runs set state = 'done', finished_at = now() where id = $1`, [runId])
    expect(await projects.get(parts.workspaceId, id)).toMatchObject({ activeRunId: null, lastRunId: runId })
  })

  test('keep the options as the destination reads them, defaults filled in', async () => {
    expect((await make()).options).toEqual({ authorId, mode: 'publish' })
  })

  test('refuse options that do not fit, and say which', async () => {
    await expect(make({ options: {} })).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('authorId'),
      details: { issues: [{ path: ['authorId'] }] },
    })
    await expect(make({ options: { authorId, mode: 'later' } })).rejects.toMatchObject({
      code: 'bad_request',
    })
  })

  test('refuse parts that do not exist, and parts of another workspace', async () => {
    const foreign = await insertProjectParts(database)
    for (const change of [
      { datasetId: foreign.datasetId },
      { connectionId: foreign.connectionId },
      { templateId: foreign.templateId },
      { datasetId: 'nothing' },
      { destination: 'wix/events' },
    ]) {
      await expect(make(change), JSON.stringify(change)).rejects.toMatchObject({ code: 'bad_request' })
    }
  })

  test('refuse a template made for another destination', async () => {
    const templateId = await insertTemplate(database, parts.workspaceId, { destination: 'wix/cms' })
    await expect(make({ templateId })).rejects.toMatchObject({
      message: expect.stringContaining('made for wix/cms'),
    })
  })

  test('are seen in their own workspace only', async () => {
    const { id } = await make()
    const other = await insertProjectParts(database)
    await expect(projects.get(other.workspaceId, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(projects.record(other.workspaceId, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(projects.update(other.workspaceId, id, { name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(projects.remove(other.workspaceId, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await projects.list(other.workspaceId)).toEqual([])
    expect((await projects.list(parts.workspaceId)).some((project) => project.id === id)).toBe(true)
  })

  test('change only what is named', async () => {
    const { id } = await make()
    const renamed = await projects.update(parts.workspaceId, id, { name: 'Other' })
    expect(renamed).toMatchObject({ name: 'Other', options: { authorId, mode: 'publish' } })
    const changed = await projects.update(parts.workspaceId, id, { options: { authorId, mode: 'draft' } })
    expect(changed).toMatchObject({ name: 'Other', options: { mode: 'draft' } })
  })

  test('do not move to another site with pages on the old one, but to other credentials of the same', async () => {
    const { id } = await make()
    const elsewhere = await insertConnection(database, parts.workspaceId, { siteId: 'site-2' })
    const again = await insertConnection(database, parts.workspaceId, { siteId: 'site-1' })
    expect(await projects.update(parts.workspaceId, id, { connectionId: elsewhere })).toBeTruthy()
    await projects.update(parts.workspaceId, id, { connectionId: parts.connectionId })
    await insertPage(id, 'a', 'live')
    await expect(projects.update(parts.workspaceId, id, { connectionId: elsewhere })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await projects.update(parts.workspaceId, id, { connectionId: again })).connection.id).toBe(again)
  })

  test('cannot be deleted while a run is on its way', async () => {
    const { id } = await make()
    const runId = await insertRun(id, 'paused')
    await expect(projects.remove(parts.workspaceId, id)).rejects.toMatchObject({ code: 'conflict' })
    await database.query(`update runs set state = 'cancelled', finished_at = now() where id = $1`, [runId])
    await projects.remove(parts.workspaceId, id)
    await expect(projects.get(parts.workspaceId, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('go with everything that was recorded for them, and nothing else', async () => {
    const [{ id }, { id: kept }] = [await make(), await make()]
    for (const projectId of [id, kept]) {
      const runId = await insertRun(projectId, 'done')
      await insertPage(projectId, 'a', 'live')
      await database.query(
        `insert into plan_items (plan_number, row_key, position, action)
         select (select number from plans where id = $1), 'row-' || n, n, 'create' from generate_series(1, 5000) n`,
        [runId],
      )
      await database.query(
        `insert into run_items (run_id, row_key, position, action, state) values ($1, 'a', 0, 'create', 'accepted')`,
        [runId],
      )
      await database.query(
        `insert into page_problems (project_id, code, row_key, problem) values ($1, 'x', 'a', '{}')`,
        [projectId],
      )
    }
    await projects.remove(parts.workspaceId, id)
    const count = async (table: string, where: string) =>
      (await database.query<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`)).rows[0]
        ?.n
    for (const table of ['pages', 'plans', 'runs', 'page_problems']) {
      expect(await count(table, `project_id = '${id}'`), table).toBe(0)
      expect(await count(table, `project_id = '${kept}'`), table).toBe(1)
    }
    const ofKept = `plan_number in (select number from plans where project_id = '${kept}')`
    expect(await count('plan_items', ofKept)).toBe(5000)
    expect(await count('plan_items', `not plan_number in (select number from plans)`)).toBe(0)
  })
})
