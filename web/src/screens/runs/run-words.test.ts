import { expect, test } from 'vitest'
import type { Run } from '../../../../src/api/run.ts'
import { run } from '../../test/samples.ts'
import { announcement, headline, itemState, parts, runState, stateOfAll, verbWord } from './run-words.ts'

test('a page says what it has become, and is published only where visitors see it', () => {
  const word = (action: Parameters<typeof itemState>[0]['action'], kind: Run['kind'] = 'publish') =>
    itemState({ state: 'accepted', action }, kind).word
  expect([word('create'), word('take_down', 'take_down'), word('remove')]).toEqual([
    'Published',
    'Taken down',
    'Removed',
  ])
  expect([word('restore', 'undo'), word('update', 'undo'), word('restore', 'bring_back')]).toEqual([
    'Put back',
    'Put back',
    'Brought back',
  ])
  expect(itemState({ state: 'held', action: 'take_down' }, 'take_down').word).toBe('Held back')
  expect([verbWord('restore', 'undo'), verbWord('restore', 'bring_back')]).toEqual(['put back', 'bring back'])
})

const over = (changes: Partial<Run>): Run => ({
  ...run,
  state: 'done',
  total: 12,
  counts: { ...run.counts, ready: 0, in_doubt: 0, rejected: 0, accepted: 12 },
  ...changes,
})
const receipt = {
  ...{ sent: 12, accepted: 12, rejected: 0, held: 0, skipped: 0, cancelled: 0 },
  ...{ verifiedEqual: 12, differences: 0, notFound: 0, duplicatesPrevented: 0, twins: 0 },
  ...{ assetsCreated: 0, writeCalls: 1, readCalls: 1, seconds: 1, restarts: 0 },
  ...{ startedAt: run.createdAt, finishedAt: run.createdAt },
}

test('a run that took pages down says so wherever it counts them, and while it is at it', () => {
  const down = over({ kind: 'take_down', done: { take_down: 12 } })
  expect(headline(down, receipt)).toBe('12 of 12 taken down.')
  expect(parts(down)[0]).toEqual({ kind: 'done', name: 'taken down', count: 12 })
  expect(stateOfAll('accepted', down)).toBe('Taken down')
  expect(announcement(down)).toBe('Done. 12 pages taken down.')
  expect(runState({ ...down, state: 'publishing' }).word).toBe('Taking down')
})

test('a run that published and removed, or put back and took down, counts both', () => {
  const both = over({ done: { create: 7, update: 2, remove: 3 } })
  expect(headline(both, receipt)).toBe('12 of 12 done (9 published, 3 removed).')
  expect(parts(both).slice(0, 2)).toMatchObject([{ name: 'published' }, { name: 'removed' }])
  expect(stateOfAll('accepted', both)).toBe('Done')
  const undone = over({ kind: 'undo', done: { take_down: 4, restore: 8 } })
  expect(headline(undone, receipt)).toBe('12 of 12 done (8 put back, 4 taken down).')
})

test('a run that removes says so before it has removed anything, and where it could remove nothing', () => {
  const removing: Run = { ...run, done: {}, wanted: { remove: 100 }, counts: { ...run.counts, accepted: 0 } }
  expect(runState(removing).word).toBe('Removing')
  expect(parts(removing)[0]).toEqual({ kind: 'done', name: 'removed', count: 0 })
  const counts = { ...run.counts, ready: 0, in_doubt: 0, accepted: 0, rejected: 12 }
  const failed = over({ done: {}, wanted: { remove: 12 }, counts })
  expect(headline(failed, { ...receipt, accepted: 0, rejected: 12 })).toBe('0 of 12 removed, 12 failed.')
  const waiting: Run = { ...removing, state: 'queued', wanted: {} }
  expect(parts(waiting)[0]).toEqual({ kind: 'done', name: 'done', count: 0 })
})

test('a run whose pages were tidied up still says how many there were', () => {
  const counts = { ...run.counts, ready: 0, in_doubt: 0, rejected: 0, accepted: 0 }
  const tidied = over({ kind: 'undo', done: {}, counts, receipt })
  expect(announcement(tidied)).toBe('Done. 12 pages put back.')
})
