import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CredentialField, credentialFields, recogniseCredentials } from './credentials.ts'

const apiKey = `IST.${'a'.repeat(60)}.${'b'.repeat(120)}.${'c'.repeat(171)}`
const siteId = '12345678-90ab-cdef-1234-567890abcdef'
const appId = 'aaaaaaaa-90ab-4def-8234-567890abcdef'
const instanceId = 'bbbbbbbb-90ab-4def-8234-567890abcdef'
const accountId = 'cccccccc-90ab-4def-8234-567890abcdef'
const appSecret = '0123456789abcdef0123456789abcdef0123456789abcdef'
const dashboard = `https://manage.wix.com/dashboard/${siteId.toUpperCase()}/home?x=1#y`

const words = (made: { notes: { text: string }[] }) => made.notes.map(({ text }) => text).join(' ')

it('leaves good values alone', () => {
  expect(recogniseCredentials({ apiKey, siteId })).toEqual({
    kind: 'api_key',
    values: { apiKey, siteId },
    notes: [],
    problems: [],
    missing: [],
    complete: true,
    sendable: true,
  })
  expect(recogniseCredentials({ appId, appSecret, instanceId })).toMatchObject({
    kind: 'app',
    values: { appId, appSecret, instanceId },
    notes: [],
    complete: true,
  })
  expect(recogniseCredentials({ apiKey, siteId, accountId }).values).toEqual({ apiKey, siteId, accountId })
})

describe('a key and a site id in any two fields', () => {
  const fields = credentialFields.filter((field) => field !== 'accountId')
  const pairs = fields.flatMap((keyField) =>
    fields.filter((siteField) => siteField !== keyField).map((siteField) => [keyField, siteField] as const),
  )
  it.each(pairs)('key in %s, site id in %s', (keyField, siteField) => {
    for (const site of [siteId, dashboard]) {
      const made = recogniseCredentials({ [keyField]: apiKey, [siteField]: site })
      expect(made).toMatchObject({
        kind: 'api_key',
        values: { apiKey, siteId },
        complete: true,
        problems: [],
      })
    }
  })

  it.each(fields)('both in %s, a line each', (field) => {
    for (const text of [`${apiKey}\n${siteId}`, `${siteId} ${apiKey}`, `${apiKey}\r\n${dashboard}`])
      expect(recogniseCredentials({ [field]: text })).toMatchObject({
        values: { apiKey, siteId },
        complete: true,
      })
  })

  it('does not take an account id for a site', () => {
    expect(recogniseCredentials({ apiKey, accountId }).missing).toEqual(['siteId'])
  })
})

it.each([
  [`  ${apiKey}\n`, /spaces or quotes/],
  [`"${apiKey}"`, /spaces or quotes/],
  [`\u201C${apiKey}\u201D`, /spaces or quotes/],
  [`Bearer ${apiKey}`, /Bearer/],
  [`Authorization: Bearer ${apiKey}`, /Bearer/],
  [`API key = ${apiKey}`, /name in front/],
  [`${apiKey.slice(0, 9)}\u200B${apiKey.slice(9)}`, /invisible/],
  [apiKey + apiKey, /pasted twice/],
  [`${apiKey}\n${apiKey}`, /pasted twice/],
  [apiKey.replace(/(.{70})/g, '$1\r\n'), /broken into pieces/],
  [`${apiKey.slice(0, 9)}\n${apiKey.slice(9)}`, /broken into pieces/],
  [`${apiKey.slice(0, 90)} ${apiKey.slice(90)}`, /broken into pieces/],
  [apiKey.replace('IST', 'ist'), /capitals/],
])('repairs a pasted key and says so: %j', (pasted, note) => {
  for (const field of ['apiKey', 'appId', 'appSecret', 'instanceId'] as const) {
    const made = recogniseCredentials({ siteId, [field]: pasted })
    expect(made).toMatchObject({ values: { apiKey, siteId }, complete: true })
    expect(words(made)).toMatch(note)
  }
})

it.each([
  [`${apiKey.slice(0, 9)}\r\nX-Evil: 1${apiKey.slice(9)}`, 'line_break'],
  [`${apiKey} and more`, 'space'],
  [`${apiKey}ü`, 'characters'],
  [apiKey.replace('IST', '\u0406ST'), 'characters'],
  [`${apiKey}\0`, 'characters'],
  ['********x7Qa', 'masked'],
  [`${apiKey}${apiKey.slice(0, 100)}`, 'two_keys'],
  ['https://manage.wix.com/account/api-keys', 'address'],
  [`IST.${'a'.repeat(4100)}.${'b'.repeat(40)}.${'c'.repeat(40)}`, 'too_long'],
  ['x'.repeat(5000), 'too_long'],
  [`IST.${'a'.repeat(1_000_000)}`, 'too_long'],
])('refuses what cannot be a key, and names it: %#', (pasted, code) => {
  const made = recogniseCredentials({ apiKey: pasted, siteId })
  expect(made).toMatchObject({ complete: false, sendable: false, problems: [{ field: 'apiKey', code }] })
})

it('names an id in the field of the key', () => {
  const made = recogniseCredentials({ apiKey: appId, siteId })
  expect(made).toMatchObject({ complete: false, sendable: false, missing: ['apiKey'] })
  expect(made.problems[0]).toMatchObject({ field: 'apiKey', code: 'not_a_key' })
})

it.each([
  [apiKey.slice(0, 80), 'cut_short'],
  [apiKey.slice(0, apiKey.lastIndexOf('.')), 'cut_short'],
  [apiKey.slice(0, -2), 'cut_short'],
  [apiKey.slice(4), 'cut_short'],
  [apiKey.slice(1), 'cut_short'],
  ['abc.def', 'not_a_key'],
  ['IS', 'incomplete'],
])('waits with a key that looks incomplete: %#', (pasted, code) => {
  const made = recogniseCredentials({ apiKey: pasted, siteId })
  expect(made).toMatchObject({ complete: false, problems: [{ field: 'apiKey', code }] })
  // Shape is a hint: whoever insists may ask Wix.
  if (code !== 'incomplete')
    expect(recogniseCredentials({ apiKey: `IST.${'x'.repeat(20)}`, siteId }).sendable).toBe(true)
})

it.each([
  [dashboard, /dashboard address/],
  [` '${siteId.toUpperCase()}' `, /spaces or quotes/],
  [`{${siteId}}`, /spaces or quotes/],
  [siteId.replaceAll('-', ''), /dashes/],
  [siteId.replaceAll('-', '\u2013'), /dashes/],
  [siteId + siteId, /twice/],
  [`wix-site-id: ${siteId}`, /name in front/],
])('finds the site id in what was pasted: %j', (pasted, note) => {
  const made = recogniseCredentials({ apiKey, siteId: pasted })
  expect(made).toMatchObject({ values: { siteId }, complete: true })
  expect(words(made)).toMatch(note)
})

it.each([
  ['https://www.acme-tiles.com', 'address'],
  ['acme', 'not_an_id'],
  [siteId.slice(0, 35), 'incomplete'],
])('names what cannot be a site id: %j', (pasted, code) => {
  const made = recogniseCredentials({ apiKey, siteId: pasted })
  expect(made).toMatchObject({ sendable: false, problems: [{ field: 'siteId', code }] })
})

it('is complete at the 36th character of the site id, and not before', () => {
  for (let length = 0; length <= 36; length++)
    expect(recogniseCredentials({ apiKey, siteId: siteId.slice(0, length) }).complete).toBe(length === 36)
})

describe('app credentials', () => {
  const orders: [CredentialField, CredentialField, CredentialField][] = [
    ['appId', 'instanceId', 'appSecret'],
    ['appSecret', 'instanceId', 'appId'],
    ['appId', 'appSecret', 'instanceId'],
    ['appId', 'instanceId', 'apiKey'],
  ]
  it.each(orders)('app id in %s, instance id in %s, secret in %s', (first, second, third) => {
    const made = recogniseCredentials({ [first]: appId, [second]: instanceId, [third]: appSecret })
    expect(made).toMatchObject({ kind: 'app', values: { appId, instanceId, appSecret }, complete: true })
  })

  it('takes a secret that looks like an id where it stands', () => {
    const made = recogniseCredentials({ appId, appSecret: accountId, instanceId })
    expect(made).toMatchObject({ values: { appId, appSecret: accountId, instanceId }, complete: true })
  })

  it('does not take an id for the secret while it is being typed', () => {
    for (let length = 1; length < 36; length++) {
      const made = recogniseCredentials({ appId: appId.slice(0, length), appSecret: accountId, instanceId })
      expect(made).toMatchObject({ complete: false, values: { appSecret: accountId } })
    }
  })

  it('names a site id in the place of the instance id when the shape tells', () => {
    expect(recogniseCredentials({ appId, appSecret, instanceId: dashboard })).toMatchObject({
      sendable: false,
      problems: [{ field: 'instanceId', code: 'site_not_instance' }],
    })
    expect(recogniseCredentials({ appId, appSecret, instanceId: appId })).toMatchObject({
      problems: [{ field: 'instanceId', code: 'same_twice' }],
    })
  })

  it('says what is still missing', () => {
    expect(recogniseCredentials({ appId })).toMatchObject({
      kind: 'app',
      missing: ['appSecret', 'instanceId'],
    })
    expect(recogniseCredentials({})).toMatchObject({
      kind: null,
      values: {},
      complete: false,
      sendable: false,
    })
  })
})

it('an account id that is wrong or a copy of the site id does not go along', () => {
  expect(recogniseCredentials({ apiKey, siteId, accountId: siteId })).toMatchObject({
    values: { apiKey, siteId },
    sendable: true,
    problems: [{ field: 'accountId', code: 'same_twice' }],
  })
  expect(recogniseCredentials({ apiKey, siteId, accountId: 'acme' })).toMatchObject({
    values: { apiKey, siteId },
    problems: [{ field: 'accountId', code: 'not_an_id' }],
  })
})

it('whatever is pasted: never throws, and lets nothing through that cannot stand in a header', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('\r', '\n', ' ', '\0', 'ü', '"', 'IST.', apiKey, siteId, dashboard, '.'),
    }),
  )
  const fields = fc.record(Object.fromEntries(credentialFields.map((field) => [field, text])), {
    requiredKeys: [],
  })
  fc.assert(
    fc.property(fields, (input) => {
      const made = recogniseCredentials(input as Partial<Record<CredentialField, string>>)
      if (made.complete) expect(made.sendable).toBe(true)
      if (made.sendable)
        for (const value of Object.values(made.values)) expect(value).toMatch(/^[\x21-\x7e]{1,4096}$/)
    }),
    { numRuns: 500 },
  )
})
