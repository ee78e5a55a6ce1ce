import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { type Scheduling, startScheduling } from '../../test/helpers/scheduling.ts'
import type { Database } from '../db/types.ts'

describeOnServer('the day of a site', (open) => {
  let database: Database
  let clock: TestClock
  let publishing: Publishing
  let scheduling: Scheduling

  // 27 November in Berlin, still the 26th in New York.
  beforeEach(async () => {
    clock = createTestClock('2026-11-27T04:00:00Z')
    database = (await open(clock)).database
    publishing = await startPublishing(database, { rows: makeRows(12) })
    await publishing.startWorker()
    scheduling = startScheduling(database, publishing, clock)
  })
  afterEach(() => publishing.close())

  const day = () => scheduling.schedules.siteDay(publishing.workspaceId, publishing.connectionId)
  const overLimit = async (pages: number) =>
    scheduling.schedules.overLimit(publishing.connectionId, { total: pages, byAction: { create: pages } })
  const tellZone = (zone: string) => database.query('update connections set time_zone = $1', [zone])

  test('counts what schedules and runs by hand sent, and what is still to come', async () => {
    expect(await day()).toEqual({ perDay: null, date: '2026-11-27', timeZone: 'UTC', sent: 0, coming: 0 })
    await scheduling.set({ count: 3 })
    expect(await day(), 'the zone of its schedule').toMatchObject({ timeZone: 'Europe/Berlin', coming: 3 })
    await scheduling.schedules.setCeiling(publishing.workspaceId, publishing.connectionId, 10)
    await scheduling.goTo('2026-11-27T08:30:00Z')
    expect(await day()).toMatchObject({ perDay: 10, sent: 3, coming: 0 })
    const byHand = { scope: { kind: 'rows', origin: 'pages', count: 4, words: '4 rows' } } as const
    await publishing.publish({ ...byHand, rowKeys: ['row-9', 'row-10', 'row-11', 'row-12'] })
    expect(await day()).toMatchObject({ sent: 7, coming: 0 })
    expect(await overLimit(3)).toBeNull()
    expect(await overLimit(4)).toMatch(
      /brings today \(2026-11-27, Europe\/Berlin\) to 11: 7 went out already/,
    )
    await scheduling.schedules.pause(scheduling.asked)
    clock.move(16 * 3_600_000)
    expect(await day()).toMatchObject({ date: '2026-11-28', sent: 0, coming: 0 })
  })

  test('is the day in the time zone of the site, where Wix tells it', async () => {
    await publishing.publish()
    await tellZone('Europe/Berlin')
    clock.move(2 * 3_600_000)
    expect(await day()).toMatchObject({ date: '2026-11-27', sent: 12 })
    await tellZone('America/New_York')
    expect(await day()).toMatchObject({ date: '2026-11-27', sent: 0 })
    await tellZone('America/Los_Angeles')
    expect(await day()).toMatchObject({ date: '2026-11-26', sent: 12 })
  })

  test('counts a page that Wix publishes on a date on that date', async () => {
    publishing.control.moveClock({ setTo: clock.now().toISOString() })
    await scheduling.set({ count: 3 }, { keeper: 'wix' })
    await scheduling.settle()
    expect(publishing.posts()).toHaveLength(12)
    expect(await day()).toMatchObject({ sent: 0, coming: 3 })
    clock.move(5 * 3_600_000)
    publishing.control.moveClock({ advanceMs: 5 * 3_600_000 })
    await scheduling.settle()
    expect(await day()).toMatchObject({ sent: 3, coming: 0 })
  })
})
