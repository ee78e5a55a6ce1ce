// What helps whoever writes a template: which row to look at, and how many rows take each branch.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { immediateJobs } from '../../test/helpers/immediate-jobs.ts'
import { insertProjectParts, postFields } from '../../test/helpers/project-parts.ts'
import { insertRowSet } from '../../test/helpers/row-set.ts'
import { datasetVersion } from '../data/datasets.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { createProjects, type Projects } from '../projects/projects.ts'
import { updateTemplate } from '../templates/store.ts'
import { projectUses } from '../uses.ts'
import { createCoverage, type TemplateCoverage } from './coverage.ts'
import { createPageRenderers, type PageRenderers } from './page-renderers.ts'
import { createPages, type Pages } from './pages.ts'
import { pickRow } from './pick-row.ts'

let renderers: PageRenderers
beforeAll(() => {
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(() => renderers.close())

describeEachDatabase('Aids for writing a template', (open) => {
  let database: Database
  let projects: Projects
  let pages: Pages
  let coverage: TemplateCoverage
  let project: { id: string; workspaceId: string; datasetId: string; templateId: string }
  const rows = Array.from({ length: 40 }, (_, i) => ({
    id: `row-${String(i).padStart(2, '0')}`,
    name: i === 7 ? 'A very long name that goes on and on for a while' : i === 9 ? '' : `Name ${i}`,
    country: i % 4 === 0 || i === 9 ? '' : 'Andorra',
  }))
  const body =
    '<p>{{ row.name }}</p>{% if row.country != blank %}<p>{{ row.country }}</p>{% elsif row.name == "nobody" %}x{% endif %}'

  beforeAll(async () => {
    ;({ database } = await open())
    projects = createProjects({ database, uses: projectUses })
    const deps = { database, jobs: immediateJobs(), projects, renderers, logger: silentLogger }
    pages = createPages(deps, { works: true })
    coverage = createCoverage(deps, { works: true })
    const parts = await insertProjectParts(database, { rows, fields: { ...postFields, body } })
    const options = { authorId: '11111111-1111-4111-8111-111111111111' }
    const { id } = await projects.create(parts.workspaceId, {
      ...{ name: 'Places', destination: 'wix/blog', options },
      ...parts,
    })
    project = { ...parts, id }
  })

  const pick = async (choice: Parameters<Pages['pick']>[2], from?: string) =>
    (await pages.pick(project.workspaceId, project.id, choice, from)).rowKey

  test('a row leads to the next and the one before, and says where they end', async () => {
    expect(await pick('next')).toBe('row-00')
    expect(await pick('next', 'row-03')).toBe('row-04')
    expect(await pick('previous', 'row-03')).toBe('row-02')
    expect(await pages.pick(project.workspaceId, project.id, 'next', 'row-39')).toEqual({
      rowKey: null,
      reason: 'This is the last row.',
    })
    expect(await pick('previous', 'row-00')).toBeNull()
  })

  test('the longest and the emptiest row are found, and asked again the next of them', async () => {
    expect(await pick('longest', 'row-01')).toBe('row-07')
    expect(await pick('longest', 'row-07')).not.toBe('row-07')
    expect(await pick('emptiest')).toBe('row-09')
    expect(await pick('emptiest', 'row-09')).toBe('row-00')
  })

  test('any row is another than the one that is looked at', async () => {
    const { rowSetId } = (await datasetVersion(database, project.datasetId))!
    const place = { projectId: project.id, rowSetId }
    const at = async (random: number, from: string) =>
      (await pickRow({ database, random: () => random }, place, 'random', from)).rowKey
    expect(await at(0, 'row-20')).toBe('row-00')
    expect(await at(0, 'row-00')).toBe('row-01')
    expect(await at(0.999_999, 'row-39')).toBe('row-00')
  })

  test('a row with a problem is found from the last check, round and round', async () => {
    expect(await pages.pick(project.workspaceId, project.id, 'problem')).toEqual({
      rowKey: null,
      reason: 'These pages were never checked. Check them first.',
    })
    await pages.check(project.workspaceId, project.id)
    expect(await pick('problem')).toBe('row-09')
    expect(await pick('problem', 'row-09')).toBe('row-09')
  })

  test('rows are counted by branch, and again when the template or the data change', async () => {
    const { workspaceId, id, templateId, datasetId } = project
    expect(await coverage.get(workspaceId, id)).toMatchObject({ state: 'none', branches: [] })
    const counted = await coverage.start(workspaceId, id)
    expect(counted).toMatchObject({
      state: 'done',
      isCurrent: true,
      templateVersion: 1,
      rows: 40,
      counted: 40,
      failed: 0,
    })
    expect(counted.branches.map(({ field, kind, line, rows: n, of }) => [field, kind, line, n, of])).toEqual([
      ['body', 'if', 1, 29, 40],
      ['body', 'elsif', 1, 0, 40],
      ['body', 'none', 1, 11, 40],
    ])
    await updateTemplate(database, workspaceId, 'Ben', templateId, {
      fields: { ...postFields, body: '{{ row.country | default_if_blank: "?" }}' },
      expectedVersion: 1,
    })
    expect(await coverage.get(workspaceId, id)).toMatchObject({ isCurrent: false, templateVersion: 1 })
    expect((await coverage.start(workspaceId, id)).branches).toMatchObject([{ kind: 'fallback', rows: 11 }])
    const fewer = await insertRowSet(database, rows.slice(0, 5))
    await database.query('update datasets set row_set_id = $2, version = version + 1 where id = $1', [
      datasetId,
      fewer,
    ])
    expect(await coverage.get(workspaceId, id)).toMatchObject({
      isCurrent: false,
      templateVersion: 2,
      rows: 40,
    })
    expect(await coverage.start(workspaceId, id)).toMatchObject({ isCurrent: true, rows: 5, counted: 5 })
  })
})
