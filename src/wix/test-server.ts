// Test helper: a real HTTP server that answers as scripted and remembers what it was asked.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createWixClient, type WixClientConfig } from './client.ts'

export interface SeenRequest {
  method: string
  /** Path and query as sent. */
  url: string
  headers: IncomingHttpHeaders
  body: string
  json(): unknown
}

export type Script = (response: ServerResponse, request: SeenRequest, index: number) => void

export interface TestServer {
  baseUrl: string
  seen: SeenRequest[]
}

/** Forms of a credential that no answer, error or printout may show. */
export const canary = 'IST.canary-9f31c7'
export const siteId = '11111111-2222-3333-4444-555555555555'
export const siteKey = { kind: 'apiKey', apiKey: canary, siteId } as const

/** Starts a server on a free port; it ends with the test, connections included. */
export async function startServer(script: Script): Promise<TestServer> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const entry: SeenRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
        json: () => JSON.parse(body),
      }
      seen.push(entry)
      script(response, entry, seen.length - 1)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** A script for one JSON answer. */
export function answers(status: number, body: unknown, headers: Record<string, string> = {}): Script {
  return (response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-wix-request-id': 'req-1',
      ...headers,
    })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

/** One script after another; the last one stays. */
export function inTurn(...scripts: Script[]): Script {
  return (response, request, index) =>
    scripts[Math.min(index, scripts.length - 1)]?.(response, request, index)
}

/** A server with a client that uses it, never sleeping between tries; `naps` holds the waits it asked for. */
export async function startClient(script: Script, config: Partial<WixClientConfig> = {}) {
  const server = await startServer(script)
  const naps: number[] = []
  const client = createWixClient({
    baseUrl: server.baseUrl,
    auth: siteKey,
    sleep: async (ms) => {
      naps.push(ms)
    },
    ...config,
  })
  return { ...server, client, naps }
}

/** The error a promise ends with; fails when it does not end with one. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('the call was expected to fail')
    },
    (error: unknown) => error,
  )
}
