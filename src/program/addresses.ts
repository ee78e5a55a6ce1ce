// Whom this installation may ask over the network, and what it is called itself.
import type { Config } from '../config.ts'

/** Never to this installation itself, and to Wix only through its client. */
export function fetchRules({ fetchAllowedHosts, publicUrl, wixApiUrl }: Config) {
  const blockedHosts = [publicUrl, wixApiUrl].flatMap((url) => URL.parse(url)?.host ?? [])
  return { allowedHosts: fetchAllowedHosts, blockedHosts }
}

/** Where tables are read from: the base addresses of services too, which whoever runs this server has set. */
export function sourceRules(config: Config) {
  const { allowedHosts, blockedHosts } = fetchRules(config)
  const set = Object.values(config.addresses).flatMap((url) => URL.parse(url)?.host ?? [])
  return { allowedHosts: [...allowedHosts, ...set], blockedHosts }
}

/** For links in what leaves this server. */
export function dashboardUrl({ publicUrl, host, port }: Config): string {
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host
  return publicUrl || `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
