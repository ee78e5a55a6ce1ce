// Who may talk to us through a browser. Pure: header values in, a refusal or nothing out.
import { isIP } from 'node:net'
import { HttpError } from './errors.ts'

export interface Site {
  /** The address we listen on. */
  host: string
  /** The address people open, or empty. */
  publicUrl: string
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Against DNS rebinding: a name we do not know is refused, whatever it resolves to. An address literal cannot
 * be rebound, so any is accepted when we listen on all of them.
 */
export function checkHost(site: Site, hostHeader: string | undefined): void {
  const name = hostName(hostHeader)
  if (name !== undefined && isKnownName(site, name)) return
  throw new HttpError(
    421,
    'bad_request',
    'This server does not answer to that host name. Open it under its own address, or set PUBLIC_URL to the address you use.',
  )
}

export function isLoopbackHost(hostHeader: string | undefined): boolean {
  return loopbackNames.has(hostName(hostHeader) ?? '')
}

function isKnownName(site: Site, name: string): boolean {
  if (loopbackNames.has(name)) return true
  if (site.publicUrl !== '' && new URL(site.publicUrl).hostname === name) return true
  const isWildcard = site.host === '0.0.0.0' || site.host === '::'
  if (isWildcard) return isIP(name.replace(/^\[|\]$/g, '')) !== 0
  return name === hostName(site.host.includes(':') ? `[${site.host}]` : site.host)
}

/** Lower case, without port; undefined when it is not a host at all. */
function hostName(header: string | undefined): string | undefined {
  if (!header || /[\s/@?#\\]/.test(header)) return undefined
  const text = `http://${header}`
  return URL.canParse(text) ? new URL(text).hostname.replace(/\.$/, '') : undefined
}

export interface UnsafeCall {
  method: string
  host: string | undefined
  origin: string | undefined
  fetchSite: string | undefined
  hasBearer: boolean
  hasCookie: boolean
}

/**
 * Against requests another site makes in someone's browser. Every browser sends Origin with an unsafe method,
 * so it may be absent only where no browser's credentials are at stake.
 */
export function checkOrigin(site: Site, call: UnsafeCall): void {
  if (safeMethods.has(call.method)) return
  const isForeignFetch = call.fetchSite !== undefined && !['same-origin', 'none'].includes(call.fetchSite)
  if (isForeignFetch) throw originError()
  if (call.origin === undefined) {
    if (call.hasBearer || !call.hasCookie) return
    throw originError()
  }
  if (!isOwnOrigin(site, call.origin, call.host)) throw originError()
}

function isOwnOrigin(site: Site, origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  if (site.publicUrl !== '') {
    const publicUrl = new URL(site.publicUrl)
    if (url.host === publicUrl.host) return url.origin === publicUrl.origin
  }
  return /^https?:$/.test(url.protocol) && url.host === host?.toLowerCase()
}

function originError(): HttpError {
  return new HttpError(
    403,
    'forbidden',
    'This request came from another site and was refused. Open the dashboard directly; behind a proxy, set PUBLIC_URL to the address people open.',
  )
}

/** A body must be JSON (or multipart where a file is expected): forms of other sites cannot send that unasked. */
export function checkContentType(call: {
  contentType: string | undefined
  hasBody: boolean
  expectsUpload: boolean
  isOriginKnown: boolean
}): void {
  if (!call.hasBody) return
  const type = (call.contentType ?? '').split(';')[0]!.trim().toLowerCase()
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(call.contentType ?? '')?.[1]?.toLowerCase()
  const expected = call.expectsUpload ? 'multipart/form-data' : 'application/json'
  const isCharsetFine = charset === undefined || charset === 'utf-8' || charset === 'utf8'
  if (type === expected && isCharsetFine) return
  const message = `Send the body with the header "Content-Type: ${expected}", in UTF-8.`
  throw new HttpError(
    call.isOriginKnown ? 415 : 403,
    call.isOriginKnown ? 'bad_request' : 'forbidden',
    message,
  )
}
