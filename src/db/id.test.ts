import { expect, it, vi } from 'vitest'
import { newId } from './id.ts'

it('makes ids that carry their prefix and fit a url', () => {
  expect(newId('run')).toMatch(/^run_[0-9a-hjkmnp-tv-z]{26}$/)
})

it('makes ids that sort in the order they were made, in one millisecond and with a clock that was set back', () => {
  vi.useFakeTimers()
  try {
    const made = Array.from({ length: 50 }, () => newId('x'))
    vi.setSystemTime(Date.now() - 3_600_000)
    made.push(newId('x'), newId('x'))
    expect([...made].sort()).toEqual(made)
  } finally {
    vi.useRealTimers()
  }
})

it('makes ids that sort by time', () => {
  const times = [0, 1, 31, 32, 1_000_000_000_000, 1_790_000_000_000, 2 ** 48 - 1]
  const ids = times.map((time) => newId('x', time))
  expect([...ids].sort()).toEqual(ids)
})

it('makes no id twice', () => {
  const ids = Array.from({ length: 20_000 }, () => newId('x', 1))
  expect(new Set(ids).size).toBe(20_000)
  // Every random character takes every value: a stuck position would show here.
  for (let at = 12; at < 28; at++) expect(new Set(ids.map((id) => id[at])).size).toBe(32)
})
