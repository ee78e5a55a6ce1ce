import { expect, test } from 'vitest'
import { planActionSchema } from '../api/plan.ts'
import { blockedReason } from './blocked.ts'

type Asked = Parameters<typeof blockedReason>[0]

/** @param found how many pages of which action, beside those that are unchanged */
function plan(found: Partial<Asked['counts']>, rest: Partial<Asked> = {}): Asked {
  const none = Object.fromEntries(planActionSchema.options.map((action) => [action, 0]))
  return {
    state: 'ready',
    scope: { kind: 'all' },
    message: null,
    counts: { ...(none as Asked['counts']), unchanged: 4, ...found },
    includeRemovals: false,
    conflictsOpen: found.conflict ?? 0,
    changedKeys: { open: 0, same: 0, other: 0, unclear: 0 },
    problemGroups: [],
    willSend: { total: 0, byAction: {} },
    willSettle: 0,
    redirects: null,
    runId: null,
    ...rest,
  }
}

function ofKeys(count: number): Asked['problemGroups'][number] {
  return { code: 'key_changed', severity: 'error', title: 'Another key', count, sampleRowKeys: [] }
}

test('a plan that sends or settles something can be published, whatever else is held', () => {
  expect(blockedReason(plan({ held: 3 }, { willSend: { total: 1, byAction: { create: 1 } } }))).toBeNull()
  expect(blockedReason(plan({ held: 3 }, { willSettle: 1 }))).toBeNull()
  const none = { create: 1, retarget: 0, remove: 0, left: 0, foreign: 0, note: null }
  const owed = { redirects: { ...none, owed: 1 } }
  expect(blockedReason(plan({}, owed))).toBeNull()
  // A run has done them.
  expect(blockedReason(plan({}, { ...owed, runId: 'run_1' }))).toContain('nothing to publish')
  expect(blockedReason(plan({}, { redirects: { ...none, owed: 0 } }))).toContain('nothing to publish')
})

test('a plan that is not ready says what it is waiting for, or why it never will be', () => {
  expect(blockedReason(plan({}, { state: 'building' }))).toContain('still being built')
  expect(blockedReason(plan({}, { state: 'discarded' }))).toContain('newer plan')
  expect(blockedReason(plan({}, { state: 'applied' }))).toContain('has been published')
  expect(blockedReason(plan({}, { state: 'failed', message: 'No such site.' }))).toBe('No such site.')
  expect(blockedReason(plan({}, { state: 'failed' }))).toContain('Create a new one')
})

test('a plan without anything to send says so, and nothing of errors', () => {
  expect(blockedReason(plan({}))).toBe(
    'There is nothing to publish: every page in Wix is up to date. Change rows or the template, then plan again.',
  )
})

test('a plan whose pages were taken down says that, and one of the way back what it has nothing to do with', () => {
  expect(blockedReason(plan({ down: 5 }))).toBe(
    'There is nothing to publish: 5 pages were taken down and stay so until you bring them back, and every other page in Wix is up to date.',
  )
  expect(blockedReason(plan({ unchanged: 0, down: 1 }))).toBe(
    'There is nothing to publish: 1 page was taken down and stays so until you bring it back.',
  )
  const rows = { kind: 'rows', count: 4, words: 'some' } as const
  const scopes: [Asked['scope'], string][] = [
    [{ kind: 'undo', runId: 'run_1', created: 'draft', count: 4, words: 'a run' }, 'nothing to undo'],
    [{ ...rows, origin: 'take_down', how: 'draft' }, 'nothing to take down'],
    [{ ...rows, origin: 'bring_back' }, 'nothing to bring back'],
  ]
  for (const [scope, words] of scopes) expect(blockedReason(plan({}, { scope }))).toContain(words)
})

test.each<[Partial<Asked['counts']>, Partial<Asked>, string]>([
  [{ held: 1 }, {}, '1 page is held by errors'],
  [{ held: 1200 }, {}, '1,200 pages are held by errors'],
  [
    { held: 4 },
    { changedKeys: { open: 2, same: 0, other: 0, unclear: 0 }, problemGroups: [ofKeys(4)] },
    '2 rows seem to have had another key before: say whether the pages are the same\\.$',
  ],
  [
    { held: 3 },
    { problemGroups: [ofKeys(3)] },
    '3 rows seem to have had another key before: say in a plan of all pages whether the pages are the same\\.$',
  ],
  [{ held: 5 }, { problemGroups: [ofKeys(4)] }, '4 rows seem .* 1 page is held by errors'],
  [{ conflict: 2 }, {}, '2 pages were edited in Wix: decide'],
  [{ conflict: 2 }, { conflictsOpen: 0 }, '2 pages are left as they were edited'],
  [{ gone: 1 }, {}, '1 page was deleted in Wix: choose'],
  [{ remove: 1 }, {}, '1 page no longer has a row: tick removal'],
])('what keeps pages back is named with its number: %j', (found, rest, words) => {
  expect(blockedReason(plan(found, rest))).toMatch(new RegExp(`^There is nothing to publish yet\\. ${words}`))
})

test('several reasons are all named, and ticked removals are none', () => {
  const words = blockedReason(plan({ held: 1, conflict: 3, gone: 2, remove: 1 }, { conflictsOpen: 1 }))
  expect(words).toMatch(/1 page is held.*\. 1 page was edited.*\. 2 pages are left.*\. 2 pages were deleted/)
  expect(words).toContain('1 page no longer has a row')
  expect(blockedReason(plan({ remove: 1 }, { includeRemovals: true }))).not.toContain('tick removal')
})
