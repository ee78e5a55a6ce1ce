// Which server, with which token: the environment first, then what `setup` or `login` stored. Pure.
import type { ClientConfig } from '../config.ts'
import type { Credentials } from './credentials-file.ts'
import { CliError, usageError } from './errors.ts'

/** Where a token came from: the environment, or what `setup` or `login` stored. */
export type TokenSource = 'SEOMATIC_TOKEN' | 'login'

export const usualUrl = 'http://127.0.0.1:3000'

/** A stored token is only ever sent to the server that made it. */
export function chooseServer(
  config: Pick<ClientConfig, 'url' | 'token'>,
  stored: Credentials | null,
): { url: string; token: string; tokenFrom: TokenSource } {
  const url = config.url === '' ? (stored?.url ?? usualUrl) : readServerUrl(config.url)
  if (config.token !== '') return { url, token: readToken(config.token), tokenFrom: 'SEOMATIC_TOKEN' }
  if (stored && stored.url === url) return { url, token: stored.token, tokenFrom: 'login' }
  throw new CliError(
    'not_signed_in',
    stored
      ? `SEOMATIC_URL names ${url}, and the stored token is for ${stored.url}. Set SEOMATIC_TOKEN too, or run "seomatic login --url ${url}".`
      : 'Not signed in. Run "seomatic setup <link>" with the link the server printed, or "seomatic login" when the owner exists. For scripts set SEOMATIC_URL and SEOMATIC_TOKEN.',
  )
}

/** A line's end around it is no part of it; anything else would only be refused in words about something else. */
function readToken(text: string): string {
  const token = text.trim()
  if (/^smt_[\w-]+$/.test(token)) return token
  throw new CliError(
    'not_signed_in',
    'SEOMATIC_TOKEN does not hold an API token: one begins with "smt_" and has no spaces or quotes in it. Copy it again from "seomatic tokens create" or from Settings, or unset SEOMATIC_TOKEN to use the stored login.',
  )
}

/** Why a server does not know a token, and what to do, by where it came from. */
export function refusedToken(url: string, from: TokenSource): CliError {
  return new CliError(
    'not_signed_in',
    from === 'SEOMATIC_TOKEN'
      ? `The server at ${url} does not accept the token in SEOMATIC_TOKEN: it is mistyped, revoked, expired, or of another server. Create one with "seomatic tokens create" or in Settings, or unset SEOMATIC_TOKEN to use the stored login.`
      : `The server at ${url} no longer accepts the token of this machine: it was revoked, or the password was changed. Run "seomatic login --url ${url}".`,
  )
}

/** The origin of an http or https address; anything behind it is dropped. */
export function readServerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url.origin
  throw usageError(`"${hideSecrets(text)}" is not the address of a server. Write it like ${usualUrl}.`)
}

/** Plain http to another machine: whoever is on the way can read the token. */
export function isOpenTransport(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function hideSecrets(text: string): string {
  return text.replace(/#.*$/, '').replace(/\/\/[^/@]*@/, '//')
}
