import { expect, test } from 'vitest'
import { type Delivered, WixError, type WixErrorKind, wixErrorKinds } from '../../wix/index.ts'
import {
  blamedPlaces,
  blamesContent,
  explainRead,
  outcomeOfError,
  outcomeOfItem,
  type WriteKind,
} from './errors.ts'

function failure(
  kind: WixErrorKind,
  delivered: Delivered,
  more: Partial<ConstructorParameters<typeof WixError>[0]> = {},
) {
  return new WixError({ kind, delivered, method: 'POST', path: '/blog', isWrite: true, ...more })
}

const outcome = (kind: WixErrorKind, delivered: Delivered, write: WriteKind) =>
  outcomeOfError(failure(kind, delivered), 'row', write).kind

test('a create that may have arrived is never called anything but in doubt, whatever went wrong', () => {
  for (const kind of wixErrorKinds) {
    for (const delivered of ['unknown', 'yes'] as const) {
      const expected = kind === 'quota' ? 'stop' : 'in_doubt'
      expect(outcome(kind, delivered, 'create'), `${kind} ${delivered}`).toBe(expected)
    }
  }
})

test('every kind of refusal has one outcome', () => {
  const outcomes = Object.fromEntries(wixErrorKinds.map((kind) => [kind, outcome(kind, 'no', 'update')]))
  expect(outcomes).toEqual({
    auth: 'stop',
    forbidden: 'stop',
    not_found: 'rejected',
    conflict: 'rejected',
    app_not_installed: 'stop',
    wrong_catalog: 'stop',
    validation: 'rejected',
    throttled: 'wait',
    quota: 'stop',
    transient: 'wait',
    timeout: 'wait',
    network: 'wait',
    malformed: 'wait',
    redirect: 'stop',
    aborted: 'wait',
    too_large: 'rejected',
  })
})

test('a throttled create is in doubt and blocks the connection; a throttled update waits', () => {
  const error = failure('throttled', 'unknown', { status: 429, retryAfterMs: 7000, requestId: 'req-1' })
  expect(outcomeOfError(error, 'row', 'create')).toEqual({
    rowKey: 'row',
    kind: 'in_doubt',
    reason: 'Wix asked us to slow down',
    requestId: 'req-1',
    blockMs: 7000,
    trouble: 'refused',
  })
  expect(outcomeOfError(error, 'row', 'update')).toEqual({
    rowKey: 'row',
    kind: 'wait',
    ms: 7000,
    blocksConnection: true,
    trouble: 'refused',
  })
  const silent = failure('throttled', 'unknown', { status: 429 })
  expect(outcomeOfError(silent, 'row', 'create')).toMatchObject({ blockMs: 60_000 })
})

test('nothing to create in stops the run; nothing to change rejects the page', () => {
  expect(outcome('not_found', 'no', 'create')).toBe('stop')
  expect(outcomeOfError(failure('not_found', 'no'), 'row', 'update')).toMatchObject({
    kind: 'rejected',
    problem: { code: 'wix_gone' },
  })
})

test("a stop tells what to do and repeats Wix's words", () => {
  const error = failure('forbidden', 'no', { description: 'No blog for you', requestId: 'req-2' })
  const stopped = outcomeOfError(error, 'row', 'create')
  expect(stopped).toMatchObject({ kind: 'stop', requestId: 'req-2', problem: { code: 'wix_forbidden' } })
  expect(stopped.kind === 'stop' && stopped.problem.message).toMatch(/Check the connection.*No blog for you/)
})

test('a failed read waits or stops, and an error of ours is not explained away', () => {
  expect(explainRead(failure('transient', 'no'))).toMatchObject({ kind: 'wait', ms: 5000 })
  expect(explainRead(failure('throttled', 'unknown'))).toMatchObject({ kind: 'wait', ms: 60_000 })
  expect(explainRead(failure('auth', 'no'))).toMatchObject({ kind: 'stop' })
  expect(explainRead(new TypeError('ours'))).toBeNull()
})

test('places that Wix names are found in fields and in plain descriptions', () => {
  const named = failure('validation', 'no', {
    violations: [
      { field: 'draftPosts[1].title', description: 'must not be empty', rule: 'REQUIRED_FIELD' },
      { field: 'draftPosts[1].excerpt', description: 'is too long', rule: 'MAX_LENGTH' },
      { field: 'draftPosts[9].title', description: 'is not one of ours', rule: '' },
    ],
  })
  expect([...blamedPlaces(named, 'draftPosts', 3)]).toEqual([
    [1, 'title must not be empty; excerpt is too long'],
  ])
  const spoken = failure('validation', 'no', { description: 'draftPosts[2].title must not be empty' })
  expect([...blamedPlaces(spoken, 'draftPosts', 3).keys()]).toEqual([2])
  expect(blamedPlaces(failure('validation', 'no', { description: 'no idea' }), 'draftPosts', 3).size).toBe(0)
})

test('only a refusal of content is worth sending the items one by one', () => {
  expect(blamesContent(failure('validation', 'no'))).toBe(true)
  expect(blamesContent(failure('validation', 'unknown'))).toBe(false)
  expect(blamesContent(failure('auth', 'no'))).toBe(false)
  expect(blamesContent(new Error('ours'))).toBe(false)
})

test('an item that failed inside a good answer is rejected, unless Wix itself was at fault', () => {
  const item = (code: string | undefined) =>
    outcomeOfItem({ code, description: 'x' }, 'row', 'update', 'req').kind
  expect(item('INVALID_ARGUMENT')).toBe('rejected')
  expect(item('INTERNAL')).toBe('in_doubt')
  expect(item('RESOURCE_EXHAUSTED')).toBe('in_doubt')
  expect(item(undefined)).toBe('in_doubt')
})
