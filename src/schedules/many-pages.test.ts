// Of many pages a worker gives the dates, a part at a time, and whoever comes after one that died goes on.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { type Scheduling, startScheduling } from '../../test/helpers/scheduling.ts'
import type { Schedule } from '../api/schedule.ts'
import type { Database } from '../db/types.ts'
import { advance } from './advance.ts'
import { listDue } from './store.ts'

const many = 2_600

class Killed extends Error {}

describeOnServer('a schedule of many pages', (open) => {
  let database: Database
  let clock: TestClock
  let publishing: Publishing
  let scheduling: Scheduling
  let parts: number
  let diesAt: number

  beforeEach(async () => {
    clock = createTestClock('2026-11-27T06:00:00Z')
    database = (await open(clock)).database
    publishing = await startPublishing(database, { rows: makeRows(many) })
    parts = 0
    diesAt = Number.POSITIVE_INFINITY
    scheduling = startScheduling(database, publishing, clock, {
      crashPoint: (point) => {
        if (point === 'dating-part' && ++parts === diesAt) throw new Killed()
      },
    })
  })
  afterEach(() => publishing.close())

  const set = (count = 1_000) => scheduling.set({ count })
  const days = async () => (await scheduling.slots('2026-11-27', '2026-12-31')).map((slot) => slot.pages)
  async function look(): Promise<'killed' | 'alive'> {
    for (const id of await listDue(database, 9))
      try {
        await advance(scheduling.deps, id)
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        return 'killed'
      }
    return 'alive'
  }
  async function expectedDates(): Promise<number> {
    const { rows } = await database.query<{ pages: number }>(
      'select count(*)::int as pages from page_states where expected_at is not null',
    )
    return rows[0]!.pages
  }

  test('is answered at once, says how far it is, and goes on after every kill', async () => {
    const made = await set()
    expect(made).toMatchObject({ state: 'active', dating: { step: 'collecting', done: 0, of: many } })
    expect(await days()).toEqual([])
    const seen: Schedule['dating'][] = []
    for (diesAt = 1; (await look()) === 'killed'; diesAt = parts + 1)
      seen.push((await scheduling.get()).dating)
    expect(seen).toContainEqual({ step: 'collecting', done: 2_000, of: many })
    expect(seen.filter((one) => one?.step === 'dating').length).toBeGreaterThan(1)
    const done = seen.flatMap((one) => (one?.step === 'dating' ? [one.done] : []))
    expect(done, 'it never goes back').toEqual(done.toSorted((a, b) => a - b))
    expect(await scheduling.get()).toMatchObject({ dating: null, pages: { dated: many, undated: 0 } })
    expect(await days()).toEqual([1_000, 1_000, 600])
    expect(await expectedDates()).toBe(many)
  })

  test('that is saved again meanwhile follows the rule that was saved last, and keeps nothing of the other', async () => {
    await set()
    diesAt = 5
    expect(await look()).toBe('killed')
    expect((await days()).length).toBeGreaterThan(0)
    await set(2_000)
    expect(await days(), 'no slot of the rule that was').toEqual([])
    await look()
    expect(await days()).toEqual([2_000, 600])
    expect(await scheduling.get()).toMatchObject({ dating: null, pages: { dated: many } })
  })

  test('gives all dates back when it is cancelled, before another schedule gives its own', async () => {
    await set()
    await look()
    const cancelled = await scheduling.schedules.cancel(scheduling.asked)
    expect(cancelled.dating).toEqual({ step: 'clearing', done: 0, of: many })
    diesAt = parts + 2
    expect(await look()).toBe('killed')
    expect(await scheduling.get()).toMatchObject({ dating: { step: 'clearing', done: 2_000 } })
    await set(many)
    diesAt = Number.POSITIVE_INFINITY
    await look()
    await look()
    expect(await expectedDates()).toBe(many)
    expect(await days()).toEqual([many])
    await scheduling.schedules.cancel(scheduling.asked)
    await look()
    expect(await expectedDates()).toBe(0)
  })

  test('takes in what an import adds, also where it dies between two parts of it', async () => {
    await publishing.replaceRows(makeRows(10))
    await set(1_000)
    expect(await scheduling.get()).toMatchObject({ dating: null, pages: { dated: 10 } })
    await publishing.replaceRows(makeRows(many))
    await scheduling.watch()
    diesAt = 1
    expect(await look()).toBe('killed')
    await look()
    expect(await scheduling.get()).toMatchObject({ dating: null, pages: { dated: many, undated: 0 } })
    expect(await days()).toEqual([1_000, 1_000, 600])
  })
})
