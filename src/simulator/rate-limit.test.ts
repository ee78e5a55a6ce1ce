import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRateLimit, retryAfterHeader } from './rate-limit.ts'
import { caller, openTestSite } from './test-client.ts'

describe('the limit itself', () => {
  it('never lets more through than the limit in any 60 s, whatever the arrivals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 50, maxLength: 300 }), (gaps) => {
        const limit = 10
        const rate = createRateLimit()
        let now = 0
        const passed: number[] = []
        for (const gap of gaps) {
          now += gap
          if (rate.take('key', limit, now) === 0) passed.push(now)
        }
        for (const from of passed) {
          expect(passed.filter((time) => time >= from && time < from + 60_000).length).toBeLessThanOrEqual(
            limit,
          )
        }
      }),
    )
  })

  it('lets the whole allowance through at once, then again when told', () => {
    const rate = createRateLimit()
    const results = Array.from({ length: 6 }, () => rate.take('key', 5, 1000))
    expect(results).toEqual([0, 0, 0, 0, 0, 60_000])
    expect(rate.take('key', 5, 60_999)).toBe(1)
    expect(rate.take('key', 5, 61_000)).toBe(0)
    expect(rate.take('other', 5, 1000)).toBe(0)
  })

  it('writes Retry-After in every form', () => {
    expect(retryAfterHeader('seconds', 1500, 0)).toEqual({ 'retry-after': '2' })
    expect(retryAfterHeader('date', 60_000, 0)).toEqual({ 'retry-after': 'Thu, 01 Jan 1970 00:01:00 GMT' })
    expect(Number(retryAfterHeader('nonsense', 1, 0)['retry-after'])).toBeNaN()
    expect(retryAfterHeader('absent', 1, 0)).toEqual({})
  })
})

describe('the limit on the wire', () => {
  it('counts each key and site alone, applies nothing over it, and says when to come back if asked', async () => {
    let clock = Date.parse('2026-03-01T12:00:00.000Z')
    const test = await openTestSite({ ratePerMinute: 3, now: () => clock })
    const create = (call = test.call) => call('POST', '/blog/v3/draft-posts', { draftPost: test.post('x') })
    const statuses = [(await create()).status, (await create()).status, (await create()).status]
    const limited = await create()
    expect([...statuses, limited.status]).toEqual([200, 200, 200, 429])
    expect(limited.headers.get('retry-after')).toBeNull()
    test.simulator.control.changeSettings({ retryAfter: 'seconds' })
    expect((await create()).headers.get('retry-after')).toBe('60')
    expect(test.simulator.control.items(test.site.id, 'drafts')).toHaveLength(3)

    const other = test.simulator.control.createKey().key
    expect((await create(caller(test.simulator.url, other, test.site.id))).status).toBe(200)
    clock += 60_000
    expect((await create()).status).toBe(200)
    const limitedEntries = test.simulator.control.requests().filter((request) => request['rateLimited'])
    expect(limitedEntries.map((request) => request['appliedStatus'])).toEqual([null, null])
    await test.simulator.close()
  })
})
