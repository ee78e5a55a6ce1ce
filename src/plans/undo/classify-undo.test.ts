import { describe, expect, test } from 'vitest'
import type { LedgerPage } from '../../pages/read-ledger.ts'
import { goneState, type RemoteState } from '../../targets/target.ts'
import { classifyUndo, type UndoLook } from './classify-undo.ts'

const page: LedgerPage = {
  rowKey: 'lisbon',
  remoteId: 'post-1',
  status: 'live',
  visibility: { state: 'live' },
  down: null,
  title: 'Lisbon',
  slug: 'lisbon',
  url: null,
  payloadHash: 'after',
  isUnfinished: false,
  lacksImages: false,
  remoteEditedAt: '1',
  isVerified: true,
  runId: null,
  madeHash: null,
  kept: null,
  detached: null,
  publishedAt: '2026-11-01T00:00:00Z',
}
const now = { title: 'New', body: 'new', excerpt: 'Hers', status: 'live' }
const before = { title: 'Old', body: 'old', excerpt: 'Hers' }

function found(fields: Record<string, string>, more: Partial<RemoteState> = {}): RemoteState {
  const { status: _, ...rest } = fields
  return { ...goneState('post-1'), exists: true, status: 'live', editedAt: '1', fields: rest, ...more }
}

const update: UndoLook['item'] = {
  verb: 'update',
  remoteId: 'post-1',
  changedFields: ['title', 'body'],
}
function look(more: Partial<UndoLook> = {}) {
  return classifyUndo({
    item: update,
    step: { kind: 'restore', visibility: { state: 'live' }, lostDate: null },
    known: page,
    isDownByOther: false,
    base: now,
    ours: new Set(['title', 'body']),
    later: [],
    state: found(now),
    before,
    removedIds: new Set(),
    now: 0,
    ...more,
  })
}

const takeDown: Partial<UndoLook> = {
  item: { verb: 'create', remoteId: 'post-1', changedFields: [] },
  step: { kind: 'take_down', how: 'draft' },
  before: null,
}

describe('what an undo does with a page', () => {
  test('puts back what the run changed, and nothing else', () => {
    expect(look()).toMatchObject({
      action: 'restore',
      verb: 'restore',
      from: 'there',
      fields: ['title', 'body'],
    })
    const hers = found({ ...now, excerpt: 'Hers, again' })
    expect(look({ state: hers })).toMatchObject({ action: 'restore', fields: ['title', 'body'] })
  })

  test('takes away what the run added, also what stands for something that was made for it', () => {
    const added = { ...now, 'section 2': 'Way', 'category:7': '7' }
    const changedFields = ['title', 'section 2', 'category:new: Cities']
    const item = { ...update, changedFields }
    const ours = new Set(['title', 'body', 'section 2', 'category:7'])
    expect(look({ item, ours, base: added, state: found(added) })).toMatchObject({
      action: 'restore',
      fields: ['title', 'section 2', 'category:7'],
    })
    // Somebody else put it there.
    const hers = { ...now, 'category:8': '8' }
    expect(look({ item: update, base: now, state: found(hers) })).toMatchObject({
      action: 'restore',
      fields: ['title', 'body'],
    })
  })

  test('leaves what somebody edited, and asks', () => {
    const edited = look({ state: found({ ...now, title: 'Dana' }) })
    expect(edited).toMatchObject({ action: 'conflict', verb: 'restore', theirs: { title: 'Dana' } })
    expect(look({ ...takeDown, state: found({ ...now, excerpt: 'Dana' }) })).toMatchObject({
      action: 'conflict',
      verb: 'take_down',
      theirs: { excerpt: 'Dana' },
    })
  })

  test('a state that the destination does not tell was changed by nobody', () => {
    const known = { ...page, visibility: null }
    expect(look({ ...takeDown, known })).toMatchObject({ action: 'take_down' })
    expect(look({ ...takeDown, known, base: { ...now, title: 'Old' } })).toMatchObject({ action: 'conflict' })
  })

  test('a category that an undo took from the site was edited away by nobody', () => {
    const named = { ...now, categories: 'towns\ncities' }
    const state = found({ ...named, categories: 'towns' })
    const without: Partial<UndoLook> = { ...takeDown, base: named, state }
    expect(look(without)).toMatchObject({ action: 'conflict' })
    expect(look({ ...without, removedIds: new Set(['cities']) })).toMatchObject({ action: 'take_down' })
  })

  test('one that somebody took off the site since is asked about too', () => {
    const state = found(now, { status: 'draft' })
    expect(look({ state })).toMatchObject({ action: 'conflict', theirs: { status: 'draft' } })
  })

  test('has nothing to do with what is as before', () => {
    expect(look({ state: found({ ...before, excerpt: 'Another' }) })).toMatchObject({ action: 'unchanged' })
  })

  test('takes off the site what the run created', () => {
    expect(look(takeDown)).toMatchObject({
      action: 'take_down',
      verb: 'take_down',
      visibility: { state: 'down', how: 'draft' },
    })
    expect(look({ ...takeDown, state: goneState('post-1') })).toMatchObject({
      action: 'unchanged',
      problems: [{ code: 'gone_in_wix' }],
    })
  })

  test('restores what the run removed from the trash, and says so of what is gone for good', () => {
    const removed: Partial<UndoLook> = {
      item: { verb: 'remove', remoteId: 'post-1', changedFields: [] },
      known: undefined,
      base: null,
      ours: null,
    }
    const trashed: RemoteState = { ...goneState('post-1'), status: 'trashed' }
    expect(look({ ...removed, state: trashed })).toMatchObject({
      action: 'restore',
      from: 'trashed',
      fields: null,
    })
    expect(look({ ...removed, state: undefined })).toMatchObject({ action: 'restore', from: 'gone' })
    const back = found({ ...before, status: 'live' })
    expect(look({ ...removed, state: back })).toMatchObject({ action: 'unchanged' })
    expect(look({ ...removed, state: found(now) })).toMatchObject({
      action: 'conflict',
      fields: ['title', 'body'],
    })
    expect(look({ ...removed, known: page })).toMatchObject({ problems: [{ code: 'made_again' }] })
  })

  test('what somebody deleted comes back only when asked', () => {
    expect(look({ state: goneState('post-1') })).toMatchObject({
      action: 'conflict',
      verb: 'restore',
      from: 'gone',
      problems: [{ code: 'gone_in_wix' }],
    })
  })

  test('a page that was taken down since stays down', () => {
    expect(look({ isDownByOther: true })).toMatchObject({ action: 'down', verb: null })
  })

  test('says which later run is undone with it, and puts back what that changed as well', () => {
    const later = [
      { runId: 'run-9', at: '2026-11-03T00:00:00Z', verb: 'update' as const, changedFields: ['excerpt'] },
    ]
    const decision = look({ later, before: { ...before, excerpt: 'Older' } })
    expect(decision.fields).toEqual(['title', 'body', 'excerpt'])
    expect(decision.problems).toMatchObject([
      { code: 'later_runs', message: expect.stringContaining('run-9') },
    ])
  })

  test('names what an earlier version did not store, and leaves the page', () => {
    expect(look({ before: null })).toMatchObject({ action: 'held', problems: [{ code: 'snapshot_lacks' }] })
  })

  test('what an undo had brought back is removed again, unless somebody edited it', () => {
    const step = { kind: 'remove' } as const
    const item: UndoLook['item'] = { verb: 'restore', remoteId: 'post-1', changedFields: [] }
    expect(look({ item, step })).toMatchObject({ action: 'take_down', verb: 'remove' })
    expect(look({ item, step, state: found({ ...now, title: 'Dana' }) })).toMatchObject({
      action: 'conflict',
      verb: 'remove',
    })
  })
})
