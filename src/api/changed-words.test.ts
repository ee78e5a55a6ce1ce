import { expect, it } from 'vitest'
import { changedWords } from './changed-words.ts'

it('says what has changed since, and nothing when nothing has', () => {
  expect(changedWords([])).toBe('')
  expect(changedWords(['data'])).toBe('The data has changed since. Check again.')
  expect(changedWords(['settings'])).toBe('The settings have changed since. Check again.')
  expect(changedWords(['data', 'template', 'settings'])).toBe(
    'The data, template and settings have changed since. Check again.',
  )
})
