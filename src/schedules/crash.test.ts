// A process that dies at any point of a slot, or of the dating, and another one that goes on. What dies is everything
// that the process knew; what it had committed is there.
import { afterEach, expect, test } from 'vitest'
import { createTestClock, type TestClock } from '../../test/helpers/clock.ts'
import { describeOnServer } from '../../test/helpers/database.ts'
import { makeRows, type Publishing, startPublishing } from '../../test/helpers/publishing.ts'
import { startScheduling } from '../../test/helpers/scheduling.ts'
import type { Database } from '../db/types.ts'
import { advance } from './advance.ts'
import { type SlotCrashPointName, slotCrashPoints, wixCrashPoints } from './crash-point.ts'
import { listDue } from './store.ts'

class Killed extends Error {}

describeOnServer('a slot', (open) => {
  let publishing: Publishing
  afterEach(() => publishing.close())

  async function begin(count: number): Promise<{ database: Database; clock: TestClock }> {
    const clock = createTestClock('2026-11-27T06:00:00Z')
    const { database } = await open(clock)
    publishing = await startPublishing(database, { rows: makeRows(count) })
    await publishing.startWorker()
    return { database, clock }
  }

  const expectEachOnce = (count: number) =>
    expect(
      publishing
        .posts()
        .map((post) => post.published?.seoSlug)
        .toSorted(),
    ).toEqual(
      makeRows(count)
        .map((row) => row.id)
        .toSorted(),
    )

  /** Two pages each, with their receipts. */
  async function expectTwoSlots({ slots }: ReturnType<typeof startScheduling>) {
    const found = await slots('2026-11-27', '2026-12-10')
    expect(found.map(({ at, stage, sent }) => [at.slice(0, 10), stage, sent])).toEqual([
      ['2026-11-27', 'confirmed', 2],
      ['2026-11-30', 'confirmed', 2],
    ])
  }

  test('goes out once when its workers are killed at one point after the other', async () => {
    const { database, clock } = await begin(4)
    const { crashPoint, kills } = killAtEach(slotCrashPoints)
    const scheduling = startScheduling(database, publishing, clock, { crashPoint })
    await scheduling.set()
    // Dated anew by a worker, not by who asked.
    await database.query('update schedules set dating_rank = 0, dating_number = dating_number + 1')
    await database.query('delete from slots')
    await survive(() => scheduling.goTo('2026-12-01T12:00:00Z'))
    expectEachOnce(4)
    expect(Object.keys(kills).toSorted()).toEqual(slotCrashPoints.toSorted())
    await expectTwoSlots(scheduling)
    expect(await runsOf(database)).toBe(2)
  })

  test('whose date Wix keeps goes out once when its workers are killed at one point after the other', async () => {
    const { database, clock } = await begin(4)
    publishing.control.moveClock({ setTo: clock.now().toISOString() })
    const both: TestClock = {
      now: clock.now,
      move(ms) {
        clock.move(ms)
        publishing.control.moveClock({ advanceMs: ms })
      },
    }
    const { crashPoint, kills } = killAtEach(wixCrashPoints)
    const scheduling = startScheduling(database, publishing, both, { crashPoint })
    const { schedules, asked } = scheduling
    await scheduling.set({}, { keeper: 'wix' })
    await survive(() => scheduling.settle())
    // Dates are taken away, and given again.
    await schedules.pause(asked)
    await survive(() => scheduling.settle())
    expect(publishing.posts().map((post) => (post as unknown as { status: string }).status)).toEqual(
      Array(4).fill('UNPUBLISHED'),
    )
    await schedules.resume(asked)
    await survive(() => scheduling.goTo('2026-12-01T12:00:00Z'))
    expectEachOnce(4)
    expect(Object.keys(kills).toSorted()).toEqual(wixCrashPoints.toSorted())
    await expectTwoSlots(scheduling)
    // Made and dated, both at once; taken away in one run; dated again.
    expect(await runsOf(database)).toBe(5)
  })

  test('goes out once with workers that look at the same time', async () => {
    const { database, clock } = await begin(6)
    const scheduling = startScheduling(database, publishing, clock)
    await scheduling.set()
    const both = async () => {
      for (const id of await listDue(database, 9))
        await Promise.all([
          advance(scheduling.deps, id),
          advance(scheduling.deps, id),
          advance(scheduling.deps, id),
        ])
    }
    for (const day of ['2026-11-27', '2026-11-30', '2026-12-01']) {
      clock.move(Date.parse(`${day}T07:55:00Z`) - clock.now().getTime())
      await both()
      clock.move(5 * 60_000)
      await both()
      await scheduling.settle()
    }
    expectEachOnce(6)
    expect(await runsOf(database)).toBe(3)
  })

  test('whose date Wix keeps goes out once with workers that look at the same time', async () => {
    const { database, clock } = await begin(6)
    publishing.control.moveClock({ setTo: clock.now().toISOString() })
    const scheduling = startScheduling(database, publishing, clock)
    await scheduling.set({}, { keeper: 'wix' })
    const all = async () => {
      for (let round = 0; round < 40; round++) {
        for (const id of await listDue(database, 9))
          await Promise.all([1, 2, 3].map(() => advance(scheduling.deps, id)))
        const { rows } = await database.query<{ id: string }>('select id from runs where finished_at is null')
        for (const { id } of rows) await publishing.until(id, 'done')
      }
    }
    await all()
    const ms = Date.parse('2026-12-02T12:00:00Z') - clock.now().getTime()
    clock.move(ms)
    publishing.control.moveClock({ advanceMs: ms })
    await all()
    expectEachOnce(6)
    expect(await runsOf(database)).toBe(3)
    expect((await scheduling.get()).state).toBe('ended')
    const told = (await scheduling.notices()).filter((notice) => notice.kind === 'slot_done')
    expect(told).toHaveLength(3)
  })

  test('does not go out again when the clock is set back behind it', async () => {
    const { database, clock } = await begin(4)
    const scheduling = startScheduling(database, publishing, clock)
    await scheduling.set()
    await scheduling.goTo('2026-11-27T08:05:00Z')
    clock.move(-30 * 60_000)
    await scheduling.goTo('2026-12-01T12:00:00Z')
    expectEachOnce(4)
    expect(await runsOf(database)).toBe(2)
  })

  async function runsOf(database: Database): Promise<number> {
    const { rows } = await database.query<{ n: number }>('select count(*) as n from runs')
    return rows[0]!.n
  }
})

/**
 * Dies at every second visit of each point, the first included, but at most so often: at more, each life would die where the
 * one before had passed, and none would end.
 */
function killAtEach(points: readonly SlotCrashPointName[], most = 4) {
  const visits: Partial<Record<SlotCrashPointName, number>> = {}
  const kills: Partial<Record<SlotCrashPointName, number>> = {}
  const crashPoint = (name: SlotCrashPointName) => {
    if (!points.includes(name)) return
    visits[name] = (visits[name] ?? 0) + 1
    if (visits[name] % 2 === 0 || (kills[name] ?? 0) === most) return
    kills[name] = (kills[name] ?? 0) + 1
    throw new Killed(name)
  }
  return { crashPoint, kills }
}

/** Another process takes over, as often as it takes. */
async function survive(work: () => Promise<void>): Promise<void> {
  for (let lives = 0; lives < 200; lives++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
  }
  throw new Error('It was killed too often')
}
