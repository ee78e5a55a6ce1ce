// Paths and queries exactly as Wix reads them.
import { WixError } from './errors.ts'

export type QueryValue = string | number | boolean | null | undefined | readonly QueryValue[] | QueryObject
export interface QueryObject {
  readonly [key: string]: QueryValue
}

/**
 * A path whose inserted parts are percent-encoded: route`/blog/v3/draft-posts/${id}`.
 * An empty part or a dot would silently address another resource (`DELETE .../draft-posts/`), so it is refused.
 */
export function route(texts: TemplateStringsArray, ...parts: string[]): string {
  return texts.reduce((path, text, index) => path + encodePart(parts[index - 1]) + text)
}

function encodePart(part: unknown): string {
  if (typeof part !== 'string' || part === '' || part === '.' || part === '..')
    throw unusable(`The id or slug ${JSON.stringify(part) ?? 'undefined'} cannot be part of an address.`)
  if (!part.isWellFormed()) throw unusable('The id or slug holds half a character and cannot be sent.')
  return encodeURIComponent(part)
}

/** Nested keys are dotted (`paging.limit=1`), arrays repeat their key; null and undefined are left out. */
export function toQueryString(query: QueryObject): string {
  const pairs: string[] = []
  const add = (key: string, value: QueryValue): void => {
    if (value === undefined || value === null) return
    if (isList(value)) for (const item of value) add(key, item)
    else if (typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) add(key === '' ? name : `${key}.${name}`, inner)
    else pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(String(value).toWellFormed())}`)
  }
  add('', query)
  return pairs.join('&')
}

/** Checks an address given for Wix and returns it without a slash at the end. */
export function checkBaseUrl(text: string): string {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw unusable('The base URL is not a web address. Example: https://www.wixapis.com')
  if (url.username || url.password || url.search || url.hash)
    throw unusable('The base URL must hold neither a user, a query nor a fragment.')
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw unusable('Plain http would expose the credentials in transit; use https.')
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function isList(value: QueryValue): value is readonly QueryValue[] {
  return Array.isArray(value)
}

function unusable(description: string): WixError {
  return new WixError({
    kind: 'validation',
    method: '',
    path: '',
    isWrite: false,
    delivered: 'no',
    description,
  })
}
