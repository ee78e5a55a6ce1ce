// A service on this machine that answers as the one it stands for documents it, and fails as a test says.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ServiceRequest {
  method: string
  /** Path and query. */
  path: string
  url: URL
  headers: Record<string, string>
  body: string
}

export interface ServiceReply {
  status: number
  headers?: Record<string, string>
  /** What is neither a text nor bytes is sent as JSON. */
  body?: unknown
}

/** In place of the answer: another one, or one that breaks off in its middle. */
export type ServiceFault = ServiceReply | 'cut'

export interface ServiceDouble {
  /** Without a slash at its end, as a base address is written. */
  url: string
  /** `127.0.0.1:port`, as FETCH_ALLOWED_HOSTS names it. */
  host: string
  /** In the order in which they came. */
  requests: ServiceRequest[]
  /** What happens to a request, counted from 1, in place of its answer; null: nothing. */
  fault: (request: ServiceRequest, number: number) => ServiceFault | null
  close(): Promise<void>
}

/** A reply, or the parts of a long one as JSON. */
type Given = ServiceReply | AsyncIterable<string>

export async function startServiceDouble(
  answer: (request: ServiceRequest) => Given | Promise<Given>,
): Promise<ServiceDouble> {
  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming)
    const number = double.requests.push(request)
    const fault = double.fault(request, number)
    if (fault === 'cut') await cut(response, await answer(request))
    else await send(response, fault ?? (await answer(request)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const double: ServiceDouble = {
    url: `http://${host}`,
    host,
    requests: [],
    fault: () => null,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
  return double
}

async function readRequest(incoming: IncomingMessage): Promise<ServiceRequest> {
  let body = ''
  for await (const part of incoming.setEncoding('utf8')) body += part
  const path = incoming.url ?? '/'
  return {
    method: incoming.method ?? '',
    path,
    url: new URL(path, 'http://double'),
    headers: incoming.headers as Record<string, string>,
    body,
  }
}

async function send(response: ServerResponse, reply: Given): Promise<void> {
  if (Symbol.asyncIterator in reply) {
    response.writeHead(200, { 'content-type': 'application/json' })
    for await (const part of reply)
      if (!response.write(part)) await new Promise((resolve) => response.once('drain', resolve))
    response.end()
    return
  }
  const { status, headers, body = '' } = reply
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const text = isRaw ? body : JSON.stringify(body)
  const type = isRaw ? 'text/plain' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers }).end(text)
}

/** A length that is never reached, and an end to the connection. */
async function cut(response: ServerResponse, reply: Given): Promise<void> {
  const body = Symbol.asyncIterator in reply ? '{' : (reply.body ?? '')
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length + 10) })
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy())
}
