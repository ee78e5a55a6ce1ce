import { describe, expect, test } from 'vitest'
import { type AddressRow, type Owner, takeTurns } from './address-turns.ts'

/** `a>b`: the page of row a, which has the address a, is to get the address b. `-a`: it is removed. `+x>a`: new. */
function sortOut(...rows: string[]) {
  const all = rows.map((text): AddressRow => {
    const [, sign, key = '', to] = /^([+-]?)(\w+)(?:>(\w+))?$/.exec(text)!
    if (sign === '-') return { rowKey: key, slug: key, action: 'remove', remoteId: `page of ${key}` }
    return {
      rowKey: key,
      slug: to ?? key,
      action: sign === '+' ? 'create' : to === undefined ? 'unchanged' : 'move',
      remoteId: sign === '+' ? null : `page of ${key}`,
    }
  })
  const owners = new Map(
    all
      .filter(({ remoteId }) => remoteId !== null)
      .map(({ rowKey, remoteId }): [string, Owner] => [rowKey, { remoteId: remoteId!, title: rowKey }]),
  )
  owners.set('foreign', { remoteId: 'theirs', title: 'Theirs' })
  const taken = new Map(
    all.flatMap((row): [string, Owner][] => {
      const owner = owners.get(row.slug)
      return row.action !== 'remove' && owner && owner.remoteId !== row.remoteId ? [[row.rowKey, owner]] : []
    }),
  )
  return (held: string[] = []) => {
    const { turns, blocked } = takeTurns(all, taken, new Set(held))
    return {
      second: turns.map(({ rowKey }) => rowKey).sort(),
      aside: turns.flatMap(({ rowKey, stepsAside }) => (stepsAside ? [rowKey] : [])).sort(),
      afterRemoval: turns.flatMap(({ rowKey, needsRemoval }) => (needsRemoval ? [rowKey] : [])).sort(),
      blocked: [...blocked.keys()].sort(),
    }
  }
}

const none = { second: [], aside: [], afterRemoval: [], blocked: [] }

describe('pages that take addresses of each other', () => {
  test('nobody waits where every address is free', () => {
    expect(sortOut('a>x', 'b>y', '+c')()).toEqual(none)
  })

  test('who takes the address of a page that moves away goes second', () => {
    expect(sortOut('a>b', 'b>x')()).toEqual({ ...none, second: ['a'] })
    expect(sortOut('+n>b', 'b>x')()).toEqual({ ...none, second: ['n'] })
  })

  test('two that swap both step aside, and so do all of a circle', () => {
    expect(sortOut('a>b', 'b>a')()).toEqual({ ...none, second: ['a', 'b'], aside: ['a', 'b'] })
    expect(sortOut('a>b', 'b>c', 'c>a')()).toMatchObject({ aside: ['a', 'b', 'c'], blocked: [] })
  })

  test('of a chain its last goes first, its first needs not step aside, the others do', () => {
    expect(sortOut('a>b', 'b>c', 'c>d', 'd>x')()).toEqual({
      ...none,
      second: ['a', 'b', 'c'],
      aside: ['b', 'c'],
    })
  })

  test('a chain that ends at a removed page waits for the removal, all of it', () => {
    expect(sortOut('+n>b', '-b')()).toEqual({ ...none, second: ['n'], afterRemoval: ['n'] })
    expect(sortOut('a>b', 'b>c', '-c')()).toEqual({
      second: ['a', 'b'],
      aside: ['b'],
      afterRemoval: ['a', 'b'],
      blocked: [],
    })
  })

  test('where somebody in front cannot go, nobody behind can', () => {
    expect(sortOut('a>b', 'b>c', 'c>foreign')()).toEqual({ ...none, blocked: ['a', 'b', 'c'] })
    expect(sortOut('a>b', 'b')()).toEqual({ ...none, blocked: ['a'] })
    expect(sortOut('a>b', 'b>c', 'c>x')(['c'])).toEqual({ ...none, blocked: ['a', 'b'] })
  })

  test('long chains and circles are sorted out at once', () => {
    const count = 5_000
    const circle = Array.from({ length: count }, (_, i) => `r${i}>r${(i + 1) % count}`)
    expect(sortOut(...circle)().aside).toHaveLength(count)
    expect(sortOut(...circle.slice(0, -1), `r${count - 1}>foreign`)().blocked).toHaveLength(count)
    expect(sortOut(...circle.slice(0, -1), `-r${count - 1}`)().afterRemoval).toHaveLength(count - 1)
  })
})
