// Who gets a process, without processes.
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

interface One {
  name: number
  isReady: boolean
}

function open(usual: number, extra: number) {
  let count = 0
  const turns = createTurns<One>({
    usual,
    extra,
    start: () => ({ name: ++count, isReady: false }),
    isReady: (one) => one.isReady,
    warm: (one) => {
      one.isReady = true
    },
  })
  /** Takes one at once or says that it has to wait. */
  const take = async (who: string | null): Promise<One | 'waits'> =>
    Promise.race([turns.take(who), new Promise<'waits'>((resolve) => setTimeout(resolve, 5, 'waits'))])
  return { turns, take }
}

test('one more is made ready before anybody asks for it', async () => {
  const { take } = open(1, 2)
  expect(await take('ann')).toMatchObject({ isReady: false })
  expect(await take('ben')).toMatchObject({ isReady: true })
})

test('whose work was stopped waits for the same process again, and a ready one stays for another', async () => {
  const { turns, take } = open(2, 1)
  const first = (await take('ann')) as One
  first.isReady = false
  const other = (await take('ben')) as One
  turns.giveBack(other, 'ben')
  turns.giveBack(first, 'ann')
  expect(await take('ann')).toBe(first)
  expect(await take('ben')).toMatchObject({ isReady: true })
})

test('a person has one at a time, and one is left for the work of projects', async () => {
  const { take } = open(1, 2)
  expect(await take('ann')).not.toBe('waits')
  expect(await take('ann')).toBe('waits')
  expect(await take('ben')).not.toBe('waits')
  expect(await take('cleo')).toBe('waits')
  expect(await take(null)).not.toBe('waits')
  expect(await take(null)).toBe('waits')
})

test('whoever had its turn no longer listens to its signal, and who goes before that frees its place', async () => {
  const { turns, take } = open(1, 1)
  const stop = new AbortController()
  const first = await turns.take('ann', stop.signal)
  expect(getEventListeners(stop.signal, 'abort')).toEqual([])

  const waits = turns.take('ann', stop.signal)
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1)
  stop.abort(new Error('gone'))
  await expect(waits).rejects.toThrow('gone')
  turns.giveBack(first, 'ann')
  expect(await take('ann')).toBe(first)
})
