import { describe, expect, test } from 'vitest'
import { estimateRun } from '../plans/estimate.ts'
import { requestsLeft, type SitePace, secondsFor } from './time-left.ts'

const fresh: SitePace = { ratePerMinute: 195, recent: [], blockedSeconds: 0, answerSeconds: null }
const ahead = { pages: 1000, assets: 50, calls: { prepare: 50, send: 60, finish: 20, verify: 30 } }
const all = { open: 1000, unfinished: 0, unread: 0, assets: null }

describe('what is left', () => {
  test('is the whole plan at the start, preparation included', () => {
    expect(requestsLeft(ahead, all)).toBe(160)
  })

  test('goes down with every asset, page, last step and reading back', () => {
    const steps = [
      { ...all, assets: 25 },
      { ...all, assets: 0 },
      { open: 500, unfinished: 500, unread: 500, assets: 0 },
      { open: 0, unfinished: 1000, unread: 1000, assets: 0 },
      { open: 0, unfinished: 0, unread: 1000, assets: 0 },
      { open: 0, unfinished: 0, unread: 0, assets: 0 },
    ].map((left) => requestsLeft(ahead, left))
    expect(steps).toEqual([135, 110, 80, 50, 30, 0])
  })
})

describe('the time for it', () => {
  test.each([1, 40, 195, 196, 400, 3_000])('is at the start what the plan said, for %d requests', (calls) => {
    const { seconds } = estimateRun({ reads: calls, writes: 0 }, 195)
    expect(Math.abs(secondsFor(calls, fresh) - seconds)).toBeLessThan(2)
  })

  test('counts down while the run waits for the minute to pass', () => {
    const quick = { ...fresh, answerSeconds: 0.01 }
    const inSo = (seconds: number) =>
      secondsFor(205, { ...quick, recent: Array.from({ length: 195 }, () => seconds) })
    expect(inSo(10)).toBeCloseTo(110, 0)
    expect(inSo(40)).toBeCloseTo(80, 0)
    expect(inSo(59)).toBeCloseTo(61, 0)
  })

  test('follows Wix where it answers more slowly than its limit allows', () => {
    expect(secondsFor(100, { ...fresh, answerSeconds: 6 })).toBe(200)
  })

  test('adds what Wix asked to wait', () => {
    expect(secondsFor(1, { ...fresh, blockedSeconds: 90, answerSeconds: 0.3 })).toBeCloseTo(90.1)
  })

  test('is nothing for nothing', () => {
    expect(secondsFor(0, { ...fresh, blockedSeconds: 0 })).toBe(0)
  })
})
