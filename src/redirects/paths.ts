// Addresses as redirects name them: paths of the site, compared without what makes no difference to Wix. Pure.

/** The path of an address of the site, encoded as it travels; null where it leads to another site, or is none. */
export function pathOf(address: string, siteUrl: string | null): string | null {
  if (address.startsWith('/') && !address.startsWith('//')) return trimmed(address.replace(/[?#].*$/s, ''))
  const url = URL.parse(address)
  const site = siteUrl === null ? null : URL.parse(siteUrl)
  if (!url || !site || hostOf(url) !== hostOf(site)) return null
  // A free site stands below its owner's address, which no path of the site names.
  const base = trimmed(site.pathname)
  const isBelow = base !== '/' && (url.pathname === base || url.pathname.startsWith(`${base}/`))
  return trimmed(isBelow ? url.pathname.slice(base.length) : url.pathname)
}

/** Two paths with one key are one address: a slash at the end and the way letters are encoded make no difference. */
export function keyOf(path: string): string {
  const bare = trimmed(path)
  try {
    return decodeURIComponent(bare).normalize('NFC')
  } catch {
    return bare
  }
}

/**
 * The address of a page under another slug, where the slug is the end of its address or all of it (`/places/town`); null
 * where it is not.
 * @param path as the site has it now
 */
export function underSlug(path: string, before: string, after: string): string | null {
  const [old, next] = [partsOf(before), partsOf(after)]
  const parts = partsOf(path)
  if (old.length === 0 || next.length === 0 || parts.length < old.length) return null
  const isEnd = old.every((part, i) => keyOf(part) === keyOf(parts[parts.length - old.length + i]!))
  if (!isEnd) return null
  return `/${[...parts.slice(0, -old.length), ...next.map(encoded)].join('/')}`
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

/** Once, however it is spelt. */
function encoded(part: string): string {
  return encodeURIComponent(keyOf(part))
}

/** The addresses above this one, the nearest first; the home page last. */
export function parentsOf(path: string): string[] {
  const parts = trimmed(path).split('/').slice(1)
  return parts.map((_, i) => `/${parts.slice(0, parts.length - 1 - i).join('/')}`)
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '') || '/'
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^www\./, '')
}
