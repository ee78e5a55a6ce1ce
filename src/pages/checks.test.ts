import { expect, test } from 'vitest'
import type { Problem } from '../api/problem.ts'
import { duplicateSlugs, duplicateTitles, groupProblems } from './checks.ts'

const slugs = (...list: string[]) =>
  duplicateSlugs(
    list.map((slug, i) => ({ rowKey: `r${i}`, slug })),
    'unique',
  )

test('addresses that differ only in case, width, accent spelling or a final slash collide', () => {
  expect([...slugs('Zürich', 'zu\u0308rich', 'ｚürich', 'zürich/', 'zurich').keys()]).toEqual([
    'r0',
    'r1',
    'r2',
    'r3',
  ])
})

test('a collision names the others, and says how many more', () => {
  const found = slugs('a', 'a', 'a', 'a', 'a', 'a')
  expect(found.get('r1')).toMatchObject({ code: 'duplicate_slug', severity: 'error', field: 'slug' })
  expect(found.get('r1')?.message).toContain('also used by r0, r2, r3 and 2 more')
})

test('blank addresses do not collide; that they are blank is told elsewhere', () => {
  expect(slugs('', '', 'a').size).toBe(0)
})

test('a hundred thousand rows with one title are one message with a count, at once', () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => ({ rowKey: `r${i}`, title: ' Same  title' }))
  const found = duplicateTitles(rows)
  const groups = groupProblems([...found].map(([rowKey, problem]) => ({ rowKey, problems: [problem] })))
  expect(groups).toHaveLength(1)
  expect(groups[0]).toMatchObject({
    count: 100_000,
    severity: 'warning',
    title: 'Several pages have the same title',
  })
  expect(groups[0]?.sampleRowKeys).toHaveLength(10)
  expect(found.get('r5')?.message).toContain('100000 pages')
})

test('groups part by code, field and severity, count a row once, and start with the worst', () => {
  const problem = (code: string, severity: Problem['severity'], field?: string): Problem => ({
    code,
    severity,
    message: `${code} message`,
    ...(field && { field }),
  })
  const groups = groupProblems([
    { rowKey: 'a', problems: [problem('x', 'note'), problem('too_long', 'error', 'title')] },
    {
      rowKey: 'b',
      problems: [problem('x', 'note'), problem('x', 'note'), problem('too_long', 'error', 'slug')],
    },
    { rowKey: 'c', problems: [problem('too_long', 'error', 'slug')] },
  ])
  expect(groups.map((one) => [one.code, one.field, one.count, one.sampleRowKeys, one.title])).toEqual([
    ['too_long', 'slug', 2, ['b', 'c'], 'Too long for Wix'],
    ['too_long', 'title', 1, ['a'], 'Too long for Wix'],
    ['x', undefined, 2, ['a', 'b'], 'x message'],
  ])
})
