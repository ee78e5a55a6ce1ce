// Links: to addresses, to places on the page, and links that look like buttons.
import type { Conversion } from '../conversion.ts'
import { type Link, RELS, type Rel } from '../document.ts'
import { attributeOf, type SourceElement } from '../parse.ts'
import { cleanUrl, LINK_SCHEMES, meantAddress, resolveUrl, schemeOf } from '../urls.ts'
import type { Handlers } from './handler.ts'

const BUTTON_CLASS = /(^|[\s_-])(btn|button|cta)([\s_-]|$)/i
const TARGETS = { _self: 'SELF', _blank: 'BLANK', _parent: 'PARENT', _top: 'TOP' } as const

/** The link of an `a` element, `undefined` when it has none that may be kept; reports why. */
export function readLink(element: SourceElement, conversion: Conversion): Link | undefined {
  const href = attributeOf(element, 'href')
  if (href === undefined) return undefined
  const url = cleanUrl(href)
  if (url === '') conversion.loss('link-nowhere')
  if (url === '') return undefined
  const scheme = schemeOf(url)
  if (scheme !== undefined && !LINK_SCHEMES.has(scheme)) {
    conversion.loss('link-unsafe', scheme)
    return undefined
  }
  const meant = scheme === undefined ? meantAddress(url) : undefined
  if (meant !== undefined) conversion.loss('link-no-scheme', `${url}, perhaps meant as ${meant}`)
  return withTarget({ url: resolveUrl(url, conversion.settings.baseUrl) }, element)
}

function withTarget(link: Link, element: SourceElement): Link {
  const target = attributeOf(element, 'target')?.trim().toLowerCase()
  if (target !== undefined && Object.hasOwn(TARGETS, target))
    link.target = TARGETS[target as keyof typeof TARGETS]
  const words = attributeOf(element, 'rel')?.toLowerCase().split(/\s+/)
  if (words === undefined) return link
  const rel: Rel = {}
  for (const word of RELS) if (words.includes(word)) rel[word] = true
  if (Object.keys(rel).length > 0) link.rel = rel
  return link
}

function linkToPlace(fragment: string, conversion: Conversion): void {
  const id = conversion.anchors.find(fragment)
  if (id !== undefined) conversion.style = conversion.style.linked({ fragment: id, isButton: false })
  else
    conversion.loss(
      fragment === '' ? 'link-nowhere' : 'anchor-missing',
      fragment === '' ? undefined : `#${fragment}`,
    )
}

function isButton(element: SourceElement): boolean {
  const { classes, style } = element
  if (attributeOf(element, 'role') === 'button' || (classes !== undefined && BUTTON_CLASS.test(classes)))
    return true
  // E-mails have no classes: a link with padding on a background is a button.
  return (
    style !== undefined &&
    /\bpadding/.test(style) &&
    /\bbackground/.test(style) &&
    !/background[^;]*:\s*(none|transparent)/.test(style)
  )
}

export const links: Handlers = {
  a: {
    display: 'inline',
    enter(element, conversion) {
      const name = attributeOf(element, 'name')
      if (name !== undefined) conversion.anchors.note(name)
      const href = attributeOf(element, 'href')?.trim()
      if (href === undefined) return undefined
      // A link inside a link is the inner link.
      if (href.startsWith('#')) {
        linkToPlace(href.slice(1), conversion)
        return undefined
      }
      const link = readLink(element, conversion)
      if (link === undefined) return undefined
      conversion.style = conversion.style.linked({ link, isButton: isButton(element) })
      return undefined
    },
  },
}
