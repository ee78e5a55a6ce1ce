// Previews, checks and the comparison of projects whose pages Wix converts.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type BlogSite, startBlogSite } from '../../test/helpers/blog-site.ts'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { insertProjectParts, postFields } from '../../test/helpers/project-parts.ts'
import type { Database } from '../db/types.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { silentLogger } from '../logger.ts'
import { createProjects } from '../projects/projects.ts'
import { projectUses } from '../uses.ts'
import { createAskWix } from './ask-wix.ts'
import { summarize } from './compare-converters.ts'
import { forgetOldConversions } from './conversions.ts'
import { createPageRenderers, type PageRenderers } from './page-renderers.ts'
import { createPages, type Pages } from './pages.ts'

const convert = 'POST /ricos/v1/ricos-document/convert/to-ricos'
const body = '<p>Some <s>old</s> words.</p><table><tr><td>one</td><td>two</td></tr></table>'

let renderers: PageRenderers
beforeAll(() => {
  renderers = createPageRenderers({ processes: 1 })
})
afterAll(() => renderers.close())

describeEachDatabase('Pages that Wix converts', (open) => {
  let database: Database
  let site: BlogSite
  let pages: Pages
  beforeAll(async () => {
    database = (await open()).database
  })
  beforeEach(async () => {
    site = await startBlogSite()
    const connections = { open: async () => ({ client: site.client, connection: {} as never }) }
    const jobs = { define: () => undefined } as unknown as Jobs
    const askWix = createAskWix({ connections, logger: silentLogger })
    const projects = createProjects({ database, uses: projectUses })
    pages = createPages(
      { database, jobs, projects, renderers, logger: silentLogger, askWix },
      { works: false },
    )
  })
  afterEach(() => site.close())

  async function makeProject(options: Record<string, string> = { converter: 'wix' }, fields = { body }) {
    const rows = Array.from({ length: 40 }, (_, i) => ({ id: `row-${i}`, name: `Name ${i}` }))
    const parts = await insertProjectParts(database, { rows, fields: { ...postFields, ...fields } })
    const input = { name: 'P', destination: 'wix/blog', options: { authorId: 'm-1', ...options } }
    const { id } = await createProjects({ database, uses: projectUses }).create(parts.workspaceId, {
      ...input,
      ...parts,
    })
    return { id, workspaceId: parts.workspaceId }
  }
  const conversions = () => site.calls().filter((call) => call === convert).length

  test('a page is shown as Wix converts it, asked for once; typing asks nothing', async () => {
    const { id, workspaceId } = await makeProject()
    const typed = await pages.preview(workspaceId, id, { fields: { ...postFields, body } }, 'usr_1')
    expect(typed).toMatchObject({ convertedBy: 'seomatic', problems: [{ code: 'wix_not_asked' }] })
    expect(conversions()).toBe(0)
    const page = await pages.get(workspaceId, id, 'row-3', 'usr_1')
    expect(page.convertedBy).toBe('wix')
    expect(page.losses.map((loss) => loss.code)).toEqual(['wix-words', 'wix-table', 'wix-format'])
    expect(page.payload).not.toContain('STRIKETHROUGH')
    const again = await pages.get(workspaceId, id, 'row-3', 'usr_1')
    expect(again.payloadHash).toBe(page.payloadHash)
    expect(conversions()).toBe(1)
    const same = await pages.preview(
      workspaceId,
      id,
      { fields: { ...postFields, body }, rowKey: 'row-3' },
      'usr_1',
    )
    expect(same).toMatchObject({ convertedBy: 'wix', payloadHash: page.payloadHash })
  })

  test('a page is shown also when Wix does not answer, and says why it is not as Wix makes it', async () => {
    const { id, workspaceId } = await makeProject()
    site.control.addFault({ route: convert, kind: 'status-before', status: 403 } as never)
    const page = await pages.get(workspaceId, id, 'row-3', 'usr_1')
    expect(page.convertedBy).toBe('seomatic')
    expect(page.problems).toMatchObject([
      {
        code: 'wix_not_asked',
        severity: 'warning',
        message: expect.stringMatching(/Manage Ricos Document.*by SEOmatic/),
      },
    ])
  })

  test('the converters are compared on five rows of a project that has chosen neither', async () => {
    const { id, workspaceId } = await makeProject({}, { body: `<p>{{ row.name }}</p>${body}` })
    const comparison = await pages.compareConverters(workspaceId, id, 'usr_1')
    expect(conversions()).toBe(5)
    expect(comparison.rows).toHaveLength(5)
    expect(new Set(comparison.rows.map((row) => row.rowKey)).size).toBe(5)
    // Seven words each; Wix runs the two cells together.
    expect(comparison.totals).toMatchObject({
      words: 35,
      ours: { words: 35, losses: [] },
      wix: { words: 25 },
    })
    expect(comparison.totals.wix.losses).toContainEqual({ title: "Wix's converter lost tables", count: 5 })
    expect(comparison).toMatchObject({ callsPerPage: 1, pages: 40, minutes: 1 })
    expect((await pages.get(workspaceId, id, 'row-3', 'usr_1')).convertedBy).toBe('seomatic')
  })

  test('a comparison that Wix does not allow says so', async () => {
    const { id, workspaceId } = await makeProject()
    site.control.addFault({ route: convert, kind: 'status-before', status: 403 } as never)
    await expect(pages.compareConverters(workspaceId, id, 'usr_1')).rejects.toThrow(
      /not compared.*Manage Ricos Document/,
    )
  })

  test('what no plan has used for a month is forgotten', async () => {
    const { id, workspaceId } = await makeProject()
    await pages.get(workspaceId, id, 'row-3', 'usr_1')
    await forgetOldConversions(database, id)
    await pages.get(workspaceId, id, 'row-3', 'usr_1')
    expect(conversions()).toBe(1)
    await database.query('update ricos_conversions set used_on = current_date - 40 where project_id = $1', [
      id,
    ])
    await forgetOldConversions(database, id)
    await pages.get(workspaceId, id, 'row-3', 'usr_1')
    expect(conversions()).toBe(1)
  })
})

test('rows that Wix cannot convert are shown and not counted', () => {
  const kept = (words: number) => ({ words, losses: words < 10 ? [{ title: 'Lost', count: 2 }] : [] })
  const row = { rowKey: 'a', title: '', words: 10, ours: kept(10), wix: kept(7), calls: 3, problem: null }
  const bad = { ...row, words: 0, ours: kept(0), wix: kept(0), calls: 0, problem: 'Too long.' }
  expect(summarize([row, bad, row], 1000)).toMatchObject({
    totals: {
      words: 20,
      ours: { words: 20, losses: [] },
      wix: { words: 14, losses: [{ title: 'Lost', count: 4 }] },
    },
    callsPerPage: 3,
    minutes: 16,
  })
  expect(summarize([bad], 1000)).toMatchObject({ callsPerPage: 0, minutes: 0 })
})
