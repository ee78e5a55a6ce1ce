import { beforeAll, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../test/helpers/database.ts'
import type { Database } from '../db/types.ts'
import { createThrottle, network, type Throttle } from './throttle.ts'

describeEachDatabase('throttle', (open) => {
  let database: Database
  let throttle: Throttle
  const waits: number[] = []
  beforeAll(async () => {
    ;({ database } = await open())
    throttle = createThrottle(database, async (ms) => void waits.push(ms))
  })
  beforeEach(async () => {
    waits.length = 0
    await database.query('delete from login_attempts')
  })

  async function tryTimes(
    times: number,
    account = 'a@x',
    address = '10.0.0.1',
    browser: string | null = null,
  ): Promise<number> {
    let admitted = 0
    for (let n = 0; n < times; n++) {
      const isIn = await throttle.admit({ account, address, browser }).then(
        () => true,
        () => false,
      )
      if (isIn) admitted++
    }
    return admitted
  }

  /** Of the refusal; a slow machine has used some of them up. */
  async function secondsLeft(): Promise<number> {
    const from = { account: 'a@x', address: '10.0.0.1', browser: null }
    const refusal = await throttle.admit(from).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'rate_limited' })
    return (refusal as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds
  }

  it('slows down after five and blocks after ten, each further time for longer', async () => {
    expect(await tryTimes(20)).toBe(10)
    expect(waits).toEqual([200, 400, 800, 1600, 2000])
    expect(await secondsLeft()).toBeLessThanOrEqual(30)
    expect(await secondsLeft()).toBeGreaterThan(15)
    await database.query(`update login_attempts set blocked_until = now() where subject like 'pair:%'`)
    expect(await tryTimes(2)).toBe(1)
    expect(await secondsLeft()).toBeLessThanOrEqual(60)
    expect(await secondsLeft()).toBeGreaterThan(30)
  })

  it('does not let parallel attempts slip by', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        throttle.admit({ account: 'a@x', address: '10.0.0.1', browser: null }),
      ),
    )
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
  })

  it('limits one address over many accounts', async () => {
    let admitted = 0
    for (let n = 0; n < 60; n++) admitted += await tryTimes(1, `user${n}@x`)
    expect(admitted).toBe(50)
    expect(await tryTimes(1, 'user1@x', '10.0.0.2')).toBe(1)
  })

  it('only spaces attempts on one account from everywhere, so that its owner still gets in', async () => {
    for (let n = 0; n < 12; n++) await tryTimes(10, 'a@x', `10.1.0.${n}`)
    await expect(
      throttle.admit({ account: 'a@x', address: '10.9.9.9', browser: null }),
    ).rejects.toMatchObject({
      details: { retryAfterSeconds: 5 },
    })
  })

  it('lets a browser that signed in before try, whatever strangers fail at, and stops it too when it guesses', async () => {
    await tryTimes(60, 'a@x', '10.0.0.1')
    for (let n = 0; n < 12; n++) await tryTimes(10, 'a@x', `10.1.0.${n}`)
    expect(await tryTimes(1, 'a@x', '10.0.0.1')).toBe(0)
    waits.length = 0
    expect(await tryTimes(1, 'a@x', '10.0.0.1', 'mine')).toBe(1)
    expect(waits).toEqual([])
    await throttle.forgive({ account: 'a@x', address: '10.0.0.1', browser: 'mine' })
    // The owner's success does not let the strangers go on.
    expect(await tryTimes(1, 'a@x', '10.0.0.1')).toBe(0)
    expect(await tryTimes(30, 'a@x', '10.0.0.1', 'mine')).toBe(10)
    expect(await tryTimes(1, 'a@x', '10.0.0.1', 'another of mine')).toBe(1)
  })

  it('never blocks for longer than a quarter of an hour, however often and whatever the clock did', async () => {
    await tryTimes(11)
    for (const failures of [40, 5_000]) {
      await database.query('update login_attempts set failures = $1, blocked_until = now()', [failures])
      expect(await tryTimes(1)).toBe(1)
      const { rows } = await database.query<{ seconds: number }>(
        `select extract(epoch from max(blocked_until) - now())::float8 as seconds from login_attempts`,
      )
      expect(rows[0]!.seconds).toBeLessThanOrEqual(900)
      expect(rows[0]!.seconds).toBeGreaterThan(890)
    }
    await database.query(`update login_attempts set blocked_until = now() + interval '3 days'`)
    expect(await tryTimes(1)).toBe(1)
  })

  it('forgets after an hour, and forgives after the right password', async () => {
    await tryTimes(20)
    await database.query(
      `update login_attempts set window_started_at = now() - interval '61 minutes', blocked_until = null`,
    )
    expect(await tryTimes(9)).toBe(9)
    await throttle.forgive({ account: 'a@x', address: '10.0.0.1', browser: null })
    expect(await tryTimes(10)).toBe(10)
  })
})

it('counts a whole IPv6 network as one address', () => {
  expect(network('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(network('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(network('::ffff:10.0.0.1')).toBe('10.0.0.1')
  expect(network('10.0.0.1')).toBe('10.0.0.1')
})
