import { describe, expect, it } from 'vitest'
import type { CredentialField } from '../../../../src/api/credentials.ts'
import {
  askableValues,
  isWhole,
  pasteInto,
  recogniseEntry,
  settle,
  startEntry,
  switchTab,
  typeInto,
} from './entry.ts'

const part = (n: number) => 'eyJh'.repeat(n)
const key = `IST.${part(8)}.${part(40)}.${part(40)}`
const site = '3f1c2a44-0000-4000-8000-000000009ab2'
const appId = '11111111-2222-4333-8444-555555555555'
const instance = '99999999-2222-4333-8444-555555555555'
const secret = 'ab12cd34-1111-4222-8333-abcdefabcdef'

describe('a key and a Site ID', () => {
  const appFields: CredentialField[] = ['appId', 'appSecret', 'instanceId']
  const pairs = appFields.flatMap((a) => appFields.filter((b) => b !== a).map((b) => [a, b] as const))

  it.each(pairs)('pasted into %s and %s stand under their own names, on their own tab', (keyAt, siteAt) => {
    const wanted = { tab: 'api_key', fields: { apiKey: key, siteId: site, [keyAt]: '', [siteAt]: '' } }
    const keyFirst = pasteInto(pasteInto(startEntry('app'), keyAt, key), siteAt, site)
    expect(keyFirst).toMatchObject(wanted)
    const siteFirst = pasteInto(pasteInto(startEntry('app'), siteAt, site), keyAt, key)
    expect(siteFirst).toMatchObject(wanted)
    expect(siteFirst.notes.apiKey?.[0]).toContain('Moved here from')
    expect(askableValues(recogniseEntry(siteFirst))).toEqual({ apiKey: key, siteId: site })
  })

  it('pasted the wrong way round change places as they come', () => {
    const first = pasteInto(startEntry('api_key'), 'siteId', key)
    expect(first.fields).toMatchObject({ apiKey: key, siteId: '' })
    expect(pasteInto(first, 'siteId', site).fields).toMatchObject({ apiKey: key, siteId: site })
    const other = pasteInto(startEntry('api_key'), 'apiKey', site)
    expect(other.fields).toMatchObject({ apiKey: '', siteId: site })
  })

  it('typed the wrong way round are still sent under their right names', () => {
    const entry = typeInto(typeInto(startEntry('api_key'), 'apiKey', site), 'siteId', key)
    expect(askableValues(recogniseEntry(entry))).toEqual({ apiKey: key, siteId: site })
  })

  it('pasted together part by themselves', () => {
    const entry = pasteInto(startEntry('api_key'), 'apiKey', `${key}\n${site}`)
    expect(entry.fields).toMatchObject({ apiKey: key, siteId: site })
  })

  it('are tidied with a note', () => {
    const entry = pasteInto(startEntry('api_key'), 'apiKey', ` "Bearer ${key}"\n`)
    expect(entry.fields.apiKey).toBe(key)
    expect(entry.notes.apiKey?.length).toBeGreaterThan(0)
    const address = pasteInto(entry, 'siteId', `https://manage.wix.com/dashboard/${site}/home`)
    expect(address.fields.siteId).toBe(site)
    expect(address.notes.siteId).toEqual(['Took the Site ID out of the dashboard address.'])
  })

  it('pasted over each other replace, and what is pushed aside goes home', () => {
    const entry = typeInto(startEntry('api_key'), 'siteId', key)
    expect(pasteInto(entry, 'siteId', site).fields).toMatchObject({ apiKey: key, siteId: site })
    const old = pasteInto(startEntry('api_key'), 'apiKey', key)
    expect(pasteInto(old, 'apiKey', `${key}Zm9v`).fields.apiKey).toBe(`${key}Zm9v`)
  })
})

describe('several in one text', () => {
  const env = `WIX_API_KEY=${key}\nWIX_SITE_ID=${site}\nWIX_ACCOUNT_ID=${instance}`

  it('stand in their own fields wherever they are pasted, over what stood there', () => {
    for (const field of ['apiKey', 'siteId', 'accountId', 'appSecret'] as const) {
      const before = typeInto(startEntry(field === 'appSecret' ? 'app' : 'api_key'), 'siteId', appId)
      const { tab, fields } = pasteInto(before, field, env)
      expect({ tab, fields }).toMatchObject({
        tab: 'api_key',
        fields: { apiKey: key, siteId: site, accountId: instance, appSecret: '' },
      })
    }
  })

  it('of an app open its tab', () => {
    const form = `client_id=${appId}&client_secret=${secret}&instance_id=${instance}`
    expect(pasteInto(startEntry('api_key'), 'apiKey', form)).toMatchObject({
      tab: 'app',
      fields: { appId, appSecret: secret, instanceId: instance, apiKey: '' },
    })
  })

  it('are whole, so that no line break is swallowed, and so is the address of the editor', () => {
    const address = `https://editor.wix.com/html/editor/web/renderer/edit/${appId}?metaSiteId=${site}`
    expect([env, `{"Authorization":"${key}"}`, address].map(isWhole)).toEqual([true, true, true])
    expect(isWhole('a sentence about a key')).toBe(false)
    expect(pasteInto(startEntry('api_key'), 'apiKey', address).fields).toMatchObject({
      apiKey: '',
      siteId: site,
    })
  })

  it('that were typed part once they are asked about', () => {
    const entry = settle(typeInto(startEntry('api_key'), 'siteId', env))
    expect(entry.fields).toMatchObject({ apiKey: key, siteId: site })
  })
})

it('the three of an app stay where they are', () => {
  let entry = startEntry('app')
  entry = pasteInto(entry, 'appId', appId)
  entry = pasteInto(entry, 'appSecret', secret)
  entry = pasteInto(entry, 'instanceId', instance)
  expect(entry.tab).toBe('app')
  expect(askableValues(recogniseEntry(entry))).toEqual({ appId, appSecret: secret, instanceId: instance })
})

it('what was left on the other tab does not count, but a key comes along', () => {
  const entry = pasteInto(startEntry('app'), 'appSecret', key)
  expect(switchTab(entry, 'api_key').fields).toMatchObject({ apiKey: key, appSecret: '' })
  const left = switchTab(pasteInto(startEntry('api_key'), 'apiKey', key), 'app')
  expect(recogniseEntry(left)).toMatchObject({ kind: null })
})

it('a half-typed Account ID keeps nobody waiting', () => {
  const whole = pasteInto(pasteInto(startEntry('api_key'), 'apiKey', key), 'siteId', site)
  expect(askableValues(recogniseEntry(typeInto(whole, 'accountId', '1234')))).toEqual({
    apiKey: key,
    siteId: site,
  })
})

it('an incomplete key or id is never worth asking about', () => {
  const cut = pasteInto(startEntry('api_key'), 'siteId', site)
  expect(askableValues(recogniseEntry(typeInto(cut, 'apiKey', key.slice(0, 60))))).toBeNull()
  const half = pasteInto(startEntry('api_key'), 'apiKey', key)
  expect(askableValues(recogniseEntry(typeInto(half, 'siteId', site.slice(0, 35))))).toBeNull()
})
