// A page of the documentation as HTML for inside the product. Pure.
import MarkdownIt, { type Token } from 'markdown-it'

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
// A block that may scroll sideways has to be reachable by key.
markdown.renderer.rules['fence'] = (tokens, index) =>
  `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]!.content)}</code></pre>\n`

export interface Heading {
  anchor: string
  title: string
}

export interface RenderedGuide {
  html: string
  /** Of the second level. */
  headings: Heading[]
}

/** @param isGuide whether a page of that name can be read inside; links to others become words */
export function renderGuide(source: string, isGuide: (id: string) => boolean): RenderedGuide {
  const tokens = markdown.parse(withoutTitle(source), {})
  const headings: Heading[] = []
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]
    if (token.type === 'heading_open' && next) {
      const title = wordsOf(next)
      const anchor = anchorOf(title)
      token.attrSet('id', anchor)
      if (token.tag === 'h2') headings.push({ anchor, title })
    }
    if (token.type === 'tr_open') nameCodes(tokens[index + 2])
    if (token.children) token.children = token.children.flatMap((child) => inside(child, isGuide))
  }
  return { html: markdown.renderer.render(tokens, markdown.options, {}), headings }
}

/** The anchor that GitHub gives a heading, so that links in the pages hold in both places. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

/** The codes in the first cell of a row are where errors with these codes lead to. */
function nameCodes(firstCell: Token | undefined): void {
  for (const part of firstCell?.children ?? [])
    if (part.type === 'code_inline') part.attrSet('id', part.content)
}

function inside(token: Token, isGuide: (id: string) => boolean): Token[] {
  if (token.type === 'image') {
    const name = /^screenshots\/([\w-]+\.\w+)$/.exec(String(token.attrGet('src') ?? ''))?.[1]
    if (name === undefined) return []
    token.attrSet('src', `/api/guide-pictures/${name}`)
    token.attrSet('loading', 'lazy')
  }
  if (token.type === 'link_open') {
    const href = String(token.attrGet('href') ?? '')
    const page = /^([\w-]+)\.md(#.*)?$/.exec(href)
    if (page && isGuide(page[1]!)) token.attrSet('href', `/help/${page[1]}${page[2] ?? ''}`)
    else if (/^https?:/.test(href)) {
      token.attrSet('target', '_blank')
      token.attrSet('rel', 'noreferrer')
    } else if (!href.startsWith('#')) token.tag = 'span'
    if (token.tag === 'span') token.attrs = null
  }
  return [token]
}

function withoutTitle(source: string): string {
  return source.replace(/^# .*\n/, '')
}

function wordsOf(inline: Token): string {
  return (inline.children ?? []).map(({ content }) => content).join('')
}

/** A page cut at its headings of the second and third level, as plain words. */
export function sectionsOf(source: string): (Heading & { text: string })[] {
  const sections: (Heading & { text: string })[] = [{ anchor: '', title: '', text: '' }]
  const tokens = markdown.parse(withoutTitle(source), {})
  for (const [index, token] of tokens.entries()) {
    const isHeading = tokens[index - 1]?.type === 'heading_open'
    if (token.type === 'inline' && isHeading) {
      const title = wordsOf(token)
      sections.push({ anchor: anchorOf(title), title, text: '' })
    } else if (token.type === 'inline' || token.type === 'fence') {
      const words = token.type === 'fence' ? token.content : wordsOf(token)
      const last = sections.at(-1)!
      last.text = `${last.text} ${words}`.trim()
    }
  }
  return sections
}
