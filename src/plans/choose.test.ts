import { describe, expect, test } from 'vitest'
import type { PlanItemFate } from '../api/plan-actions.ts'
import { choose, type Holder } from './choose.ts'

/** `a` goes, `a>b` gets the address of b, `a?` waits, `a!` was taken by another run. */
function items(...texts: string[]): Holder[] {
  return texts.map((text) => {
    const [, rowKey = '', mark, addressOf] = /^(\w+)([?!]?)(?:>(\w+))?$/.exec(text)!
    const fate: PlanItemFate = mark === '?' ? 'waits' : 'goes'
    return { rowKey, fate, addressOf: addressOf ?? null, isTaken: mark === '!' }
  })
}

function chosen(asked: string[], holders: string[] = [], room = 10) {
  const all = new Map(items(...holders).map((one) => [one.rowKey, one]))
  const found = choose(items(...asked), all, room)
  const keys = (list: readonly { rowKey: string }[]) => list.map(({ rowKey }) => rowKey)
  return {
    chosen: keys(found.chosen),
    waiting: keys(found.waiting),
    leftOut: keys(found.leftOut),
    brought: found.brought,
  }
}

const none = { waiting: [], leftOut: [], brought: [] }

describe('what a run takes of a selection', () => {
  test('is what goes, and of that the first so many; what waits does not count', () => {
    expect(chosen(['a', 'b?', 'c', 'd'], [], 2)).toEqual({ ...none, chosen: ['a', 'c'], waiting: ['b'] })
  })

  test('brings the page along whose address it gets, and those in front of that', () => {
    expect(chosen(['a>b'], ['b>c', 'c'])).toEqual({ ...none, chosen: ['a'], brought: ['b', 'c'] })
  })

  test('two that swap come together, and a page that is chosen itself is not brought', () => {
    expect(chosen(['a>b'], ['b>a', 'a>b'])).toEqual({ ...none, chosen: ['a'], brought: ['b'] })
    expect(chosen(['a>b', 'b>a'], ['b>a', 'a>b'])).toEqual({ ...none, chosen: ['a', 'b'] })
  })

  test('leaves out whoever waits for a page that cannot go, however far in front', () => {
    expect(chosen(['a>b', 'd'], ['b>c', 'c?'], 1)).toEqual({ ...none, chosen: ['d'], leftOut: ['a'] })
    expect(chosen(['a>b'], [])).toEqual({ ...none, chosen: [], leftOut: ['a'] })
  })

  test('needs nobody who has gone in a run before', () => {
    expect(chosen(['a>b'], ['b!'])).toEqual({ ...none, chosen: ['a'] })
  })

  test('a chain of ten thousand is followed at once', () => {
    const count = 10_000
    const chain = Array.from({ length: count }, (_, i) => `n${i}>n${i + 1}`)
    expect(chosen(chain, [...chain, `n${count}`], count).brought).toEqual([`n${count}`])
    expect(chosen(chain, [...chain, `n${count}?`], count).leftOut).toHaveLength(count)
  })
})
