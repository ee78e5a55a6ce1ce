// Pages that Wix is to make live at an instant: made as drafts and given their date, twenty a call; moved, cancelled,
// settled after lost answers, and never published by us before.
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
} from '../../test/helpers/publishing.ts'
import { writeCalls } from '../../test/helpers/write-calls.ts'
import type { Database } from '../db/types.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { type NewPlan, resolveItems } from '../plans/plans.ts'
import type { PostRecord, Switches } from '../simulator/index.ts'
import { listRunItems } from './run-list.ts'

const start = '2031-03-03T08:00:00.000Z'
const hourMs = 3_600_000
const at = '2031-03-03T10:00:00.000Z'
const later = '2031-03-04T10:00:00.000Z'
type Asked = { state: 'dated'; at: string } | { state: 'draft' }
const dated: Asked = { state: 'dated', at }
const cancelled: Asked = { state: 'draft' }
const update = 'PATCH /blog/v3/draft-posts/update'

describeOnServer('Pages with a date', (open) => {
  const clock = createTestClock(start)
  let database: Database
  let publishing: Publishing
  beforeAll(async () => {
    database = (await open(clock)).database
  })
  const reset = () => clock.move(Date.parse(start) - clock.now().getTime())
  beforeEach(reset)
  afterEach(() => publishing.close())

  async function begin(
    count: number,
    options: Partial<PublishingOptions> & { switches?: Partial<Switches> } = {},
  ) {
    const { switches = {}, ...rest } = options
    publishing = await startPublishing(database, { rows: makeRows(count), site: { switches }, ...rest })
    publishing.control.moveClock({ setTo: start })
    await publishing.startWorker()
  }
  /** The program's clock and Wix's. */
  function move(ms: number) {
    clock.move(ms)
    publishing.control.moveClock({ advanceMs: ms })
  }
  /** A plan of these rows that asks for a date, or for none any more. */
  const asking = (visibility: Asked, count: number): NewPlan => ({
    scope: { kind: 'rows', origin: 'pages', count, words: '', visibility },
    rowKeys: makeRows(count).map(({ id }) => id),
  })
  /** The same, of their dates alone. */
  const redating = (visibility: Asked, count: number): NewPlan => ({
    scope: { kind: 'rows', origin: 'pages', count, words: '', visibility, onlyDates: true },
    rowKeys: makeRows(count).map(({ id }) => id),
  })
  const posts = () => publishing.posts() as unknown as PostRecord[]
  const dates = () =>
    [...new Set(posts().map((post) => `${post.status} ${post.scheduledPublishDate}`))].sort()
  const writes = () => writeCalls(publishing.control.requests(0)).length
  const problems = async (runId: string) =>
    (await listRunItems(database, publishing.workspaceId, runId, { search: '', limit: 50 })).items.flatMap(
      (item) => (item.problem ? [`${item.rowKey} ${item.problem.code}`] : []),
    )
  /** When the list of pages says that they will be live. */
  const expected = async () => {
    const { rows } = await database.query<{ at: string }>(
      'select distinct expected_at as at from page_states where project_id = $1 and expected_at is not null',
      [publishing.projectId],
    )
    return rows.map((row) => new Date(row.at).toISOString()).sort()
  }
  const rename = (count: number, only?: string) =>
    publishing.replaceRows(
      makeRows(count).map((row) =>
        only && row.id !== only ? row : { ...row, name: `${row['name']} (new)` },
      ),
    )

  test('are drafts that Wix makes live at their instant, and no difference before or after it', async () => {
    await begin(45)
    const plan = await publishing.plan(publishing.projectId, asking(dated, 45))
    expect(plan.counts).toMatchObject({ create: 45 })
    const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(run.receipt).toMatchObject({ accepted: 45, verifiedEqual: 45 })
    expect(dates()).toEqual([`SCHEDULED ${at}`])
    // Three that create and three that give the date.
    expect(writes()).toBe(6)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 45 })
    expect((await publishing.plan(publishing.projectId, asking(dated, 45))).counts).toMatchObject({
      unchanged: 45,
    })

    move(3 * hourMs)
    expect(dates()).toEqual(['PUBLISHED null'])
    expect(posts().every((post) => post.firstPublishedDate === at)).toBe(true)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 45 })
    expect(writes()).toBe(6)
  })

  test('follow their data before and after they are live, and keep their date', async () => {
    for (const saveOfScheduled of ['keeps', 'drops'] as const) {
      await begin(3, { switches: { saveOfScheduled } })
      await publishing.publish(asking(dated, 3))
      await rename(3, 'row-2')
      const run = await publishing.publish()
      expect(run.receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
      expect(dates()).toEqual([`SCHEDULED ${at}`])

      move(3 * hourMs)
      await rename(3)
      expect((await publishing.publish()).receipt).toMatchObject({ accepted: 2, verifiedEqual: 2 })
      expect(
        posts()
          .map((post) => post.published?.title)
          .sort(),
      ).toEqual([1, 2, 3].map((n) => `Place ${n} (new)`))
      reset()
      if (saveOfScheduled === 'keeps') await publishing.close()
    }
  })

  test('get another date, and none any more, with one call for twenty', async () => {
    await begin(45)
    await publishing.publish(asking(dated, 45))
    let before = writes()
    const plan = await publishing.plan(publishing.projectId, asking({ state: 'dated', at: later }, 45))
    expect(plan.counts).toMatchObject({ update: 45 })
    expect((await getPlanItem(database, publishing.workspaceId, plan.id, 'row-1')).changes).toEqual([
      { field: 'status', before: `scheduled for ${at}`, after: `scheduled for ${later}`, theirs: null },
    ])
    const moved = await publishing.until((await publishing.apply(plan.id)).id, 'done')
    expect(moved.receipt).toMatchObject({ accepted: 45, verifiedEqual: 45 })
    expect([dates(), writes() - before]).toEqual([[`SCHEDULED ${later}`], 3])

    before = writes()
    const run = await publishing.publish(asking(cancelled, 45))
    expect(run.receipt).toMatchObject({ accepted: 45, verifiedEqual: 45 })
    expect([dates(), writes() - before]).toEqual([['UNPUBLISHED null'], 3])
    move(30 * 24 * hourMs)
    expect(posts().some((post) => post.published !== null)).toBe(false)
    expect((await publishing.plan(publishing.projectId, asking(cancelled, 45))).counts).toMatchObject({
      unchanged: 45,
    })
  })

  test.each([
    ['accept-then-drop', { nth: [1] }],
    ['drop-before', { nth: [1] }],
    ['status-after', { nth: [1, 2] }],
    ['bulk-missing', { indexes: [3], nth: [1] }],
  ] as const)('whose answers are lost (%s) end with one post and one date each', async (kind, more) => {
    await begin(25)
    for (const route of ['POST /blog/v3/bulk/draft-posts/create', update])
      publishing.control.addFault({ route, kind, ...more } as never)
    const run = await publishing.publish(asking(dated, 25))
    expect(run.receipt).toMatchObject({ accepted: 25, verifiedEqual: 25 })
    expect([posts().length, dates()]).toEqual([25, [`SCHEDULED ${at}`]])

    publishing.control.removeFaults()
    publishing.control.addFault({ route: update, kind, ...more } as never)
    expect((await publishing.publish(asking({ state: 'dated', at: later }, 25))).receipt).toMatchObject({
      verifiedEqual: 25,
    })
    publishing.control.removeFaults()
    publishing.control.addFault({ route: update, kind, ...more } as never)
    expect((await publishing.publish(asking(cancelled, 25))).receipt).toMatchObject({
      accepted: 25,
      verifiedEqual: 25,
    })
    expect(dates()).toEqual(['UNPUBLISHED null'])
  })

  test('are announced within 5 % of the requests: made, moved, changed and cancelled', async () => {
    await begin(130)
    const compare = async (visibility?: Asked) => {
      const plan = await publishing.plan(publishing.projectId, visibility && asking(visibility, 130))
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ verifiedEqual: plan.willSend.total })
      const { rows } = await database.query<{ n: number }>(
        'select (read_calls + write_calls)::int as n from runs where id = $1',
        [run.id],
      )
      expect(Math.abs(plan.estimate.calls - rows[0]!.n)).toBeLessThanOrEqual(Math.max(2, rows[0]!.n * 0.05))
    }
    await compare(dated)
    await compare({ state: 'dated', at: later })
    await rename(130)
    await compare()
    await compare(cancelled)
  })

  test.each([
    ['after-intent', 1],
    ['before-settle', 1],
    ['after-settle', 2],
    ['before-finish', 1],
    ['after-finish', 1],
    ['before-verdicts', 1],
  ] as const)('a worker that dies at %s goes on where it was', async (point, nth) => {
    for (const visibility of [dated, { state: 'dated', at: later }, cancelled] as const) {
      if (visibility === dated) await begin(45)
      const seen = publishing.workers.at(-1)
      let passes = 0
      await seen?.stop()
      await publishing.startWorker((name) => {
        if (name !== point) return
        passes += 1
        if (passes === nth) throw new Error('killed')
      })
      const run = await publishing.publish(asking(visibility, 45))
      expect(run.receipt).toMatchObject({ accepted: 45, verifiedEqual: 45 })
      if (visibility === dated) expect(passes).toBeGreaterThanOrEqual(nth)
      const date = visibility.state === 'dated' ? `SCHEDULED ${visibility.at}` : 'UNPUBLISHED null'
      expect([posts().length, dates()]).toEqual([45, [date]])
    }
  })

  test.each<Partial<Switches>>([
    { schedulingServiceEdits: false },
    { scheduledPublishDelayMs: 60_000 },
    { saveOfScheduled: 'drops' },
    { cancelUnscheduled: 'ignore', emptyFieldMask: 'accept', scheduledInPast: 'publish' },
    { revertOfDraft: 'reject' },
  ])('end the same on a site with %j', async (switches) => {
    await begin(3, { switches })
    await publishing.publish(asking(dated, 3))
    await rename(3, 'row-1')
    expect((await publishing.publish()).receipt).toMatchObject({ accepted: 1, verifiedEqual: 1 })
    await publishing.publish(redating(cancelled, 3))
    expect(dates()).toEqual(['UNPUBLISHED null'])
    await publishing.publish(asking(dated, 3))
    expect(dates()).toEqual([`SCHEDULED ${at}`])
    move(3 * hourMs)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 3 })
    expect(dates()).toEqual(['PUBLISHED null'])
  })

  test('whose date passes before Wix has it stay drafts, and are told', async () => {
    await begin(3)
    const run = await publishing.publish(asking({ state: 'dated', at: '2031-03-03T07:59:00.000Z' }, 3))
    expect(await problems(run.id)).toEqual([1, 2, 3].map((n) => `row-${n} date_passed`))
    const { rows } = await database.query(
      `select problem ->> 'code' as code from page_states where project_id = $1`,
      [publishing.projectId],
    )
    expect(rows).toEqual(Array(3).fill({ code: 'date_passed' }))
    expect(dates()).toEqual(['UNPUBLISHED null'])
  })

  test('that somebody published early are as meant; moved in Wix they are conflicts, and stay so when that is kept', async () => {
    await begin(4)
    await publishing.publish(asking(dated, 4))
    const [first, second, third] = posts()
    const edit = { siteId: publishing.siteId, kind: 'post' as const }
    publishing.control.editItem({ ...edit, id: first!.id, publish: true })
    publishing.control.editItem({ ...edit, id: second!.id, scheduledFor: later })
    publishing.control.editItem({ ...edit, id: third!.id, scheduledFor: null })
    const plan = await publishing.plan()
    expect(plan.counts).toMatchObject({ unchanged: 2, conflict: 2 })
    await resolveItems(database, publishing.workspaceId, plan.id, 'keep_theirs', undefined)
    await publishing.until((await publishing.apply(plan.id)).id, 'done')
    const kept = ['PUBLISHED null', `SCHEDULED ${at}`, `SCHEDULED ${later}`, 'UNPUBLISHED null']
    expect(dates()).toEqual(kept)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 4 })
    move(100 * hourMs)
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 4 })
    expect(dates()).toEqual(['PUBLISHED null', 'UNPUBLISHED null'])
  })

  test('that are on the site already as drafts get the date of the plan, and live ones none', async () => {
    await begin(3, {
      furnish: (control, siteId) => {
        const post = (n: number) => ({
          siteId,
          kind: 'post' as const,
          fields: { title: `Place ${n}`, seoSlug: `row-${n}` },
        })
        control.createItem(post(1))
        control.createItem({ ...post(2), publish: true })
      },
    })
    await database.query(`update projects set options = options || '{"adopt": "title"}' where id = $1`, [
      publishing.projectId,
    ])
    const run = await publishing.publish(asking(dated, 3))
    expect(run.receipt).toMatchObject({ accepted: 3, verifiedEqual: 3 })
    expect(posts().map((post) => [post.draft.title, post.status])).toEqual([
      ['Place 1', 'SCHEDULED'],
      ['Place 2', 'PUBLISHED'],
      ['Place 3', 'SCHEDULED'],
    ])
  })

  test('are nothing that a collection can have', async () => {
    await begin(1, {
      destination: 'wix/cms',
      site: { installedApps: ['cms'] },
      furnish: (control, siteId) =>
        void control.createCollection({
          siteId,
          id: 'Places',
          fields: [{ key: 'title', type: 'TEXT' }],
        } as never),
      fields: { title: '{{name}}' },
      projectOptions: { collectionId: 'Places' },
    })
    await expect(publishing.plan(publishing.projectId, asking(dated, 1))).rejects.toThrow(
      /cannot make pages live/,
    )
  })

  describe('whose dates alone change', () => {
    test('lose them or get others whatever became of their rows, texts and names', async () => {
      await begin(5)
      await publishing.publish(asking(dated, 5))
      const [first, second] = posts()
      const edit = { siteId: publishing.siteId, kind: 'post' as const }
      publishing.control.editItem({ ...edit, id: first!.id, fields: { title: 'Their title' } })
      publishing.control.deleteItem({ ...edit, id: second!.id })
      // Two rows are gone, and the others changed.
      await rename(3)
      const plan = await publishing.plan(publishing.projectId, redating({ state: 'dated', at: later }, 5))
      expect([plan.counts.update, plan.willSend.total]).toEqual([5, 5])
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 4, verifiedEqual: 4, held: 1 })
      expect(dates()).toEqual([`SCHEDULED ${later}`])
      // Of the one that was deleted nothing new is known.
      expect(await expected()).toEqual([at, later])

      expect((await publishing.publish(redating(cancelled, 5))).receipt).toMatchObject({ verifiedEqual: 4 })
      expect(await expected()).toEqual([at])
      expect(dates()).toEqual(['UNPUBLISHED null'])
      expect(posts().filter((post) => post.draft.title === 'Their title')).toHaveLength(1)
      // What was edited in Wix is seen by the next plan as before.
      expect((await publishing.plan()).counts).toMatchObject({ conflict: 1 })
    })

    test('are read back, and the next plan finds all others as they were', async () => {
      await begin(30)
      await publishing.publish(asking(dated, 30))
      await publishing.publish(redating({ state: 'dated', at: later }, 30))
      expect((await publishing.plan(publishing.projectId, asking(dated, 30))).counts).toMatchObject({
        update: 30,
      })
      expect((await publishing.plan()).counts).toMatchObject({ unchanged: 30 })

      publishing.control.addFault({ route: update, kind: 'accept-then-drop', nth: [1] } as never)
      const { id } = posts()[0]!
      const plan = await publishing.plan(publishing.projectId, redating(cancelled, 30))
      const { siteId } = publishing
      publishing.control.editItem({ siteId, kind: 'post', id, scheduledFor: '2031-05-01T08:00:00.000Z' })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 30, verifiedEqual: 30 })
      expect(dates()).toEqual(['UNPUBLISHED null'])
    })

    test('cost a request for twenty that are cancelled, and for a hundred a look before and one after', async () => {
      await begin(400)
      await publishing.publish(asking(dated, 400))
      const before = publishing.control.lastRequest()
      const plan = await publishing.plan(publishing.projectId, redating(cancelled, 400))
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 400, verifiedEqual: 400 })
      expect(dates()).toEqual(['UNPUBLISHED null'])
      expect(plan.estimate.calls).toBe(20 + 4 + 4)
      expect(publishing.control.lastRequest() - before).toBe(20 + 4 + 4)
    })
  })

  test.each([
    ['with their pages', false],
    ['alone', true],
  ])(
    'that went live meanwhile are not taken off the site when dates are cancelled %s',
    async (_, isAlone) => {
      await begin(3)
      await publishing.publish(asking(dated, 3))
      const asked = isAlone ? redating(cancelled, 3) : asking(cancelled, 3)
      const plan = await publishing.plan(publishing.projectId, asked)
      const [first] = posts()
      publishing.control.editItem({ siteId: publishing.siteId, kind: 'post', id: first!.id, publish: true })
      const run = await publishing.until((await publishing.apply(plan.id)).id, 'done')
      expect(run.receipt).toMatchObject({ accepted: 2, held: 1 })
      expect(dates()).toEqual(['PUBLISHED null', 'UNPUBLISHED null'])
    },
  )
})
