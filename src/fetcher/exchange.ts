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
  signal: AbortSignal
}

// Connections are not kept: a later request to the same name must be checked anew.
const agents = {
  'http:': new HttpAgent({ keepAlive: false }),
  'https:': new HttpsAgent({ keepAlive: false }),
}

/** Resolves with the head of the answer; its body is not read yet. Throws `FetchEnd`. */
export function sendHop({ url, addresses, headers, signal }: Hop): Promise<IncomingMessage> {
  const isTls = url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const request = (isTls ? httpsRequest : httpRequest)(url, {
      agent: isTls ? agents['https:'] : agents['http:'],
      lookup: pinned(addresses),
      headers,
      signal,
    })
    request.once('response', resolve)
    request.on('error', (error) => reject(failureOf(error, url, signal)))
    request.end()
  })
}

function pinned(addresses: string[]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_host, options, done) => {
    if (options.all) done(null, entries)
    else done(null, entries[0]!.address, entries[0]!.family)
  }
}

/** Reads until `maxBytes` of the decoded body are there, so that a small packed one cannot become a huge one. */
export async function readBody(
  response: IncomingMessage,
  maxBytes: number,
  url: URL,
  signal: AbortSignal,
): Promise<{ body: Buffer; isCut: boolean }> {
  const parts: Buffer[] = []
  let bytes = 0
  const decoded = decode(response)
  try {
    for await (const part of decoded) {
      parts.push(part as Buffer)
      bytes += (part as Buffer).length
      if (bytes > maxBytes) break
    }
  } catch (error) {
    throw failureOf(error as Error, url, signal)
  } finally {
    response.destroy()
    decoded.destroy()
  }
  const body = Buffer.concat(parts)
  return { body: body.subarray(0, maxBytes), isCut: body.length > maxBytes }
}

function decode(response: IncomingMessage): Readable {
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
