import { expect, test } from 'vitest'
import { createTrouble } from './trouble.ts'

test('a site in trouble rests longer each time, others do not, and after six times somebody is told', () => {
  let now = 0
  const trouble = createTrouble(100, () => now)
  const rests: number[] = []
  for (let times = 1; times <= 6; times++) {
    expect(trouble.note('a')).toEqual({ times, isTooMuch: times === 6 })
    const from = now
    while (trouble.isResting('a')) now += 100
    rests.push(now - from)
  }
  expect(rests).toEqual([100, 200, 400, 800, 1600, 3200])
  expect(trouble.isResting('b')).toBe(false)
})

test('work that ended well makes the next error the first one again', () => {
  const trouble = createTrouble(100, () => 0)
  trouble.note('a')
  trouble.note('a')
  trouble.forget('a')
  expect(trouble.isResting('a')).toBe(false)
  expect(trouble.note('a').times).toBe(1)
})
