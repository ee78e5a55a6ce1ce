import { describe, expect, test } from 'vitest'
import { addCalls, type Calls } from '../targets/operation-costs.ts'
import { callsOfRun, plannedPage, type RunWork } from '../targets/run-cost.ts'
import type { Target } from '../targets/target.ts'
import { wixBlog } from '../targets/wix/blog/blog.ts'
import { callsNow, noPlannedCalls } from './call-shares.ts'
import { estimateRun } from './estimate.ts'
import { rhythm } from './rhythm.ts'

const sumOf = ({ reads, writes }: Calls) => reads + writes
/** Of a run of posts as a whole. */
const callsFor = (work: RunWork) =>
  addCalls(...Object.values(callsOfRun(wixBlog as Target, {}, work, rhythm)))

describe('what a run costs', () => {
  const page = plannedPage(
    wixBlog as Target,
    {},
    { action: 'create', slug: 'a', payload: {}, bytes: 5000, changes: [], visibility: null },
    new Map(),
  )

  test('counts 5,127 creates in batches of twenty as 257 calls that write', () => {
    const work = { pages: Array.from({ length: 5127 }, () => page), assets: new Map() }
    const calls = callsFor(work)
    expect(calls.writes).toBe(257)
    const estimate = estimateRun(calls, 195)
    expect(estimate.calls).toBe(257 + 52 + 104)
    expect(estimate.seconds).toBe(Math.ceil((413 * 60) / 195))
  })

  test('counts a thousand pictures as ten imports and a few looks at them', () => {
    const posts = Array.from({ length: 1000 }, () => page)
    const callsWith = (assets: Map<string, number>) => sumOf(callsFor({ pages: posts, assets }))
    expect(callsWith(new Map([['image', 1000]])) - callsWith(new Map())).toBe(10 + 20)
  })

  test('needs nothing for nothing', () => {
    expect(sumOf(callsFor({ pages: [], assets: new Map() }))).toBe(0)
  })
})

test('decisions add their share of requests, in proportion to how many pages they are for', () => {
  const planned = {
    ...noPlannedCalls,
    always: { reads: 10, writes: 20, pages: 100 },
    remove: { reads: 2, writes: 4, pages: 40 },
  }
  const going = { always: 100, conflict: 0, gone: 0, remove: 0 }
  expect(callsNow(planned, going)).toEqual({ reads: 10, writes: 20 })
  expect(callsNow(planned, { ...going, remove: 40 })).toEqual({ reads: 12, writes: 24 })
  expect(callsNow(planned, { ...going, always: 50, remove: 10 })).toEqual({ reads: 6, writes: 11 })
  expect(callsNow(noPlannedCalls, going)).toEqual({ reads: 0, writes: 0 })
})
