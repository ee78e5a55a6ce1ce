import fc from 'fast-check'
import { expect, it } from 'vitest'
import { excerpt, shorten } from './shorten.ts'

it('leaves what is short enough as it is', () => expect(shorten('Canillo 🇦🇩', 12)).toBe('Canillo 🇦🇩'))

it('cuts in front of a character that does not fit, and never through it', () => {
  expect(shorten('abc👍def', 5)).toBe('abc…')
  expect(shorten('abc👍def', 6)).toBe('abc👍…')
})

it('gives text that any JSON column takes, wherever it is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), fc.nat(30), (text, from, length) => {
      expect(excerpt(text, from, from + length).isWellFormed()).toBe(true)
      expect(shorten(text, length + 1).isWellFormed()).toBe(true)
      expect(shorten(text, length + 1).length).toBeLessThanOrEqual(Math.max(length + 1, 1))
    }),
  )
})
