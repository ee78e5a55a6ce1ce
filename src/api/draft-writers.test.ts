import { expect, it } from 'vitest'
import { writersNow } from './draft-writers.ts'

const now = Date.parse('2026-03-01T10:00:00Z')
const by = (author: string, minutes: number) => ({
  author,
  keptAt: new Date(now - minutes * 60_000).toISOString(),
})

it('names who else is writing, and none who stopped a while ago', () => {
  expect(writersNow([], now)).toBeNull()
  expect(writersNow([by('Ann', 40)], now)).toBeNull()
  expect(writersNow([by('Ann', 2), by('Ben', 40)], now)).toEqual({
    words: 'Ann is writing too',
    keptAt: by('Ann', 2).keptAt,
  })
  expect(writersNow([by('Ann', 2), by('Ben', 3)], now)?.words).toBe('Ann and Ben are writing too')
  expect(writersNow([by('Ann', 2), by('Ben', 3), by('Cem', 4)], now)?.words).toBe(
    'Ann and 2 others are writing too',
  )
})
