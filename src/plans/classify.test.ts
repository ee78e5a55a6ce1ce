import { describe, expect, test } from 'vitest'
import type { RemoteState } from '../targets/target.ts'
import { classifyPage, classifyRemoval, needsFullRead, type PublishedPage } from './classify.ts'

const live = { state: 'live' as const }
const ours = {
  payloadHash: 'h1',
  visibility: live,
  fields: { title: 'Tiles', slug: 'tiles' },
  slug: 'tiles',
  problems: [],
}
const published: PublishedPage = {
  payloadHash: 'h1',
  visibility: live,
  fields: { title: 'Tiles', slug: 'tiles' },
  slug: 'tiles',
  remoteFields: { title: 'Tiles', slug: 'tiles' },
  remoteEditedAt: 't1',
}
const error = { code: 'blank', severity: 'error' as const, message: 'The title is blank.' }

function remote(changes: Partial<RemoteState> = {}): RemoteState {
  return {
    remoteId: 'r1',
    exists: true,
    status: 'live',
    editedAt: 't1',
    url: null,
    slug: null,
    fields: null,
    raw: null,
    ...changes,
  }
}

describe('classifyPage', () => {
  test('creates what was never published, and holds it when it has errors', () => {
    expect(classifyPage(ours, undefined, undefined).action).toBe('create')
    expect(classifyPage({ ...ours, problems: [error] }, undefined, undefined).action).toBe('held')
  })

  test('leaves a page alone that is the same here and untouched there', () => {
    expect(classifyPage(ours, published, remote())).toEqual({
      action: 'unchanged',
      changes: [],
      problems: [],
    })
  })

  test('leaves a page alone whose edit date moved while its content stayed', () => {
    const state = remote({ editedAt: 't2', fields: { title: 'Tiles', slug: 'tiles' } })
    expect(classifyPage(ours, published, state).action).toBe('unchanged')
  })

  test('updates a changed row and names its changed fields only', () => {
    const next = { ...ours, payloadHash: 'h2', fields: { title: 'New tiles', slug: 'tiles' } }
    const decision = classifyPage(next, published, remote())
    expect(decision.action).toBe('update')
    expect(decision.changes).toEqual([{ field: 'title', before: 'Tiles', after: 'New tiles', theirs: null }])
  })

  test('calls a changed address a move', () => {
    const next = { ...ours, payloadHash: 'h2', slug: 'new', fields: { title: 'Tiles', slug: 'new' } }
    expect(classifyPage(next, published, remote()).action).toBe('move')
  })

  test("reports a person's edit as a conflict with both versions, even when our side stayed", () => {
    const state = remote({ editedAt: 't2', fields: { title: 'Edited by Dana', slug: 'tiles' } })
    const decision = classifyPage(ours, published, state)
    expect(decision.action).toBe('conflict')
    expect(decision.changes).toEqual([
      { field: 'title', before: 'Tiles', after: 'Tiles', theirs: 'Edited by Dana' },
    ])
  })

  test('shows our own change beside theirs in a conflict', () => {
    const next = { ...ours, payloadHash: 'h2', slug: 'new', fields: { title: 'Tiles', slug: 'new' } }
    const state = remote({ editedAt: 't2', fields: { title: 'Edited by Dana', slug: 'tiles' } })
    expect(classifyPage(next, published, state).changes).toEqual([
      { field: 'slug', before: 'tiles', after: 'new', theirs: null },
      { field: 'title', before: 'Tiles', after: 'Tiles', theirs: 'Edited by Dana' },
    ])
  })

  test('compares with what we sent when the page was never read back', () => {
    const unverified = { ...published, remoteFields: {} }
    const state = remote({ editedAt: 't2', fields: { title: 'Edited by Dana', slug: 'tiles' } })
    expect(classifyPage(ours, unverified, state).action).toBe('conflict')
  })

  test('does not make again what somebody deleted', () => {
    for (const status of ['trashed', 'gone'] as const) {
      const decision = classifyPage({ ...ours, payloadHash: 'h2' }, published, remote({ status }))
      expect(decision.action).toBe('gone')
      expect(decision.problems[0]?.code).toBe('gone_in_wix')
    }
  })

  test('holds a published page whose row has become wrong', () => {
    expect(classifyPage({ ...ours, payloadHash: 'h2', problems: [error] }, published, remote()).action).toBe(
      'held',
    )
  })
})

describe('classifyRemoval', () => {
  test('removes, and warns when somebody edited the page meanwhile', () => {
    expect(classifyRemoval(published, remote())).toEqual({ action: 'remove', changes: [], problems: [] })
    const edited = remote({ editedAt: 't2', fields: { title: 'Edited by Dana', slug: 'tiles' } })
    expect(classifyRemoval(published, edited).problems[0]?.code).toBe('edited_in_wix')
  })
})

test('content is fetched only where the edit date moved or nothing was ever read back', () => {
  expect(needsFullRead({ remoteEditedAt: 't1', isVerified: true }, remote())).toBe(false)
  expect(needsFullRead({ remoteEditedAt: 't1', isVerified: false }, remote())).toBe(true)
  expect(needsFullRead({ remoteEditedAt: 't0', isVerified: true }, remote())).toBe(true)
  expect(needsFullRead({ remoteEditedAt: 't0', isVerified: true }, remote({ status: 'gone' }))).toBe(false)
})
