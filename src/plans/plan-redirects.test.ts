import { expect, test } from 'vitest'
import type { RedirectRule, RedirectTo } from '../api/redirect.ts'
import { ruleOf } from './plan-redirects.ts'

const takeDown = (redirectTo?: RedirectTo) =>
  ({
    kind: 'rows',
    origin: 'take_down',
    count: 1,
    words: 'chosen',
    ...(redirectTo && { redirectTo }),
  }) as const

test('a take-down says where its addresses lead, and falls back on the page that the project names above none', () => {
  const rule: RedirectRule = { moves: true, removals: 'parent', path: '/places' }
  expect(ruleOf(rule, { kind: 'all' })).toEqual(rule)
  expect(ruleOf(rule, takeDown())).toEqual({ moves: true, removals: 'none', path: null })
  expect(ruleOf(rule, takeDown({ to: 'parent' }))).toEqual(rule)
  expect(ruleOf(rule, takeDown({ to: 'page', path: '/blog' }))).toMatchObject({
    removals: 'page',
    path: '/blog',
  })
  const other: RedirectRule = { ...rule, removals: 'page' }
  expect(ruleOf(other, takeDown({ to: 'parent' }))).toMatchObject({ removals: 'parent', path: null })
})
