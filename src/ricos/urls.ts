// Which addresses a document may hold. The same rules guard what is read from HTML and what is written to it.

// Browsers ignore control characters and blanks in front of a scheme, and tabs and line ends inside it.
const IGNORED = /^[\u0000-\u0020]+|[\u0000-\u0020]+$|[\t\n\r]/g
/** What an address must hold for any of it to be ignored; hardly any does. */
const SUSPECT = /[\u0000-\u0020]/
const SCHEME = /^([a-z][a-z0-9+.-]*):/i
export const LINK_SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel'])
const FILE_SCHEMES = new Set(['http', 'https'])

export function cleanUrl(raw: string): string {
  return SUSPECT.test(raw) ? raw.replace(IGNORED, '') : raw
}

export function schemeOf(url: string): string | undefined {
  // Nearly every address, and nothing to read character by character.
  if (url.startsWith('https:')) return 'https'
  if (!url.includes(':')) return undefined
  return SCHEME.exec(cleanUrl(url))?.[1]?.toLowerCase()
}

/** Whether the address may stand in a link: http, https, mailto, tel or relative. */
export function isSafeLink(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme === undefined || LINK_SCHEMES.has(scheme)
}

const MAIL = /^[^\s/@:?#]+@[^\s/@:?#]+\.[a-z]{2,}(?:\?.*)?$/i
const PHONE = /^\+?\(?\d[\d\s().-]{5,}$/
const HOST = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+([a-z]{2,24}|xn--[a-z\d-]+)(?:[/?#]|$)/i
/** What names of files end in, which are no hosts. */
const FILE_END =
  /^(?:[sx]?html?|xht|php\d?|aspx?|jspx?|cgi|pdf|docx?|xlsx?|pptx?|odt|ods|txt|md|csv|xml|json|js|mjs|css|jpe?g|png|gif|svg|webp|avif|ico|mp3|mp4|webm|ogg|wav|zip|rar|gz|tgz|exe|dmg|epub|rss|atom|map)$/i

/** What an address, which has no scheme, was most likely meant to be; `undefined` for one of the same site. */
export function meantAddress(url: string): string | undefined {
  if (/^[/?#.]/.test(url)) return undefined
  if (url.includes('@') && MAIL.test(url)) return `mailto:${url}`
  if (PHONE.test(url)) return `tel:${url}`
  const end = HOST.exec(url)?.[1]
  const isHost = /^www\./i.test(url) || (end !== undefined && !FILE_END.test(end))
  return isHost ? `https://${url}` : undefined
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
