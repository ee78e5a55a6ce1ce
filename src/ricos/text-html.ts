// Ricos text with its decorations as HTML.
import type { Decoration, TextNode } from './document.ts'
import { attribute, css, escapeText, linkAttributes, safeColor } from './markup.ts'

/** Whether collapsing white space would change the text. */
export function keepsBlanks(nodes: readonly TextNode[]): boolean {
  const text = nodes.map(({ textData }) => textData.text).join('')
  return /^[ \t\n\f]|[ \t\n\f]$|[ \t\n\f]{2}|[\t\n\f]/.test(text)
}

/** The content of a paragraph or heading; an empty one still takes a line. */
export function renderLine(nodes: readonly TextNode[]): string {
  return nodes.length === 0 ? '<br>' : nodes.map(renderText).join('')
}

export function renderText({ textData }: TextNode): string {
  let html = escapeText(textData.text)
  const decorations = textData.decorations ?? []
  for (let i = decorations.length - 1; i >= 0; i--) html = decorate(html, decorations[i] as Decoration)
  return html
}

function decorate(html: string, decoration: Decoration): string {
  switch (decoration.type) {
    case 'BOLD':
      return (decoration.fontWeightValue ?? 700) >= 600 ? `<strong>${html}</strong>` : html
    case 'ITALIC':
      return `<em>${html}</em>`
    case 'UNDERLINE':
      return `<u>${html}</u>`
    case 'STRIKETHROUGH':
      return `<s>${html}</s>`
    case 'SUPERSCRIPT':
      return `<sup>${html}</sup>`
    case 'SUBSCRIPT':
      return `<sub>${html}</sub>`
    case 'COLOR': {
      const { foreground, background } = decoration.colorData
      const style = css([safeColor('color', foreground), safeColor('background-color', background)])
      return style === '' ? html : `<span${style}>${html}</span>`
    }
    case 'FONT_SIZE': {
      const { value, unit } = decoration.fontSizeData
      const size = Number.isFinite(value) ? `font-size:${value}${unit === 'EM' ? 'em' : 'px'}` : undefined
      const style = css([size])
      return style === '' ? html : `<span${style}>${html}</span>`
    }
    case 'FONT_FAMILY':
      return `<span${css([`font-family:${decoration.fontFamilyData.value.replace(/[^\w ,-]/g, '')}`])}>${html}</span>`
    case 'LINK':
      return `<a${linkAttributes(decoration.linkData.link)}>${html}</a>`
    case 'ANCHOR':
      return `<a${attribute('href', `#${decoration.anchorData.anchor}`)}>${html}</a>`
    default:
      return html
  }
}
