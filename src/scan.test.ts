import { describe, expect, it } from 'vitest'
import { type ScanStep, scan } from './scan.ts'

/** Rows 1 to `rows`, of which those that `isMatch` says match; looking at one takes `msEach`. */
function listOf(rows: number, { msEach, isMatch }: { msEach: number; isMatch: (row: number) => boolean }) {
  let clock = 0
  const steps: number[] = []
  const look = async (after: number, size: number): Promise<ScanStep<number, number>> => {
    const seen = Array.from({ length: Math.min(size, rows - after) }, (_, index) => after + index + 1)
    clock += seen.length * msEach
    steps.push(seen.length)
    return {
      matches: seen.flatMap((row, index) =>
        isMatch(row) ? [{ item: row, place: row, nth: index + 1 }] : [],
      ),
      looked: seen.length,
      last: seen.at(-1) ?? null,
    }
  }
  return {
    steps,
    elapsed: () => clock,
    scan: (from: number, limit: number) => scan({ from, limit }, look, () => clock),
  }
}

describe('a scan', () => {
  it('is over in its time, and the next one goes on until all rows have been looked at once', async () => {
    const list = listOf(100_000, { msEach: 0.005, isMatch: (row) => row === 99_000 })
    const found: number[] = []
    let looked = 0
    let parts = 0
    for (let from: number | null = 0; from !== null; parts++) {
      const before = list.elapsed()
      const part = await list.scan(from, 10)
      expect(list.elapsed() - before).toBeLessThanOrEqual(50)
      found.push(...part.items)
      looked += part.looked
      from = part.next
    }
    expect({ found, looked }).toEqual({ found: [99_000], looked: 100_000 })
    expect(parts).toBeLessThan(15)
  })

  it('looks at more rows a step where they are fast, and never so many that others wait for long', async () => {
    const fast = listOf(1_000_000, { msEach: 0.000_1, isMatch: () => false })
    await fast.scan(0, 10)
    expect(Math.max(...fast.steps)).toBe(20_000)
    const slow = listOf(1_000_000, { msEach: 0.02, isMatch: () => false })
    await slow.scan(0, 10)
    expect(Math.max(...slow.steps)).toBe(1250)
  })

  it('makes one step and gets further where even that takes too long', async () => {
    const list = listOf(10_000, { msEach: 1, isMatch: () => false })
    expect(await list.scan(0, 10)).toEqual({ items: [], next: 500, looked: 500 })
  })

  it('stops at the last match that was wanted, and goes on right after it', async () => {
    const list = listOf(1000, { msEach: 0.001, isMatch: (row) => row % 10 === 0 })
    const first = await list.scan(0, 3)
    expect(first).toEqual({ items: [10, 20, 30], next: 30, looked: 30 })
    expect((await list.scan(30, 2)).items).toEqual([40, 50])
  })

  it('is at the end when its last match is the last row', async () => {
    const list = listOf(40, { msEach: 0.001, isMatch: (row) => row >= 39 })
    expect(await list.scan(0, 2)).toEqual({ items: [39, 40], next: null, looked: 40 })
    expect(await list.scan(0, 1)).toEqual({ items: [39], next: 39, looked: 39 })
    expect(await list.scan(40, 1)).toEqual({ items: [], next: null, looked: 0 })
  })
})
