import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/helpers/app.ts'
import { createLogger } from '../../logger.ts'
import { type Simulator, startSimulator } from '../../simulator/index.ts'

let wix: Simulator
let app: TestApp
let siteId: string
let apiKey: string
const canary = `IST.CANARY-${'k'.repeat(120)}`
/** Every log line and every answer, to search for the key at the end. */
const said: string[] = []

beforeAll(async () => {
  wix = await startSimulator({ ratePerMinute: 0 })
  siteId = wix.control.createSite({ name: 'Acme Tiles' }).site.id
  apiKey = wix.control.createKey({ key: canary }).key
  const sink = new Writable({
    write(chunk, _, done) {
      said.push(String(chunk))
      done()
    },
  })
  const started = await startTestApp({
    config: { wixApiUrl: wix.url },
    logger: createLogger('debug', sink),
  })
  const call = started.call
  app = {
    ...started,
    call: async (...args) => {
      const answer = await call(...args)
      said.push(JSON.stringify(answer.headers), answer.text)
      return answer
    },
  }
})
afterAll(async () => {
  await app.close()
  await wix.close()
})

const create = (change: object = {}) =>
  app.call('POST', '/api/connections', { body: { apiKey, siteId, name: '', ...change } })

it('needs a login for everything', async () => {
  for (const [method, path] of [
    ['GET', '/api/connections'],
    ['POST', '/api/connections'],
    ['POST', '/api/connections/check'],
    ['POST', '/api/connections/practice'],
    ['PUT', '/api/connections/x/credentials'],
    ['DELETE', '/api/connections/x'],
  ] as const) {
    expect((await app.call(method, path, { as: 'nobody', body: {} })).status).toBe(401)
  }
})

it('tries credentials without storing them', async () => {
  const answer = await app.call('POST', '/api/connections/check', { body: { apiKey: ` ${apiKey}`, siteId } })
  expect(answer.body).toMatchObject({ ok: true, site: { name: 'Acme Tiles' } })
  expect(answer.body.notes).toHaveLength(1)
  expect((await app.call('GET', '/api/connections')).body.items).toEqual([])
})

it('checks app credentials pasted into the wrong fields, and gives the number back', async () => {
  const made = wix.control.createApp({ secret: `CANARY-${'s'.repeat(40)}`, instances: [{ siteId }] })
  const { instanceId } = made.instances[0]!
  const body = { appId: made.secret, appSecret: made.appId, instanceId, number: 42 }
  const answer = await app.call('POST', '/api/connections/check', { body })
  expect(answer.body).toMatchObject({ number: 42, method: 'app', ok: true, site: { id: siteId } })
  const later = await app.call('POST', '/api/connections/check', { body: { ...body, number: 43 } })
  expect(later.body).toEqual({ ...answer.body, number: 43 })
  // What was checked a moment ago is stored without asking again.
  const before = wix.control.lastRequest()
  const stored = await app.call('POST', '/api/connections', { body: { ...body, number: undefined } })
  expect(stored.body).toMatchObject({ method: 'app', status: 'active' })
  expect(wix.control.lastRequest()).toBe(before)
  await app.call('DELETE', `/api/connections/${stored.body.id}`)
  const wrong = { ...body, appId: 'CANARY-not-the-secret-at-all' }
  const refused = await app.call('POST', '/api/connections/check', { body: wrong })
  expect(refused.body.failure.title).toBe('Invalid App ID or App Secret')
})

it('connects a key and a site id pasted into any two fields of an app', async () => {
  const fields = ['appId', 'appSecret', 'instanceId']
  for (const keyField of fields) {
    for (const siteField of fields.filter((field) => field !== keyField)) {
      const body = { [keyField]: apiKey, [siteField]: `https://manage.wix.com/dashboard/${siteId}/home` }
      const made = await app.call('POST', '/api/connections', { body })
      expect(made.body).toMatchObject({ method: 'api_key', status: 'active', siteId })
      await app.call('DELETE', `/api/connections/${made.body.id}`)
    }
  }
})

it('refuses to store what Wix refuses, and hands out the whole check', async () => {
  const answer = await create({ apiKey: `IST.${'w'.repeat(150)}` })
  expect(answer.status).toBe(422)
  expect(answer.body.error).toMatchObject({
    code: 'connection_refused',
    details: { check: { failure: { code: 'WIX-KEY-OR-SITE' } } },
  })
  expect((await create({ apiKey: '' })).status).toBe(400)
  expect((await create({ siteId: 'acme' })).body.error.details.check.failure.code).toBe('WIX-SHAPE')
})

it('stores a good connection sealed, shows its fingerprint only, and ends "missing connection"', async () => {
  expect((await app.call('GET', '/api/session')).body.missingConnection).toBe(true)
  const made = await create()
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    name: 'Acme Tiles',
    kind: 'wix',
    status: 'active',
    keyLast4: 'kkkk',
    keyFingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
    projects: [],
  })
  const { isNew, ...stored } = made.body
  expect(isNew).toBe(true)
  expect((await app.call('GET', `/api/connections/${made.body.id}`)).body).toEqual(stored)
  expect((await app.call('GET', '/api/session')).body.missingConnection).toBe(false)
  const { rows } = await app.program.database.query('select * from connections')
  expect(JSON.stringify(rows)).not.toContain('CANARY')
})

it('opens a connection for the program with a hook before every request', async () => {
  const id = (await app.call('GET', '/api/connections')).body.items[0].id
  let turns = 0
  const beforeRequest = async () => void turns++
  const { connection, client } = await app.program.connections.open(id, { beforeRequest })
  await client.draftPosts.list()
  expect(turns).toBe(1)
  expect(connection).toMatchObject({ id, siteId, kind: 'wix' })
  expect(JSON.stringify(connection)).not.toContain('v1:')
  await expect(app.program.connections.open(id, { workspaceId: 'another' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('notices a key that lost a permission, and one that works again', async () => {
  const id = (await app.call('GET', '/api/connections')).body.items[0].id
  const check = () => app.call('POST', `/api/connections/${id}/check`, { body: {} })
  wix.control.changeKey({ key: apiKey, permissions: ['Manage Blog', 'Read Members'] })
  expect((await check()).body).toMatchObject({
    status: 'active',
    statusReason: expect.stringContaining('Ricos'),
  })
  wix.control.changeKey({ key: apiKey, permissions: ['Read Members'] })
  expect((await check()).body).toMatchObject({ status: 'needs_attention', failure: { code: 'WIX-PERM' } })
  expect((await app.call('GET', '/api/session')).body.missingConnection).toBe(true)
  wix.control.changeKey({ key: apiKey, permissions: ['*'] })
  await app.program.connections.checkAll(AbortSignal.timeout(10_000))
  expect((await app.call('GET', `/api/connections/${id}`)).body).toMatchObject({
    status: 'active',
    failure: null,
  })
})

it('keeps what it knows while Wix is down', async () => {
  const id = (await app.call('GET', '/api/connections')).body.items[0].id
  wix.control.addFault({ route: '* *', kind: 'throttle-before' })
  const { body } = await app.call('POST', `/api/connections/${id}/check`, { body: {} })
  wix.control.removeFaults()
  expect(body).toMatchObject({ status: 'active', failure: { code: 'WIX-RATE' } })
  expect(body.permissions[0].state).toBe('granted')
})

it('replaces the key, renames, offers choices, and disconnects', async () => {
  const id = (await app.call('GET', '/api/connections')).body.items[0].id
  const next = wix.control.createKey({ key: `${canary}2` }).key
  const replaced = await app.call('PUT', `/api/connections/${id}/credentials`, {
    body: { apiKey: next, siteId },
  })
  expect(replaced.body.keyLast4).toBe('kkk2')
  const renamed = await app.call('PATCH', `/api/connections/${id}`, { body: { name: ' Tiles ' } })
  expect(renamed.body.name).toBe('Tiles')
  const query = 'destination=wix/blog&kind=authors'
  const choices = await app.call('GET', `/api/connections/${id}/choices?${query}`)
  expect(choices.body.items.length).toBeGreaterThan(1)
  expect((await app.call('DELETE', `/api/connections/${id}`)).status).toBe(204)
  expect((await app.call('GET', `/api/connections/${id}`)).status).toBe(404)
  expect((await app.call('DELETE', `/api/connections/${id}`)).status).toBe(404)
})

it('makes one practice site, which is no real connection and is made again when it was lost', async () => {
  const practise = () => app.call('POST', '/api/connections/practice', { body: {} })
  const [first, second] = await Promise.all([practise(), practise()])
  expect(first.status).toBe(201)
  expect(second.body.id).toBe(first.body.id)
  expect(first.body).toMatchObject({
    kind: 'practice',
    method: 'practice',
    status: 'active',
    siteName: 'Practice site',
  })
  expect((await app.call('GET', '/api/session')).body.missingConnection).toBe(true)

  const { client } = await app.program.connections.open(first.body.id)
  expect((await client.draftPosts.list()).items).toEqual([])
  // The practice Wix has forgotten it: it is made again under the same id.
  const { url } = JSON.parse(readFileSync(`${app.config.dataDir}/practice/address.json`, 'utf8'))
  await fetch(`${url}/__simulator/sites?id=${first.body.siteId}`, { method: 'DELETE' })
  expect((await practise()).body).toMatchObject({ status: 'active', siteId: first.body.siteId })
})

it('shows a connection as locked when what is stored of it was changed outside, and refuses with words', async () => {
  const { database } = app.program
  const { rows } = await database.query<{ sealed: string }>(
    'select credentials_sealed as sealed from connections',
  )
  await database.query(`update connections set credentials_sealed = left(credentials_sealed, -4) || 'AAAA'`)
  const { body } = await app.call('GET', '/api/connections')
  expect(body.items[0]).toMatchObject({ status: 'locked', statusReason: expect.stringContaining('outside') })
  const check = await app.call('POST', `/api/connections/${body.items[0].id}/check`, { body: {} })
  expect([check.status, check.body.error.code]).toEqual([409, 'key_missing'])
  await database.query('update connections set credentials_sealed = $1', [rows[0]!.sealed])
})

it('gives the practice site another key when the old one does not open', async () => {
  const { database } = app.program
  await database.query(
    `update connections set credentials_sealed = regexp_replace(credentials_sealed, '^v1:[^:]+', 'v1:000000000000') where kind = 'practice'`,
  )
  await app.program.connections.unlockPractice()
  const { body } = await app.call('GET', '/api/connections')
  const practice = body.items.find((one: { kind: string }) => one.kind === 'practice')
  expect(practice.status).toBe('active')
  const { client } = await app.program.connections.open(practice.id)
  expect((await client.draftPosts.list()).items).toEqual([])
})

it('shows a connection as locked when another key sealed it', async () => {
  const { database } = app.program
  await database.query(
    `update connections set credentials_sealed = regexp_replace(credentials_sealed, '^v1:[^:]+', 'v1:000000000000')`,
  )
  const { body } = await app.call('GET', '/api/connections')
  expect(body.items[0]).toMatchObject({
    status: 'locked',
    statusReason: expect.stringContaining('encryption key'),
  })
  await expect(app.program.connections.open(body.items[0].id)).rejects.toMatchObject({ code: 'key_missing' })
})

it('never says the key anywhere: answers, headers, logs', async () => {
  const everything = said.join('\n')
  expect(everything.length).toBeGreaterThan(1000)
  for (const form of [
    canary,
    Buffer.from(canary).toString('base64').slice(0, 40),
    encodeURIComponent(canary),
  ]) {
    expect(everything).not.toContain(form)
  }
  expect(everything).not.toContain('CANARY')
})

it('shows a page of the practice site as a document that runs nothing, and no page of a real one', async () => {
  const made = await app.call('POST', '/api/connections/practice', { body: {} })
  const { url } = JSON.parse(readFileSync(`${app.config.dataDir}/practice/address.json`, 'utf8'))
  const created = await fetch(`${url}/__simulator/items/create`, {
    method: 'POST',
    body: JSON.stringify({
      siteId: made.body.siteId,
      kind: 'post',
      publish: true,
      fields: { title: 'A practice page' },
    }),
  })
  const { item } = (await created.json()) as { item: { slug: string } }
  const { sites } = (await (await fetch(`${url}/__simulator/sites`)).json()) as {
    sites: { id: string; url: string }[]
  }
  const address = `${sites.find(({ id }) => id === made.body.siteId)!.url}/post/${item.slug}`
  const page = (of: string, asked: string) =>
    app.call('GET', `/api/connections/${of}/page?url=${encodeURIComponent(asked)}`)
  const shown = await page(made.body.id, address)
  expect(shown.status).toBe(200)
  expect(shown.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(shown.headers['content-security-policy']).toContain('sandbox')
  expect(shown.text).toContain('<h1>A practice page</h1>')
  expect((await page(made.body.id, `${address}-other`)).body.error).toMatchObject({ code: 'not_found' })
  expect((await page('con_none', address)).status).toBe(404)
  expect((await page(made.body.id, 'no address')).status).toBe(400)
})
