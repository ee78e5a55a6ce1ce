import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { inLanes } from '../lanes.ts'
import { hashParts } from '../plans/hash.ts'
import type { RemoteState } from '../targets/target.ts'
import { createCrashPoint } from './crash-point.ts'
import { receiptLine, toCell } from './receipt-csv.ts'
import { settleAbsent } from './settle-doubt.ts'
import { compareFields } from './verify.ts'

describe('compareFields', () => {
  const state = (fields: Record<string, string>, editedAt: string): RemoteState => ({
    remoteId: 'r',
    exists: true,
    status: 'live',
    editedAt,
    url: null,
    slug: null,
    fields,
    raw: null,
  })

  test('makes what Wix has the base when it equals what was sent', () => {
    expect(compareFields({ title: 'A' }, state({ title: 'A', extra: 'x' }, 't2'), 't1')).toEqual({
      verification: 'equal',
      differences: [],
      remoteFields: { title: 'A', extra: 'x' },
      remoteEditedAt: 't2',
    })
  })

  test("keeps what was sent as the base when somebody edited in between, so that it stays a person's edit", () => {
    const verdict = compareFields({ title: 'A' }, state({ title: 'Dana' }, 't2'), 't1')
    expect(verdict.verification).toBe('different')
    expect(verdict.remoteFields).toEqual({ title: 'A' })
    expect(verdict.remoteEditedAt).toBe('t1')
  })

  test("takes Wix's own normalisation as the base when nobody can have come between", () => {
    const verdict = compareFields({ language: 'fr' }, state({ language: 'en' }, 't1'), 't1')
    expect(verdict.differences).toEqual([{ field: 'language', sent: 'fr', found: 'en' }])
    expect(verdict.remoteFields).toEqual({ language: 'en' })
  })
})

describe('inLanes', () => {
  test('never works on more than its width at once, and on every item once', async () => {
    let active = 0
    let most = 0
    const seen: number[] = []
    await inLanes(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
      active += 1
      most = Math.max(most, active)
      await Promise.resolve()
      seen.push(item)
      active -= 1
    })
    expect(most).toBe(3)
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('begins nothing new after a failure, and lets what is under way end before it throws', async () => {
    const ended: number[] = []
    const gate = Promise.withResolvers<void>()
    const work = inLanes(2, [1, 2, 3, 4], async (item) => {
      if (item === 1) throw new Error('first')
      await gate.promise
      ended.push(item)
    })
    gate.resolve()
    await expect(work).rejects.toThrow('first')
    expect(ended).toEqual([2])
  })
})

test('a crash point fires at its name, at its turn, once', () => {
  const kill = vi.fn()
  const point = createCrashPoint('after-intent:2', kill)
  for (const name of ['after-intent', 'before-settle', 'after-intent', 'after-intent'] as const) point(name)
  expect(kill).toHaveBeenCalledTimes(1)
  const never = createCrashPoint('', kill)
  never('after-intent')
  expect(kill).toHaveBeenCalledTimes(1)
})

test('parts of a hash cannot run into each other', () => {
  expect(hashParts(['ab', 'c'])).not.toBe(hashParts(['a', 'bc']))
  expect(hashParts(['a'])).toBe(hashParts(['a']))
})

describe('the receipt file', () => {
  test('disarms formulas and leaves negative numbers alone', () => {
    expect(toCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`)
    expect(toCell('-5')).toBe('-5')
    expect(toCell('-5+1')).toBe("'-5+1")
    expect(toCell('＝1')).toBe("'＝1")
  })

  test('keeps every page on one record, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (title, rowKey) => {
        const line = receiptLine({
          rowKey,
          title,
          action: 'create',
          state: 'accepted',
          attempts: 1,
          url: null,
          remoteId: null,
          problem: null,
          requestId: null,
          verification: 'equal',
          differences: [],
          updatedAt: '2026-01-01T00:00:00.000Z',
        })
        const unquoted = line.replace(/"(?:[^"]|"")*"/g, '')
        expect(unquoted.match(/\r\n/g)).toHaveLength(1)
        expect(unquoted.split(',')).toHaveLength(12)
      }),
    )
  })
})

describe('a page that is certainly not in Wix', () => {
  const stateAfter = (attempts: number, restarts: number) =>
    settleAbsent({ row_key: 'a', attempts }, restarts).state

  test('is sent again, and set aside after the fourth time', () => {
    expect([1, 2, 3, 4].map((attempts) => stateAfter(attempts, 0))).toEqual([
      'ready',
      'ready',
      'ready',
      'rejected',
    ])
  })

  test('does not pay for our own deaths, which may have come before it left', () => {
    expect([4, 6, 7].map((attempts) => stateAfter(attempts, 3))).toEqual(['ready', 'ready', 'rejected'])
  })

  test('is set aside some day even when the process dies each time', () => {
    expect(stateAfter(14, 1000)).toBe('rejected')
  })
})
