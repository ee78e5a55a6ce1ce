import { expect, it } from 'vitest'
import { isMissingChunk, mayReload } from './missing-chunk.ts'

it.each([
  'Failed to fetch dynamically imported module: http://localhost/assets/RunScreen-1a2b.js',
  'error loading dynamically imported module: http://localhost/assets/RunScreen-1a2b.js',
  'Importing a module script failed.',
  'Unable to preload CSS for /assets/Runs-1a2b.css',
])('a part that is gone is known by its message: %s', (message) => {
  expect(isMissingChunk(new TypeError(message))).toBe(true)
})

it('a bug is no missing part', () => {
  expect(isMissingChunk(new TypeError('x is undefined'))).toBe(false)
  expect(isMissingChunk('Failed to fetch dynamically imported module')).toBe(false)
})

it('reloads once, not in a circle', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const at = Date.parse('2026-01-02T03:04:05Z')
  expect(mayReload(storage, at)).toBe(true)
  expect(mayReload(storage, at + 59_000)).toBe(false)
  expect(mayReload(storage, at + 61_000)).toBe(true)
})

it('does not reload where it could not remember having done so', () => {
  const storage = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  expect(mayReload(storage, Date.now())).toBe(false)
})
