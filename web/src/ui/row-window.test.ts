// @vitest-environment node
import { expect, it } from 'vitest'
import { scrollTo, windowOf } from './row-window.ts'

const of = (count: number, scrollTop: number) => ({ count, scrollTop, height: 700, rowHeight: 38 })

it('draws those in view and a few to spare, each where it belongs', () => {
  expect(windowOf(of(5000, 0))).toEqual({ from: 0, to: 31, above: 0, below: (5000 - 31) * 38 })
  expect(windowOf(of(5000, 38_000))).toEqual({
    from: 988,
    to: 1031,
    above: 988 * 38,
    below: (5000 - 1031) * 38,
  })
  expect(windowOf(of(3, 0))).toEqual({ from: 0, to: 3, above: 0, below: 0 })
  expect(windowOf(of(0, 0))).toEqual({ from: 0, to: 0, above: 0, below: 0 })
})

it('reaches every row of a list that no browser could lay out, the last at the very end', () => {
  const count = 1_000_000
  const end = 12_000_000 + 34 - 700
  for (let at = 0; at <= 1000; at += 1) {
    const { from, to, above, below } = windowOf(of(count, (end * at) / 1000))
    expect(to - from).toBeLessThan(60)
    expect(above).toBeGreaterThanOrEqual(0)
    expect(above + below + (to - from) * 38).toBeCloseTo(12_000_000, 3)
    // What is seen is drawn: from the top of the view to its bottom.
    expect(above).toBeLessThanOrEqual((end * at) / 1000 + 0.001)
    if (to < count) expect(above + (to - from) * 38).toBeGreaterThanOrEqual((end * at) / 1000 + 700 - 34)
  }
  expect(windowOf(of(count, end)).to).toBe(count)
  expect(windowOf(of(count, 0)).from).toBe(0)
})

it('scrolls to a row by as little as needed, in a list of any length', () => {
  expect(scrollTo(3, of(5000, 0))).toBe(0)
  expect(scrollTo(100, of(5000, 0))).toBe(103 * 38 - 700)
  expect(scrollTo(10, of(5000, 38_000))).toBe(9 * 38)
  for (const index of [0, 1, 12_345, 500_000, 999_998, 999_999])
    for (const scrollTop of [0, 6_000_000, 11_999_334]) {
      const there = windowOf(of(1_000_000, scrollTo(index, of(1_000_000, scrollTop))))
      expect([there.from <= index, index < there.to]).toEqual([true, true])
    }
})
