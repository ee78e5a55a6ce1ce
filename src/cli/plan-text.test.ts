import { expect, test } from 'vitest'
import type { Plan } from '../api/plan.ts'
import { planActionNames } from '../api/plan-action.ts'
import { headline, sendLine } from './plan-text.ts'

const plan = {
  counts: { ...Object.fromEntries(planActionNames.map((action) => [action, 0])), restore: 2, down: 1 },
  willSend: { total: 2, byAction: { restore: 2 } },
  willSettle: 0,
} as unknown as Plan

test('undoing puts pages back, where a plan for pages that are down brings them back', () => {
  const undo: Plan['scope'] = {
    kind: 'undo',
    runId: 'run_1',
    created: 'draft',
    count: 2,
    words: 'what it did',
  }
  const bringBack: Plan['scope'] = { kind: 'rows', origin: 'bring_back', count: 2, words: 'row 1' }
  const said = (scope: Plan['scope']) => [headline({ ...plan, scope }), sendLine({ ...plan, scope })]
  expect(said(undo)).toEqual(['Put back 2, stay down 1.', 'Put back 2.'])
  expect(said(bringBack)).toEqual(['Bring back 2, stay down 1.', 'Bring back 2.'])
})
