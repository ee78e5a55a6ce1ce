import { expect, it } from 'vitest'
import { readCredentials } from './credentials.ts'

const apiKey = `IST.${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}`
const siteId = '12345678-90ab-cdef-1234-567890abcdef'

const read = (change: { apiKey?: string; siteId?: string }) => readCredentials({ apiKey, siteId, ...change })

it('leaves good values alone', () => {
  expect(read({})).toEqual({ credentials: { apiKey, siteId }, notes: [], problem: null })
})

it.each([
  [`  ${apiKey}\n`, /spaces or quotes/],
  [`"${apiKey}"`, /spaces or quotes/],
  [`Bearer ${apiKey}`, /Bearer/],
  [`Authorization: Bearer ${apiKey}`, /Bearer/],
  [`${apiKey.slice(0, 9)}\u200B${apiKey.slice(9)}`, /invisible/],
  [apiKey + apiKey, /pasted twice/],
])('repairs a pasted key and says so: %j', (pasted, note) => {
  const { credentials, notes } = read({ apiKey: pasted })
  expect(credentials).toEqual({ apiKey, siteId })
  expect(notes.join()).toMatch(note)
})

it.each([
  [`${apiKey.slice(0, 9)}\r\nX-Evil: 1${apiKey.slice(9)}`, /line break/],
  [`${apiKey} and more`, /space/],
  [`${apiKey}ü`, /characters/],
  [siteId, /an id/],
  ['********x7Qa', /masked/],
  [`${apiKey}${apiKey.slice(0, 100)}`, /Two keys/],
  ['https://manage.wix.com', /web address/],
  ['  ', /empty/],
])('names what cannot be a key: %j', (pasted, reason) => {
  const { credentials, problem } = read({ apiKey: pasted })
  expect(credentials).toBeNull()
  expect(problem).toMatchObject({ field: 'apiKey', reason: expect.stringMatching(reason) })
})

it('warns of a key that looks cut short or unlike a key, and lets Wix decide', () => {
  expect(read({ apiKey: 'IST.short' })).toMatchObject({ credentials: { apiKey: 'IST.short' } })
  expect(read({ apiKey: 'IST.short' }).notes.join()).toMatch(/9 characters/)
  expect(read({ apiKey: 'abc.def' }).notes.join()).toMatch(/start with "IST."/)
})

it.each([
  [`https://manage.wix.com/dashboard/${siteId}/home?x=1`, /dashboard address/],
  [` '${siteId.toUpperCase()}' `, /spaces or quotes/],
])('finds the site id in what was pasted: %j', (pasted, note) => {
  const { credentials, notes } = read({ siteId: pasted })
  expect(credentials?.siteId).toBe(siteId)
  expect(notes.join()).toMatch(note)
})

it.each([
  [apiKey, /API key/],
  ['https://www.acme-tiles.com', /without a site ID/],
  ['acme', /looks like/],
  ['', /empty/],
])('names what cannot be a site id: %j', (pasted, reason) => {
  expect(read({ siteId: pasted }).problem).toMatchObject({
    field: 'siteId',
    reason: expect.stringMatching(reason),
  })
})
