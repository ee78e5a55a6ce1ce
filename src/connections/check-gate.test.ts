import { expect, it } from 'vitest'
import type { CheckFailure, ConnectionCheck } from '../api/connection.ts'
import { createCheckGate } from './check-gate.ts'

const failure = (code: CheckFailure['code']): CheckFailure => ({
  code,
  title: '',
  reason: '',
  steps: [],
  links: [],
  requestId: null,
  reached: null,
  retryAfterMs: null,
})

function start(made: CheckFailure | null = null) {
  let now = 1_000_000
  const gate = createCheckGate(() => now)
  const asked: { text: string; signal: AbortSignal; answer: () => void }[] = []
  let open = 0
  let mostOpen = 0
  const ask = (text: string, change: { session?: string; isFresh?: boolean; signal?: AbortSignal } = {}) =>
    gate.ask(
      {
        session: 's',
        isFresh: false,
        signal: new AbortController().signal,
        ...change,
        credentials: { kind: 'api_key', apiKey: text, siteId: 'x', accountId: null },
      },
      (signal) =>
        new Promise<ConnectionCheck>((resolve, reject) => {
          open += 1
          mostOpen = Math.max(mostOpen, open)
          const end = () => {
            open -= 1
          }
          signal.addEventListener('abort', () => {
            end()
            reject(signal.reason as Error)
          })
          asked.push({
            text,
            signal,
            answer: () => {
              end()
              resolve({ checkedAt: text, failure: made } as ConnectionCheck)
            },
          })
        }),
    )
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { ask, asked, settle, later: (ms: number) => (now += ms), mostOpen: () => mostOpen }
}

it('asks Wix one question at a time: the newer one ends the older one', async () => {
  const { ask, asked, settle, mostOpen } = start()
  const first = ask('a')
  const second = ask('b')
  await expect(first).rejects.toMatchObject({ code: 'stale' })
  await settle()
  const third = ask('c')
  await expect(second).rejects.toMatchObject({ code: 'stale' })
  await settle()
  asked.at(-1)!.answer()
  expect((await third).checkedAt).toBe('c')
  expect(asked.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  expect(mostOpen()).toBe(1)
})

it('sessions do not end each other', async () => {
  const { ask, asked, settle, mostOpen } = start()
  const both = [ask('a', { session: 'one' }), ask('b', { session: 'two' })]
  await settle()
  for (const one of asked) one.answer()
  await Promise.all(both)
  expect(mostOpen()).toBe(2)
})

it('keeps an answer for a minute, shares one that is under way, and asks anew when told', async () => {
  const { ask, asked, settle, later } = start(failure('WIX-CRED'))
  const twice = [ask('a'), ask('a')]
  await settle()
  asked[0]!.answer()
  await Promise.all(twice)
  later(59_000)
  await ask('a')
  expect(asked).toHaveLength(1)
  const fresh = ask('a', { isFresh: true })
  await settle()
  asked[1]!.answer()
  await fresh
  later(61_000)
  void ask('a')
  await settle()
  expect(asked).toHaveLength(3)
})

it.each(['WIX-PERM', 'WIX-APP', 'WIX-TIMEOUT', 'WIX-RATE', 'WIX-OUTAGE'] as const)(
  'does not keep %s, which somebody is about to put right or which passes',
  async (code) => {
    const { ask, asked, settle } = start(failure(code))
    for (const count of [1, 2]) {
      const answer = ask('a')
      await settle()
      expect(asked).toHaveLength(count)
      asked.at(-1)!.answer()
      await answer
    }
  },
)

it('eight questions a minute, then words with the time to wait', async () => {
  const { ask, asked, settle, later } = start()
  for (let n = 0; n < 8; n++) {
    const answer = ask(`key ${n}`)
    await settle()
    asked.at(-1)!.answer()
    await answer
    later(1000)
  }
  await expect(ask('one more')).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('Wait 52 s'),
    details: { retryAfterMs: 52_000 },
  })
  // What is known needs no question, and after the minute there are new ones.
  expect((await ask('key 7')).checkedAt).toBe('key 7')
  later(53_000)
  const late = ask('one more')
  await settle()
  asked.at(-1)!.answer()
  await late
})

it('stops asking when the asker has gone', async () => {
  const { ask, asked, settle } = start()
  const gone = new AbortController()
  const answer = ask('a', { signal: gone.signal })
  await settle()
  gone.abort()
  await expect(answer).rejects.toThrow()
  expect(asked[0]!.signal.aborted).toBe(true)
  const next = ask('a')
  await settle()
  asked[1]!.answer()
  await next
})
