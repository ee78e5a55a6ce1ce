import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { toCell } from '../csv.ts'
import { inLanes } from '../lanes.ts'
import { hashParts } from '../plans/hash.ts'
import type { RemoteState } from '../targets/target.ts'
import { createCrashPoint } from './crash-point.ts'
import { receiptLine } from './receipt-csv.ts'
import { settleAbsent } from './settle-absent.ts'
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
  const either = createCrashPoint('after-intent:2,before-settle', kill)
  for (const name of ['after-intent', 'before-settle', 'before-settle'] as const) either(name)
  expect(kill).toHaveBeenCalledTimes(2)
  kill.mockClear()
  const never = createCrashPoint('', kill)
  never('after-intent')
  expect(kill).not.toHaveBeenCalled()
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

  test.each([
    ['a;=1+1', `"a;'=1+1"`],
    ['a;b;@SUM(A1)', `"a;b;'@SUM(A1)"`],
    ['a\t=1', `"a\t'=1"`],
    ['a|-2+3', `"a|'-2+3"`],
    ['two\n=1+1', `"two\n'=1+1"`],
    ['a; "=1+1"', `"a; ""'=1+1"""`],
    [' =1', ` '=1`],
    ['x;-5;+1', `"x;'-5;'+1"`],
    ['plain, words; and more', '"plain, words; and more"'],
    ['a=b', 'a=b'],
  ])('disarms %j for programs that split elsewhere', (text, cell) => {
    expect(toCell(text)).toBe(cell)
  })

  test('leaves no formula for any spreadsheet, whatever it splits at', () => {
    const unit = fc.constantFrom(...'a=+-@;,|\t\n\r"\' 1＝')
    const texts = fc.array(fc.string({ unit, maxLength: 8 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(texts, fc.constantFrom(',', ';', '\t', '|'), (cells, delimiter) => {
        for (const cell of splitAsSpreadsheet(cells.map(toCell).join(','), delimiter)) {
          const shown = cell.trim()
          // A negative number, or one and what a comma keeps from being a formula.
          if (/^-\d+([.,]\d+)?($|,)/.test(shown)) continue
          expect(shown).not.toMatch(/^[=+\-@＝＋－＠]/)
        }
      }),
      { numRuns: 5_000 },
    )
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
  const doubt = (code: string) => ({ code, severity: 'note' as const, message: '' })
  const absent = (
    attempts: number,
    { restarts = 0, tookOthers = true, timesPassedOver = 2, excused = 0, code = 'answer_lost' },
  ) =>
    settleAbsent({ row_key: 'a', attempts, excused, problem: doubt(code) }, restarts, {
      tookOthers,
      timesPassedOver,
    })
  const stateAfter = (attempts: number, more: Parameters<typeof absent>[1] = {}) =>
    absent(attempts, more).state

  test('is sent again, and set aside after the fourth time', () => {
    expect([1, 2, 3, 4].map((attempts) => stateAfter(attempts))).toEqual([
      'ready',
      'ready',
      'ready',
      'rejected',
    ])
  })

  test('does not pay for our own deaths, which may have come before it left', () => {
    expect([4, 6, 7].map((attempts) => stateAfter(attempts, { restarts: 3 }))).toEqual([
      'ready',
      'ready',
      'rejected',
    ])
  })

  test('is set aside some day even when the process dies each time', () => {
    expect(stateAfter(14, { restarts: 1000 })).toBe('rejected')
  })

  test('does not pay for a time in which Wix took nothing from anyone, however long', () => {
    for (const code of ['answer_lost', 'not_taken'])
      expect(absent(500, { code, tookOthers: false, timesPassedOver: 0, excused: 499 })).toMatchObject({
        state: 'ready',
        isExcused: true,
      })
  })

  test('does not pay for a clear refusal, but not without end while others are taken', () => {
    expect(absent(6, { code: 'not_taken', excused: 5 })).toMatchObject({ state: 'ready', isExcused: true })
    expect(stateAfter(12, { code: 'not_taken', excused: 11 })).toBe('rejected')
  })

  test('is told in words what came: an answer or none', () => {
    const words = (code: string) =>
      absent(12, { code, excused: code === 'not_taken' ? 11 : 0 }).problem?.message
    expect(words('not_taken')).toMatch(/Wix said that it takes nothing/)
    expect(words('answer_unclear')).toMatch(/Wix answered with an error/)
    expect(words('answer_lost')).toMatch(/no answer came/)
  })
})

/** A quote opens a cell at its beginning; what follows its end, or stands in other cells, is taken as it is. */
function splitAsSpreadsheet(text: string, delimiter: string): string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  let isFresh = true
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (isQuoted && char === '"' && text[i + 1] === '"') {
      cell += '"'
      i++
    } else if (isQuoted) {
      if (char === '"') isQuoted = false
      else cell += char
    } else if (char === '"' && isFresh) isQuoted = true
    else if (char === delimiter || char === '\n' || char === '\r') {
      cells.push(cell)
      cell = ''
      isFresh = true
      continue
    } else cell += char
    isFresh = false
  }
  return [...cells, cell]
}
