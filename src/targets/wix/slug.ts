// The last part of a post's address. Pure.

import type { Problem } from '../../api/problem.ts'
import { shorten } from '../../api/shorten.ts'

/** Addresses that belong to Wix or to the web itself. */
const reserved = new Set([
  'index',
  'sitemap.xml',
  'robots.txt',
  '404',
  '500',
  '_api',
  '_functions',
  'favicon.ico',
])
const wellFormed = /^[\p{L}\p{N}\p{M}]+(-[\p{L}\p{N}\p{M}]+)*$/u

/** Problems of a slug that is there; a blank one is reported by the required fields. Wix rewrites what is refused here. */
export function checkSlug(slug: string): Problem[] {
  if (slug === '') return []
  if (reserved.has(slug.toLowerCase()))
    return [
      problem(
        'slug_reserved',
        `"${slug}" is an address that Wix or search engines use themselves. Choose another.`,
      ),
    ]
  if (slug !== slug.toLowerCase() || slug !== slug.normalize('NFKC') || !wellFormed.test(slug)) {
    const better = suggestion(slug)
    const instead = better === '' ? 'Use letters and digits.' : `Use the \`slugify\` filter, or "${better}".`
    return [
      problem(
        'slug_invalid',
        `"${shorten(slug, 80)}" cannot be an address: lower-case letters, digits and single hyphens only, no spaces or slashes. ${instead}`,
      ),
    ]
  }
  const mixed = slug.split('-').find((word) => scripts.filter((script) => script.test(word)).length > 1)
  if (mixed === undefined) return []
  return [
    {
      ...problem(
        'slug_mixed_script',
        `"${mixed}" mixes letters of different scripts that look alike. Check that it is meant.`,
      ),
      severity: 'warning',
    },
  ]
}

/** Scripts with letters that are taken for each other. */
const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

function suggestion(slug: string): string {
  const words =
    slug
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words.join('-').slice(0, 60)
}

function problem(code: string, message: string): Problem {
  return { code, severity: 'error', field: 'slug', message }
}
