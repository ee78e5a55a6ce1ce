import { afterEach, beforeEach, expect, test } from 'vitest'
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
import { usualInput } from '../../test/helpers/usual-schedule.ts'
import type { Database } from '../db/types.ts'
import { getPlanItem } from '../plans/item-detail.ts'
import { listPlanItems } from '../plans/item-lists.ts'

describeOnServer('a schedule', (open) => {
  let database: Database
  let clock: TestClock
  let publishing: Publishing
  let scheduling: Scheduling

  // A Friday, before the hours of Berlin.
  beforeEach(async () => {
    clock = createTestClock('2026-11-27T06:00:00Z')
    database = (await open(clock)).database
  })
  afterEach(() => publishing.close())

  async function begin(rows: TestRow[], options: Partial<PublishingOptions> = {}) {
    publishing = await startPublishing(database, { rows, ...options })
    await publishing.startWorker()
    scheduling = startScheduling(database, publishing, clock)
  }

  const slugs = () => publishing.posts().map((post) => post.published?.seoSlug)
  const shown = async () =>
    (await scheduling.slots('2026-11-27', '2027-01-31')).map(
      (slot) => `${slot.at.slice(0, 16)} ${slot.stage} ${slot.pages}`,
    )

  test('gives every page its date before the first one leaves, and keeps to it', async () => {
    await begin(makeRows(5))
    const made = await scheduling.set()
    expect(made).toMatchObject({
      state: 'active',
      pages: { total: 5, gone: 0, dated: 5, undated: 0 },
      nextSlotAt: '2026-11-27T08:00:00.000Z',
      lastSlotAt: '2026-12-01T08:00:00.000Z',
    })
    const before = await shown()
    expect(before).toEqual([
      '2026-11-27T08:00 dated 2',
      '2026-11-30T08:00 dated 2',
      '2026-12-01T08:00 dated 1',
    ])
    await scheduling.goTo('2026-11-27T07:59:00Z')
    expect(slugs(), 'nothing leaves before its time').toEqual([])
    await scheduling.goTo('2026-11-27T08:00:10Z')
    expect(slugs().toSorted()).toEqual(['row-1', 'row-2'])
    await scheduling.goTo('2026-12-02T12:00:00Z')
    expect(slugs()).toHaveLength(5)
    expect(await shown()).toEqual(before.map((line) => line.replace('dated', 'confirmed')))
    expect(await scheduling.get()).toMatchObject({ state: 'ended', pages: { gone: 5 } })
    const kinds = (await scheduling.notices()).map((notice) => notice.kind)
    expect(kinds.filter((kind) => kind === 'slot_done')).toHaveLength(3)
    expect(kinds.at(-1)).toBe('schedule_ended')
  })

  test('does not make up for what passed while nothing ran: the same number, and a later end, told', async () => {
    await begin(makeRows(5))
    await scheduling.set()
    await scheduling.settle()
    clock.move(3 * 24 * hourMs)
    await scheduling.settle()
    expect(slugs()).toEqual([])
    expect(await shown()).toEqual([
      '2026-11-27T08:00 missed 2',
      '2026-11-30T08:00 dated 2',
      '2026-12-01T08:00 dated 2',
      '2026-12-02T08:00 dated 1',
    ])
    await scheduling.goTo('2026-11-30T08:01:00Z')
    expect(slugs().toSorted(), 'those that were missed come first').toEqual(['row-1', 'row-2'])
    expect((await scheduling.notices()).filter((notice) => notice.kind === 'slot_missed')).toHaveLength(1)
  })

  test('doubles no slot after days without a server, and goes on with the usual number', async () => {
    await begin(makeRows(12))
    await scheduling.set()
    await scheduling.goTo('2026-11-27T12:00:00Z')
    clock.move(Date.parse('2026-12-02T12:00:00Z') - clock.now().getTime())
    await scheduling.settle()
    expect((await shown()).slice(0, 5)).toEqual([
      '2026-11-27T08:00 confirmed 2',
      '2026-11-30T08:00 missed 2',
      '2026-12-01T08:00 missed 2',
      '2026-12-02T08:00 missed 2',
      '2026-12-03T08:00 dated 2',
    ])
    await scheduling.goTo('2026-12-03T09:00:00Z')
    expect(slugs().toSorted()).toEqual(['row-1', 'row-2', 'row-3', 'row-4'])
    await scheduling.goTo('2026-12-10T09:00:00Z')
    expect(slugs()).toHaveLength(12)
    const missed = (await scheduling.notices()).filter((notice) => notice.kind === 'slot_missed')
    expect(missed.map((notice) => notice.detail.message)).toEqual([
      expect.stringContaining('3 slots with 6 pages passed'),
    ])
  })

  test('sends a slot late while its hour lasts', async () => {
    await begin(makeRows(2))
    await scheduling.set()
    clock.move(2 * hourMs + 50 * minuteMs)
    await scheduling.settle()
    expect(slugs()).toHaveLength(2)
  })

  test('stops where more than a share of a slot is held, sends nothing of it and waits', async () => {
    // Without a name there is no title.
    const rows = makeRows(20).map((row, index) => (index % 3 === 0 ? { ...row, name: '' } : row))
    await begin(rows)
    await scheduling.set({ count: 10 })
    await scheduling.goTo('2026-11-27T08:00:30Z')
    expect(slugs()).toEqual([])
    const stopped = await scheduling.get()
    expect(stopped).toMatchObject({ state: 'waiting', cause: 'held' })
    expect(stopped.reason).toMatch(/4 of the 10 pages of this slot cannot go \(4 with errors\)/)
    const told = (await scheduling.notices()).filter((notice) => notice.kind === 'slot_stopped')
    expect(told).toHaveLength(1)
    await scheduling.goTo('2026-12-01T12:00:00Z')
    expect(slugs(), 'the next slot waits for the owner').toEqual([])

    await scheduling.schedules.resume(scheduling.asked)
    await scheduling.goTo('2026-12-02T08:01:00Z')
    expect(slugs(), 'what was held goes to the end; of the next ten one has an error').toHaveLength(9)
  })

  test('sends a page that is not ready to the end, and nothing fills its place', async () => {
    const rows = makeRows(12)
    rows[1] = { id: 'row-2', name: '' }
    await begin(rows)
    await scheduling.set({ count: 6 })
    await scheduling.goTo('2026-11-27T08:01:00Z')
    expect(slugs()).toHaveLength(5)
    const [first, , last] = await scheduling.slots('2026-11-27', '2026-12-31')
    expect(first).toMatchObject({ stage: 'confirmed', pages: 6, sent: 5, held: 1, equal: 5 })
    expect(last).toMatchObject({ stage: 'dated', pages: 1 })
  })

  test('waits when the template changed, shows pages before and after, and goes on after one click', async () => {
    await begin(makeRows(6))
    await scheduling.set()
    await scheduling.goTo('2026-11-27T09:00:00Z')
    expect(slugs()).toHaveLength(2)
    await database.query(`insert into template_versions (template_id, version, fields, saved_by)
                          select template_id, 2, fields, 'Dana' from template_versions`)
    await database.query('update templates set version = 2')
    await scheduling.watch()
    await scheduling.goTo('2026-11-30T12:00:00Z')
    expect(slugs()).toHaveLength(2)
    expect(await scheduling.get()).toMatchObject({ state: 'waiting', cause: 'template_changed' })
    await expect(scheduling.schedules.resume(scheduling.asked)).rejects.toThrow(/renew the schedule/)
    const renewal = await scheduling.schedules.renewal(publishing.workspaceId, publishing.projectId)
    expect(renewal).toMatchObject({ changes: ['template'] })
    expect(renewal.pages[0]).toMatchObject({ rowKey: 'row-3', before: 'v1', after: 'now' })
    await scheduling.schedules.renew(scheduling.asked, renewal.basis)
    await scheduling.goTo('2026-12-03T12:00:00Z')
    expect(slugs()).toHaveLength(6)
  })

  test('takes in new rows at the end, and drops rows that are gone', async () => {
    await begin(makeRows(5))
    await scheduling.set()
    await publishing.replaceRows([...makeRows(4), { id: 'new', name: 'New' }])
    await scheduling.watch()
    await scheduling.settle()
    expect(await shown()).toEqual([
      '2026-11-27T08:00 dated 2',
      '2026-11-30T08:00 dated 2',
      '2026-12-01T08:00 dated 1',
    ])
    await scheduling.goTo('2026-12-02T12:00:00Z')
    expect(slugs().toSorted()).toEqual(['new', 'row-1', 'row-2', 'row-3', 'row-4'])
  })

  test('goes on after its end when rows are added', async () => {
    await begin(makeRows(2))
    await scheduling.set()
    await scheduling.goTo('2026-11-27T12:00:00Z')
    expect(await scheduling.get()).toMatchObject({ state: 'ended', pages: { gone: 2 } })
    await publishing.replaceRows(makeRows(3))
    await scheduling.watch()
    await scheduling.goTo('2026-11-30T09:00:00Z')
    expect(slugs().toSorted()).toEqual(['row-1', 'row-2', 'row-3'])
    expect(await scheduling.get()).toMatchObject({ state: 'ended', pages: { gone: 3 } })
  })

  test('stops when the data lost more than a fifth of their rows', async () => {
    await begin(makeRows(10))
    await scheduling.set()
    await publishing.replaceRows(makeRows(7))
    await scheduling.watch()
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({
      state: 'waiting',
      cause: 'rows_lost',
      pages: { total: 10 },
    })
    await scheduling.schedules.resume(scheduling.asked)
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'active', pages: { total: 7 } })
  })

  test('pauses, resumes, skips, releases and cancels', async () => {
    await begin(makeRows(6))
    await scheduling.set()
    const { schedules, asked } = scheduling
    await schedules.pause(asked)
    await scheduling.goTo('2026-11-27T12:00:00Z')
    expect(slugs()).toEqual([])
    await schedules.resume(asked)
    expect(await shown()).toEqual([
      '2026-11-27T08:00 skipped 2',
      '2026-11-30T08:00 dated 2',
      '2026-12-01T08:00 dated 2',
      '2026-12-02T08:00 dated 2',
    ])
    await schedules.skip(asked)
    expect((await shown()).at(-1)).toBe('2026-12-03T08:00 dated 2')
    await schedules.release(asked)
    await scheduling.settle()
    expect(slugs().toSorted()).toEqual(['row-1', 'row-2'])
    await schedules.cancel(asked)
    expect(await scheduling.get()).toMatchObject({
      state: 'cancelled',
      nextSlotAt: null,
      pages: { dated: 0 },
    })
    await scheduling.goTo('2026-12-10T12:00:00Z')
    expect(slugs()).toHaveLength(2)
    const { rows } = await database.query(
      'select 1 from page_states where project_id = $1 and expected_at is not null',
      [publishing.projectId],
    )
    expect(rows).toEqual([])
  })

  test('says in a plan when each of its pages is to go', async () => {
    await begin(makeRows(3))
    await scheduling.set()
    const plan = await publishing.plan()
    const { items } = await listPlanItems(database, publishing.workspaceId, plan.id, {
      search: '',
      limit: 10,
    })
    expect(items.map(({ rowKey, expectedAt }) => `${rowKey} ${expectedAt?.slice(0, 16)}`)).toEqual([
      'row-1 2026-11-27T08:00',
      'row-2 2026-11-27T08:00',
      'row-3 2026-11-30T08:00',
    ])
    await scheduling.schedules.cancel(scheduling.asked)
    const item = await getPlanItem(database, publishing.workspaceId, plan.id, 'row-1')
    expect(item.expectedAt, 'as things stand now').toBeNull()
  })

  test('keeps all schedules of a site below its ceiling', async () => {
    await begin(makeRows(6))
    await scheduling.set({ count: 3 })
    await scheduling.schedules.setCeiling(publishing.workspaceId, publishing.connectionId, 2)
    expect((await shown()).map((line) => line.split(' ').at(-1))).toEqual(['2', '2', '2'])
  })

  test('previews what it would do, to the day, and stores nothing', async () => {
    await begin(makeRows(5))
    const { workspaceId, projectId } = publishing
    const { rule } = usualInput
    const preview = await scheduling.schedules.preview(workspaceId, projectId, rule)
    expect(preview).toMatchObject({ pages: 5, slots: 3, undated: 0, lastAt: '2026-12-01T08:00:00.000Z' })
    expect(preview.words).toBe(
      '5 pages: the first on 27 November 2026, 09:00, the last one on 1 December 2026.',
    )
    const short = await scheduling.schedules.preview(workspaceId, projectId, {
      ...rule,
      endsOn: '2026-11-27',
    })
    expect(short).toMatchObject({ undated: 3, warnings: [expect.stringMatching(/3 pages do not fit/)] })
    expect((await scheduling.schedules.get(workspaceId, projectId)).schedule).toBeNull()
  })

  test('says of pages that were taken down that they stay so, and not that every row is published', async () => {
    await begin(makeRows(3))
    await publishing.publish()
    const { workspaceId, projectId } = publishing
    const words = async () =>
      (await scheduling.schedules.preview(workspaceId, projectId, usualInput.rule)).words
    expect(await words()).toBe('Every row is published already. New rows get a date as they come.')
    const scope = { kind: 'rows', origin: 'take_down', how: 'draft', count: 2, words: 'two' } as const
    const down = await publishing.plan(projectId, { scope, rowKeys: ['row-1', 'row-2'] })
    await publishing.until((await publishing.apply(down.id)).id, 'done')
    expect(await words()).toBe(
      'No row waits to be published: 2 pages were taken down and stay so until you bring them back. New rows get a date as they come.',
    )
  })
})
