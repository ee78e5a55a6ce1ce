// Schedules whose dates Wix keeps: posts have their date ahead and go live while nobody of us is there; whatever changes
// before then changes in Wix, too.
import { afterEach, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import {
  makeRows,
  type Publishing,
  type PublishingOptions,
  startPublishing,
  type TestRow,
} from '../../test/helpers/publishing.ts'
import { hourMs, minuteMs, type Scheduling, startScheduling } from '../../test/helpers/scheduling.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { PostRecord, Switches } from '../simulator/index.ts'
import type { AdvanceDeps } from './deps.ts'

// A Friday, before the hours of Berlin.
const start = '2026-11-27T06:00:00Z'
const dayMs = 24 * hourMs
/** Published by a request: the practice site says when by the clock of the machine. */
const live = expect.stringMatching(/^PUBLISHED /)

describeOnServer('a schedule whose dates Wix keeps', (open) => {
  let database: Database
  let clock: TestClock
  let publishing: Publishing
  let scheduling: Scheduling
  afterEach(() => publishing.close())

  async function begin(
    rows: TestRow[],
    {
      switches = {},
      deps = {},
      ...options
    }: Partial<PublishingOptions> & { switches?: Partial<Switches>; deps?: Partial<AdvanceDeps> } = {},
  ) {
    const inner = createTestClock(start)
    database = (await open(inner)).database
    publishing = await startPublishing(database, { rows, site: { switches }, ...options })
    publishing.control.moveClock({ setTo: start })
    // The program's clock and Wix's.
    clock = {
      now: inner.now,
      move: (ms) => {
        inner.move(ms)
        publishing.control.moveClock({ advanceMs: ms })
      },
    }
    await publishing.startWorker()
    scheduling = startScheduling(database, publishing, clock, deps)
  }

  const setWix = (rule = {}, input = {}) => scheduling.set(rule, { keeper: 'wix', ...input })
  const posts = () => publishing.posts() as unknown as PostRecord[]
  const inWix = () =>
    Object.fromEntries(
      posts()
        .map((post): [string, string] => {
          const date = post.status === 'PUBLISHED' ? post.firstPublishedDate : post.scheduledPublishDate
          return [post.draft.seoSlug ?? '', `${post.status} ${date?.slice(0, 16)}`]
        })
        .sort(),
    )
  const shown = async () =>
    (await scheduling.slots('2026-11-27', '2027-01-31')).map(
      (slot) => `${slot.at.slice(0, 16)} ${slot.stage} ${slot.pages} ${slot.sent}`,
    )
  const told = async (kind: string) =>
    (await scheduling.notices()).filter((notice) => notice.kind === kind).map(({ detail }) => detail.message)
  const post = (slug: string) => posts().find((one) => one.draft.seoSlug === slug)!
  const edit = (slug: string, change: object) =>
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: post(slug).id,
      ...change,
    } as never)

  test('enters dates for the days of its horizon alone, and goes on as days pass', async () => {
    await begin(makeRows(8))
    expect((await scheduling.schedules.get(publishing.workspaceId, publishing.projectId)).offersWix).toBe(
      true,
    )
    await setWix({}, { horizonDays: 4 })
    await scheduling.settle()
    expect(inWix()).toEqual({
      'row-1': 'SCHEDULED 2026-11-27T08:00',
      'row-2': 'SCHEDULED 2026-11-27T08:00',
      'row-3': 'SCHEDULED 2026-11-30T08:00',
      'row-4': 'SCHEDULED 2026-11-30T08:00',
    })
    expect((await shown())[0]).toBe('2026-11-27T08:00 prepared 2 0')
    const writes = publishing.writes().length
    await scheduling.goTo('2026-11-27T08:02:00Z')
    expect(publishing.writes().length, 'nothing has to be sent at its instant').toBe(writes + 2)
    expect(inWix()).toMatchObject({
      'row-1': 'PUBLISHED 2026-11-27T08:00',
      'row-5': 'SCHEDULED 2026-12-01T08:00',
    })
    expect((await shown())[0]).toBe('2026-11-27T08:00 confirmed 2 2')
    await scheduling.goTo('2026-12-03T12:00:00Z')
    expect((await scheduling.get()).state).toBe('ended')
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 8 })
    expect((await shown()).map((line) => line.slice(-13))).toEqual(Array(4).fill('confirmed 2 2'))
    const { rows } = await database.query(
      'select 1 from page_states where project_id = $1 and expected_at is not null',
      [publishing.projectId],
    )
    expect(rows).toEqual([])
  })

  test('publishes on time while this server is off for three days, and says so afterwards', async () => {
    await begin(makeRows(8))
    await setWix()
    await scheduling.settle()
    // Nothing of ours looks from Friday to Wednesday.
    clock.move(Date.parse('2026-12-02T12:00:00Z') - clock.now().getTime())
    await scheduling.settle()
    expect(Object.values(inWix())).toEqual([
      'PUBLISHED 2026-11-27T08:00',
      'PUBLISHED 2026-11-27T08:00',
      'PUBLISHED 2026-11-30T08:00',
      'PUBLISHED 2026-11-30T08:00',
      'PUBLISHED 2026-12-01T08:00',
      'PUBLISHED 2026-12-01T08:00',
      'PUBLISHED 2026-12-02T08:00',
      'PUBLISHED 2026-12-02T08:00',
    ])
    expect(await shown()).toEqual([
      '2026-11-27T08:00 confirmed 2 2',
      '2026-11-30T08:00 confirmed 2 2',
      '2026-12-01T08:00 confirmed 2 2',
      '2026-12-02T08:00 confirmed 2 2',
    ])
    expect(await told('slot_missed')).toEqual([])
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 8 })
  })

  test('cancelled, leaves no date in Wix, with a call for twenty', async () => {
    await begin(makeRows(400))
    await setWix({ count: 100 })
    await scheduling.settle(200)
    expect(posts().filter((one) => one.status === 'SCHEDULED')).toHaveLength(400)
    const { workspaceId, projectId } = publishing
    await expect(publishing.projects.remove(workspaceId, projectId)).rejects.toThrow(
      /going to make 400 pages of this project live/,
    )
    const before = publishing.control.lastRequest()
    await scheduling.schedules.cancel(scheduling.asked)
    await scheduling.settle()
    expect(publishing.control.lastRequest() - before).toBe(20 + 4 + 4)
    expect(new Set(posts().map((one) => one.status))).toEqual(new Set(['UNPUBLISHED']))
    expect((await scheduling.get()).state).toBe('cancelled')
    // Made anew, it dates the same drafts.
    await setWix({ count: 100 })
    await scheduling.settle(200)
    expect(posts().filter((one) => one.status === 'SCHEDULED')).toHaveLength(400)
    expect(posts()).toHaveLength(400)
  })

  test('paused, has no date in Wix; resumed, has them again', async () => {
    await begin(makeRows(4))
    await setWix()
    await scheduling.settle()
    await scheduling.schedules.pause(scheduling.asked)
    await scheduling.settle()
    expect(new Set(Object.values(inWix()))).toEqual(new Set(['UNPUBLISHED undefined']))
    await scheduling.goTo('2026-11-28T12:00:00Z')
    await scheduling.schedules.resume(scheduling.asked)
    await scheduling.settle()
    expect(inWix()).toEqual({
      'row-1': 'SCHEDULED 2026-11-30T08:00',
      'row-2': 'SCHEDULED 2026-11-30T08:00',
      'row-3': 'SCHEDULED 2026-12-01T08:00',
      'row-4': 'SCHEDULED 2026-12-01T08:00',
    })
  })

  test('moves dates when a slot is skipped, and when its rule or its keeper changes', async () => {
    await begin(makeRows(4))
    await setWix()
    await scheduling.settle()
    await scheduling.schedules.skip(scheduling.asked)
    await scheduling.settle()
    expect(inWix()).toEqual({
      'row-1': 'SCHEDULED 2026-11-30T08:00',
      'row-2': 'SCHEDULED 2026-11-30T08:00',
      'row-3': 'SCHEDULED 2026-12-01T08:00',
      'row-4': 'SCHEDULED 2026-12-01T08:00',
    })
    await setWix({ count: 4, window: { from: '12:00', to: '17:00' } })
    await scheduling.settle()
    expect(new Set(Object.values(inWix()))).toEqual(new Set(['SCHEDULED 2026-11-27T11:00']))
    await scheduling.set()
    await scheduling.settle()
    expect(new Set(Object.values(inWix()))).toEqual(new Set(['UNPUBLISHED undefined']))
    // This one was skipped, and stays so.
    await scheduling.goTo('2026-11-27T08:01:00Z')
    expect(new Set(Object.values(inWix()))).toEqual(new Set(['UNPUBLISHED undefined']))
    await scheduling.goTo('2026-11-30T08:01:00Z')
    expect(inWix()).toMatchObject({ 'row-1': live, 'row-3': 'UNPUBLISHED undefined' })
    await scheduling.goTo('2026-12-01T08:01:00Z')
    expect(posts().every((one) => one.status === 'PUBLISHED')).toBe(true)
    expect(posts()).toHaveLength(4)
  })

  test('released, publishes a slot at once', async () => {
    await begin(makeRows(4))
    await setWix()
    await scheduling.settle()
    await scheduling.schedules.release(scheduling.asked)
    await scheduling.settle()
    expect(inWix()).toEqual({
      'row-1': live,
      'row-2': live,
      'row-3': 'SCHEDULED 2026-11-30T08:00',
      'row-4': 'SCHEDULED 2026-11-30T08:00',
    })
    expect((await shown())[0]).toMatch(/confirmed 2 2$/)
  })

  test('sends what changes in the rows after their posts; a row that is gone or wrong loses its date', async () => {
    await begin(makeRows(10))
    await setWix({ count: 5 })
    await scheduling.settle()
    const rows = makeRows(9).map((row) =>
      row.id === 'row-2' ? { ...row, name: '' } : { ...row, name: `${row['name']} (new)` },
    )
    await publishing.replaceRows(rows)
    await scheduling.watch()
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'active' })
    expect(inWix()).toMatchObject({
      'row-1': 'SCHEDULED 2026-11-27T08:00',
      'row-2': 'UNPUBLISHED undefined',
      'row-6': 'SCHEDULED 2026-11-30T08:00',
      'row-10': 'UNPUBLISHED undefined',
    })
    expect(post('row-1').draft.title).toBe('Place 1 (new)')
    await scheduling.goTo('2026-11-27T08:02:00Z')
    expect(inWix()).toMatchObject({ 'row-1': 'PUBLISHED 2026-11-27T08:00', 'row-2': 'UNPUBLISHED undefined' })
    const [first, , last] = await scheduling.slots('2026-11-27', '2026-12-31')
    expect(first).toMatchObject({ stage: 'confirmed', pages: 5, sent: 4, held: 1, equal: 4 })
    expect(last, 'what cannot go is sent to the end').toMatchObject({ pages: 1 })
    await publishing.replaceRows(rows.map((row) => ({ ...row, name: `${row.id} at last` })))
    await scheduling.watch()
    await scheduling.goTo('2026-12-01T08:02:00Z')
    expect(inWix()).toMatchObject({ 'row-2': 'PUBLISHED 2026-12-01T08:00' })
  })

  test('waits for its renewal when the template changed, then dated posts follow it', async () => {
    await begin(makeRows(4))
    await setWix()
    await scheduling.settle()
    await database.query(`insert into template_versions (template_id, version, fields, saved_by)
      select template_id, 2, fields || '{"title": "Visit {{name}}"}', 'Dana' from template_versions`)
    await database.query(`update templates set version = 2, fields = fields || '{"title": "Visit {{name}}"}'`)
    await scheduling.watch()
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'waiting', cause: 'template_changed' })
    expect(post('row-3').draft.title).toBe('Place 3')
    await scheduling.schedules.renew(scheduling.asked)
    await scheduling.settle()
    expect(posts().map((one) => `${one.status} ${one.draft.title}`)).toEqual(
      [1, 2, 3, 4].map((n) => `SCHEDULED Visit Place ${n}`),
    )
  })

  test('stops where more of a slot is held than agreed, and its dates are taken away', async () => {
    await begin(makeRows(10))
    await setWix({ count: 5 })
    await scheduling.settle()
    await publishing.replaceRows(makeRows(10).map((row, index) => (index < 2 ? { ...row, name: '' } : row)))
    await scheduling.watch()
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'waiting', cause: 'held' })
    expect(await told('slot_stopped')).toHaveLength(1)
    await scheduling.goTo('2026-11-27T09:00:00Z')
    expect(posts().filter((one) => one.status === 'PUBLISHED')).toEqual([])
    expect(posts().filter((one) => one.status === 'SCHEDULED')).toHaveLength(5)
  })

  test('knows what somebody published early, moved or unscheduled in Wix, and leaves it', async () => {
    await begin(makeRows(4))
    await setWix({ count: 4 })
    await scheduling.settle()
    edit('row-1', { publish: true })
    edit('row-2', { scheduledFor: '2026-12-24T08:00:00.000Z' })
    edit('row-3', { scheduledFor: null })
    await publishing.replaceRows(makeRows(4).map((row) => ({ ...row, more: 'x' })))
    await scheduling.watch()
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'active' })
    await scheduling.goTo('2026-11-27T08:02:00Z')
    expect(inWix()).toEqual({
      'row-1': live,
      'row-2': 'SCHEDULED 2026-12-24T08:00',
      'row-3': 'UNPUBLISHED undefined',
      'row-4': 'PUBLISHED 2026-11-27T08:00',
    })
    expect(await shown()).toEqual(['2026-11-27T08:00 confirmed 4 2'])
    expect(await scheduling.get()).toMatchObject({ state: 'ended', pages: { gone: 4 } })
    expect((await publishing.plan()).counts).toMatchObject({ unchanged: 2, conflict: 2 })
  })

  test('leaves a scheduled post that somebody edited in Wix its text and its date', async () => {
    await begin(makeRows(4))
    await setWix({ count: 4 })
    await scheduling.settle()
    edit('row-1', { fields: { title: 'Their title' } })
    edit('row-2', { fields: { title: 'Their other title' } })
    await publishing.replaceRows(makeRows(4).map((row) => ({ ...row, name: `${row['name']} (new)` })))
    await scheduling.watch()
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'active' })
    await scheduling.goTo('2026-11-27T08:02:00Z')
    expect(
      posts()
        .map((one) => `${one.status} ${one.published?.title}`)
        .sort(),
    ).toEqual([
      'PUBLISHED Place 3 (new)',
      'PUBLISHED Place 4 (new)',
      'PUBLISHED Their other title',
      'PUBLISHED Their title',
    ])
    const [slot] = await scheduling.slots('2026-11-27', '2026-12-31')
    expect(slot).toMatchObject({ stage: 'confirmed', sent: 4, equal: 2, different: 2 })
  })

  test('tells once when Wix has not made posts live ten minutes after their date', async () => {
    await begin(makeRows(2), { switches: { scheduledPublishDelayMs: 90 * minuteMs } })
    await setWix()
    await scheduling.settle()
    await scheduling.goTo('2026-11-27T08:09:00Z')
    expect(await told('dates_in_wix')).toEqual([])
    await scheduling.goTo('2026-11-27T09:15:00Z')
    expect(await told('dates_in_wix')).toEqual([
      expect.stringMatching(/^Wix has not made 2 pages live that were due on 27 November 2026, 09:00\./),
    ])
    await scheduling.goTo('2026-11-27T11:00:00Z')
    expect(await told('dates_in_wix')).toHaveLength(1)
    expect(await shown()).toEqual(['2026-11-27T08:00 confirmed 2 2'])
  })

  test('changes dates when the connection works again, and tells until then', async () => {
    let isDown = false
    await begin(makeRows(2), {
      deps: {
        assertReady: async () => {
          if (isDown) throw new AppError('connection_refused', 'The key was revoked.')
        },
      },
    })
    await setWix()
    await scheduling.settle()
    isDown = true
    await scheduling.schedules.cancel(scheduling.asked)
    await scheduling.goTo('2026-11-27T06:30:00Z')
    expect(posts().every((one) => one.status === 'SCHEDULED')).toBe(true)
    expect(await told('dates_in_wix')).toEqual([
      expect.stringMatching(/still to be changed.*key was revoked/),
    ])
    isDown = false
    await scheduling.goTo('2026-11-27T06:32:00Z')
    expect(posts().every((one) => one.status === 'UNPUBLISHED')).toBe(true)
  })

  test('publishes a slot itself that is too near for a date', async () => {
    await begin(makeRows(4))
    clock.move(119 * minuteMs)
    await setWix()
    await scheduling.goTo('2026-11-27T08:01:00Z')
    expect(inWix()).toMatchObject({ 'row-1': live, 'row-3': 'SCHEDULED 2026-11-30T08:00' })
  })

  test('sends pages whose date passed before Wix had it with the next slot', async () => {
    let passes = 0
    await begin(makeRows(4), {
      deps: {
        crashPoint: (name) => {
          if (name === 'after-dates-run' && passes++ === 0) clock.move(4 * hourMs)
        },
      },
    })
    await setWix()
    await scheduling.settle()
    await scheduling.goTo('2026-11-27T10:10:00Z')
    expect(inWix()).toEqual({
      'row-1': 'SCHEDULED 2026-11-30T08:00',
      'row-2': 'SCHEDULED 2026-11-30T08:00',
      'row-3': 'SCHEDULED 2026-12-01T08:00',
      'row-4': 'SCHEDULED 2026-12-01T08:00',
    })
    expect((await shown())[0]).toBe('2026-11-27T08:00 confirmed 2 0')
  })

  test('is refused where Wix cannot keep dates', async () => {
    await begin(makeRows(1), { mode: 'draft' })
    expect((await scheduling.schedules.get(publishing.workspaceId, publishing.projectId)).offersWix).toBe(
      false,
    )
    await expect(setWix()).rejects.toThrow(/makes drafts/)
    await scheduling.set()
    await scheduling.goTo(new Date(Date.parse(start) + dayMs))
    expect(posts().map((one) => one.status)).toEqual(['UNPUBLISHED'])
  })
})
