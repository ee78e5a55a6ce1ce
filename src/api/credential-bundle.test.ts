// Credentials as people keep them: with their names, several in one text. Each text goes into any one field.
import { describe, expect, it } from 'vitest'
import { type CredentialField, credentialFields, recogniseCredentials } from './credentials.ts'

const apiKey = `IST.${'a'.repeat(60)}.${'b'.repeat(120)}.${'c'.repeat(171)}`
const siteId = '12345678-90ab-cdef-1234-567890abcdef'
const accountId = 'cccccccc-90ab-4def-8234-567890abcdef'
const appId = 'aaaaaaaa-90ab-4def-8234-567890abcdef'
const instanceId = 'bbbbbbbb-90ab-4def-8234-567890abcdef'
const appSecret = '01234567-89ab-4cde-8f01-23456789abcd'

const keyTexts: Record<string, string> = {
  '.env': `# Wix\nWIX_API_KEY=${apiKey}\nWIX_SITE_ID=${siteId}\n`,
  '.env with quotes and export': `export WIX_API_KEY="${apiKey}"\r\nexport WIX_SITE_ID='${siteId}'\r\n`,
  '.env with an old key left in a comment': `#WIX_API_KEY=${apiKey.replaceAll('a', 'z')}\nMY_WIX_API_KEY = ${apiKey}\nNEXT_PUBLIC_WIX_META_SITE_ID = ${siteId}`,
  JSON: JSON.stringify({ Authorization: apiKey, 'wix-site-id': siteId }),
  'JSON inside JSON': JSON.stringify(
    { wix: { headers: { authorization: `Bearer ${apiKey}`, 'Wix-Site-Id': siteId } } },
    null,
    2,
  ),
  'escaped JSON': JSON.stringify(JSON.stringify({ apiKey, siteId })),
  'the SDK': `const wix = createClient({ auth: ApiKeyStrategy({ apiKey: '${apiKey}', siteId: \`${siteId}\` }) })`,
  headers: `Authorization: ${apiKey}\r\nwix-site-id: ${siteId}\r\nContent-Type: application/json`,
  curl: `curl -X POST 'https://www.wixapis.com/blog/v3/draft-posts/query' \\\n  -H 'Authorization: ${apiKey}' \\\n  -H "wix-site-id: ${siteId}" \\\n  -d '{"query":{}}'`,
  'curl of Windows': `curl --header "Authorization: ${apiKey}" ^\r\n --header "wix-site-id: ${siteId}" https://www.wixapis.com/v3/posts`,
  PowerShell: `$headers = @{ "Authorization" = "${apiKey}"; "wix-site-id" = "${siteId}" }`,
  Ruby: `{ "Authorization" => "${apiKey}", "wix-site-id" => "${siteId}" }`,
  'calls with commas': `req.setRequestHeader("Authorization", "${apiKey}"); req.setRequestHeader("wix-site-id", "${siteId}")`,
  YAML: `wix:\n  api_key: ${apiKey}\n  site_id: ${siteId.toUpperCase()}\n`,
  'a note': `API key: ${apiKey}\nSite ID: ${siteId}\n`,
  'a row of a spreadsheet': `API key\t${apiKey}\nSite ID\t${siteId}\n`,
  'a key and the address of the editor': `WIX_KEY=${apiKey}\nhttps://editor.wix.com/html/editor/web/renderer/edit/${instanceId}?metaSiteId=${siteId}&x=1`,
}

describe.each(Object.entries(keyTexts))('a key and a site in %s', (_, text) => {
  it.each(credentialFields.filter((field) => field !== 'accountId'))('pasted into %s', (field) => {
    const made = recogniseCredentials({ [field]: text })
    expect(made).toMatchObject({ kind: 'api_key', values: { apiKey, siteId }, complete: true, problems: [] })
    expect(made.notes[0]).toEqual({ field, text: 'Took out of what was pasted: API key, Site ID.' })
  })
})

const appTexts: Record<string, string> = {
  '.env': `WIX_APP_ID=${appId}\nWIX_APP_SECRET=${appSecret}\nWIX_INSTANCE_ID=${instanceId}`,
  'the body of the call for a token': JSON.stringify({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: appSecret,
    instance_id: instanceId,
  }),
  'a form': `grant_type=client_credentials&client_id=${appId}&client_secret=${appSecret}&instance_id=${instanceId}`,
  'the SDK': `AppStrategy({ appId: "${appId}", appSecret: "${appSecret}", instanceId: "${instanceId}" })`,
}
it.each(Object.entries(appTexts))('the three of an app in %s', (_, text) => {
  for (const field of ['appId', 'appSecret', 'instanceId', 'apiKey'] as const)
    expect(recogniseCredentials({ [field]: text })).toMatchObject({
      kind: 'app',
      values: { appId, appSecret, instanceId },
      complete: true,
    })
})

it('takes the account along, and lets what stands in a field of its own win', () => {
  const text = JSON.stringify({ apiKey, siteId, accountId })
  expect(recogniseCredentials({ apiKey: text }).values).toEqual({ apiKey, siteId, accountId })
  expect(recogniseCredentials({ apiKey: text, siteId: appId }).values.siteId).toBe(appId)
})

it('takes one value out of a text that only its name explains', () => {
  expect(recogniseCredentials({ apiKey: `WIX_API_KEY=${apiKey}`, siteId }).values).toEqual({ apiKey, siteId })
  const address = `https://editor.wix.com/html/editor/web/renderer/edit/${instanceId}?metaSiteId=${siteId}`
  for (const field of ['siteId', 'apiKey', 'appId'] as CredentialField[]) {
    const other = field === 'apiKey' ? { appSecret: apiKey } : { apiKey }
    expect(recogniseCredentials({ ...other, [field]: address })).toMatchObject({ values: { apiKey, siteId } })
  }
})

it('says when a text names two of the same', () => {
  const text = `WIX_API_KEY=${apiKey}\nWIX_SITE_ID=${siteId}\nWIX_SITE_ID=${appId}`
  const { values, notes } = recogniseCredentials({ apiKey: text })
  expect(values.siteId).toBe(siteId)
  expect(notes.map((note) => note.text)).toContain('It names two of Site ID; the first one is used.')
})

it.each([
  ['a key alone', apiKey],
  ['a sentence', 'My site id is somewhere else: look in the api key manager'],
  ['a masked key', 'WIX_API_KEY=IST.***\nWIX_SITE_ID=1234'],
  ['a token of an app', 'Authorization: Bearer OAUTH2.abcdef'],
  ['nothing', ''],
])('names nothing in %s', (_, text) => {
  const { notes } = recogniseCredentials({ apiKey: text, siteId })
  expect(notes.filter((note) => note.text.startsWith('Took out'))).toEqual([])
})

it('takes no longer for a text that is made to be slow', () => {
  const texts = [
    'a-'.repeat(8000),
    'site_id = '.repeat(1600),
    `${'"'.repeat(8000)}:${'\\'.repeat(8000)}`,
    'a '.repeat(8000),
  ]
  const before = process.cpuUsage()
  for (const text of texts) recogniseCredentials({ apiKey: text })
  // What it worked, not what it waited for others on a busy machine.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000)
})
