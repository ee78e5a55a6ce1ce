import { expect, test } from 'vitest'
import { liveSince } from './live-since.ts'

const at = (hour: number) => new Date(Date.UTC(2027, 2, 1, hour)).toISOString()

test('nothing is drawn where nothing was ever live, or only since a moment ago', () => {
  expect(liveSince([])).toBeNull()
  const old = { at: at(0), live: 0 }
  expect(liveSince([old, { at: at(500), live: 15 }])).toBeNull()
  expect(liveSince([old, { at: at(500), live: 9 }, { at: at(501), live: 15 }])).toBeNull()
})

test('begins shortly before the first page is live, however old the project is', () => {
  const rest = [
    { at: at(500), live: 9 },
    { at: at(520), live: 15 },
  ]
  expect(liveSince([{ at: at(0), live: 0 }, ...rest])).toEqual([{ at: at(498), live: 0 }, ...rest])
  expect(liveSince([{ at: at(499), live: 0 }, ...rest])).toEqual([{ at: at(499), live: 0 }, ...rest])
  expect(liveSince(rest)).toEqual(rest)
})

test('pages that are all down again are still a picture', () => {
  const down = [
    { at: at(1), live: 4 },
    { at: at(9), live: 0 },
  ]
  expect(liveSince(down)).toEqual(down)
})
