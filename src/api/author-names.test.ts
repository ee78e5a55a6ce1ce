import { expect, it } from 'vitest'
import { withAuthorNames } from './author-names.ts'

it('names authors, keeps the ids of those the site no longer has, and leaves other fields alone', () => {
  const authors = [{ id: 'm-1', label: 'Mary Moss' }]
  const change = { field: 'author', before: 'm-1', after: 'm-2', theirs: null }
  expect(withAuthorNames(change, authors)).toEqual({ ...change, before: 'Mary Moss' })
  expect(withAuthorNames({ ...change, field: 'title' }, authors)).toEqual({ ...change, field: 'title' })
})
