import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { isWixError, WixError, wixErrorKinds } from './errors.ts'

test('the kinds are a closed set', () => {
  expect(wixErrorKinds.toSorted()).toEqual([
    'aborted',
    'app_not_installed',
    'auth',
    'conflict',
    'forbidden',
    'malformed',
    'network',
    'not_found',
    'quota',
    'redirect',
    'throttled',
    'timeout',
    'too_large',
    'transient',
    'validation',
    'wrong_catalog',
  ])
})

test('the message says what happened, what Wix said and where to look it up', () => {
  const error = new WixError({
    kind: 'not_found',
    method: 'GET',
    path: '/blog/v3/posts/p1',
    isWrite: false,
    delivered: 'no',
    status: 404,
    code: 'POST_NOT_FOUND',
    description: 'no such post',
    requestId: 'req-9',
  })
  expect(error.message).toBe(
    'Wix has nothing under this id: no such post (GET /blog/v3/posts/p1, status 404, POST_NOT_FOUND, request id req-9)',
  )
  expect(isWixError(error)).toBe(true)
  expect(isWixError(new Error('x'))).toBe(false)
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    kind: 'not_found',
    requestId: 'req-9',
    violations: [],
  })
  expect(inspect(error)).toContain("kind: 'not_found'")
})
