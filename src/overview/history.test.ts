import { expect, test } from 'vitest'
import { together, untilNow } from './history.ts'

const at = (day: number) => `2027-03-${String(day).padStart(2, '0')}T00:00:00.000Z`
const now = new Date(at(20))

test('pages live begin with none where the project is older than its first sample, and end with what is live now', () => {
  expect(untilNow([{ at: at(5), live: 3 }], { createdAt: at(1), live: 4, now })).toEqual([
    { at: at(1), live: 0 },
    { at: at(5), live: 3 },
    { at: at(20), live: 4 },
  ])
})

test('a project that never had a page live has no history', () => {
  expect(untilNow([], { createdAt: at(1), live: 0, now })).toEqual([])
})

test('pages that are live before any sample was taken are told from the beginning of the project to now', () => {
  expect(untilNow([], { createdAt: at(1), live: 7, now })).toEqual([
    { at: at(1), live: 0 },
    { at: at(20), live: 7 },
  ])
})

test('histories of several projects are added at every change of one of them', () => {
  const first = [
    { at: at(1), live: 0 },
    { at: at(5), live: 10 },
    { at: at(9), live: 4 },
  ]
  const second = [
    { at: at(3), live: 0 },
    { at: at(5), live: 2 },
    { at: at(9), live: 2 },
  ]
  expect(together([first, second])).toEqual([
    { at: at(1), live: 0 },
    { at: at(3), live: 0 },
    { at: at(5), live: 12 },
    { at: at(9), live: 6 },
  ])
})
