// From three cells of a table that lives elsewhere to three pages of a site, for each kind of source: what a refresh
// costs there and here, and what a refresh that goes wrong leaves alone.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withDatabase } from '../../test/helpers/database.ts'
import { type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { type Service, services } from '../../test/helpers/source-services.ts'
import { createTestSources } from '../../test/helpers/sources.ts'
import { getDataset } from '../data/datasets.ts'
import type { Database } from '../db/types.ts'
import { listNotices } from '../notices/inbox.ts'
import { createPageRenderers, type PageRenderers } from '../pages/page-renderers.ts'
import { advanceRule } from './advance-rule.ts'
import { listDueRules } from './rule-store.ts'
import { createRefreshRules } from './rules.ts'

const count = Number(process.env['SOURCE_ROWS'] ?? 24)
const slow = 90_000 + count * 100

let database: Database
let renderers: PageRenderers
withDatabase((opened) => {
  database = opened
})
beforeAll(() => {
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(() => renderers.close())

describe.each(services)('a project over %s', (_name, start) => {
  let service: Service
  let publishing: Publishing
  let at: Awaited<ReturnType<typeof createTestSources>>
  let sourceId: string
  let datasetId: string

  beforeEach(async () => {
    service = await start(count)
    const title = `{{ row["${service.name}"] }}`
    publishing = await startPublishing(database, {
      rows: [{ id: 'none' }],
      fields: { title, slug: '{{ row.key | slugify }}', body: `<p>About ${title}.</p>` },
      renderers,
    })
    await publishing.startWorker()
    const { hosts, addresses, wix, kind, config, secrets, key } = service
    const more = { hosts, addresses, patienceMs: slow, ...(wix && { wix }) }
    at = await createTestSources(database, publishing.workspaceId, more)
    ;({ sourceId, datasetId } = await at.connect('', key, { kind, config, secrets }))
    await database.query('update projects set dataset_id = $2 where id = $1', [
      publishing.projectId,
      datasetId,
    ])
    expect(await publishing.publish()).toMatchObject({ state: 'done', counts: { accepted: count } })
    const rules = createRefreshRules({
      database,
      projects: publishing.projects,
      showPage: async (_project, rowKey) => ({ title: rowKey, html: rowKey }),
    })
    const { workspaceId, projectId } = publishing
    await rules.set({ workspaceId, projectId, by: 'Olga' }, { reaction: 'publish' })
    service.requests()
  }, slow)
  afterEach(async () => {
    await database.query('delete from refresh_rules')
    at.close()
    await publishing.close()
    await service.close()
  })

  const deps = {
    findProject: (id: string) => publishing.projects.find(id),
    requestPlan: (id: string) => publishing.requestPlan(id),
    assertReady: async () => undefined,
    crashPoint: () => undefined,
  }

  /** Until neither a rule nor a run has anything left to do. */
  async function settle(): Promise<void> {
    for (let n = 0; n < 600; n++) {
      for (const id of await listDueRules(database, 10)) await advanceRule({ database, ...deps }, id)
      const { rows } = await database.query(
        `select 1 from refresh_rules where look_at is not null
         union all select 1 from runs where project_id = $1 and finished_at is null`,
        [publishing.projectId],
      )
      if (rows.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('never idle')
  }

  async function stopped(): Promise<number> {
    const found = await listNotices(database, publishing.workspaceId, {
      limit: 100,
      search: '',
      before: null,
    })
    return found.filter(({ kind }) => kind === 'refresh_stopped').length
  }

  it(
    'asks as often as there are pages where nothing changed, and sends three pages where three cells did',
    async () => {
      const asked = publishing.control.requests(0).length
      const before = await getDataset(database, publishing.workspaceId, datasetId)
      expect(await at.refresh(sourceId)).toMatchObject({ state: 'discarded', problem: null })
      await settle()
      expect(service.requests()).toEqual(service.cost)
      expect(publishing.control.requests(0)).toHaveLength(asked)
      expect(await getDataset(database, publishing.workspaceId, datasetId)).toEqual(before)

      await service.change('Changed')
      const counts = { added: 0, changed: 3, removed: 0, same: count - 3 }
      expect(await at.refresh(sourceId)).toMatchObject({ state: 'applied', changes: counts })
      await settle()
      const { rows } = await database.query<{ total: number }>(
        'select total from runs where project_id = $1 order by id desc',
        [publishing.projectId],
      )
      expect(rows.map(({ total }) => total)).toEqual([3, count])
      const titles = publishing.posts().map((post) => (post.published as { title?: string } | null)?.title)
      expect(titles).toHaveLength(count)
      expect(titles.filter((title) => title?.startsWith('Changed'))).toHaveLength(3)
    },
    slow,
  )

  it(
    'leaves every page alone, and tells once, where the table does not come or most of it is gone',
    async () => {
      const asked = publishing.control.requests(0).length
      await service.leave(Math.floor(count / 3))
      const held = await at.refresh(sourceId)
      expect(held).toMatchObject({ state: 'loaded', reasons: [{ code: 'rows_lost' }] })
      await at.refresh(sourceId)
      await settle()
      expect(await stopped()).toBe(1)
      await service.fail()
      expect(await at.refresh(sourceId)).toMatchObject({ state: 'refused' })
      await at.refresh(sourceId)
      await settle()
      expect(await stopped()).toBe(2)
      expect(publishing.control.requests(0)).toHaveLength(asked)
      expect(await getDataset(database, publishing.workspaceId, datasetId)).toMatchObject({
        rowCount: count,
        version: 1,
      })
    },
    slow,
  )
})
