import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { WixClientConfig } from './client.ts'
import { answers, errorOf, inTurn, type Script, startClient } from './test-server.ts'

const app = { kind: 'app', appId: 'app-1', appSecret: 'canary-secret', instanceId: 'inst-1' } as const
const page = answers(200, { draftPosts: [] })
const emptyRefusal = { message: '', details: {} }

/** Answers the token calls by `mint` and everything else by `api`, each counting its own calls. */
function split(mint: Script, api: Script): Script {
  const counts = { mint: 0, api: 0 }
  return (response, request) =>
    request.url === '/oauth2/token'
      ? mint(response, request, counts.mint++)
      : api(response, request, counts.api++)
}

/** token-1, token-2, ... each good for `secs`. */
function tokens(secs: number): Script {
  return (response, request, index) =>
    answers(200, { access_token: `canary-token-${index + 1}`, token_type: 'Bearer', expires_in: secs })(
      response,
      request,
      index,
    )
}

async function startApp(mint: Script, api: Script, config: Partial<WixClientConfig> = {}) {
  const started = await startClient(split(mint, api), { auth: app, ...config })
  const mints = () => started.seen.filter((one) => one.url === '/oauth2/token')
  const calls = () => started.seen.filter((one) => one.url !== '/oauth2/token')
  return { ...started, mints, calls }
}

test('an app asks for a token once and sends it raw, without a site id', async () => {
  const { client, mints, calls } = await startApp(tokens(14_400), page)
  await client.draftPosts.list()
  await client.draftPosts.list()
  expect(mints().map((one) => one.json())).toEqual([
    {
      grant_type: 'client_credentials',
      client_id: 'app-1',
      client_secret: 'canary-secret',
      instance_id: 'inst-1',
    },
  ])
  expect(mints()[0]?.headers).not.toHaveProperty('authorization')
  expect(calls().map((one) => one.headers.authorization)).toEqual(['canary-token-1', 'canary-token-1'])
  expect(calls()[0]?.headers).not.toHaveProperty('wix-site-id')
})

test('calls at the same time share one request for a token', async () => {
  const { client, mints, calls } = await startApp(tokens(14_400), page)
  await Promise.all(Array.from({ length: 8 }, () => client.draftPosts.list()))
  expect(mints()).toHaveLength(1)
  expect(calls()).toHaveLength(8)
})

test('one caller leaving does not take the token from the others', async () => {
  const slow: Script = (response, request, index) =>
    void setTimeout(() => tokens(14_400)(response, request, index), 60)
  const { client, calls } = await startApp(slow, page)
  const stop = new AbortController()
  const leaving = errorOf(client.draftPosts.list({}, { signal: stop.signal }))
  const staying = client.draftPosts.list()
  stop.abort()
  expect(await leaving).toMatchObject({ kind: 'aborted', delivered: 'no', path: '/oauth2/token' })
  await staying
  expect(calls()).toHaveLength(1)
})

test('a token is renewed before its end', async () => {
  let now = 1_000_000
  const { client, mints } = await startApp(tokens(14_400), page, { clock: () => now })
  await client.draftPosts.list()
  now += 14_400_000 - 5 * 60_000 - 1
  await client.draftPosts.list()
  expect(mints()).toHaveLength(1)
  now += 2
  await client.draftPosts.list()
  expect(mints()).toHaveLength(2)
})

test('a token that is still good survives a passing problem of the token endpoint', async () => {
  let now = 0
  const mint = inTurn(tokens(14_400), answers(500, ''), answers(500, ''), answers(500, ''), tokens(14_400))
  const { client, mints, calls } = await startApp(mint, page, { clock: () => now })
  await client.draftPosts.list()
  now = 14_400_000 - 60_000
  await client.draftPosts.list()
  await client.draftPosts.list()
  expect(mints()).toHaveLength(4)
  now += 31_000
  await client.draftPosts.list()
  expect(calls().map((one) => one.headers.authorization)).toEqual([
    'canary-token-1',
    'canary-token-1',
    'canary-token-1',
    'canary-token-5',
  ])
})

test('a refused token is replaced once, and the same write sent once more', async () => {
  const api = inTurn(
    answers(401, { message: 'expired', details: {} }),
    answers(200, { draftPost: { id: 'd1' } }),
  )
  const { client, mints, calls } = await startApp(tokens(14_400), api)
  expect(await client.draftPosts.create({ title: 'x' })).toEqual({ id: 'd1' })
  expect(mints()).toHaveLength(2)
  expect(calls().map((one) => one.headers.authorization)).toEqual(['canary-token-1', 'canary-token-2'])
  expect(calls()[0]?.body).toBe(calls()[1]?.body)
})

test('refusals at the same time lead to one new token', async () => {
  const api: Script = (response, request, index) =>
    (request.headers.authorization === 'canary-token-1' ? answers(401, emptyRefusal) : page)(
      response,
      request,
      index,
    )
  const { client, mints, calls } = await startApp(tokens(14_400), api)
  await Promise.all(Array.from({ length: 5 }, () => client.draftPosts.list()))
  expect(mints()).toHaveLength(2)
  expect(calls()).toHaveLength(10)
})

test('a second refusal is final', async () => {
  const { client, mints, calls } = await startApp(tokens(14_400), answers(401, emptyRefusal))
  expect(await errorOf(client.draftPosts.create({ title: 'x' }))).toMatchObject({
    kind: 'auth',
    delivered: 'no',
  })
  expect(mints()).toHaveLength(2)
  expect(calls()).toHaveLength(2)
})

test('a 403 without a word is the token’s fault only near its end', async () => {
  let now = 0
  const api: Script = (response, request, index) => {
    if (index === 1) now = 3_950_000
    return (index < 2 ? answers(403, emptyRefusal) : page)(response, request, index)
  }
  const { client, mints } = await startApp(tokens(4000), api, { clock: () => now })
  expect(await errorOf(client.draftPosts.list())).toMatchObject({ kind: 'forbidden' })
  expect(mints()).toHaveLength(1)
  // This one leaves in time and is refused 50 seconds before the end.
  await client.draftPosts.list()
  expect(mints()).toHaveLength(2)
})

test('an app that is missing on the site is no reason for a new token', async () => {
  const { client, mints, calls } = await startApp(
    tokens(14_400),
    answers(401, { message: 'No blog instanceId found', details: {} }),
  )
  expect(await errorOf(client.draftPosts.list())).toMatchObject({ kind: 'app_not_installed' })
  expect(mints()).toHaveLength(1)
  expect(calls()).toHaveLength(1)
})

test.each<[string, Script, object]>([
  [
    'a wrong secret',
    answers(401, { error: 'invalid_client' }),
    { kind: 'auth', description: 'invalid_client' },
  ],
  ['a removed app', answers(400, { error: 'invalid_grant' }), { kind: 'auth', description: 'invalid_grant' }],
  ['too many calls', answers(429, {}, { 'retry-after': '9' }), { kind: 'throttled', retryAfterMs: 9000 }],
  ['no token in the answer', answers(200, { expires_in: 5 }), { kind: 'malformed' }],
  ['a token no header takes', answers(200, { access_token: 'a\nb' }), { kind: 'malformed' }],
])('without a token because of %s the write is not sent', async (_name, mint, expected) => {
  const { client, calls } = await startApp(mint, page)
  const error = await errorOf(client.draftPosts.create({ title: 'x' }))
  expect(error).toMatchObject({ ...expected, path: '/oauth2/token', delivered: 'no' })
  expect(calls()).toHaveLength(0)
})

test('a read with an API key that is refused is not sent again', async () => {
  const { client, seen } = await startClient(answers(401, emptyRefusal))
  expect(await errorOf(client.draftPosts.list())).toMatchObject({ kind: 'auth' })
  expect(seen).toHaveLength(1)
})

test('token facts come from the current token, which they do not show', async () => {
  const info = { active: true, subjectType: 'APP', clientId: 'app-1', siteId: 's-1', exp: 99, iat: 1 }
  const { client, calls } = await startApp(tokens(14_400), answers(200, info))
  const facts = await client.token.info()
  expect(facts).toEqual({
    isActive: true,
    subjectType: 'APP',
    subjectId: undefined,
    clientId: 'app-1',
    siteId: 's-1',
    instanceId: undefined,
    expiresAtSecs: 99,
  })
  expect(calls()[0]).toMatchObject({ method: 'POST', url: '/oauth2/token-info' })
  expect(calls()[0]?.json()).toEqual({ token: 'canary-token-1' })
  expect(inspect(client, { depth: null, showHidden: true })).not.toContain('canary')
})

test('an API key has no token to ask about', async () => {
  const { client, seen } = await startClient(page)
  expect(await errorOf(client.token.info())).toMatchObject({ kind: 'validation', delivered: 'no' })
  expect(seen).toHaveLength(0)
})
