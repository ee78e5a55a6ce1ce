import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortKeys } from './sort-keys.ts'

function keysInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  const keys = Object.keys(value)
  // Numbers come first in any object, whatever was written first.
  const names = keys.filter((key) => !/^(0|[1-9]\d*)$/.test(key))
  const inOrder = names.every((name, at) => at === 0 || names[at - 1]! < name)
  return (Array.isArray(value) || inOrder) && Object.values(value).every(keysInOrder)
}

describe('sorted keys', () => {
  it('are in the order of their code units at every depth, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sorted = sortKeys(value)
        expect(sorted).toEqual(value)
        expect(keysInOrder(sorted)).toBe(true)
      }),
    )
  })

  it.each([2, 16, 17, 60])('are in order where there are %i of them', (count) => {
    const names = Array.from({ length: count }, (_, i) => `k${(i * 37) % 61}`)
    const sorted = Object.keys(sortKeys(Object.fromEntries(names.map((name) => [name, 1]))))
    expect(sorted).toEqual([...new Set(names)].sort())
  })
})
