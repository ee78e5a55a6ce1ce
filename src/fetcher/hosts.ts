// Whether an address may be asked at all, and at which addresses of the network it is found.
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { kindOfAddress } from './addresses.ts'
import { fail, refuse } from './result.ts'

/** All addresses of a name. Throws as `dns.lookup` does. */
export type Resolve = (host: string) => Promise<string[]>

export interface HostRules {
  /** `host` or `host:port`: may lie in a private network; the second may be asked at that port too. */
  allowedHosts: readonly string[]
  /** `host` or `host:port`: never asked. Our own address and the API of Wix belong here. */
  blockedHosts: readonly string[]
  /** Those that may be asked at any public host; of the web unless told. */
  ports?: readonly string[]
  resolve: Resolve
}

export async function resolveName(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

const localNames = /(^|\.)(localhost|local|internal|home\.arpa|localdomain)$/

/** Throws `FetchEnd` where the address is refused. */
export function checkUrl(text: string, rules: HostRules): URL {
  const url = URL.parse(text)
  if (!url) throw refuse('url', 'It is not a complete web address.')
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse('scheme', `Only addresses with https:// or http:// are fetched, not ${url.protocol}.`)
  if (url.username !== '' || url.password !== '')
    throw refuse('credentials', 'It contains a name or password, which are never sent.')
  const host = hostOf(url)
  if (isListed(rules.blockedHosts, url)) throw refuse('host', `${host} is never fetched from.`)
  const { ports = ['80', '443'] } = rules
  const isUsualPort = ports.includes(portOf(url))
  if (!isUsualPort && !rules.allowedHosts.includes(`${host}:${portOf(url)}`))
    throw refuse('port', `Only ports ${inWords(ports)} are allowed, not ${portOf(url)}.`)
  if (localNames.test(host) && !isListed(rules.allowedHosts, url))
    throw refuse('host', `${host} is a name of a private network.`)
  return url
}

/**
 * The addresses to connect to, and no other may be used: asking a second time could give another answer. One bad
 * address refuses the host.
 */
export async function addressesOf(url: URL, rules: HostRules): Promise<string[]> {
  const host = hostOf(url)
  const literal = host.replace(/^\[|\]$/g, '')
  const addresses = isIP(literal) === 0 ? await resolveHost(host, rules.resolve) : [literal]
  const isAllowed = isListed(rules.allowedHosts, url)
  for (const address of addresses) {
    const kind = kindOfAddress(address)
    if (kind === 'public' || (kind === 'private' && isAllowed)) continue
    // The address itself stays unsaid: it would tell what a name means inside the network.
    throw refuse('address', `${host} leads into a private network and not to the internet.`)
  }
  return addresses
}

async function resolveHost(host: string, resolve: Resolve): Promise<string[]> {
  let addresses: string[]
  try {
    addresses = await resolve(host)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOTFOUND' || code === 'ENODATA') throw unknownName(host)
    throw fail('dns', `The name ${host} could not be looked up just now.`)
  }
  if (addresses.length === 0) throw unknownName(host)
  return addresses
}

function unknownName(host: string) {
  return fail('name', `There is no host with the name ${host}.`)
}

/** As it is compared: the parser has made it lower case and punycode already. */
function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, '')
}

/** Whether a list of `host` or `host:port` names it. */
export function isListed(list: readonly string[], url: URL): boolean {
  const host = hostOf(url)
  return list.some((entry) => entry === host || entry === `${host}:${portOf(url)}`)
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80')
}

function inWords(ports: readonly string[]): string {
  return `${ports.slice(0, -1).join(', ')} and ${ports.at(-1)}`
}
