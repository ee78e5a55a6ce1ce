import { getEventListeners } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createWixClient, type WixClient } from './client.ts'
import { RequestWithdrawn } from './errors.ts'
import { answers, errorOf, inTurn, type Script, siteKey, startClient, startServer } from './test-server.ts'

const post = { title: 'A page', memberId: 'm1' }
const saved = { draftPost: { id: 'd1' } }
const page = { draftPosts: [{ id: 'd1' }] }

/** Headers of a 200 whose body is then up to the script. */
const open: Script = (response) => response.writeHead(200, { 'x-wix-request-id': 'req-1' }).flushHeaders()

const cut: Script = (response, request, index) => {
  open(response, request, index)
  response.write('{"draftPost":{"id":')
  setTimeout(() => response.socket?.destroy(), 20)
}
const reset: Script = (response) => response.socket?.resetAndDestroy()
const silence: Script = () => undefined
const drip: Script = (response, request, index) => {
  open(response, request, index)
  const timer = setInterval(() => response.write(' '), 10)
  response.on('close', () => clearInterval(timer))
}

test('half a character that somebody left in Wix is replaced, so that it can be kept', async () => {
  const { client } = await startClient(
    answers(200, '{"draftPost":{"id":"d1","title":"A \\ud83d tile \\ud83d\\ude00"}}'),
  )
  expect((await client.draftPosts.create(post)).title).toBe('A \ufffd tile \u{1f600}')
})

test.each<[string, Script, object]>([
  ['truncated JSON with 200', answers(200, '{"draftPost":{"id":"d1"'), { kind: 'malformed', status: 200 }],
  ['an empty body with 200', answers(200, ''), { kind: 'malformed', status: 200 }],
  ['an HTML page with 200', answers(200, '<html>login</html>'), { kind: 'malformed', status: 200 }],
  ['JSON that is no object', answers(200, '[]'), { kind: 'malformed' }],
  ['an object without the entity', answers(200, {}), { kind: 'malformed' }],
  ['an entity whose id is a number', answers(200, { draftPost: { id: 7 } }), { kind: 'malformed' }],
  ['status 201', answers(201, saved), { kind: 'malformed', status: 201 }],
  [
    'an HTML 502',
    answers(502, '<html>Bad gateway</html>'),
    { kind: 'transient', status: 502, description: '' },
  ],
  ['an empty 500', answers(500, ''), { kind: 'transient', status: 500 }],
  [
    'a redirect',
    answers(307, '', { location: 'https://elsewhere.test/' }),
    { kind: 'redirect', status: 307 },
  ],
  ['a 429', answers(429, {}, { 'retry-after': '12' }), { kind: 'throttled', retryAfterMs: 12_000 }],
])('a write that meets %s is not repeated and may have been applied', async (_name, script, expected) => {
  const { client, seen, naps } = await startClient(script)
  const error = await errorOf(client.draftPosts.create(post))
  expect(error).toMatchObject({
    ...expected,
    delivered: 'unknown',
    isWrite: true,
    method: 'POST',
    path: '/blog/v3/draft-posts',
    requestId: 'req-1',
  })
  expect(seen).toHaveLength(1)
  expect(naps).toEqual([])
})

test.each<[string, Script]>([
  ['is reset before any answer', reset],
  ['is cut in the middle of the body', cut],
])('a write whose connection %s is not repeated and may have been applied', async (_name, script) => {
  const { client, seen } = await startClient(script)
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject({
    kind: 'network',
    delivered: 'unknown',
  })
  expect(seen).toHaveLength(1)
})

test('bytes that are no text are malformed', async () => {
  const { client } = await startClient((response, request, index) => {
    open(response, request, index)
    response.end(Buffer.from('{"draftPost":{"id":"d\xff"}}', 'latin1'))
  })
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject({
    kind: 'malformed',
    delivered: 'unknown',
  })
})

test('a refused connection delivered nothing', async () => {
  const gone = createServer()
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
  const { port } = gone.address() as AddressInfo
  await new Promise((resolve) => gone.close(resolve))
  const client = createWixClient({ baseUrl: `http://127.0.0.1:${port}`, auth: siteKey })
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject({
    kind: 'network',
    delivered: 'no',
    description: 'ECONNREFUSED',
  })
})

test('several addresses that all refuse delivered nothing, but one that broke later may have', async () => {
  const failure = (errors: object[]) => async () => {
    throw new TypeError('fetch failed', { cause: new AggregateError(errors) })
  }
  const refused = { code: 'ECONNREFUSED', syscall: 'connect' }
  const run = (errors: object[]) =>
    errorOf(
      createWixClient({
        baseUrl: 'https://wix.test',
        auth: siteKey,
        fetch: failure(errors),
      }).draftPosts.create(post),
    )
  expect(await run([refused, refused])).toMatchObject({ delivered: 'no' })
  expect(await run([refused, { code: 'ECONNRESET', syscall: 'read' }])).toMatchObject({
    delivered: 'unknown',
  })
})

test('headers that do not come end the call', async () => {
  const { client } = await startClient(silence, { timeouts: { headersMs: 40, slowHeadersMs: 5000 } })
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject({
    kind: 'timeout',
    delivered: 'unknown',
  })
})

test.each<[string, (client: WixClient) => Promise<unknown>]>([
  ['publish', (client) => client.draftPosts.publish('d1')],
  ['create with publish', (client) => client.draftPosts.create(post, { publish: true })],
  ['update with publish', (client) => client.draftPosts.update('d1', {}, { action: 'UPDATE_PUBLISH' })],
  ['create in bulk', (client) => client.draftPosts.bulkCreate([post])],
  ['update in bulk', (client) => client.draftPosts.bulkUpdate([])],
  ['remove in bulk', (client) => client.draftPosts.bulkRemove(['d1'])],
])('to %s has the limit of slow calls', { timeout: 40_000 }, async (_name, call) => {
  const { client } = await startClient(silence, { timeouts: { headersMs: 60_000, slowHeadersMs: 40 } })
  expect(await errorOf(call(client))).toMatchObject({ kind: 'timeout', delivered: 'unknown' })
})

test('a body that comes drop by drop ends with the total limit', async () => {
  const { client } = await startClient(drip, { timeouts: { headersMs: 10_000, totalMs: 1000 } })
  expect(await errorOf(client.draftPosts.publish('d1'))).toMatchObject({
    kind: 'timeout',
    status: 200,
    delivered: 'unknown',
    requestId: 'req-1',
  })
})

test.each<[string, Script]>([
  ['before the headers', silence],
  ['within the body', drip],
])('the signal of the caller ends a call %s', async (_name, script) => {
  const { client } = await startClient(script)
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 40)
  const error = await errorOf(client.draftPosts.create(post, {}, { signal: stop.signal }))
  expect(error).toMatchObject({ kind: 'aborted', delivered: 'unknown' })
})

test('calls leave nothing behind on a signal that outlives them', async () => {
  const { client } = await startClient(answers(200, saved))
  const { signal } = new AbortController()
  for (let call = 0; call < 3; call += 1) await client.draftPosts.create(post, {}, { signal })
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

test('a request that is withdrawn while it waits for its turn was not sent, and says so', async () => {
  const { client, seen } = await startClient(answers(200, saved), {
    beforeRequest: async () => {
      throw new RequestWithdrawn()
    },
  })
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject({ kind: 'aborted', delivered: 'no' })
  expect(seen).toHaveLength(0)
})

test('a signal that fired before sends nothing', async () => {
  const { client, seen } = await startClient(answers(200, saved))
  const error = await errorOf(client.draftPosts.create(post, {}, { signal: AbortSignal.abort() }))
  expect(error).toMatchObject({ kind: 'aborted', delivered: 'no' })
  expect(seen).toHaveLength(0)
})

test('an answer to a write is read up to 5 MB, also when it arrives small and compressed', async () => {
  const huge = `{"draftPost":{"id":"d1"},"x":"${'a'.repeat(6 * 1024 * 1024)}"}`
  const packed: Script = (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'x-wix-request-id': 'req-1' })
    response.end(gzipSync(huge))
  }
  const { client } = await startClient(inTurn(answers(200, huge), packed, answers(200, huge)))
  const tooLarge = { kind: 'too_large', delivered: 'yes', status: 200, requestId: 'req-1' }
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject(tooLarge)
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject(tooLarge)
  expect((await client.draftPosts.get('d1')).id).toBe('d1')
})

test('a bulk call that asks for whole posts may bring more', async () => {
  const item = { id: 'd1', x: 'a'.repeat(6 * 1024 * 1024) }
  const results = [{ itemMetadata: { id: 'd1', originalIndex: 0, success: true }, item }]
  const { client } = await startClient(answers(200, { results }))
  expect(await errorOf(client.draftPosts.bulkCreate([post]))).toMatchObject({ kind: 'too_large' })
  const whole = await client.draftPosts.bulkCreate([post], { returnFullEntity: true })
  expect(whole.items.map((one) => one.id)).toEqual(['d1'])
})

test('a redirect is not followed, so no other host sees the credential', async () => {
  const other = await startServer(answers(200, saved))
  const { client } = await startClient(answers(302, '', { location: `${other.baseUrl}/steal` }))
  for (const call of [client.draftPosts.get('d1'), client.draftPosts.create(post)])
    expect(await errorOf(call)).toMatchObject({ kind: 'redirect' })
  expect(other.seen).toHaveLength(0)
})

test.each<[string, Script]>([
  ['a 503', answers(503, '<html></html>')],
  ['a reset', reset],
  ['a cut body', cut],
])('a read is tried again after %s, twice, within two seconds each', async (_name, fault) => {
  const { client, seen, naps } = await startClient(inTurn(fault, fault, answers(200, page)))
  expect((await client.draftPosts.query()).items).toEqual([{ id: 'd1' }])
  expect(seen).toHaveLength(3)
  expect(naps).toHaveLength(2)
  expect(Math.max(...naps)).toBeLessThan(2000)
})

test('a read that keeps failing fails after the third try', async () => {
  const { client, seen } = await startClient(answers(500, {}))
  expect(await errorOf(client.posts.get('p1'))).toMatchObject({ kind: 'transient', delivered: 'no' })
  expect(seen).toHaveLength(3)
})

test.each<[string, Script]>([
  ['a 429', answers(429, {}, { 'retry-after': '1' })],
  ['a 404', answers(404, { message: 'no', details: {} })],
  ['a 501', answers(501, {})],
  ['a 503 that asks for a minute', answers(503, {}, { 'retry-after': '60' })],
  ['a broken 200', answers(200, '{')],
])('a read is not tried again after %s', async (_name, script) => {
  const { client, seen } = await startClient(script)
  await errorOf(client.draftPosts.get('d1'))
  expect(seen).toHaveLength(1)
})

test('the signal ends a read between two tries', async () => {
  const stop = new AbortController()
  const { client, seen } = await startClient(answers(500, {}), { sleep: async () => stop.abort() })
  expect(await errorOf(client.posts.get('p1', {}, { signal: stop.signal }))).toMatchObject({
    kind: 'aborted',
  })
  expect(seen).toHaveLength(1)
})

test('a body that is no JSON is refused here', async () => {
  const { client, seen } = await startClient(answers(200, saved))
  const circle: Record<string, unknown> = { nodes: [] }
  circle['self'] = circle
  const error = await errorOf(client.ricos.validate(circle, { plugins: [] }))
  expect(error).toMatchObject({ kind: 'validation', delivered: 'no' })
  expect(seen).toHaveLength(0)
})

test('the race of Wix at draft creation is reported as passing, and not repeated', async () => {
  const { client, seen } = await startClient(answers(401, { message: 'No identity found', details: {} }))
  const expected = { kind: 'transient', status: 401, delivered: 'unknown' }
  expect(await errorOf(client.draftPosts.create(post))).toMatchObject(expected)
  expect(await errorOf(client.draftPosts.bulkCreate([post]))).toMatchObject(expected)
  expect(seen).toHaveLength(2)
})
