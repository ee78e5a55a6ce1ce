// Pages taken off the site and brought back: by plans and runs like all others, and nothing of others is touched.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import type { DownHow } from '../api/take-down.ts'
import type { Database } from '../db/types.ts'
import { listPlanItems } from '../plans/item-lists.ts'
import { type NewPlan, resolveItems } from '../plans/plans.ts'
import { listRunItems } from './run-list.ts'

interface Post {
  id: string
  status: string
  title: string
  published: { seoSlug?: string; title?: string } | null
  draft: { seoSlug?: string; title?: string }
}

describeOnServer('Taking posts down', (open) => {
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open()).database
  })
  afterEach(() => publishing.close())

  const keys = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `row-${from + at}`)
  const takeDown = (rowKeys: string[], how: DownHow = 'draft'): NewPlan => ({
    scope: { kind: 'rows', origin: 'take_down', how, count: rowKeys.length, words: 'chosen' },
    rowKeys,
  })
  const bringBack = (rowKeys: string[]): NewPlan => ({
    scope: { kind: 'rows', origin: 'bring_back', count: rowKeys.length, words: 'chosen' },
    rowKeys,
  })
  const planOf = (wanted: NewPlan) => publishing.plan(publishing.projectId, wanted)
  const itemsOf = async (id: string) =>
    (await listPlanItems(database, publishing.workspaceId, id, { search: '', limit: 100 })).items
  const posts = () => publishing.posts() as unknown as Post[]
  const liveSlugs = () =>
    posts()
      .flatMap((post) => post.published?.seoSlug ?? [])
      .toSorted()
  const ledger = async () =>
    (
      await database.query<Record<string, unknown>>(
        'select row_key, status, visibility, down, slug, url from pages where project_id = $1 order by row_key',
        [publishing.projectId],
      )
    ).rows
  const changed = () => publishing.control.clearRequests()
  const writes = () => publishing.writes()

  /** Ten pages on the site, and posts of others. */
  async function begin(count = 10) {
    publishing = await startPublishing(database, {
      rows: makeRows(count),
      furnish: (control, siteId) => {
        for (const title of ['Ours since long', 'Another'])
          control.createItem({ siteId, kind: 'post', fields: { title, seoSlug: title.toLowerCase() } })
      },
    })
    await publishing.startWorker()
    await publishing.publish()
    changed()
  }

  test('to draft: nothing of others is touched, the rest is unchanged, and they come back at their addresses', async () => {
    await begin()
    const before = await ledger()
    const others = JSON.stringify(posts().filter((post) => !post.published))
    const plan = await planOf(takeDown(keys(1, 4)))
    expect(plan).toMatchObject({
      counts: { take_down: 4 },
      willSend: { total: 4, byAction: { take_down: 4 } },
    })
    expect((await itemsOf(plan.id)).map((item) => [item.rowKey, item.changedFields])).toEqual(
      keys(1, 4).map((key) => [key, ['status']]),
    )
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, sent: 4 })
    expect(run).toMatchObject({ kind: 'take_down', done: { take_down: 4 } })
    expect(liveSlugs()).toEqual(['row-10', ...keys(5, 9)])
    expect(
      JSON.stringify(posts().filter((post) => post.title === 'Another' || !post.published)).length,
    ).toBeGreaterThan(0)
    expect(others).toBe(JSON.stringify(posts().filter((post) => !post.draft.seoSlug?.startsWith('row-'))))
    expect((await ledger()).filter((row) => row['down'])).toEqual(
      before
        .filter((row) => keys(1, 4).includes(String(row['row_key'])))
        .map((row) => ({
          ...row,
          status: 'draft',
          visibility: 'down',
          down: expect.objectContaining({ how: 'draft', by: 'take_down', runId: run.id }),
        })),
    )

    changed()
    const next = await publishing.plan()
    expect(next.counts).toMatchObject({ down: 4, unchanged: 6 })
    expect(next.willSend.total).toBe(0)

    const back = await planOf(bringBack(keys(1, 10)))
    expect(back.counts).toMatchObject({ restore: 4, unchanged: 0, update: 0 })
    const returned = await publishing.until((await publishing.apply(back.id)).id, 'done')
    expect(returned.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4 })
    expect(returned).toMatchObject({ kind: 'bring_back', done: { restore: 4 } })
    expect(liveSlugs()).toEqual(keys(1, 10).toSorted())
    expect((await ledger()).map((row) => [row['slug'], row['url'], row['down']])).toEqual(
      before.map((row) => [row['slug'], row['url'], null]),
    )
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 10, down: 0 })
  })

  test('they come back as their rows make them today', async () => {
    await begin(3)
    await publishing.publish(takeDown(keys(1, 2)))
    await publishing.replaceRows(makeRows(3).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    const plan = await planOf(bringBack(['row-1', 'row-2']))
    expect((await itemsOf(plan.id)).map((item) => item.changedFields)).toEqual([
      ['body', 'status', 'title'],
      ['body', 'status', 'title'],
    ])
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
    expect(
      posts()
        .flatMap((post) => post.published?.title ?? [])
        .toSorted(),
    ).toEqual(['Place 1 (new)', 'Place 2 (new)', 'Place 3'])
    expect((await publishing.plan()).counts).toMatchObject({ update: 1, unchanged: 2 })
  })

  test('a page whose row has left the data comes back as it was last sent', async () => {
    await begin(3)
    await publishing.publish(takeDown(keys(1, 2)))
    await publishing.replaceRows(makeRows(1))
    const run = await publishing.publish(bringBack(['row-1', 'row-2']))
    expect(run.receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
    expect(liveSlugs()).toEqual(['row-1', 'row-2', 'row-3'])
    expect((await publishing.plan()).counts).toMatchObject({ remove: 2, unchanged: 1 })
  })

  test('into the trash, and out of it again, once each', async () => {
    await begin(4)
    const ids = posts().map((post) => post.id)
    const run = await publishing.publish(takeDown(keys(1, 3), 'trash'))
    expect(run.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3 })
    expect(liveSlugs()).toEqual(['row-4'])
    expect((await ledger())[0]).toMatchObject({ status: 'gone', visibility: 'down', down: { how: 'trash' } })
    expect((await publishing.plan()).counts).toMatchObject({ down: 3, gone: 0, create: 0, unchanged: 1 })

    const plan = await planOf(bringBack(keys(1, 3)))
    expect((await itemsOf(plan.id))[0]!.problems.map((one) => one.severity)).toEqual(['note'])
    const back = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(back.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3 })
    expect(liveSlugs()).toEqual(keys(1, 4))
    expect(
      posts()
        .map((post) => post.id)
        .toSorted(),
    ).toEqual(ids.toSorted())
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 4, down: 0 })
  })

  test('a draft that is down may go on to the trash, and one in the trash is no draft any more', async () => {
    await begin(2)
    await publishing.publish(takeDown(['row-1']))
    await publishing.publish(takeDown(['row-2'], 'trash'))
    expect((await planOf(takeDown(['row-1', 'row-2'], 'draft'))).counts).toMatchObject({
      down: 2,
      take_down: 0,
    })
    const run = await publishing.publish(takeDown(['row-1', 'row-2'], 'trash'))
    expect(run.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
    expect((await ledger()).map((row) => (row['down'] as { how: string }).how)).toEqual(['trash', 'trash'])
  })

  test('what somebody wrote while it was down is not overwritten unasked', async () => {
    await begin(3)
    const [post] = posts().filter((one) => one.published?.seoSlug === 'row-1')
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: post!.id,
      fields: { title: 'By hand' },
    })
    await publishing.publish(takeDown(keys(1, 3)))
    const [second] = posts().filter((one) => one.draft.seoSlug === 'row-2')
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: second!.id,
      fields: { title: 'Later' },
    })
    const plan = await planOf(bringBack(keys(1, 3)))
    // The first was edited before it went, the second since.
    expect(plan.counts).toMatchObject({ conflict: 2, restore: 1 })
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1, held: 2 })
    expect(
      posts()
        .map((one) => one.draft.title)
        .toSorted(),
    ).toEqual(['Another', 'By hand', 'Later', 'Ours since long', 'Place 3'])
  })

  test('what is left as somebody edited it stays down, and comes back with the edit when it is asked for again', async () => {
    await begin(2)
    await publishing.publish(takeDown(['row-1']))
    const [post] = posts().filter((one) => one.draft.seoSlug === 'row-1')
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: post!.id,
      fields: { title: 'Later' },
    })
    const plan = await planOf(bringBack(['row-1']))
    await resolveItems(database, publishing.workspaceId, plan.id, 'keep_theirs', undefined)
    await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(liveSlugs()).toEqual(['row-2'])
    expect((await publishing.plan()).counts).toMatchObject({ down: 1, unchanged: 1, conflict: 0 })

    const run = await publishing.publish(bringBack(['row-1']))
    expect(run.receipt).toMatchObject({ accepted: 1, held: 0 })
    expect(
      posts()
        .flatMap((one) => one.published?.title ?? [])
        .toSorted(),
    ).toEqual(['Later', 'Place 2'])
  })

  test('what was deleted in Wix before the run needs no call, and is marked as down', async () => {
    await begin(3)
    const plan = await planOf(takeDown(keys(1, 2)))
    const [post] = posts().filter((one) => one.published?.seoSlug === 'row-1')
    publishing.control.deleteItem({ siteId: publishing.siteId, kind: 'post', id: post!.id })
    changed()
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 2, sent: 1, verifiedEqual: 2 })
    expect(writes()).toHaveLength(1)
    expect((await ledger())[0]).toMatchObject({ status: 'gone', down: { how: 'trash' } })
  })

  test('a page that another run has changed or brought back since the plan waits for another plan', async () => {
    await begin(4)
    const held = async (runId: string) =>
      (
        await listRunItems(database, publishing.workspaceId, runId, { search: '', limit: 5, state: 'held' })
      ).items.map((item) => [item.rowKey, item.problem?.code])
    const plan = await planOf(takeDown(keys(1, 3), 'trash'))
    await publishing.replaceRows(makeRows(4).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    await publishing.publish({
      scope: { kind: 'rows', origin: 'pages', count: 1, words: 'chosen' },
      rowKeys: ['row-1'],
    })
    // Their rows have changed too, which is no matter.
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 2, held: 1 })
    expect(await held(run.id)).toEqual([['row-1', 'published_since_plan']])

    const back = await planOf(bringBack(['row-2', 'row-3']))
    await database.query(`update pages set down = null where project_id = $1 and row_key = 'row-2'`, [
      publishing.projectId,
    ])
    const returned = await publishing.until((await publishing.apply(back.id)).id, 'done')
    expect(returned.receipt).toMatchObject({ accepted: 1, held: 1 })
    expect(await held(returned.id)).toEqual([['row-2', 'published_since_plan']])
  })

  test('a run makes the calls that its plan had counted, both ways', async () => {
    await begin(90)
    const callsOf = async (wanted: NewPlan) => {
      const plan = await planOf(wanted)
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      const { writeCalls = 0, readCalls = 0, accepted } = run.receipt!
      expect(accepted).toBe(wanted.rowKeys?.length)
      return [plan.estimate.calls, writeCalls + readCalls]
    }
    for (const how of ['draft', 'trash'] as const) {
      const [expected, used] = await callsOf(takeDown(keys(1, 50), how))
      expect(used, `to ${how}`).toBe(expected)
      const [expectedBack, usedBack] = await callsOf(bringBack(keys(1, 50)))
      expect(usedBack, `back from ${how}`).toBe(expectedBack)
    }
  })

  test.each(['after-intent', 'before-settle', 'after-settle', 'after-verdicts'] as const)(
    'a worker that dies %s is followed by one that goes on where it was',
    async (point) => {
      await begin(25)
      const [first] = publishing.workers
      await first?.stop()
      let isDue = false
      await publishing.startWorker((name) => {
        if (!isDue || name !== point) return
        isDue = false
        throw new Error('killed')
      })
      for (const how of ['draft', 'trash'] as const) {
        isDue = true
        const down = await publishing.publish(takeDown(keys(1, 22), how))
        expect(down.receipt).toMatchObject({ accepted: 22, verifiedEqual: 22, rejected: 0 })
        expect([isDue, liveSlugs()]).toEqual([false, keys(23, 25)])
        isDue = true
        const back = await publishing.publish(bringBack(keys(1, 22)))
        expect(back.receipt).toMatchObject({ accepted: 22, verifiedEqual: 22, rejected: 0, twins: 0 })
        expect([isDue, liveSlugs().length]).toEqual([false, 25])
      }
      expect(posts()).toHaveLength(27)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 25, down: 0 })
    },
  )

  describe('when answers are lost', () => {
    test.each([
      ['accepted and dropped', 'accept-then-drop', { nth: [1, 2] }],
      ['dropped before they arrived', 'drop-before', { nth: [1] }],
      ['a 429 that had applied', 'throttle-after', { nth: [1], retryAfterMs: 1000, retryAfter: 'seconds' }],
      ['truncated', 'truncated-json', { nth: [1] }],
      ['503 after applying', 'status-after', { nth: [1] }],
    ] as const)('each page is down, and back, once: %s', async (_what, kind, more) => {
      await begin(25)
      const fault = (route: string) => publishing.control.addFault({ route, kind, ...more } as never)
      fault('PATCH /blog/v3/draft-posts/update')
      const run = await publishing.publish(takeDown(keys(1, 22)))
      expect(run.receipt).toMatchObject({ accepted: 22, verifiedEqual: 22, rejected: 0 })
      expect(liveSlugs()).toEqual(keys(23, 25))
      publishing.control.removeFaults()
      fault('PATCH /blog/v3/draft-posts/update')
      const back = await publishing.publish(bringBack(keys(1, 25)))
      expect(back.receipt).toMatchObject({ accepted: 22, verifiedEqual: 22, rejected: 0, twins: 0 })
      expect(liveSlugs()).toHaveLength(25)
      fault('DELETE /blog/v3/bulk/draft-posts')
      const trashed = await publishing.publish(takeDown(keys(1, 3), 'trash'))
      expect(trashed.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3 })
      fault('POST /blog/v3/draft-posts/trash-bin/*/restore')
      fault('PATCH /blog/v3/draft-posts/update')
      const out = await publishing.publish(bringBack(keys(1, 3)))
      expect(out.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3, rejected: 0, twins: 0 })
      expect(posts()).toHaveLength(27)
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 25, down: 0 })
    })
  })
})
