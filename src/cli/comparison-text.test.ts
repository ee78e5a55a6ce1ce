import { expect, test } from 'vitest'
import { describeComparison } from './comparison-text.ts'

const all = { words: 1_000, losses: [] }
const some = { words: 999, losses: [{ title: "Wix's converter lost tables", count: 2 }] }
const row = { rowKey: 'a', title: 'A', words: 1_000, ours: all, wix: some, calls: 2, problem: null }

test('a comparison names what each keeps, what is lost and what it costs', () => {
  const bad = { ...row, rowKey: 'b', words: 0, calls: 0, problem: 'A <ul> is too long.' }
  const text = describeComparison(
    {
      rows: [row, bad],
      totals: { words: 1_000, ours: all, wix: some },
      callsPerPage: 2,
      pages: 5_000,
      minutes: 52,
    },
    { width: 120, isPractice: true },
  )
  expect(text).toMatch(/a +1,000 +1,000 \(100 %\) +999 \(99\.9 %\) +2/)
  expect(text).toContain('A <ul> is too long.')
  expect(text).toContain('SEOmatic changes: nothing')
  expect(text).toContain("2 x Wix's converter lost tables")
  expect(text).toContain('The practice site has a simple converter')
  expect(text).toContain('52 minutes for 5,000 pages')
})
