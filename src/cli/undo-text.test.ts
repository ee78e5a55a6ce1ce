import { expect, test } from 'vitest'
import type { UndoOffer } from '../api/undo.ts'
import { describeUndo } from './undo-text.ts'

const offer: UndoOffer = {
  isPossible: true,
  reason: null,
  until: null,
  created: 1,
  changed: 2,
  removed: 1,
  redirects: 2,
  laterRuns: [{ id: 'run_9', createdAt: '2026-11-01T10:00:00', pages: 3, changed: 2, away: 1 }],
  lacks: ['Something was not kept.'],
  hows: [
    { how: 'draft', title: 'Drafts', note: '', isFinal: false },
    { how: 'trash', title: 'Trash', note: '', isFinal: false },
  ],
}

test('what undoing comes to is said in whole sentences, with the choice there is and the runs it touches', () => {
  expect(describeUndo(offer).split('\n')).toEqual([
    'Created     1 page goes off the site: draft. Otherwise: --created trash',
    'Changed     2 pages stand as before',
    'Taken away  1 page comes back',
    'Redirects   2 redirects are as before',
    'Later runs  run_9 of 2026-11-01 10:00: changed 2 of these pages, took 1 off the site',
    '            What they changed is undone as well; what they took off the site stays so.',
    'Possible    as long as it is among the newest runs of its project',
    'Something was not kept.',
  ])
  expect(describeUndo(offer, 'trash')).toContain('off the site: trash. Otherwise: --created draft')
})
