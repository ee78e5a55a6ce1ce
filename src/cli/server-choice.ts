// Which server, with which token: the environment first, then what `setup` or `login` stored. Pure.
import type { ClientConfig } from '../config.ts'
import type { Credentials } from './credentials-file.ts'
import { CliError, usageError } from './errors.ts'

export const usualUrl = 'http://127.0.0.1:3000'

/** A stored token is only ever sent to the server that made it. */
export function chooseServer(
  config: Pick<ClientConfig, 'url' | 'token'>,
  stored: Credentials | null,
): { url: string; token: string } {
  const url = config.url === '' ? (stored?.url ?? usualUrl) : readServerUrl(config.url)
  if (config.token !== '') return { url, token: config.token }
  if (stored && stored.url === url) return { url, token: stored.token }
  throw new CliError(
    'not_signed_in',
    stored
      ? `SEOMATIC_URL names ${url}, and the stored token is for ${stored.url}. Set SEOMATIC_TOKEN too, or run "seomatic login --url ${url}".`
      : 'Not signed in. Run "seomatic setup <link>" with the link the server printed, or "seomatic login" when the owner exists. For scripts set SEOMATIC_URL and SEOMATIC_TOKEN.',
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
