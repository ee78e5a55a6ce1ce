// Links, addresses of mail and telephone numbers in a text. Pure.
import { blankOut } from './blank-out.ts'
import type { Fact, Taken } from './fact.ts'

const url = /\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:|tel:)[^\s<>"'`|\\^{}]+/gi
const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
/** A host without a scheme: a last part of letters that is no abbreviation, with or without a path. */
const host =
  /(?<![\p{L}\p{N}@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d+)?(?:\/[^\s<>"'`|\\^{}]*)?(?![\p{L}\p{N}-])/giu
/** Begins as only telephone numbers do, and is long enough. */
const phone = /(?<![\p{L}\p{N}.,])(?:\+|00|\(?0)[\d\s()./-]{6,24}\d(?![\p{L}\p{N}])/gu

export function takeLinks(text: string): Taken {
  const mails = blankOut(text, email, ([found]): Fact => {
    return { kind: 'email', text: found, keys: [`e:${found.toLowerCase()}`] }
  })
  const urls = blankOut(mails.rest, url, ([found]) => linkFact(found))
  const hosts = blankOut(urls.rest, host, ([found]) => (isHost(found) ? linkFact(found) : null))
  const phones = blankOut(hosts.rest, phone, ([found]) => phoneFact(found))
  return {
    facts: [...mails.found, ...urls.found, ...hosts.found, ...phones.found],
    rest: phones.rest,
  }
}

/** "e.g." and "Bar.Restaurant" are none; what has a path or a well-known ending is. */
const endings = new Set(
  'com net org info biz io co ai app dev eu de at ch li fr es it pt nl be lu uk ie us ca au nz se no dk fi is pl cz sk hu ro bg gr tr ru ua jp cn kr in br mx ar cl shop store online site web blog travel hotel agency cloud tech me tv cc edu gov int xyz page link'.split(
    ' ',
  ),
)

function isHost(text: string): boolean {
  const [name = ''] = text.split(/[/:]/)
  return text.includes('/') || endings.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
}

function linkFact(found: string): Fact {
  const text = found.replace(/[.,;:!?)\]»”]+$/, '')
  return { kind: 'link', text, keys: [`l:${plainLink(text)}`] }
}

/** The same page however its address is written: without a scheme, `www.` and a slash at its end. */
function plainLink(text: string): string {
  const bare = text
    .replace(/^https?:\/\//i, '')
    .replace(/^(?=mailto:|tel:)/i, '')
    .replace(/^www\./i, '')
  const cut = bare.search(/[/?#]/)
  const [name, path] = cut === -1 ? [bare, ''] : [bare.slice(0, cut), bare.slice(cut)]
  return `${name.toLowerCase()}${path.replace(/\/$/, '')}`
}

/** The host of a link's key: naming the site is naming less than the page. */
export function hostKey(key: string): string {
  const cut = key.search(/[/?#]/)
  return cut === -1 ? key : key.slice(0, cut)
}

function phoneFact(found: string): Fact | null {
  const digits = found.replace(/\D/g, '')
  if (digits.length < 7 || digits.length > 15) return null
  // A date or an amount begins with a zero too.
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(found.trim()) || /^0[.,]\d+$/.test(found.trim())) return null
  const international = found.trim().startsWith('+') ? digits : digits.replace(/^00/, '')
  return { kind: 'phone', text: found.trim(), keys: [`ph:${international}`] }
}
