// Addresses of dynamic pages: what Wix says, and what it will make of an item. Pure.
import type { FieldFacts } from './field-facts.ts'

/** Fields of page links, in the order of the collection; the first that has an address is the item's page. */
export function pageLinks(fields: FieldFacts[]): FieldFacts[] {
  return fields.filter((field) => field.type === 'PAGE_LINK')
}

/** Path of the item's page as Wix has it; null where it has none. */
export function pathOf(fields: FieldFacts[], data: Record<string, unknown>): string | null {
  for (const { key } of pageLinks(fields)) {
    const path = data[key]
    if (typeof path === 'string' && path.startsWith('/')) return path
  }
  return null
}

/** Keys of the fields an address is made of: `{slug}` in `/places/{slug}`. */
export function keysOfPattern(pattern: string): string[] {
  return [...pattern.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!)
}

/**
 * The path Wix will make, by its rule: the values in lower case, words joined by dashes. Null while one of them is
 * blank: then the item has no page. A guess, which the read-back corrects.
 * https://support.wix.com/en/article/cms-formerly-content-manager-creating-unique-dynamic-page-urls
 */
export function expectedPath(fields: FieldFacts[], textOf: (key: string) => string): string | null {
  for (const { key, page } of pageLinks(fields)) {
    const own = textOf(key)
    if (own !== '') return own
    if (!page) continue
    const keys = keysOfPattern(page.pattern)
    if (keys.length === 0 || keys.some((one) => textOf(one).trim() === '')) continue
    return page.pattern.replace(/\{([^{}]+)\}/g, (_, one: string) => toPart(textOf(one), page.isLowercase))
  }
  return null
}

function toPart(text: string, isLowercase: boolean): string {
  if (!isLowercase) return encodeURIComponent(text.trim().replace(/\s+/g, '-'))
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
}
