// The name of an imported file, by which it is found again. Pure.
import { createHash } from 'node:crypto'
import type { MediaFile } from '../../../wix/index.ts'

/** Where Wix puts what we import; it makes the folder. */
export const importFolder = '/seomatic'

const longestName = 60
/** Endings from which Wix learns the type. For an address without one it asks the host. */
const endings = /\.(avif|gif|heic|jpe?g|png|svg|tiff?|webp)$/i

/** What no other address has: found again by it, whatever else becomes of the name. */
export function addressMark(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 16)
}

/** `old-bridge-3f9a61c0d2b84e75.jpg`: the name from the address stays readable, as it shows in addresses on the site. */
export function fileNameFor(url: string): string {
  const last = decode(URL.parse(url)?.pathname.split('/').at(-1) ?? '')
  const ending = endings.exec(last)?.[0].toLowerCase() ?? ''
  const words = last.slice(0, last.length - ending.length).replace(/[^\p{L}\p{N}]+/gu, '-')
  const name = words.replace(/^-+/, '').slice(0, longestName).replace(/-+$/, '') || 'image'
  return `${name}-${addressMark(url)}${ending}`
}

/** Ours by the mark in its name; by Wix's own record where someone renamed it, or imported it by hand. */
export function isImportOf(file: MediaFile, url: string): boolean {
  return file.displayName?.includes(addressMark(url)) === true || file.sourceUrl === url
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
