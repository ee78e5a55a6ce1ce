// Which addresses a document may hold. The same rules guard what is read from HTML and what is written to it.

// Browsers ignore control characters and blanks in front of a scheme, and tabs and line ends inside it.
const IGNORED = /^[\u0000-\u0020]+|[\u0000-\u0020]+$|[\t\n\r]/g
/** What an address must hold for any of it to be ignored; hardly any does. */
const SUSPECT = /[\u0000-\u0020]/
const SCHEME = /^([a-z][a-z0-9+.-]*):/i
const LINK_SCHEMES = new Set(['http', 'https', 'mailto', 'tel'])
const FILE_SCHEMES = new Set(['http', 'https'])

export function cleanUrl(raw: string): string {
  return SUSPECT.test(raw) ? raw.replace(IGNORED, '') : raw
}

export function schemeOf(url: string): string | undefined {
  // Nearly every address, and nothing to read character by character.
  if (url.startsWith('https:')) return 'https'
  return SCHEME.exec(cleanUrl(url))?.[1]?.toLowerCase()
}

/** Whether the address may stand in a link: http, https, mailto, tel or relative. */
export function isSafeLink(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme === undefined || LINK_SCHEMES.has(scheme)
}

/** Whether the address may stand in an image, a video or a frame: http, https or relative. */
export function isSafeFile(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme === undefined || FILE_SCHEMES.has(scheme)
}

/** Whether nothing has to be added to fetch it. */
export function isAbsolute(url: string): boolean {
  return schemeOf(url) !== undefined
}

/** The address against `baseUrl`; unchanged when there is none or it cannot be resolved. */
export function resolveUrl(url: string, baseUrl: string | undefined): string {
  if (url.startsWith('//')) return `https:${url}`
  if (baseUrl === undefined || url === '' || isAbsolute(url)) return url
  return URL.parse(url, baseUrl)?.href ?? url
}
