// The building blocks of safe HTML: escaped text, attributes, styles and links.
import type { Link, RicosNode } from './document.ts'
import { isSafeLink } from './urls.ts'

/** What the rendering of one kind of node needs of the whole. */
export interface Renderer {
  nodes(nodes: readonly RicosNode[]): string
  /** ` id="..."` where a link on the page leads to the node. */
  id(node: RicosNode): string
}

export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')
}

export function attribute(name: string, value: string): string {
  return ` ${name}="${escapeText(value).replace(/"/g, '&quot;')}"`
}

/** A style attribute of the declarations that are set. */
export function css(declarations: readonly (string | undefined)[]): string {
  const set = declarations.filter((declaration) => declaration !== undefined)
  return set.length === 0 ? '' : attribute('style', set.join(';'))
}

export function alignmentOf(alignment: string | undefined): string | undefined {
  return alignment !== undefined && /^(LEFT|CENTER|RIGHT|JUSTIFY)$/.test(alignment)
    ? `text-align:${alignment.toLowerCase()}`
    : undefined
}

export function safeColor(property: string, color: string | undefined): string | undefined {
  return color !== undefined && /^#[0-9a-f]{3,8}$/i.test(color) ? `${property}:${color}` : undefined
}

export function linkAttributes(link: Link): string {
  if (typeof link.url !== 'string' || !isSafeLink(link.url)) return ''
  const target = link.target === undefined ? '' : attribute('target', `_${link.target.toLowerCase()}`)
  const words = Object.entries(link.rel ?? {}).flatMap(([word, isSet]) => (isSet ? [word] : []))
  return attribute('href', link.url) + target + (words.length > 0 ? attribute('rel', words.join(' ')) : '')
}
