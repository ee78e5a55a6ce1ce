import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/helpers/app.ts'
import { endpoints } from './openapi.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ listen: true })
})
afterAll(() => app.close())

const raw = (method: string, path: string, headers: Record<string, string>, payload?: string) =>
  app.program.app!.inject({
    method: method as 'GET',
    url: path,
    headers,
    ...(payload !== undefined && { payload }),
  })

/** Bytes as they are, for what no HTTP client would send. */
function speak(text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => socket.write(text))
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
  })
  socket.on('close', () => resolve(heard))
  socket.on('error', reject)
  return promise
}

function expectSafeHeaders(headers: Record<string, unknown>): void {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  })
  const policy = String(headers['content-security-policy'])
  for (const part of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
    expect(headers).not.toHaveProperty(name)
}

describe('every answer', () => {
  const paths = endpoints.map((one) => [one.method, one.path.replace(/:\w+/g, 'x')] as const)
  const others = [
    ['GET', '/'],
    ['GET', '/healthz'],
    ['GET', '/api/openapi.json'],
    ['GET', '/api/nothing'],
    ['GET', '/.git/config'],
    ['GET', '/assets/nothing.js'],
    ['POST', '/api/session'],
  ] as const

  it.each([...paths, ...others])('of %s %s carries the security headers', async (method, path) => {
    for (const as of ['owner', 'nobody'] as const) {
      // Would sign the owner of all other tests out.
      if (as === 'owner' && `${method} ${path}` === 'DELETE /api/session') continue
      const answer = await app.call(method, path, { as, ...(method === 'POST' && { body: '{' }) })
      expectSafeHeaders(answer.headers)
      if (path.startsWith('/api')) {
        expect(answer.headers['cache-control']).toBe('no-store')
        if (answer.text) expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      }
      if (answer.status >= 400) {
        expect(answer.body.error).toMatchObject({
          code: expect.any(String),
          requestId: expect.stringMatching(/^req_/),
        })
        expect(answer.headers['x-request-id']).toBe(answer.body.error.requestId)
        expect(answer.text).not.toMatch(/node_modules|\.ts:|at \w+ \(/)
      }
    }
  })

  it('has them even when it is no request at all', async () => {
    for (const text of [
      'nonsense\r\n\r\n',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    ]) {
      const answer = await speak(text)
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect(answer).toContain('x-content-type-options: nosniff')
      expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))).error.code).toBe('bad_request')
    }
  })
})

describe('Host', () => {
  it.each(['localhost:1', '127.0.0.1', '[::1]:3000', 'LOCALHOST'])('%s is ours', async (host) => {
    expect((await raw('GET', '/healthz', { host })).statusCode).toBe(200)
  })
  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '192.168.1.5', 'a@localhost'])(
    '%j is not',
    async (host) => {
      const answer = await raw('GET', '/healthz', { host })
      expect(answer.statusCode).toBe(421)
      expectSafeHeaders(answer.headers)
    },
  )
})

describe('a request from another site', () => {
  const json = { 'content-type': 'application/json' }
  const own = () => ({ host: new URL(app.url).host, cookie: app.cookie })
  const send = (headers: Record<string, string>, payload = '{"name":"x"}') =>
    raw('POST', '/api/tokens', { ...own(), ...headers }, payload)

  it('is let in from our own pages only', async () => {
    expect((await send({ ...json, origin: app.url })).statusCode).toBe(201)
  })

  it.each([
    [{ ...json, origin: 'https://evil.example' }],
    [{ ...json, origin: 'null' }],
    [{ ...json }],
    [{ ...json, origin: 'http://127.0.0.1:1' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'content-type': 'text/plain' }],
  ])('is refused: %j', async (headers) => {
    expect((await send(headers as Record<string, string>)).statusCode).toBe(403)
  })

  it('is refused when the browser says that it is cross-site', async () => {
    const headers = { ...json, origin: app.url, 'sec-fetch-site': 'cross-site' }
    expect((await send(headers)).statusCode).toBe(403)
  })

  it('must be JSON in UTF-8 even from our own pages', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-16',
      'multipart/form-data; boundary=x',
    ]) {
      expect((await send({ 'content-type': type, origin: app.url })).statusCode).toBe(415)
    }
  })

  it('gets no CORS permission', async () => {
    const answer = await raw('OPTIONS', '/api/tokens', {
      host: own().host,
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
    })
    expectSafeHeaders(answer.headers)
    expect(answer.statusCode).toBe(404)
  })
})

describe('bodies and addresses', () => {
  it('takes 1 MB of JSON and no more', async () => {
    const answer = await app.call('POST', '/api/tokens', { body: { name: 'x'.repeat(1_100_000) } })
    expect(answer.status).toBe(413)
    expect(answer.body.error.code).toBe('too_large')
  })

  it('explains what is wrong, field by field', async () => {
    const { status, body } = await app.call('POST', '/api/tokens', {
      body: { name: '', expiresInDays: 'soon' },
    })
    expect(status).toBe(400)
    expect(body.error.details.fields.map((one: { field: string }) => one.field)).toEqual([
      'name',
      'expiresInDays',
    ])
  })

  it.each(['{', '[]', '"x"', 'null', '{"__proto__":{"role":"owner"}}', '{"name":"x"'])(
    'refuses %j',
    async (body) => {
      expect((await app.call('POST', '/api/tokens', { body })).status).toBe(400)
      expect(({} as { role?: string }).role).toBeUndefined()
    },
  )

  it.each(['..%2f1', '1%20OR%201=1', '%5B%5D', 'x'.repeat(200), '%00'])(
    'finds nothing under the id %s',
    async (id) => {
      expect((await app.call('GET', `/api/connections/${id}`)).status).toBe(404)
    },
  )

  it('refuses a NUL wherever it stands', async () => {
    expect((await app.call('POST', '/api/tokens', { body: { name: 'a\0b' } })).status).toBe(400)
    expect((await app.call('GET', '/api/audit-events?cursor=%00')).status).toBe(400)
  })

  it('refuses half a character and bytes that are no UTF-8', async () => {
    const half = await app.call('POST', '/api/tokens', { body: '{"name":"a\\ud800"}' })
    expect(half).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('surrogate') } },
    })
    const headers = { 'content-type': 'application/json', host: new URL(app.url).host, origin: app.url }
    const latin = await app.program.app!.inject({
      method: 'POST',
      url: '/api/tokens',
      headers: { ...headers, cookie: app.cookie },
      payload: Buffer.from('{"name":"M\xfcnchen"}', 'latin1'),
    })
    expect([latin.statusCode, latin.json().error.message]).toEqual([400, expect.stringContaining('UTF-8')])
  })

  it.each(['/api/session', '/api/setup', '/api/tokens', '/api/templates'])(
    'refuses lists in lists without end at %s',
    async (path) => {
      for (const depth of [70, 5_000, 300_000]) {
        const body = `${'['.repeat(depth)}${']'.repeat(depth)}`
        const answer = await app.call('POST', path, {
          as: path === '/api/session' ? 'nobody' : 'owner',
          body,
        })
        expect(answer.status, answer.text.slice(0, 200)).toBe(400)
      }
      const inside = `{"fields":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`
      expect((await app.call('POST', path, { body: inside })).status).toBe(400)
    },
  )

  it.each([
    ['/api/audit-events', 'bmFu'],
    ['/api/audit-events', 'OTAwNzE5OTI1NDc0MDk5Mw'],
    ['/api/datasets/dat_x/rows', '!'],
  ])('refuses a cursor of its own making: %s %s', async (path, cursor) => {
    const answer = await app.call('GET', `${path}?cursor=${cursor}`)
    expect([400, 404]).toContain(answer.status)
  })

  it('does not answer TRACE', async () => {
    const answer = await speak(`TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 40[45] /)
    expect(answer).not.toContain('TRACE / HTTP')
  })
})

describe('behind https', () => {
  it('sets a __Host- cookie that is secure, and HSTS', async () => {
    const secure = await startTestApp({ signedIn: false, config: { publicUrl: 'https://seo.example.com' } })
    const token = await secure.program.accounts.setup.renewToken()
    const answer = await secure.call('POST', '/api/setup', {
      as: 'nobody',
      headers: { host: 'seo.example.com', origin: 'https://seo.example.com' },
      body: { token, name: 'Olga', email: 'olga@example.com', password: 'four unrelated words 42' },
    })
    const plain = await secure.call('GET', '/api/setup', {
      as: 'nobody',
      headers: { host: 'seo.example.com', origin: 'http://seo.example.com' },
    })
    await secure.close()
    expect(answer.status).toBe(201)
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^__Host-seomatic=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{7,}/)
    expect(plain.status).toBe(200)
  })
})

describe('behind a proxy', () => {
  const failFrom = async (publicUrl: string, forwarded: string) => {
    const proxied = await startTestApp({ config: { publicUrl } })
    const headers = { 'x-forwarded-for': forwarded }
    await proxied.call('POST', '/api/session', { as: 'nobody', headers, body: { email: 'x', password: 'y' } })
    const { body } = await proxied.call('GET', '/api/audit-events?limit=1')
    await proxied.close()
    return body.items[0]
  }
  it('on this machine takes the address it has written down, and no other', async () => {
    const event = await failFrom('http://127.0.0.1:3000', '198.51.100.9, 203.0.113.5')
    expect(event).toMatchObject({ action: 'login.failed', address: '203.0.113.5' })
  })
  it('that nobody spoke of takes the address of the socket', async () => {
    expect(await failFrom('', '203.0.113.5')).toMatchObject({ action: 'login.failed', address: '127.0.0.1' })
  })
})

describe('the description of the API', () => {
  it('lists every endpoint once, with its role', async () => {
    const { body } = await app.call('GET', '/api/openapi.json', { as: 'nobody' })
    expect(body.openapi).toBe('3.1.0')
    const described = Object.values<object>(body.paths).flatMap((path) => Object.keys(path))
    expect(described).toHaveLength(endpoints.length)
    expect(body.paths['/api/connections/{id}'].get).toMatchObject({
      'x-role': 'viewer',
      tags: ['connections'],
    })
  })

  it('is what the server registers, no more and no less', () => {
    const { app: server } = app.program
    const missing = endpoints.filter((one) => !server!.hasRoute({ method: one.method, url: one.path }))
    expect(missing.map((one) => `${one.method} ${one.path}`)).toEqual([])
  })
})
