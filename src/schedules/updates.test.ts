import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing, type TestRow } from '../../test/helpers/publishing.ts'
import { type Scheduling, startScheduling } from '../../test/helpers/scheduling.ts'
import type { ScheduleInput } from '../api/schedule.ts'
import type { Database } from '../db/types.ts'

const consent = { updates: true, maxPerSlot: null, heldShare: 0.2 }

describeOnServer('updates in a schedule', (open) => {
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

  /** With these pages on the site. */
  async function begin(rows: TestRow[], input: Partial<ScheduleInput> = { consent }) {
    publishing = await startPublishing(database, { rows })
    await publishing.startWorker()
    await publishing.publish()
    scheduling = startScheduling(database, publishing, clock)
    await scheduling.set({}, input)
    await scheduling.settle()
  }

  async function change(rows: TestRow[]) {
    await publishing.replaceRows(rows)
    await scheduling.watch()
    await scheduling.settle()
  }

  const renamed = (row: TestRow): TestRow => ({ ...row, name: `New ${row['name']}` })
  const title = (slug: string) =>
    (publishing.posts() as unknown as { published: { seoSlug: string; title: string } }[]).find(
      (post) => post.published.seoSlug === slug,
    )?.published.title
  const shown = async () =>
    (await scheduling.slots('2026-11-27', '2027-01-31')).map(
      (slot) => `${slot.at.slice(0, 10)} ${slot.stage} ${slot.pages}`,
    )
  async function expected(): Promise<string[]> {
    const { rows } = await database.query<{ key: string; at: string; state: number }>(
      `select row_key as key, expected_at as at, state from page_states where expected_at is not null order by expected_at, row_key`,
    )
    return rows.map(({ key, at, state }) => `${key} ${at.slice(0, 10)} ${state}`)
  }

  test('dates published pages whose rows changed, and sends them in slots', async () => {
    const rows = makeRows(6)
    await begin(rows)
    expect(await scheduling.get()).toMatchObject({ state: 'ended', pages: { total: 0 } })
    await change(rows.map((row, at) => (at < 3 ? renamed(row) : row)))
    expect(await scheduling.get()).toMatchObject({ state: 'active', pages: { dated: 3, updates: 3 } })
    expect(await shown()).toEqual(['2026-11-27 dated 2', '2026-11-30 dated 1'])
    // On the site all the while.
    expect(await expected()).toEqual(['row-1 2026-11-27 4', 'row-2 2026-11-27 4', 'row-3 2026-11-30 4'])
    const { workspaceId, projectId } = publishing
    const pages = await scheduling.schedules.slotPages(workspaceId, projectId, '2026-11-27T08:00:00.000Z', {
      limit: 10,
    })
    expect(pages.items).toMatchObject([
      { rowKey: 'row-1', state: 'dated', isUpdate: true },
      { rowKey: 'row-2', state: 'dated', isUpdate: true },
    ])
    await scheduling.goTo('2026-11-27T07:59:00Z')
    expect(title('row-1')).toBe('Place 1')
    await scheduling.goTo('2026-11-27T08:01:00Z')
    expect([title('row-1'), title('row-2'), title('row-3')]).toEqual([
      'New Place 1',
      'New Place 2',
      'Place 3',
    ])
    await scheduling.goTo('2026-12-02T12:00:00Z')
    expect(title('row-3')).toBe('New Place 3')
    expect(await scheduling.get()).toMatchObject({ state: 'ended', pages: { dated: 0, updates: 0 } })
    expect(await expected()).toEqual([])
  })

  test('come behind the new pages that wait, and stay out where only new pages were agreed to', async () => {
    const rows = makeRows(2)
    await begin(rows)
    await change([renamed(rows[0]!), rows[1]!, ...makeRows(5).slice(2)])
    expect(await expected()).toEqual([
      'row-3 2026-11-27 1',
      'row-4 2026-11-27 1',
      'row-1 2026-11-30 4',
      'row-5 2026-11-30 1',
    ])
    await scheduling.set({}, { consent: { ...consent, updates: false } })
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ pages: { dated: 3, updates: 0 } })
    expect((await expected()).map((line) => line.split(' ')[0])).toEqual(['row-3', 'row-4', 'row-5'])
  })

  test('follow a template when its schedule is renewed, and not before', async () => {
    await begin(makeRows(3))
    await database.query(`insert into template_versions (template_id, version, fields, saved_by)
      select template_id, 2, jsonb_set(fields, '{title}', '"{{name}}, again"'), 'Dana' from template_versions`)
    await database.query(
      `update templates set version = 2, fields = jsonb_set(fields, '{title}', '"{{name}}, again"')`,
    )
    await scheduling.watch()
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'waiting', cause: 'template_changed' })
    expect(await expected()).toEqual([])
    await scheduling.schedules.renew(scheduling.asked)
    await scheduling.settle()
    expect(await scheduling.get()).toMatchObject({ state: 'active', pages: { updates: 3 } })
    await scheduling.goTo('2026-12-02T12:00:00Z')
    expect(['row-1', 'row-2', 'row-3'].map(title)).toEqual([1, 2, 3].map((at) => `Place ${at}, again`))
  })

  test('lose their dates when the row is as it was, and are not dated for what changes nothing', async () => {
    const rows = makeRows(3)
    await begin(rows)
    // No text of the template has this column.
    await change(rows.map((row) => ({ ...row, note: 'seen' })))
    expect(await expected()).toEqual([])
    await change([renamed(rows[0]!), ...rows.slice(1)])
    expect(await expected()).toHaveLength(1)
    await change(rows)
    expect(await expected()).toEqual([])
    expect(await shown()).toEqual([])
  })

  test('leave alone what somebody edited in Wix, until the row changes again', async () => {
    const rows = makeRows(10)
    await begin(rows, { consent: { ...consent, heldShare: 1 } })
    const [first] = publishing.posts()
    publishing.control.editItem({
      siteId: publishing.siteId,
      kind: 'post',
      id: first!.id,
      fields: { title: 'By hand' },
      publish: true,
    })
    await change(rows.map((row, at) => (at < 2 ? renamed(row) : row)))
    await scheduling.goTo('2026-11-27T09:00:00Z')
    expect((await scheduling.slots('2026-11-27', '2026-12-10'))[0]).toMatchObject({
      stage: 'confirmed',
      pages: 2,
      sent: 1,
    })
    await scheduling.goTo('2026-12-04T12:00:00Z')
    expect(await scheduling.get(), 'it is not tried again and again').toMatchObject({
      state: 'ended',
      pages: { dated: 0 },
    })
    await change(rows.map((row, at) => (at < 2 ? renamed(row) : { ...row, note: 'x' })))
    expect(await expected()).toEqual([])
    await change(rows.map((row, at) => (at < 1 ? renamed(renamed(row)) : at < 2 ? renamed(row) : row)))
    expect(await expected()).toHaveLength(1)
  })

  test('that change again while they wait go once, with what their rows say then', async () => {
    const rows = makeRows(4)
    await begin(rows)
    await change(rows.map(renamed))
    await change(rows.map((row, at) => (at === 2 ? renamed(renamed(row)) : renamed(row))))
    expect(await expected()).toHaveLength(4)
    await scheduling.goTo('2026-12-02T12:00:00Z')
    expect(title('row-3')).toBe('New New Place 3')
    const updates = publishing.writes().length
    await scheduling.goTo('2026-12-09T12:00:00Z')
    expect(publishing.writes()).toHaveLength(updates)
    expect(await scheduling.get()).toMatchObject({ state: 'ended' })
  })
})
