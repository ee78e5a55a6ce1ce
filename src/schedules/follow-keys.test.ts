// Rows under other keys in the schedule of their project.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseKeys } from '../../test/helpers/choose-keys.ts'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { type Publishing, startPublishing, type TestRow } from '../../test/helpers/publishing.ts'
import { type Scheduling, startScheduling } from '../../test/helpers/scheduling.ts'
import { usualInput } from '../../test/helpers/usual-schedule.ts'
import type { Database } from '../db/types.ts'

describeOnServer('keys that change in a schedule', (open) => {
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

  async function begin(rows: TestRow[], updates = false) {
    publishing = await startPublishing(database, {
      rows,
      fields: { title: '{{name}}', slug: '{{slug}}', body: '<p>{{name}} {{text}}</p>' },
    })
    await publishing.startWorker()
    await publishing.publish()
    scheduling = startScheduling(database, publishing, clock)
    await scheduling.set({}, { consent: { ...usualInput.consent, updates } })
    await scheduling.settle()
  }

  async function change(rows: TestRow[]) {
    await publishing.replaceRows(rows)
    await scheduling.watch()
    await scheduling.settle()
  }

  const makeRows = (count: number, text = ''): TestRow[] =>
    Array.from({ length: count }, (_, i) => ({
      ...{ id: `row-${i + 1}`, name: `Place ${i + 1}` },
      ...{ slug: `place-${i + 1}`, text },
    }))
  const renumbered = (rows: TestRow[]): TestRow[] => rows.map((row) => ({ ...row, id: `new-${row.id}` }))
  async function dated(): Promise<string[]> {
    const { rows } = await database.query<{ key: string }>(
      `select row_key as key from page_states where expected_at is not null order by row_key`,
    )
    return rows.map(({ key }) => key)
  }

  test('rows of which nobody has said whether they are new stay out, and the schedule waits and says why', async () => {
    await begin(makeRows(2))
    await change(renumbered(makeRows(2)))
    expect(await dated()).toEqual(['new-row-1', 'new-row-2'])
    await scheduling.goTo('2026-11-27T09:00:00Z')
    expect(publishing.posts()).toHaveLength(2)
    expect(await scheduling.get()).toMatchObject({ state: 'waiting' })
    const [slot] = await scheduling.slots('2026-11-27', '2026-11-27')
    expect(slot).toMatchObject({ stage: 'stopped', held: 2 })
  })

  test('rows that are the same lose the date they got as new ones, and the others keep theirs', async () => {
    await begin(makeRows(2))
    await change([...renumbered(makeRows(2)), ...makeRows(3).slice(2)])
    expect(await dated()).toEqual(['new-row-1', 'new-row-2', 'row-3'])
    const asked = await publishing.plan()
    const plan = await chooseKeys(database, publishing, asked.id, 'same')
    expect(plan.counts).toMatchObject({ unchanged: 2, create: 1, held: 0 })
    await scheduling.settle()
    expect(await dated()).toEqual(['row-3'])
    expect(await scheduling.get()).toMatchObject({ state: 'active', pages: { dated: 1 } })
    await scheduling.goTo('2026-12-02T12:00:00Z')
    expect(publishing.posts()).toHaveLength(3)
    expect(await scheduling.get()).toMatchObject({ state: 'ended', pages: { dated: 0 } })
  })

  test('of numbers that overlap with those before, no slot makes a page twice or another page of one', async () => {
    await begin(makeRows(4), true)
    const titles = () =>
      publishing
        .posts()
        .map(({ published }) => (published as { title?: string } | null)?.title ?? '')
        .sort()
    const before = titles()
    await change(makeRows(4).map((row, i) => ({ ...row, id: `row-${i + 3}` })))
    expect(await dated()).toEqual(['row-3', 'row-4', 'row-5', 'row-6'])
    await scheduling.goTo('2026-11-27T09:00:00Z')
    expect(titles()).toEqual(before)
    expect(await scheduling.get()).toMatchObject({ state: 'waiting' })
    const asked = await publishing.plan()
    expect(asked.changedKeys).toMatchObject({ open: 4 })
    expect((await chooseKeys(database, publishing, asked.id, 'same')).counts).toMatchObject({ unchanged: 4 })
    await scheduling.schedules.resume(scheduling.asked)
    await scheduling.settle()
    expect(await dated()).toEqual([])
    expect(titles()).toEqual(before)
  })

  test('what differs under its new key is dated as an update where that was agreed to', async () => {
    await begin(makeRows(2), true)
    await change(renumbered(makeRows(2, 'New')))
    const asked = await publishing.plan()
    await chooseKeys(database, publishing, asked.id, 'same')
    expect(await dated()).toEqual([])
    await scheduling.settle()
    expect(await dated()).toEqual(['new-row-1', 'new-row-2'])
    expect(await scheduling.get()).toMatchObject({ pages: { updates: 2 } })
  })
})
