import { expect, it } from 'vitest'
import { fingerprintOf, parseCredentials, readCredentials, toAuth } from './credentials.ts'

const apiKey = `IST.${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}`
const id = '12345678-90ab-cdef-1234-567890abcdef'
const other = '22345678-90ab-cdef-1234-567890abcdef'

it('makes credentials of either kind from what was pasted, and none from what cannot be sent', () => {
  expect(readCredentials({ appSecret: apiKey, instanceId: id }).credentials).toEqual({
    kind: 'api_key',
    apiKey,
    siteId: id,
    accountId: null,
  })
  expect(readCredentials({ appId: id, appSecret: 'secret', instanceId: other }).credentials).toEqual({
    kind: 'app',
    appId: id,
    appSecret: 'secret',
    instanceId: other,
    siteId: null,
  })
  expect(readCredentials({ apiKey: `${apiKey}\r\nX: 1`, siteId: id }).credentials).toBeNull()
  expect(readCredentials({ apiKey }).credentials).toBeNull()
})

it('reads what the first version stored', () => {
  const stored = parseCredentials(JSON.stringify({ apiKey, siteId: id }))
  expect(stored).toEqual({ kind: 'api_key', apiKey, siteId: id, accountId: null })
  expect(toAuth(stored)).toEqual({ kind: 'apiKey', apiKey, siteId: id })
})

it('names a secret without giving any of it away', () => {
  const fingerprint = fingerprintOf({ kind: 'api_key', apiKey, siteId: id, accountId: null })
  expect(fingerprint).toMatch(/^[0-9a-f]{12}$/)
  expect(fingerprintOf({ kind: 'app', appId: id, appSecret: apiKey, instanceId: id, siteId: null })).toBe(
    fingerprint,
  )
})
