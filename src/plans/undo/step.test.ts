import { describe, expect, test } from 'vitest'
import type { PageRecord } from '../../pages/put-back.ts'
import { stepOf, type UndoRules } from './step.ts'
import type { UndoneItem } from './undone-item.ts'

const record: PageRecord = {
  remoteId: 'post-1',
  status: 'live',
  visibility: { state: 'live' },
  down: null,
  title: 'Lisbon',
  slug: 'lisbon',
  url: null,
  payloadHash: 'before',
  isUnfinished: false,
  lacksImages: false,
  publishedAt: '2026-11-01T00:00:00Z',
}
const rules: UndoRules = { created: 'draft', putsMarksBack: false, now: Date.parse('2026-11-20T00:00:00Z') }

function step(item: Partial<UndoneItem>, more: Partial<UndoRules> = {}) {
  const usual = {
    verb: 'update',
    snapshot: {},
    before: record,
    visibility: { state: 'live' },
    changedFields: [],
  }
  return stepOf({ ...usual, ...item } as UndoneItem, { visibility: { state: 'live' } }, { ...rules, ...more })
}

describe('undoing one page', () => {
  test('puts back what stood there, as it was on the site', () => {
    expect(step({})).toEqual({ kind: 'restore', visibility: { state: 'live' }, lostDate: null })
    expect(step({ verb: 'remove' })).toMatchObject({ kind: 'restore' })
    const draft = { ...record, visibility: { state: 'draft' as const } }
    expect(step({ before: draft })).toMatchObject({ visibility: { state: 'draft' } })
  })

  test('takes off the site what the run created, as the owner chose', () => {
    const created = { verb: 'create', snapshot: null, before: 'none' } as const
    expect(step(created)).toEqual({ kind: 'take_down', how: 'draft' })
    expect(step(created, { created: 'trash' })).toEqual({ kind: 'take_down', how: 'trash' })
  })

  const dated = { ...record, visibility: { state: 'dated' as const, at: '2026-12-01T08:00:00Z' } }

  test('a date is lost, so that nothing goes out unasked', () => {
    expect(step({ before: dated })).toEqual({
      kind: 'restore',
      visibility: { state: 'draft' },
      lostDate: '2026-12-01T08:00:00Z',
    })
  })

  test('undoing an undo gives a date back that has not passed', () => {
    expect(step({ before: dated }, { putsMarksBack: true })).toMatchObject({ visibility: dated.visibility })
    const later = { putsMarksBack: true, now: Date.parse('2026-12-02T00:00:00Z') }
    expect(step({ before: dated }, later)).toMatchObject({ visibility: { state: 'draft' } })
  })

  test('undoing an undo takes off the site again what that had brought back', () => {
    const back = { verb: 'restore', snapshot: null } as const
    expect(step({ ...back, before: 'none' }, { putsMarksBack: true })).toEqual({ kind: 'remove' })
    const down = {
      how: 'trash' as const,
      by: 'take_down' as const,
      runId: 'run-1',
      at: '2026-11-02T00:00:00Z',
    }
    expect(step({ ...back, before: { ...record, down } }, { putsMarksBack: true })).toEqual({
      kind: 'take_down',
      how: 'trash',
    })
  })

  test('a take-down to a draft is undone without a snapshot: what stands in it is no matter', () => {
    expect(step({ verb: 'take_down', snapshot: null })).toMatchObject({
      kind: 'restore',
      visibility: { state: 'live' },
    })
  })

  test('a run of dates alone leaves a draft without a date', () => {
    const date = { state: 'dated' as const, at: '2026-12-01T08:00:00Z' }
    const given = { snapshot: null, changedFields: ['status'], visibility: date }
    expect(step({ ...given, before: { ...record, visibility: { state: 'draft' } } })).toEqual({
      kind: 'take_down',
      how: 'draft',
    })
  })

  test('where the record was not kept, a state that changed was the other one', () => {
    const old = { before: null, visibility: { state: 'draft' as const }, changedFields: ['status'] }
    expect(step(old)).toMatchObject({ visibility: { state: 'live' } })
  })
})
