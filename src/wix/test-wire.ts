// Test helper: sends the same input through Wix's own SDK and through this client and compares what goes over the
// wire, but for differences that have a name.
import { ApiKeyStrategy } from '@wix/sdk'
import { expect, test } from 'vitest'
import { createWixClient, type WixClient } from './client.ts'
import { siteId, siteKey } from './test-server.ts'
import { type QueryObject, toQueryString } from './url.ts'

export interface Sent {
  method: string
  path: string
  query: [string, string][]
  headers: Record<string, string>
  body: unknown
}

const base = 'https://www.wixapis.com'

/** What Wix's `createClient` needs to call as this client does. */
export const sdkAuth = ApiKeyStrategy({ apiKey: siteKey.apiKey, siteId })

/** A fetch that answers `{}` and keeps what it was asked. */
function capture() {
  const sent: Sent[] = []
  const fetch = async (address: unknown, init: RequestInit = {}) => {
    const url = new URL(String(address))
    expect(url.origin).toBe(base)
    sent.push({
      method: init.method ?? 'GET',
      path: url.pathname,
      query: [...url.searchParams],
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    })
    return new Response('{}', { headers: { 'content-type': 'application/json' } })
  }
  return { sent, fetch }
}

/** Takes the SDK's request to the form of ours. */
export type Difference = (sent: Sent) => Sent

/** Differences of every API. */
export const everywhere = {
  /** The SDK repeats the ids of the path in the query. */
  repeatsPathIds: (sent: Sent): Sent => {
    const parts = new Set(sent.path.split('/').map(decodeURIComponent))
    const isRepeated = ([key, value]: [string, string]) =>
      /^(id|slug|label|\w+Id)$/.test(key) && parts.has(value)
    return { ...sent, query: sent.query.filter((pair) => !isRepeated(pair)) }
  },
  /** The SDK packs some reads into one parameter; Wix takes the plain ones as well. */
  packedQuery: (sent: Sent): Sent => ({
    ...sent,
    query: [...new URLSearchParams(toQueryString(unpack(sent) as QueryObject))],
  }),
  /** The SDK packs some queries into a parameter of a GET; Wix documents them as POST with a body. */
  packedBody: (sent: Sent): Sent => ({
    ...sent,
    method: 'POST',
    query: [],
    headers: { ...sent.headers, 'content-type': 'application/json' },
    body: unpack(sent),
  }),
}

function unpack(sent: Sent): unknown {
  expect(sent).toMatchObject({ method: 'GET', query: [['.r', expect.any(String)]] })
  return JSON.parse(Buffer.from(sent.query[0]?.[1] ?? '', 'base64url').toString())
}

export interface WireCase<Sdk, Name extends string> {
  name: string
  sdk: (sdk: Sdk) => Promise<unknown>
  ours: (client: WixClient) => Promise<unknown>
  but?: Name[]
}

/** One test for each case. */
export function testSameRequests<Sdk, Name extends string>(
  createSdk: (fetch: typeof globalThis.fetch) => Sdk,
  differences: Record<Name, Difference>,
  cases: WireCase<Sdk, Name>[],
): void {
  test.each(cases)('$name: the same request as the SDK', async ({ sdk, ours, but = [] }) => {
    const theirs = capture()
    // Both may object to the empty answer; only what they sent is compared.
    await sdk(createSdk(theirs.fetch)).catch(() => undefined)
    const mine = capture()
    await ours(createWixClient({ baseUrl: base, auth: siteKey, fetch: mine.fetch })).catch(() => undefined)
    expect(theirs.sent).toHaveLength(1)
    const expected = but.reduce((sent, name) => differences[name](sent), theirs.sent[0] as Sent)
    expect(mine.sent.map(comparable)).toEqual([comparable(expected)])
  })
}

/** Where the calls come from, which Wix does not need to know. */
const ignoredHeaders = ['x-wix-bi-gateway', 'user-agent', 'accept']

function comparable(sent: Sent): Sent {
  const headers = Object.entries(sent.headers).filter(([name]) => !ignoredHeaders.includes(name))
  // The order of parameters means nothing, but for the values of one key.
  return {
    ...sent,
    headers: Object.fromEntries(headers),
    query: sent.query.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  }
}
