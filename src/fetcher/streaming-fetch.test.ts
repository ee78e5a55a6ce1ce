// Whole files from servers on this machine: what is sent to whom, and where it ends.

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHostCheck, createStreamingFetch, FetchFailure, type StreamLimits } from './streaming-fetch.ts'

let servers: Server[] = []
let seen: Record<string, unknown>[] = []
let answer: RequestListener
let port = 0

beforeEach(async () => {
  servers = []
  seen = []
  answer = (_request, response) => response.end('hello')
  port = await listen()
})
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

async function listen(): Promise<number> {
  const server = createServer((request, response) => {
    seen.push({ host: request.headers.host, ...request.headers })
    answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

function make(limits: Partial<StreamLimits> = {}, allowedHosts = [`files.test:${port}`]) {
  return createStreamingFetch({ allowedHosts, blockedHosts: [], resolve: async () => ['127.0.0.1'], limits })
}

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

async function failure(work: Promise<unknown>): Promise<FetchFailure> {
  const error = await work.then(
    () => null,
    (one: unknown) => one,
  )
  expect(error).toBeInstanceOf(FetchFailure)
  return error as FetchFailure
}

it('gives status, headers and the unpacked body', async () => {
  answer = (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip', etag: '"1"' }).end(gzipSync('a table'))
  const got = await make()(`http://files.test:${port}/x`, { headers: { 'X-Key': 'k' } })
  expect(got).toMatchObject({ status: 200, headers: { etag: '"1"' }, url: `http://files.test:${port}/x` })
  expect(await read(got.body)).toBe('a table')
  expect(seen[0]).toMatchObject({ 'x-key': 'k', 'user-agent': 'SEOmatic' })
})

it('sends a login to the origin that was named, and not to where that redirects', async () => {
  const other = await listen()
  answer = (request, response) =>
    request.headers.host === `files.test:${port}`
      ? response.writeHead(302, { location: `http://other.test:${other}/y` }).end()
      : response.end('elsewhere')
  const fetch = make({}, [`files.test:${port}`, `other.test:${other}`])
  const headers = { authorization: 'Basic c2VjcmV0', 'x-api-key': 'k', 'if-none-match': '"1"' }
  const got = await fetch(`http://files.test:${port}/x`, { headers })
  expect(await read(got.body)).toBe('elsewhere')
  expect(seen[0]).toMatchObject(headers)
  expect(seen[1]).toMatchObject({ 'if-none-match': '"1"' })
  expect(seen[1]).not.toHaveProperty('authorization')
  expect(seen[1]).not.toHaveProperty('x-api-key')
})

it('sends no login without https, but to a host that the owner has named', async () => {
  const fetch = make({}, [])
  const refused = await failure(fetch('http://public.test/x', { headers: { authorization: 'Basic x' } }))
  expect(refused.message).toBe('A login is only sent over https, and public.test was to be asked without.')
  expect(seen).toEqual([])
})

it('asks nobody in a private network, and nobody a redirect leads to there', async () => {
  expect(await failure(make({}, [])('http://intern.test/x'))).toMatchObject({ reason: 'address' })
  answer = (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
  expect(await failure(make()(`http://files.test:${port}/x`))).toMatchObject({ reason: 'address' })
  const check = createHostCheck({
    allowedHosts: ['db.test:5432'],
    blockedHosts: [],
    resolve: async () => ['10.0.0.7'],
  })
  expect(await check('db.test', 5432)).toEqual(['10.0.0.7'])
  expect(await failure(check('other.test', 5432))).toMatchObject({ reason: 'address' })
})

it('gives up what stalls, what is too large and what redirects for ever', async () => {
  answer = (_request, response) => void response.write('the beginning')
  const stalled = await make({ idleMs: 100 })(`http://files.test:${port}/x`)
  expect(await failure(read(stalled.body))).toMatchObject({ reason: 'timeout' })

  answer = (_request, response) => response.end('x'.repeat(1_000))
  const large = await make()(`http://files.test:${port}/x`, { maxBytes: 999 })
  expect(await failure(read(large.body))).toMatchObject({ reason: 'too_large' })

  answer = (request, response) => response.writeHead(302, { location: request.url }).end()
  expect(await failure(make()(`http://files.test:${port}/x`))).toMatchObject({ reason: 'redirects' })
  expect(await failure(make({ firstByteMs: 100 })('http://files.test:1/'))).toMatchObject({ reason: 'port' })
})

it('tells what broke off', async () => {
  answer = (request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => request.socket.destroy())
  }
  const got = await make()(`http://files.test:${port}/x`)
  expect(await failure(read(got.body))).toMatchObject({ reason: 'network' })
})
