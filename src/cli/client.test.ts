import { afterEach, expect, test } from 'vitest'
import { fillAddress } from '../api/address.ts'
import { routes } from '../api/routes.ts'
import { createClient } from './client.ts'
import { readEvents } from './event-stream.ts'
import { findNamed } from './find.ts'
import { type ScriptedServer, sendJson, startScriptedServer } from './test-cli.ts'

let server: ScriptedServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

test('names in an address are encoded, and empty parts of a query left out', () => {
  expect(fillAddress('/api/plans/:id/items/:rowKey', { params: { id: 'p', rowKey: 'a/b?c#d é' } })).toBe(
    '/api/plans/p/items/a%2Fb%3Fc%23d%20%C3%A9',
  )
  expect(fillAddress('/api/runs', { query: { limit: 5, cursor: undefined, search: '', x: 'a&b' } })).toBe(
    '/api/runs?limit=5&x=a%26b',
  )
  expect(() => fillAddress('/api/runs/:id', {})).toThrow('needs "id"')
})

test('events come out whole however the bytes arrive, without comments', async () => {
  const text =
    'retry: 2000\n\n:\n\nevent: run\ndata: {"a":"é"}\n\nid: 7\nevent: run\ndata: x\ndata: y\n\nevent: cut'
  async function* bytes() {
    for (const byte of new TextEncoder().encode(text)) yield Uint8Array.of(byte)
  }
  let heard = 0
  const events: unknown[] = []
  for await (const event of readEvents(bytes(), () => heard++)) events.push(event)
  expect(heard).toBe(new TextEncoder().encode(text).length)
  expect(events).toEqual([
    { event: 'run', data: '{"a":"é"}' },
    { event: 'run', data: 'x\ny' },
  ])
})

test('an event stream that falls silent ends as broken', async () => {
  server = await startScriptedServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('event: beat\ndata:\n\n')
  })
  const client = createClient({ url: server.url, quietMs: 300 })
  const { signal } = new AbortController()
  const events = client.events(routes.runs.events, { params: { id: 'run_1' } }, signal)
  const read = async () => {
    for await (const { event } of events) expect(event).toBe('beat')
  }
  await expect(read()).rejects.toThrow()
})

test('a call sends its token and its body, and an error keeps code, words, details and request id', async () => {
  server = await startScriptedServer((_, response) =>
    sendJson(
      response,
      { error: { code: 'conflict', message: 'No.', details: { a: 1 }, requestId: 'req_1' } },
      409,
    ),
  )
  const client = createClient({ url: server.url, token: 'smt_x' })
  await expect(client.call(routes.plans.apply, { params: { id: 'p' } })).rejects.toMatchObject({
    code: 'conflict',
    message: 'No.',
    details: { a: 1 },
    requestId: 'req_1',
  })
  expect(server.requests[0]).toMatchObject({
    method: 'POST',
    url: '/api/plans/p/apply',
    headers: { authorization: 'Bearer smt_x', 'content-type': 'application/json', 'content-length': '2' },
  })
})

test('fields this version does not know are kept for --json', async () => {
  const answer = { items: [], later: true }
  server = await startScriptedServer((_, response) => sendJson(response, answer))
  expect(await createClient({ url: server.url, token: 'x' }).call(routes.tokens.list)).toEqual(answer)
})

test('a file is streamed with its fields before it, and counted', async () => {
  let body = ''
  server = await startScriptedServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () =>
      sendJson(response, { error: { code: 'x', message: 'seen', requestId: 'r' } }, 400),
    )
  })
  async function* content() {
    yield new TextEncoder().encode('a,b\n')
    yield new TextEncoder().encode('1,2\n')
  }
  const sent: number[] = []
  const file = { name: 'a"b.csv', content: content() }
  const client = createClient({ url: server.url, token: 'x' })
  await expect(
    client.upload(routes.imports.create, { datasetId: 'dat_1' }, file, (bytes) => sent.push(bytes)),
  ).rejects.toThrow('seen')
  expect(sent).toEqual([4, 8])
  expect(body).toMatch(
    /name="datasetId"\r\n\r\ndat_1\r\n.*filename="a%22b\.csv"\r\n.*\r\n\r\na,b\n1,2\n\r\n--/s,
  )
})

test('an id wins over a name, an exact name over another case, and two of one name are told apart', () => {
  const items = [
    { id: 'a', name: 'Shop' },
    { id: 'b', name: 'shop' },
    { id: 'c', name: 'a' },
    { id: 'd', name: 'Twin' },
    { id: 'e', name: 'Twin' },
  ]
  expect(findNamed(items, 'a', 'things').id).toBe('a')
  expect(findNamed(items, 'shop', 'things').id).toBe('b')
  expect(() => findNamed(items, 'SHOP', 'things')).toThrow('a, b')
  expect(() => findNamed(items, 'Twin', 'things')).toThrow('d, e')
  expect(() => findNamed(items, 'Shp', 'things')).toThrow('"Shop"')
})
