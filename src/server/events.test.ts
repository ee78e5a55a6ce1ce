import { getEventListeners } from 'node:events'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { describeError } from './errors.ts'
import { createEventStreams, type EventStream, type EventStreams } from './events.ts'
import type { Actor } from './route.ts'

const actor: Actor = {
  userId: 'usr_1',
  workspaceId: 'wsp_1',
  name: 'Olga',
  role: 'owner',
  scope: null,
  isRecent: true,
  sessionId: 's',
  tokenId: null,
}
let app: FastifyInstance
let streams: EventStreams
let isIn = true

async function start(write: (stream: EventStream) => Promise<void>, perUser = 3): Promise<string> {
  isIn = true
  streams = createEventStreams({ isStillIn: async () => isIn, perUser, heartbeatMs: 30, recheckMs: 30 })
  app = Fastify({ forceCloseConnections: true })
  app.setErrorHandler((error, _, reply) => reply.code(describeError(error).status).send())
  app.get('/', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    await streams.open({ actor, request, reply }, write)
    return reply
  })
  return app.listen({ port: 0, host: '127.0.0.1' })
}
afterEach(() => app.close())

const untilGone = (stream: EventStream) =>
  new Promise<void>((resolve) => stream.signal.addEventListener('abort', () => resolve()))

it('sends named events with ids, keeps the headers, and ends', async () => {
  const url = await start(async (stream) => {
    await stream.send('run', { n: 1, from: stream.lastEventId }, '7')
  })
  const answer = await fetch(url, { headers: { 'last-event-id': '6' } })
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await answer.text()).toBe('retry: 2000\n\nid: 7\nevent: run\ndata: {"n":1,"from":"6"}\n\n')
})

it('beats while there is nothing to say, and ends soon after a sign-out', async () => {
  const url = await start(untilGone)
  const { body } = await fetch(url)
  let heard = ''
  for await (const bytes of body ?? []) {
    heard += new TextDecoder().decode(bytes)
    if (heard.split('event: beat').length > 3) isIn = false
  }
  expect(heard).toMatch(/^retry: 2000\n\n(event: beat\ndata:\n\n){3,}$/)
})

it('tells the writer when the reader leaves', async () => {
  const left = Promise.withResolvers<boolean>()
  const url = await start(async (stream) => {
    await untilGone(stream)
    left.resolve(await stream.send('run', {}))
  })
  const leaving = new AbortController()
  await fetch(url, { signal: leaving.signal })
  leaving.abort()
  expect(await left.promise).toBe(false)
})

it('leaves nothing behind of what had to wait for a slow reader', async () => {
  const listeners = Promise.withResolvers<number[]>()
  const url = await start(async (stream) => {
    const count = () => getEventListeners(stream.signal, 'abort').length
    const counts = [count()]
    for (let n = 0; n < 3; n++) {
      expect(await stream.send('run', 'x'.repeat(4_000_000))).toBe(true)
      counts.push(count())
    }
    listeners.resolve(counts)
  })
  await (await fetch(url)).text()
  const [before] = await listeners.promise
  expect(await listeners.promise).toEqual([before, before, before, before])
})

it('opens only so many for one person, and more again once one is closed', async () => {
  const url = await start(untilGone)
  const first = await Promise.all([fetch(url), fetch(url), fetch(url)])
  expect((await fetch(url)).status).toBe(429)
  streams.close()
  await Promise.all(first.map((answer) => answer.text()))
  const leaving = new AbortController()
  expect((await fetch(url, { signal: leaving.signal })).status).toBe(200)
  leaving.abort()
})
