// Projects whose pages Wix's converter makes.
import { afterEach, beforeAll, expect, test } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { Database } from '../db/types.ts'
import { documentSeedMark } from '../ricos/index.ts'
import { pageSeed } from '../targets/target.ts'

const convert = '/ricos/v1/ricos-document/convert/to-ricos'

describeEachDatabase("Wix's converter", (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  async function begin(options: Partial<Parameters<typeof startPublishing>[1]> = {}) {
    publishing = await startPublishing(database, { rows: makeRows(6), ...options })
    await database.query(`update projects set options = options || '{"converter":"wix"}' where id = $1`, [
      publishing.projectId,
    ])
    await publishing.startWorker()
  }

  /** Since the last time this was asked. */
  function conversions(): number {
    const calls = publishing.control.requests(0).filter((entry) => entry['path'] === convert).length
    publishing.control.clearRequests()
    return calls
  }

  test('makes the posts, a call a page, and none for pages that did not change', async () => {
    await begin()
    const run = await publishing.publish()
    expect(run.receipt).toMatchObject({ accepted: 6, verifiedEqual: 6, differences: 0 })
    expect(conversions()).toBe(6)
    const again = await publishing.plan()
    expect(again.counts).toMatchObject({ unchanged: 6, update: 0, conflict: 0 })
    expect(conversions()).toBe(0)

    await publishing.replaceRows(
      makeRows(6).map((row, at) => (at === 2 ? { ...row, name: 'Elsewhere' } : row)),
    )
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 5, update: 1 })
    expect(conversions()).toBe(1)
  })

  test('keeps a page recognisable as ours, whatever ids Wix gives its nodes', async () => {
    await begin()
    await publishing.publish()
    const marks = publishing.posts().map((post) => {
      const text = JSON.stringify(post.published)
      return makeRows(6).filter((row) =>
        text.includes(`"id":"${documentSeedMark(pageSeed(publishing.projectId, row.id))}0"`),
      ).length
    })
    expect(marks).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('long pages go in sections, and a block that is too long holds its page', async () => {
    const paragraphs = Array.from(
      { length: 700 },
      (_, i) => `<p>Some words of paragraph ${1000 + i}.</p>`,
    ).join('')
    const rows = [
      { id: 'long', name: 'Long', html: paragraphs },
      { id: 'solid', name: 'Solid', html: `<ul><li>${'word '.repeat(2_500)}</li></ul>` },
    ]
    await begin({ rows, fields: { title: '{{name}}', slug: '{{id}}', body: '{{html}}' } })
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ create: 1, held: 1 })
    expect(plan.problemGroups).toMatchObject([
      { code: 'wix_cannot_convert', severity: 'error', sampleRowKeys: ['solid'] },
    ])
    // 35 characters a paragraph, 285 of them in a section.
    expect(conversions()).toBe(3)
    const run = await publishing.apply(plan.id)
    await publishing.until(run.id, 'done')
    const [post] = publishing.posts()
    expect(JSON.stringify(post?.published).match(/"PARAGRAPH"/g)).toHaveLength(700)
  })

  test('what Wix loses is in the plan', async () => {
    const rows = [
      { id: 'a', name: 'A', html: '<p>x <s>y</s></p><table><tr><td>one</td><td>two</td></tr></table>' },
    ]
    await begin({ rows, fields: { title: '{{name}}', slug: '{{id}}', body: '{{html}}' } })
    const { problemGroups } = await publishing.plan()
    expect(problemGroups.map((group) => group.code).toSorted()).toEqual([
      'html_wix-format',
      'html_wix-table',
      'html_wix-words',
    ])
  })

  test('an interrupted plan goes on where it was', async () => {
    await begin()
    const refuse = { route: `POST ${convert}`, kind: 'status-before', status: 403, nth: [5] }
    publishing.control.addFault(refuse as never)
    await expect(publishing.plan()).rejects.toThrow(/lacks the permission Manage Ricos Document.*settings/)
    conversions()
    await publishing.plan()
    expect(conversions()).toBeLessThan(3)
  })
})
