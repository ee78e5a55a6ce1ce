import { expect, test } from 'vitest'
import { parseRetryAfter } from './retry-after.ts'
import { checkBaseUrl, route, toQueryString } from './url.ts'

test('inserted parts of a path are percent-encoded', () => {
  expect(route`/blog/v3/posts/slugs/${'é/ü x?#%'}`).toBe('/blog/v3/posts/slugs/%C3%A9%2F%C3%BC%20x%3F%23%25')
  expect(route`/a/${'x'}/restore`).toBe('/a/x/restore')
})

test.each(['', '.', '..', '\ud800'])('a part that would address something else is refused: %j', (part) => {
  expect(() => route`/blog/v3/draft-posts/${part}`).toThrow(expect.objectContaining({ kind: 'validation' }))
})

test('a missing id is refused although the types forbid it', () => {
  const id = undefined as unknown as string
  expect(() => route`/blog/v3/draft-posts/${id}`).toThrow(/undefined cannot be part/)
})

test('queries are dotted, lists repeat their key, nothing is left of what is not there', () => {
  const query = {
    paging: { limit: 1, offset: 0, cursor: undefined },
    fieldsets: ['URL', 'RICH_CONTENT'],
    permanent: false,
    language: null,
    none: [],
    q: 'a b&c=é',
  }
  expect(toQueryString(query)).toBe(
    'paging.limit=1&paging.offset=0&fieldsets=URL&fieldsets=RICH_CONTENT&permanent=false&q=a%20b%26c%3D%C3%A9',
  )
  expect(toQueryString({})).toBe('')
})

test('the base URL loses its last slash and keeps its path', () => {
  expect(checkBaseUrl('https://www.wixapis.com/')).toBe('https://www.wixapis.com')
  expect(checkBaseUrl('http://[::1]:8080/wix/')).toBe('http://[::1]:8080/wix')
})

const now = Date.parse('2026-11-20T10:00:00Z')

test.each([
  ['30', 30_000],
  ['0', 0],
  ['1.5', 1500],
  [' 7 ', 7000],
  ['Fri, 20 Nov 2026 10:01:00 GMT', 60_000],
  ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
  [null, undefined],
  ['', undefined],
  ['-5', undefined],
  ['1e9', undefined],
  ['soon', undefined],
  ['Friday', undefined],
  ['99999999999', undefined],
  ['Fri, 20 Nov 2099 10:01:00 GMT', undefined],
  ['2026-11-20', undefined],
])('Retry-After %j means %j ms', (header, ms) => {
  expect(parseRetryAfter(header, now)).toBe(ms)
})
