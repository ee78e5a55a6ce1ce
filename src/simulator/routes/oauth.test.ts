import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, openTestSite, type TestSite } from '../test-client.ts'
import type { AppCredential, Obj } from '../types.ts'

let test: TestSite
let app: AppCredential
let clock = Date.parse('2026-03-01T12:00:00.000Z')

beforeAll(async () => {
  test = await openTestSite({ now: () => clock })
  app = test.simulator.control.createApp({
    permissions: ['Manage Blog', 'Manage Your App'],
    instances: [{ siteId: test.site.id }],
  })
})
afterAll(() => test.simulator.close())

const post = async (path: string, body: Obj) => {
  const response = await fetch(test.simulator.url + path, { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Obj }
}
const grant = (changes: Obj = {}) =>
  post('/oauth2/token', {
    grant_type: 'client_credentials',
    client_id: app.appId,
    client_secret: app.secret,
    instance_id: app.instances[0]!.instanceId,
    ...changes,
  })
const get = (path: string, headers: Record<string, string>) => fetch(test.simulator.url + path, { headers })

describe('app credentials', () => {
  it('buys a token for four hours that works raw and with Bearer, without a site header', async () => {
    const { body } = await grant()
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 14_400 })
    const token = String(body['access_token'])
    for (const authorization of [token, `Bearer ${token}`])
      expect((await get('/blog/v3/draft-posts', { authorization })).status).toBe(200)
    expect((await get('/members/v1/members', { authorization: token })).status).toBe(403)
    const info = await post('/oauth2/token-info', { token })
    expect(info.body).toMatchObject({
      active: true,
      clientId: app.appId,
      siteId: test.site.id,
      exp: clock / 1000 + 14_400,
    })
    const instance = (await (await get('/apps/v1/instance', { authorization: token })).json()) as Obj
    expect(at(instance, 'instance.permissions')).toEqual(app.permissions)
    expect(at(instance, 'site.siteId')).toBe(test.site.id)
  })

  it('says invalid_grant or invalid_request of an instance that is not of the app', async () => {
    const instance_id = '11111111-1111-4111-8111-111111111111'
    expect((await grant({ instance_id })).body['error']).toBe('invalid_grant')
    test.simulator.control.changeSettings({ switches: { unknownInstance: 'invalid_request' } })
    const refused = await grant({ instance_id })
    test.simulator.control.changeSettings({ switches: { unknownInstance: 'invalid_grant' } })
    expect([refused.status, refused.body['error']]).toEqual([400, 'invalid_request'])
  })

  it('refuses a site header that contradicts the token', async () => {
    const authorization = String((await grant()).body['access_token'])
    const headers = { authorization, 'wix-site-id': '11111111-1111-4111-8111-111111111111' }
    const response = await get('/blog/v3/draft-posts', headers)
    expect([response.status, at(await response.json(), 'message')]).toEqual([
      403,
      'No Metasite Context in identity.',
    ])
  })

  it('answers 401 once the token has expired', async () => {
    const authorization = String((await grant()).body['access_token'])
    clock += 14_400_001
    expect((await get('/blog/v3/draft-posts', { authorization })).status).toBe(401)
    expect((await post('/oauth2/token-info', { token: authorization })).body).toEqual({ active: false })
  })

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown app', { client_id: 'nobody' }, 401, 'invalid_client'],
    ['a malformed instance', { instance_id: 'x' }, 400, 'invalid_request'],
    [
      'an app that is not installed',
      { instance_id: '11111111-1111-4111-8111-111111111111' },
      400,
      'invalid_grant',
    ],
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('answers %s in the way of OAuth', async (_, changes, status, error) => {
    const reply = await grant(changes)
    expect([reply.status, reply.body['error']]).toEqual([status, error])
  })

  it('keeps the secret out of the request log', async () => {
    await grant()
    expect(JSON.stringify(test.simulator.control.requests())).not.toContain(app.secret)
  })
})
