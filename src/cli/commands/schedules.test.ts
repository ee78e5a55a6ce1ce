import { expect, test } from 'vitest'
import type { SlotPage } from '../../api/schedule.ts'
import { oneProject, runHere } from '../test-in-process.ts'

const page = (rowKey: string): SlotPage => ({
  rowKey,
  title: `Place ${rowKey}`,
  slug: `place-${rowKey}`,
  state: 'dated',
  isUpdate: false,
  url: null,
  message: null,
})

test('the pages of a slot are read to their end', async () => {
  const slot = '2026-03-02T09:00:00.000Z'
  const { asked, stdout } = await runHere(['schedules', 'calendar', 'Guide', '--slot', slot], ({ path }) => {
    if (path === '/api/projects') return oneProject
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    if (decodeURIComponent(pathname) !== `/api/projects/prj_1/schedule/slots/${slot}/pages`) return
    return searchParams.get('cursor') === 'more'
      ? { items: [page('c')], nextCursor: null, total: 3 }
      : { items: [page('a'), page('b')], nextCursor: 'more', total: 3 }
  })
  expect(asked.filter(({ path }) => path.includes('/slots/'))).toHaveLength(2)
  for (const rowKey of ['a', 'b', 'c'])
    expect(stdout).toMatch(new RegExp(`^${rowKey} +Place ${rowKey} `, 'm'))
})
