import { expect, test } from 'vitest'
import { memoize } from './memoize.ts'

function counted() {
  const asked: string[] = []
  const twice = memoize(2, (text: string, options: { times: number }) => {
    asked.push(text)
    if (text === 'bad') throw new Error('no such text')
    return text.repeat(options.times)
  })
  return { asked, twice }
}

test('makes a result once for equal arguments', () => {
  const { asked, twice } = counted()
  expect(twice('ab', { times: 2 })).toBe('abab')
  expect(twice('ab', { times: 2 })).toBe('abab')
  expect(twice('ab', { times: 3 })).toBe('ababab')
  expect(asked).toEqual(['ab', 'ab'])
})

test('keeps no more than it may, and makes the rest each time', () => {
  const { asked, twice } = counted()
  for (const text of ['a', 'b', 'c', 'a', 'b', 'c']) twice(text, { times: 1 })
  expect(asked).toEqual(['a', 'b', 'c', 'c'])
})

test('asks again after a failure', () => {
  const { asked, twice } = counted()
  for (const _ of [1, 2]) expect(() => twice('bad', { times: 1 })).toThrow('no such text')
  expect(asked).toEqual(['bad', 'bad'])
})
