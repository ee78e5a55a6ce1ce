import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { WixClientConfig } from './client.ts'
import { createRedactor } from './redact.ts'
import { answers, canary, errorOf, type Script, siteKey, startClient } from './test-server.ts'

const app = { kind: 'app', appId: 'app-1', appSecret: canary, instanceId: 'inst-1' } as const

/** What Wix would quote if it quoted everything it was sent. */
function quoting(status: number): Script {
  return (response, request, index) => {
    const heard = `${request.headers.authorization ?? ''} ${request.body} ${encodeURIComponent(canary)}`
    const applicationError = { code: `CODE_${heard}`, description: `You sent ${heard}` }
    const fieldViolations = [{ field: heard, description: heard, violatedRule: 'OTHER', ruleName: heard }]
    const details = { applicationError, validationError: { fieldViolations } }
    const headers = { 'x-wix-request-id': canary, location: `https://elsewhere.test/${canary}` }
    answers(status, { message: heard, error: heard, error_description: heard, details }, headers)(
      response,
      request,
      index,
    )
  }
}
const mintThen =
  (script: Script): Script =>
  (response, request, index) =>
    (request.url === '/oauth2/token' ? answers(200, { access_token: `${canary}-token` }) : script)(
      response,
      request,
      index,
    )
const reset: Script = (response) => response.socket?.resetAndDestroy()
const silence: Script = () => undefined
const statuses = [200, 201, 302, 400, 401, 403, 404, 408, 409, 413, 428, 429, 500, 502]

const paths: [string, Script][] = [
  ...statuses.map((status): [string, Script] => [`status ${status}`, quoting(status)]),
  ['a reset', reset],
  ['silence', silence],
  ['broken JSON', answers(200, `{"${canary}`)],
  ['a huge answer', answers(200, `"${canary.repeat(400_000)}"`)],
]

async function expectNoTrace(script: Script, auth: WixClientConfig['auth']): Promise<void> {
  const heard: unknown[] = []
  const { client } = await startClient(script, {
    auth,
    timeouts: { headersMs: 200, slowHeadersMs: 200 },
    onRequest: (event) => heard.push(event),
    logger: {
      debug: (fields, message) => heard.push(fields, message),
      warn: (fields, message) => heard.push(fields, message),
    },
  })
  const write = await errorOf(client.draftPosts.create({ title: 'x' }))
  const read = await errorOf(client.draftPosts.get(`id-of-${canary}`))
  for (const value of [write, read, client, heard]) {
    expect(inspect(value, { depth: null, showHidden: true, getters: true })).not.toContain(canary)
    expect(JSON.stringify(value)).not.toContain(canary)
    expect(String(value)).not.toContain(canary)
  }
  for (const error of [write, read]) expect((error as Error).stack).not.toContain(canary)
}

test.each(paths)('an API key leaves no trace after %s', async (_name, script) => {
  await expectNoTrace(script, siteKey)
})

test.each(paths)('a token leaves no trace after %s', async (_name, script) => {
  await expectNoTrace(mintThen(script), app)
})

test.each(paths)('an app secret leaves no trace when the token call ends with %s', async (_name, script) => {
  await expectNoTrace(script, app)
})

test('the app secret is still known after many tokens', async () => {
  let tokens = 0
  let now = 0
  const { client } = await startClient(
    (response, request, index) => {
      const isMint = request.url === '/oauth2/token'
      if (isMint) tokens += 1
      const refusal = answers(400, { message: `seen ${canary}`, details: {} })
      const script = isMint ? answers(200, { access_token: `token-${tokens}`, expires_in: 1 }) : refusal
      script(response, request, index)
    },
    { auth: app, clock: () => now },
  )
  for (let round = 0; round < 12; round += 1) {
    now += 1000
    expect(String(await errorOf(client.draftPosts.create({ title: 'x' })))).toContain('seen [secret]')
  }
  expect(tokens).toBe(12)
})

test('a fetch whose own error quotes the headers gives nothing away', async () => {
  const { client } = await startClient(silence, {
    fetch: async (_url, init) => {
      throw new TypeError(`bad headers ${JSON.stringify(init.headers)}`)
    },
  })
  const error = await errorOf(client.draftPosts.create({ title: 'x' }))
  expect(error).toMatchObject({ kind: 'network', delivered: 'unknown' })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(canary)
})

test('foreign text loses secrets in every spelling, control characters and its excess', () => {
  const redact = createRedactor(() => ['a/b"c', ''])
  expect(redact('x a/b"c y a%2Fb%22c z a/b\\"c')).toBe('x [secret] y [secret] z [secret]')
  expect(redact(' one\u001b[31m\n\ntwo ')).toBe('one [31m two')
  expect(redact('é'.repeat(3000))).toHaveLength(2000)
})
