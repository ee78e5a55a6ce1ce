import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSeed } from './seed.ts'

/** What a property that asks for `numRuns` is given. */
function drawn(numRuns: number): number[] {
  const seen: number[] = []
  fc.assert(
    fc.property(fc.integer(), (n) => void seen.push(n)),
    { numRuns },
  )
  return seen
}

describe('the seed of property tests', () => {
  it('is the same for every property, also for one with settings of its own', () => {
    expect(drawn(40)).toEqual(drawn(40))
    expect(fc.sample(fc.integer(), 5)).toEqual(drawn(40).slice(0, 5))
  })

  it('stands in the words of a failure, to be given as SEED', () => {
    const falls = () => fc.assert(fc.property(fc.nat(), () => false))
    expect(falls).toThrow(`seed: ${readSeed(process.env['SEED'])}`)
  })

  it('is usual, given, or another every time', () => {
    expect(readSeed(undefined)).toBe(readSeed(''))
    expect(readSeed('-7')).toBe(-7)
    expect(new Set([1, 2, 3, 4].map(() => readSeed('random'))).size).toBeGreaterThan(1)
    expect(() => readSeed('soon')).toThrow('SEED')
  })
})
