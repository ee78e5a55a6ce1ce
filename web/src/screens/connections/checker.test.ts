import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CheckFailure, ConnectionCheck } from '../../../../src/api/connection.ts'
import { ApiError } from '../../api.ts'
import { checked, failureOf } from './check-samples.ts'
import { type CheckerState, createChecker, type Values } from './checker.ts'

interface Question {
  values: Values
  number: number
  fresh: boolean
  signal: AbortSignal
  answer: (part: Partial<ConnectionCheck>) => Promise<void>
  fail: (error: unknown) => Promise<void>
}

let asked: Question[]
let states: CheckerState[]
let checker: ReturnType<typeof createChecker>
const last = () => states.at(-1)!

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  states = []
  checker = createChecker(
    ({ number, fresh, ...values }, signal) =>
      new Promise((resolve, reject) => {
        asked.push({
          values,
          number,
          fresh,
          signal,
          async answer(part) {
            resolve({ ...checked, number, ...part })
            await vi.advanceTimersByTimeAsync(0)
          },
          async fail(error) {
            reject(error)
            await vi.advanceTimersByTimeAsync(0)
          },
        })
      }),
    (state) => states.push(state),
  )
})
afterEach(() => {
  checker.stop()
  vi.useRealTimers()
})

const key = (siteId: string): Values => ({ apiKey: 'IST.a', siteId })
const failed = (code: CheckFailure['code']) => ({ ok: false, failure: failureOf(code) })

describe('when Wix is asked', () => {
  it('waits 700 ms after the last keystroke and then asks once', () => {
    checker.change(null, 'typed')
    for (let n = 0; n < 5; n += 1) {
      checker.change(key(`site-${n}`), 'typed')
      vi.advanceTimersByTime(699)
    }
    expect(asked).toHaveLength(0)
    vi.advanceTimersByTime(1)
    expect(asked.map(({ values }) => values)).toEqual([key('site-4')])
    vi.advanceTimersByTime(5000)
    expect(asked).toHaveLength(1)
  })

  it('starts the wait anew when a keystroke changes nothing that counts', () => {
    checker.change(key('a'), 'typed')
    vi.advanceTimersByTime(600)
    checker.change(key('a'), 'typed')
    vi.advanceTimersByTime(600)
    expect(asked).toHaveLength(0)
    vi.advanceTimersByTime(100)
    expect(asked).toHaveLength(1)
  })

  it('asks at once on paste, and never about what is not complete', () => {
    checker.change(null, 'pasted')
    vi.advanceTimersByTime(5000)
    expect(asked).toHaveLength(0)
    checker.change(key('a'), 'pasted')
    expect(asked).toHaveLength(1)
  })

  it('does not ask when the text becomes incomplete within the pause', () => {
    checker.change(key('a'), 'typed')
    vi.advanceTimersByTime(500)
    checker.change(null, 'typed')
    vi.advanceTimersByTime(5000)
    expect(asked).toHaveLength(0)
    expect(last().phase).toBe('idle')
  })

  it('has at most one question in flight: the older one is aborted', () => {
    checker.change(key('a'), 'pasted')
    checker.change(key('b'), 'pasted')
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
    expect(asked[1]!.number).toBeGreaterThan(asked[0]!.number)
  })
})

describe('late answers', () => {
  it.each([
    ['valid', 'invalid', true],
    ['invalid', 'valid', false],
  ])('a late "%s" after a newer "%s" changes nothing', async (_old, _new, wasValid) => {
    checker.change(key('a'), 'pasted')
    checker.change(key('b'), 'pasted')
    await asked[1]!.answer(wasValid ? failed('WIX-CRED') : { ok: true })
    await asked[0]!.answer(wasValid ? { ok: true } : failed('WIX-CRED'))
    expect(last()).toMatchObject({ phase: 'answered', check: { ok: !wasValid } })
  })

  it('an answer to text that was since made incomplete is dropped', async () => {
    checker.change(key('a'), 'pasted')
    checker.change(null, 'typed')
    await asked[0]!.answer({ ok: true })
    expect(last()).toMatchObject({ phase: 'idle', check: null })
  })

  it('an answer with another number is dropped', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer({ ok: true, number: asked[0]!.number - 1 })
    expect(last().phase).toBe('asking')
  })
})

describe('what is kept', () => {
  it('answers the same text from memory for 60 s and asks again after', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer({ ok: true })
    checker.change(key('b'), 'pasted')
    await asked[1]!.answer(failed('WIX-CRED'))
    checker.change(key('a'), 'typed')
    expect(last()).toMatchObject({ phase: 'answered', check: { ok: true } })
    expect(asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(60_000)
    checker.change(key('b'), 'pasted')
    checker.change(key('a'), 'pasted')
    expect(asked).toHaveLength(4)
  })

  it('keeps no answer that Wix never gave', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer(failed('WIX-TIMEOUT'))
    checker.change(null, 'typed')
    checker.change(key('a'), 'pasted')
    expect(asked).toHaveLength(2)
  })
})

describe('asking again by itself', () => {
  it('looks for a new permission after 10, 30 and 60 s, past every memory, and then stops', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer({ ok: true, failure: failureOf('WIX-PERM') })
    expect(last().again).toMatchObject({ attempt: 1, of: 3 })
    let at = 0
    for (const [n, when] of [10, 30, 60].entries()) {
      await vi.advanceTimersByTimeAsync((when - at) * 1000 - 1)
      expect(asked).toHaveLength(n + 1)
      await vi.advanceTimersByTimeAsync(1)
      at = when
      expect(asked).toHaveLength(n + 2)
      expect(asked.at(-1)).toMatchObject({ fresh: true, values: key('a') })
      await asked.at(-1)!.answer({ ok: true, failure: failureOf('WIX-PERM') })
    }
    expect(last().again).toBeNull()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveLength(4)
  })

  it('counts down after a timeout, five times, and at once when told', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer(failed('WIX-TIMEOUT'))
    expect(last().again).toEqual({ at: Date.now() + 8000, attempt: 1, of: 5 })
    checker.askNow(null)
    expect(asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(asked).toHaveLength(2)
  })

  it('waits as long as it was told to', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer({ ok: false, failure: { ...failureOf('WIX-RATE'), retryAfterMs: 42_000 } })
    await vi.advanceTimersByTimeAsync(41_999)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toHaveLength(2)
  })

  it('stops when the text changes', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer(failed('WIX-TIMEOUT'))
    checker.change(null, 'typed')
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveLength(1)
  })

  it('never asks again by itself about a key that Wix refused', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.answer(failed('WIX-CRED'))
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked).toHaveLength(1)
  })
})

describe('when no answer comes', () => {
  it('gives up and says that nothing was judged', async () => {
    checker.change(key('a'), 'pasted')
    await vi.advanceTimersByTimeAsync(11_000)
    expect(asked[0]!.signal.aborted).toBe(true)
    expect(last().error?.message).toContain('not been judged')
  })

  it('shows what our own server says, and waits for it where it asks to', async () => {
    checker.change(key('a'), 'pasted')
    await asked[0]!.fail(
      new ApiError(429, { code: 'rate_limited', message: 'Wait.', details: { retryAfterMs: 3000 } }),
    )
    expect(last().error?.code).toBe('rate_limited')
    await vi.advanceTimersByTimeAsync(3000)
    expect(asked).toHaveLength(2)
  })

  it('asks nothing after it was stopped', async () => {
    checker.change(key('a'), 'typed')
    checker.stop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(0)
  })
})
