import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertProjectParts } from '../../test/helpers/project-parts.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { projectsOfTemplate } from '../projects/project-store.ts'
import {
  createTemplate,
  findTemplateVersion,
  getTemplate,
  listTemplates,
  removeTemplate,
  updateTemplate,
} from './store.ts'

describeEachDatabase('templates', (open) => {
  let database: Database
  const ws = 'wsp_1'
  const input = { name: 'Post', destination: 'wix/blog', fields: { title: '{{ name }}' } }

  beforeAll(async () => {
    database = (await open()).database
    await database.query(`insert into workspaces (id, name) values ($1, 'One')`, [ws])
  })

  async function failure(work: Promise<unknown>): Promise<AppError> {
    const error = await work.then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    )
    if (error instanceof AppError) return error
    throw error
  }

  it('keeps every version that was saved', async () => {
    const made = await createTemplate(database, ws, 'Ann', input)
    expect(made).toMatchObject({ version: 1, ...input })
    const saved = await updateTemplate(database, ws, 'Ben', made.id, {
      fields: { title: 'New {{ name }}' },
      expectedVersion: 1,
    })
    expect(saved).toMatchObject({ version: 2, name: 'Post', fields: { title: 'New {{ name }}' } })
    expect(await getTemplate(database, ws, made.id)).toEqual(saved)
    expect(await findTemplateVersion(database, made.id, 1)).toEqual(input.fields)
    expect(await findTemplateVersion(database, made.id, 2)).toEqual({ title: 'New {{ name }}' })
    expect(await findTemplateVersion(database, made.id, 3)).toBeNull()
  })

  it('refuses to save over a version somebody else saved, and says who and when', async () => {
    const made = await createTemplate(database, ws, 'Ann', input)
    await updateTemplate(database, ws, 'Ben', made.id, { name: 'Renamed', expectedVersion: 1 })
    const error = await failure(
      updateTemplate(database, ws, 'Ann', made.id, { name: 'Mine', expectedVersion: 1 }),
    )
    expect(error.code).toBe('stale')
    expect(error.message).toMatch(
      /Ben saved this template in the meantime \(version 2, \d{4}-\d\d-\d\d \d\d:\d\d UTC\)/,
    )
    expect(error.details).toMatchObject({ version: 2, savedBy: 'Ben' })
    expect((await getTemplate(database, ws, made.id)).name).toBe('Renamed')
  })

  it('lets one of two that save at once win', async () => {
    const made = await createTemplate(database, ws, 'Ann', input)
    const save = (name: string) => updateTemplate(database, ws, name, made.id, { name, expectedVersion: 1 })
    const results = await Promise.allSettled([save('Ben'), save('Cleo')])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await getTemplate(database, ws, made.id)).version).toBe(2)
  })

  it('cannot be removed while a project uses it', async () => {
    const parts = await insertProjectParts(database)
    await database.query(
      `insert into projects (id, workspace_id, name, dataset_id, connection_id, template_id, destination)
       values ('prj_1', $1, 'The project', $2, $3, $4, 'wix/blog')`,
      [parts.workspaceId, parts.datasetId, parts.connectionId, parts.templateId],
    )
    const error = await failure(
      removeTemplate(database, parts.workspaceId, parts.templateId, projectsOfTemplate),
    )
    expect(error.code).toBe('conflict')
    expect(error.message).toContain('"The project"')
    await database.query(`delete from projects where id = 'prj_1'`)
    await removeTemplate(database, parts.workspaceId, parts.templateId, projectsOfTemplate)
    expect((await failure(getTemplate(database, parts.workspaceId, parts.templateId))).code).toBe('not_found')
  })

  it('shows nothing of another workspace', async () => {
    const made = await createTemplate(database, ws, 'Ann', input)
    for (const work of [
      () => getTemplate(database, 'wsp_2', made.id),
      () => updateTemplate(database, 'wsp_2', 'Eve', made.id, { name: 'x', expectedVersion: 1 }),
      () => removeTemplate(database, 'wsp_2', made.id, projectsOfTemplate),
    ]) {
      expect((await failure(work())).code).toBe('not_found')
    }
    expect(await listTemplates(database, 'wsp_2')).toEqual([])
    expect((await listTemplates(database, ws)).map((one) => one.id)).toContain(made.id)
  })
})
