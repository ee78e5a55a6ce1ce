// One request to one checked host, without following anything.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import { failureOf } from './failures.ts'
import { fail } from './result.ts'

export interface Hop {
  url: URL
  /** Connections go to these alone, whatever a name means meanwhile. */
  addresses: string[]
  headers: Record<string, string>
  /** Unless told, a POST where there is a body and a GET where there is none. */
  method?: string | undefined
  body?: string | undefined
  signal: AbortSignal
}

// Connections are not kept: a later request to the same name must be checked anew.
const agents = {
  'http:': new HttpAgent({ keepAlive: false }),
  'https:': new HttpsAgent({ keepAlive: false }),
}

/** Resolves with the head of the answer; its body is not read yet. Throws `FetchEnd`. */
export function sendHop({ url, addresses, headers, method, body, signal }: Hop): Promise<IncomingMessage> {
  const isTls = url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const request = (isTls ? httpsRequest : httpRequest)(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      agent: isTls ? agents['https:'] : agents['http:'],
      lookup: pinned(addresses),
      headers,
      signal,
    })
    request.once('response', resolve)
    request.on('error', (error) => reject(failureOf(error, url, signal)))
    request.end(body)
  })
}

function pinned(addresses: string[]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_host, options, done) => {
    if (options.all) done(null, entries)
    else done(null, entries[0]!.address, entries[0]!.family)
  }
}

const firstBlockBytes = 65_536

/** Reads until `maxBytes` of the decoded body are there, so that a small packed one cannot become a huge one. */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
  url: URL,
  signal: AbortSignal,
): Promise<{ body: Buffer; isCut: boolean }> {
  // One block that grows: a list of pieces of one byte would take a hundred times their size.
  let block = Buffer.alloc(Math.min(maxBytes + 1, firstBlockBytes))
  let bytes = 0
  const decoded = decode(response)
  try {
    for await (const part of decoded as AsyncIterable<Buffer>) {
      const taken = part.subarray(0, maxBytes + 1 - bytes)
      if (bytes + taken.length > block.length) {
        block = Buffer.concat(
          [block],
          Math.min(maxBytes + 1, Math.max(bytes + taken.length, 2 * block.length)),
        )
      }
      bytes += taken.copy(block, bytes)
      if (bytes > maxBytes) break
    }
  } catch (error) {
    throw failureOf(error as Error, url, signal)
  } finally {
    response.destroy()
    decoded.destroy()
  }
  return { body: block.subarray(0, Math.min(bytes, maxBytes)), isCut: bytes > maxBytes }
}

/** The body as it was before it was packed for the way. Throws `FetchEnd` where nobody can unpack it. */
export function decode(response: IncomingMessage): Readable {
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase()
  if (encoding === '' || encoding === 'identity') return response
  const isUnzip = encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'deflate'
  if (!isUnzip && encoding !== 'br') {
    response.destroy()
    throw fail('encoding', 'The answer is packed in a way that cannot be read.')
  }
  const decoder = isUnzip ? createUnzip() : createBrotliDecompress()
  response.on('error', (error) => decoder.destroy(error))
  return response.pipe(decoder)
}
