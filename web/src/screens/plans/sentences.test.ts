import { expect, test } from 'vitest'
import { cms, plan, project } from '../../test/samples.ts'
import { groupSentence, headline, publishLabel, removalOf, removalWords } from './sentences.ts'

const group = { count: 312, sampleRowKeys: [] }

test('a group of losses reads as a sentence', () => {
  const loss = {
    ...group,
    code: 'html_cells-split',
    severity: 'note' as const,
    title: 'Merged cells were split',
  }
  expect(groupSentence(loss)).toBe('312 pages: merged cells were split')
})

test('a group that blocks says that its pages are held back', () => {
  const error = {
    ...group,
    count: 1,
    code: 'too_long',
    severity: 'error' as const,
    title: 'JSON is too long',
  }
  expect(groupSentence(error)).toBe('1 page: JSON is too long, held back')
})

test('a plan of redirects alone says so, until a run has made them', () => {
  const redirects = { create: 3, retarget: 0, remove: 0, left: 0, foreign: 0, owed: 3, note: null }
  const alone = { ...plan, redirects, willSend: { total: 0, byAction: {} } }
  expect(headline(alone)).toBe('Make up for 3 redirects, leave 38,000 unchanged')
  expect(publishLabel(alone)).toBe('Make 3 redirects on Acme Tiles')
  expect(publishLabel({ ...alone, runId: 'run_1' })).toBe('Nothing to publish')
})

test('products that only got info sections are never deleted', () => {
  const store = { ...cms, keeps: { option: 'mode', value: 'sections' } }
  expect(removalOf(store, { ...project, options: { mode: 'sections' } })).toBe('keep')
  expect(removalWords(removalOf(store, { ...project, options: { mode: 'products' } }))).toContain(
    'deleted for good',
  )
})
