import { describe, expect, it } from 'vitest'
import type { Plan } from '../api/plan.ts'
import { agreedOf, changesOf, refusalOfRows, within } from './consent.ts'
import { rankRows } from './order.ts'

const consent = { updates: false, maxPerSlot: null, heldShare: 0.2 }

function plan(counts: Partial<Plan['counts']>, byAction: Plan['willSend']['byAction'] = {}) {
  const none = {
    create: 0,
    adopt: 0,
    update: 0,
    unchanged: 0,
    move: 0,
    remove: 0,
    conflict: 0,
    gone: 0,
    held: 0,
    down: 0,
    take_down: 0,
    restore: 0,
  }
  const total = Object.values(byAction).reduce((sum, pages) => sum + pages, 0)
  return { counts: { ...none, ...counts }, willSend: { total, byAction }, dated: 10, unpublished: 0 }
}

describe('what may leave unasked', () => {
  it('lets new pages leave, and as many held ones as agreed', () =>
    expect(within(agreedOf(consent), plan({ create: 8, held: 2 }, { create: 8 }))).toBeNull())

  it('stops beyond the share, counting what was edited or deleted in Wix', () =>
    expect(
      within(agreedOf(consent), plan({ create: 7, held: 1, conflict: 1, gone: 1 }, { create: 7 })),
    ).toMatchObject({
      cause: 'held',
      reason: expect.stringContaining('3 of the 10 pages'),
    }))

  it('lets updates leave only where they were ticked', () => {
    const one = plan({ create: 9, update: 1 }, { create: 9, update: 1 })
    expect(within(agreedOf(consent), one)).toMatchObject({ cause: 'beyond_consent' })
    expect(within(agreedOf({ ...consent, updates: true }), one)).toBeNull()
  })

  it('lets pages leave that are drafts, or have their date in Wix', () => {
    const one = plan({ create: 8, update: 2 }, { create: 8, update: 2 })
    expect(within(agreedOf(consent), { ...one, unpublished: 2 })).toBeNull()
    expect(within(agreedOf(consent), { ...one, unpublished: 1 })?.reason).toMatch(
      /^1 of the pages of this slot/,
    )
  })

  it('lets at most so many leave', () => {
    const ten = plan({ create: 10 }, { create: 10 })
    expect(within(agreedOf({ ...consent, maxPerSlot: 10 }), ten)).toBeNull()
    expect(within(agreedOf({ ...consent, maxPerSlot: 9 }), ten)).toMatchObject({ cause: 'beyond_consent' })
  })

  it('holds for the template, the settings and the connection it was given for', () => {
    const basis = {
      templateId: 't',
      templateVersion: 1,
      options: { mode: 'publish', tags: ['a'] },
      connectionId: 'c',
    }
    expect(changesOf(basis, { ...basis, options: { tags: ['a'], mode: 'publish' } })).toEqual([])
    expect(changesOf(basis, { ...basis, templateVersion: 2, connectionId: 'd' })).toEqual([
      'template',
      'connection',
    ])
    expect(changesOf(basis, { ...basis, options: { mode: 'draft' } })).toEqual(['settings'])
  })

  it('does not hold for a table that lost more than a fifth of its rows', () => {
    expect(refusalOfRows(100, 80)).toBeNull()
    expect(refusalOfRows(100, 79)).toMatchObject({ cause: 'rows_lost' })
  })
})

describe('the order of pages', () => {
  const rows = [
    { rowKey: 'a', line: 1, value: '10' },
    { rowKey: 'b', line: 2, value: '' },
    { rowKey: 'c', line: 3, value: '9' },
    { rowKey: 'd', line: 4, value: '10' },
  ]
  it('goes by a column with numbers as numbers, blanks last, and else by row', () => {
    expect(rankRows({ by: 'column', column: 'x', descending: false }, rows)).toEqual(['c', 'a', 'd', 'b'])
    expect(rankRows({ by: 'column', column: 'x', descending: true }, rows)).toEqual(['a', 'd', 'c', 'b'])
  })
  it('stays the same for a seed when rows come and go', () => {
    const order = { by: 'shuffle' as const, seed: 'x' }
    const all = rankRows(order, rows)
    expect(rankRows(order, rows.toReversed())).toEqual(all)
    expect(rankRows(order, rows.slice(1))).toEqual(all.filter((key) => key !== 'a'))
    expect(rankRows({ ...order, seed: 'y' }, rows)).not.toEqual(all)
  })
})
