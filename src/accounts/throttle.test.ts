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

  async function tryTimes(times: number, account = 'a@x', address = '10.0.0.1'): Promise<number> {
    let admitted = 0
    for (let n = 0; n < times; n++) {
      const isIn = await throttle.admit(account, address).then(
        () => true,
        () => false,
      )
      if (isIn) admitted++
    }
    return admitted
  }

  it('slows down after five and blocks after ten, each further time for longer', async () => {
    expect(await tryTimes(20)).toBe(10)
    expect(waits).toEqual([200, 400, 800, 1600, 2000])
    await expect(throttle.admit('a@x', '10.0.0.1')).rejects.toMatchObject({
      code: 'rate_limited',
      details: { retryAfterSeconds: 30 },
    })
    await database.query(`update login_attempts set blocked_until = now() where subject like 'pair:%'`)
    expect(await tryTimes(2)).toBe(1)
    await expect(throttle.admit('a@x', '10.0.0.1')).rejects.toMatchObject({
      details: { retryAfterSeconds: 60 },
    })
  })

  it('does not let parallel attempts slip by', async () => {
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => throttle.admit('a@x', '10.0.0.1')))
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
    await expect(throttle.admit('a@x', '10.9.9.9')).rejects.toMatchObject({
      details: { retryAfterSeconds: 5 },
    })
  })

  it('forgets after an hour, and forgives after the right password', async () => {
    await tryTimes(20)
    await database.query(
      `update login_attempts set window_started_at = now() - interval '61 minutes', blocked_until = null`,
    )
    expect(await tryTimes(9)).toBe(9)
    await throttle.forgive('a@x', '10.0.0.1')
    expect(await tryTimes(10)).toBe(10)
  })
})

it('counts a whole IPv6 network as one address', () => {
  expect(network('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(network('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(network('::ffff:10.0.0.1')).toBe('10.0.0.1')
  expect(network('10.0.0.1')).toBe('10.0.0.1')
})
