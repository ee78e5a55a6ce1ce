import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { immediateJobs } from '../../test/helpers/immediate-jobs.ts'
import { insertProjectParts, type ProjectParts, postFields } from '../../test/helpers/project-parts.ts'
import { insertRowSet } from '../../test/helpers/row-set.ts'
import { createColumnReadings } from '../data/columns/column-readings.ts'
import { datasetVersion } from '../data/datasets.ts'
import { insertCellNotes } from '../data/rows/cell-notes.ts'
import type { Database } from '../db/types.ts'
import { silentLogger } from '../logger.ts'
import { createProjects, type Projects } from '../projects/projects.ts'
import { projectUses } from '../uses.ts'
import { indexPages } from './index-pages.ts'
import { createPageRenderers, type PageRenderers } from './page-renderers.ts'
import { createPages, type Pages } from './pages.ts'

const authorId = '11111111-1111-4111-8111-111111111111'
let renderers: PageRenderers

beforeAll(() => {
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(() => renderers.close())

describeEachDatabase('Pages', (open) => {
  let database: Database
  let projects: Projects
  let pages: Pages
  let parts: ProjectParts
  const rows = Array.from({ length: 450 }, (_, i) => ({
    id: `row-${i}`,
    name: i < 3 ? 'Same name' : `Name ${i}`,
    country: i % 2 ? 'Andorra' : 'Benin',
  }))

  beforeAll(async () => {
    ;({ database } = await open())
    projects = createProjects({ database, uses: projectUses })
    pages = createPages(
      { database, jobs: immediateJobs(), projects, renderers, logger: silentLogger },
      { works: true },
    )
    parts = await insertProjectParts(database, { rows })
  })

  async function makeProject(
    change: { fields?: Record<string, string>; rows?: Record<string, string>[] } = {},
  ) {
    const own = await insertProjectParts(database, {
      rows: change.rows ?? rows,
      fields: { ...postFields, ...change.fields },
    })
    const input = { name: 'Places', destination: 'wix/blog', options: { authorId } }
    const { id } = await projects.create(own.workspaceId, { ...input, ...own })
    return { ...own, id }
  }

  const publish = (projectId: string, rowKey: string, status = 'live') =>
    database.query(
      `insert into pages (project_id, row_key, remote_id, status, title, slug, url, payload_hash)
       values ($1, $2, $2, $3, 'Live title', 'live-slug', 'https://acme.test/post/live-slug', '')`,
      [projectId, rowKey, status],
    )

  async function all(projectId: string, choice: Parameters<typeof indexPages>[2] = {}) {
    const project = (await projects.find(projectId))!
    const found = []
    const fractions = []
    for await (const batch of indexPages({ database, renderers }, project, choice)) {
      found.push(...batch.pages)
      fractions.push(batch.fraction)
    }
    return { found, fractions }
  }

  test('every row gives a page, in order, the same each time', async () => {
    const { id } = await makeProject()
    const { found, fractions } = await all(id)
    expect(found.map((page) => page.rowKey)).toEqual(rows.map((row) => row.id))
    expect(found[7]).toMatchObject({ title: 'Name 7', slug: 'row-7', problems: [] })
    expect(fractions.at(-1)).toBe(1)
    expect(fractions).toHaveLength(3)
    expect((await all(id)).found.map((page) => page.payloadHash)).toEqual(
      found.map((page) => page.payloadHash),
    )
  })

  test('pages from before an upgrade keep the spelling of their addresses; others get the better one', async () => {
    const { id, workspaceId } = await makeProject({
      rows: [
        { id: 'old', name: 'Αύγουστος' },
        { id: 'new', name: 'Αύγουστος' },
      ],
      fields: { slug: '{{ row.name | slugify }}' },
    })
    await publish(id, 'old')
    await database.query('update pages set spells_as_before = true where project_id = $1', [id])
    await publish(id, 'new')
    expect((await all(id)).found.map((page) => page.slug)).toEqual(['aygoystos', 'avgoustos'])
    const preview = await pages.preview(workspaceId, id, { rowKey: 'old' }, 'usr_1')
    expect(preview.fields['slug']).toBe('aygoystos')
  })

  test('a check says what has changed since it began', async () => {
    const { id, workspaceId, templateId, datasetId } = await makeProject({ rows: [{ id: 'a', name: 'A' }] })
    expect(await pages.check(workspaceId, id)).toMatchObject({ state: 'done', changedSince: [] })
    await database.query(`update templates set fields = fields || '{"title":"New"}' where id = $1`, [
      templateId,
    ])
    expect(await pages.lastCheck(workspaceId, id)).toMatchObject({ changedSince: ['template'] })
    const rowSetId = await insertRowSet(database, [{ id: 'b', name: 'B' }])
    await database.query('update datasets set row_set_id = $2 where id = $1', [datasetId, rowSetId])
    await database.query(`update projects set options = options || '{"mode":"draft"}' where id = $1`, [id])
    expect(await pages.lastCheck(workspaceId, id)).toMatchObject({
      changedSince: ['data', 'template', 'settings'],
    })
    expect(await pages.check(workspaceId, id)).toMatchObject({ changedSince: [] })
  })

  test('earlier rows and an earlier version of the template can be rendered', async () => {
    const { id, templateId } = await makeProject({ rows: [{ id: 'a', name: 'A' }] })
    const rowSetId = await insertRowSet(database, [{ id: 'b', name: 'B' }])
    expect((await all(id, { rowSetId })).found.map((page) => page.title)).toEqual(['B'])
    await database.query(
      `update templates set version = 2, fields = fields || '{"title":"New"}' where id = $1`,
      [templateId],
    )
    expect((await all(id)).found.map((page) => page.title)).toEqual(['New'])
    expect((await all(id, { templateVersion: 1 })).found.map((page) => page.title)).toEqual(['A'])
    await expect(all(id, { templateVersion: 9 })).rejects.toMatchObject({ code: 'stale' })
    await expect(all(id, { rowSetId: 'nothing' })).rejects.toMatchObject({ code: 'stale' })
  })

  test('a column that is read changes the pages that compute with it, and no page that prints it', async () => {
    const priced = [
      { id: 'a', name: 'A', price: '1.234,50' },
      { id: 'b', name: 'B', price: '99' },
    ]
    const body = '<p>{{ price }}</p>'
    const { id, datasetId, workspaceId } = await makeProject({ rows: priced, fields: { body } })
    const asks = '{{ name }}{% if price > 1000 %} (large){% endif %}'
    const asking = await makeProject({ rows: priced, fields: { body, title: asks } })
    const hashesOf = async (projectId: string, choice = {}) =>
      (await all(projectId, choice)).found.map((page) => page.payloadHash)
    const [before, { found: held }] = [await hashesOf(id), await all(asking.id)]
    expect(held[0]?.problems[0]?.message).toContain('"1.234,50" is not a number')
    const was = (await datasetVersion(database, asking.datasetId))!.rowSetId
    const readings = createColumnReadings(database, async () => {})
    const readAs = { kind: 'number', decimal: ',' } as const
    await readings.set({ workspaceId, datasetId, column: 'price' }, readAs)
    await readings.set({ ...asking, column: 'price' }, readAs)
    expect(await hashesOf(id)).toEqual(before)
    const { found } = await all(asking.id)
    expect(found.map(({ title }) => title)).toEqual(['A (large)', 'B'])
    expect(found[1]?.payloadHash).toBe(held[1]?.payloadHash)
    // The rows of before are read as they were before.
    expect((await all(asking.id, { rowSetId: was })).found[0]?.problems[0]?.message).toContain('not a number')
    const range = { after: null, limit: 10 }
    const { items } = await pages.list(asking.workspaceId, asking.id, { search: '' }, range, 'usr_1')
    expect(items.map(({ title }) => title)).toEqual(['A (large)', 'B'])
  })

  test('a preview is the page exactly as it would be sent', async () => {
    const { id, workspaceId, connectionId } = await makeProject({
      fields: {
        categories: '{{ row.country }}',
        tags: 'New tag',
        body: '<p>{{ row.name }}</p><script>1</script>',
      },
    })
    await database.query(
      `insert into remote_assets (connection_id, kind, name_key, name, state, remote_id)
       values ($1, 'category', 'andorra', 'Andorra', 'ready', 'cat-1')`,
      [connectionId],
    )
    const preview = await pages.get(workspaceId, id, 'row-1', 'usr_1')
    const wire = JSON.parse(preview.payload)
    expect(wire).toMatchObject({ title: 'Same name', seoSlug: 'row-1', categoryIds: ['cat-1'], tagIds: [] })
    expect(preview.payloadBytes).toBe(Buffer.byteLength(preview.payload))
    expect(preview.payloadHash).toBe((await all(id)).found[1]?.payloadHash)
    expect(preview.creates).toEqual([{ kind: 'tag', name: 'New tag' }])
    expect(preview.html).toContain('Same name')
    expect(preview.html).not.toContain('script')
    expect(preview.losses.map((loss) => loss.code)).toEqual(['script-dropped'])
    expect(preview.search).toMatchObject({ title: 'Same name', url: 'https://acme.test/post/row-1' })
    expect(preview.published).toBeNull()
  })

  test('a preview takes texts that were not saved, and the first row when none is named', async () => {
    const { id, workspaceId } = await makeProject()
    const fields = { ...postFields, title: 'Unsaved {{ row.id }}' }
    expect(JSON.parse((await pages.preview(workspaceId, id, { fields }, 'usr_1')).payload).title).toBe(
      'Unsaved row-0',
    )
    const broken = await pages.preview(
      workspaceId,
      id,
      { fields: { ...fields, title: '{{ row.nothing }}' } },
      'usr_1',
    )
    expect(broken.problems[0]).toMatchObject({ severity: 'error', field: 'title' })
    await expect(pages.preview(workspaceId, id, { fields, rowKey: 'none' }, 'usr_1')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('half-filled options do not break a preview', async () => {
    const { id, workspaceId } = await makeProject()
    const preview = (options: Record<string, unknown>) =>
      pages.preview(workspaceId, id, { fields: postFields, options }, 'usr_1')
    expect(JSON.parse((await preview({ authorId: '' })).payload).memberId).toBe(authorId)
    expect(JSON.parse((await preview({ authorId: 'other' })).payload).memberId).toBe('other')
  })

  test('a published page shows where it is', async () => {
    const { id, workspaceId } = await makeProject()
    await publish(id, 'row-1')
    const preview = await pages.get(workspaceId, id, 'row-1', 'usr_1')
    expect(preview.published).toMatchObject({ status: 'live', url: 'https://acme.test/post/live-slug' })
    expect(preview.search.url).toBe('https://acme.test/post/live-slug')
  })

  test('the list walks all rows by cursor, with what is published of them', async () => {
    const { id, workspaceId } = await makeProject()
    await publish(id, 'row-1')
    await publish(id, 'row-2', 'removed')
    const keys: string[] = []
    let after: Awaited<ReturnType<typeof pages.list>>['next'] = null
    for (;;) {
      const list = await pages.list(workspaceId, id, { search: '' }, { after, limit: 200 }, 'usr_1')
      expect(list.total).toBe(450)
      keys.push(...list.items.map((item) => item.rowKey))
      if (list.next === null) break
      after = list.next
    }
    expect(keys).toEqual(rows.map((row) => row.id))
    const { items } = await pages.list(workspaceId, id, { search: '' }, { after: null, limit: 3 }, 'usr_1')
    expect(items).toMatchObject([
      { rowKey: 'row-0', title: 'Same name', slug: 'row-0', status: 'new', url: null },
      { rowKey: 'row-1', title: 'Live title', slug: 'live-slug', status: 'live' },
      { rowKey: 'row-2', title: 'Same name', status: 'new' },
    ])
    const fresh = await pages.list(
      workspaceId,
      id,
      { search: '', status: 'new' },
      { after: null, limit: 500 },
      'usr_1',
    )
    expect(fresh.items.map((item) => item.rowKey).sort()).toEqual(
      keys.filter((key) => key !== 'row-1').sort(),
    )
  })

  test('the check finds what only shows across pages, and the list filters by it', async () => {
    const { id, workspaceId } = await makeProject({ fields: { slug: '{{ row.name | slugify }}' } })
    expect(await pages.lastCheck(workspaceId, id)).toMatchObject({ state: 'none' })
    const check = await pages.check(workspaceId, id)
    expect(check).toMatchObject({ state: 'done', pages: 450, checked: 450, withErrors: 3 })
    expect(check.groups.map((group) => [group.code, group.count])).toEqual([
      ['duplicate_slug', 3],
      ['duplicate_title', 3],
    ])
    await publish(id, 'row-2')
    const list = (filter: object) =>
      pages
        .list(workspaceId, id, { search: '', ...filter }, { after: null, limit: 100 }, 'usr_1')
        .then(({ items }) => items.map((item) => item.rowKey))
    expect(await list({ problem: 'duplicate_slug' })).toEqual(['row-0', 'row-1', 'row-2'])
    expect(await list({ problem: 'duplicate_slug', status: 'live' })).toEqual(['row-2'])
    expect(await list({ problem: 'duplicate_slug', search: 'row-1' })).toEqual(['row-1'])
    expect(await list({ status: 'live' })).toEqual(['row-2'])
    expect(await list({ status: 'new', search: 'Same name' })).toEqual(['row-0', 'row-1'])
    expect(await list({ problem: 'nothing' })).toEqual([])
    const { items } = await pages.list(workspaceId, id, { search: '' }, { after: null, limit: 1 }, 'usr_1')
    expect(items[0]?.problems.map((one) => one.code)).toEqual(['duplicate_slug', 'duplicate_title'])
  })

  test('what conversion changed is grouped over the project, and its pages can be listed', async () => {
    const merged = '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>'
    const own = [1, 2, 3, 4].map((n) => ({ id: `r-${n}`, name: `N ${n}`, html: n > 1 ? merged : '<p>x</p>' }))
    const { id, workspaceId } = await makeProject({ rows: own, fields: { body: '{{ row.html | raw }}' } })
    const { groups } = await pages.check(workspaceId, id)
    expect(groups).toMatchObject([
      { code: 'html_cells-split', severity: 'note', title: 'Merged cells were split', count: 3 },
    ])
    const filter = { search: '', problem: 'html_cells-split' }
    const list = await pages.list(workspaceId, id, filter, { after: null, limit: 10 }, 'usr_1')
    expect(list.items.map((item) => item.rowKey)).toEqual(['r-2', 'r-3', 'r-4'])
    const page = await pages.get(workspaceId, id, 'r-2', 'usr_1')
    expect(page.losses).toMatchObject([
      { code: 'cells-split', element: 'td', line: 1, column: 12, instead: expect.stringContaining('first') },
    ])
  })

  test('a filtered list is walked by cursor too, without rows that left the data', async () => {
    const { id, workspaceId, datasetId } = await makeProject()
    for (const row of rows.slice(0, 30)) await publish(id, row.id)
    const keys: string[] = []
    let after: Awaited<ReturnType<typeof pages.list>>['next'] = null
    do {
      const list = await pages.list(
        workspaceId,
        id,
        { search: '', status: 'live' },
        { after, limit: 7 },
        'usr_1',
      )
      keys.push(...list.items.map((item) => item.rowKey))
      after = list.next
    } while (after !== null)
    expect(keys).toEqual(
      rows
        .slice(0, 30)
        .map((row) => row.id)
        .sort(),
    )
    const rowSetId = await insertRowSet(database, rows.slice(29))
    await database.query('update datasets set row_set_id = $2 where id = $1', [datasetId, rowSetId])
    const left = await pages.list(
      workspaceId,
      id,
      { search: '', status: 'live' },
      { after: null, limit: 7 },
      'usr_1',
    )
    expect(left.items.map((item) => item.rowKey)).toEqual(['row-29'])
    const fresh = await pages.list(
      workspaceId,
      id,
      { search: '', status: 'new' },
      { after: null, limit: 500 },
      'usr_1',
    )
    expect(fresh.items).toHaveLength(rows.length - 30)
  })

  test('a second check replaces what the first found', async () => {
    const { id, workspaceId, templateId } = await makeProject({ fields: { title: '' } })
    expect(await pages.check(workspaceId, id)).toMatchObject({ withErrors: 450 })
    await database.query(`update templates set fields = fields || '{"title":"{{ row.id }}"}' where id = $1`, [
      templateId,
    ])
    expect(await pages.check(workspaceId, id)).toMatchObject({ withErrors: 0, groups: [] })
    const { items } = await pages.list(
      workspaceId,
      id,
      { search: '', problem: 'required_blank' },
      { after: null, limit: 5 },
      'usr_1',
    )
    expect(items).toEqual([])
  })

  test('a cell that is held holds its page, and one that is unsure warns', async () => {
    const { id, workspaceId, datasetId } = await makeProject({
      rows: ['a', 'b', 'c'].map((key) => ({ id: key, name: key })),
    })
    const { rowSetId } = (await datasetVersion(database, datasetId))!
    const note = (rowKey: string, severity: 'error' | 'warning', isSettled = false) => ({
      rowKey,
      column: 'about',
      severity,
      message: 'It says what its row does not: the number "99".',
      isSettled,
    })
    await insertCellNotes(database, rowSetId, [
      note('a', 'error'),
      note('b', 'warning'),
      note('c', 'error', true),
    ])
    expect(await pages.check(workspaceId, id)).toMatchObject({
      withErrors: 1,
      groups: [
        { code: 'cell_held', severity: 'error', count: 1, sampleRowKeys: ['a'] },
        { code: 'cell_unsure', severity: 'warning', count: 1, sampleRowKeys: ['b'] },
      ],
    })
  })

  test('a dataset without rows says so', async () => {
    const { id, workspaceId, datasetId } = await makeProject({ rows: [{ id: 'a', name: 'A' }] })
    const empty = await insertRowSet(database, [])
    await database.query('update datasets set row_set_id = $2 where id = $1', [datasetId, empty])
    await expect(pages.preview(workspaceId, id, { fields: postFields }, 'usr_1')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('no rows'),
    })
    expect(await pages.check(workspaceId, id)).toMatchObject({ state: 'done', pages: 0 })
  })

  test('nobody sees the pages of another workspace', async () => {
    const { id } = await makeProject()
    const range = { after: null, limit: 5 }
    for (const attempt of [
      () => pages.list(parts.workspaceId, id, { search: '' }, range, 'usr_1'),
      () => pages.get(parts.workspaceId, id, 'row-1', 'usr_1'),
      () => pages.preview(parts.workspaceId, id, { fields: postFields }, 'usr_1'),
      () => pages.check(parts.workspaceId, id),
      () => pages.lastCheck(parts.workspaceId, id),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
  })
})
