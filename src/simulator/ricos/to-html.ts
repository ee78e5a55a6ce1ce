// The way back, for convert/from-ricos: HTML and Markdown of the common nodes.

import type { Obj } from '../types.ts'

const wrappers: Record<string, [string, string]> = {
  PARAGRAPH: ['p', '\n\n'],
  BULLETED_LIST: ['ul', '\n'],
  ORDERED_LIST: ['ol', '\n'],
  LIST_ITEM: ['li', ''],
  BLOCKQUOTE: ['blockquote', '\n'],
  CODE_BLOCK: ['pre', '\n\n'],
  TABLE: ['table', '\n'],
  TABLE_ROW: ['tr', '\n'],
  TABLE_CELL: ['td', ' '],
}

export function documentToHtml(document: Obj): string {
  return childrenOf(document).map(nodeToHtml).join('')
}

export function documentToMarkdown(document: Obj): string {
  return childrenOf(document).map(nodeToMarkdown).join('').trim()
}

function nodeToHtml(node: Obj): string {
  const type = String(node['type'])
  if (type === 'TEXT') return textToHtml(node['textData'] as Obj)
  const inner = childrenOf(node).map(nodeToHtml).join('')
  if (type === 'DIVIDER') return '<hr>'
  if (type === 'HEADING') return `<h${levelOf(node)}>${inner}</h${levelOf(node)}>`
  const tag = wrappers[type]?.[0]
  return tag ? `<${tag}>${inner}</${tag}>` : inner
}

function textToHtml(textData: Obj): string {
  const escaped = String(textData['text'] ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
  return ((textData['decorations'] ?? []) as Obj[]).reduce((html, decoration) => {
    if (decoration['type'] === 'BOLD') return `<strong>${html}</strong>`
    if (decoration['type'] === 'ITALIC') return `<em>${html}</em>`
    if (decoration['type'] === 'UNDERLINE') return `<u>${html}</u>`
    if (decoration['type'] !== 'LINK') return html
    return `<a href="${linkOf(decoration).replaceAll('"', '&quot;')}">${html}</a>`
  }, escaped)
}

function nodeToMarkdown(node: Obj): string {
  const type = String(node['type'])
  if (type === 'TEXT') {
    const { text, decorations } = node['textData'] as Obj
    return ((decorations ?? []) as Obj[]).reduce<string>(
      (out, decoration) => {
        if (decoration['type'] === 'BOLD') return `**${out}**`
        if (decoration['type'] === 'ITALIC') return `*${out}*`
        return decoration['type'] === 'LINK' ? `[${out}](${linkOf(decoration)})` : out
      },
      String(text ?? ''),
    )
  }
  const inner = childrenOf(node).map(nodeToMarkdown).join('')
  if (type === 'HEADING') return `${'#'.repeat(levelOf(node))} ${inner}\n\n`
  if (type === 'DIVIDER') return '---\n\n'
  if (type === 'LIST_ITEM') return `- ${inner.trim()}\n`
  return inner + (wrappers[type]?.[1] ?? '')
}

function childrenOf(node: Obj): Obj[] {
  return (node['nodes'] ?? []) as Obj[]
}

function levelOf(node: Obj): number {
  return Number((node['headingData'] as Obj | undefined)?.['level'] ?? 2)
}

function linkOf(decoration: Obj): string {
  const link = (decoration['linkData'] as Obj | undefined)?.['link'] as Obj | undefined
  return String(link?.['url'] ?? '')
}
