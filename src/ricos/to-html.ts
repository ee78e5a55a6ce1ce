// A Ricos document as the HTML a reader will see. Everything is escaped and every address checked, so the result is
// safe to show; and it converts back to the same document.
import type { ListItemNode, RicosDocument, RicosNode, TextNode, TextStyle } from './document.ts'
import { childrenOf } from './document.ts'
import { RicosLimitError } from './limits.ts'
import { alignmentOf, attribute, css, type Renderer } from './markup.ts'
import { renderButton, renderEmbed, renderImage, renderMedia } from './media-html.ts'
import { renderTable } from './table-html.ts'
import { keepsBlanks, renderLine, renderText } from './text-html.ts'

/** Documents made here are a fraction as deep; one from elsewhere must not take the stack. */
const MAX_DEPTH = 200
const PX_PER_STEP = 40

/**
 * What Wix will show, as safe HTML: escaped, and with http, https, mailto, tel and relative addresses only.
 *
 * `htmlToRicos(ricosToHtml(document), options)` gives the document again, for documents made by this library with the
 * same seed.
 *
 * @throws RicosLimitError `too-deep` for a document nested more than 200 levels
 */
export function ricosToHtml(document: RicosDocument): string {
  const targets = anchorTargets(document.nodes)
  let depth = 0
  const renderer: Renderer = {
    nodes(nodes) {
      if (++depth > MAX_DEPTH) {
        throw new RicosLimitError('too-deep', `The document is nested more than ${MAX_DEPTH} levels deep.`)
      }
      let html = ''
      for (let i = 0; i < nodes.length; i++) html += renderNode(nodes[i] as RicosNode, renderer)
      depth--
      return html
    },
    id: ({ id }) => (targets.has(id) ? attribute('id', id) : ''),
  }
  return renderer.nodes(document.nodes)
}

function anchorTargets(nodes: readonly RicosNode[]): Set<string> {
  const targets = new Set<string>()
  const open: RicosNode[] = [...nodes]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type !== 'TEXT') for (const child of childrenOf(node)) open.push(child)
    else
      for (const decoration of node.textData.decorations ?? []) {
        if (decoration.type === 'ANCHOR') targets.add(decoration.anchorData.anchor)
      }
  }
  return targets
}

function renderNode(node: RicosNode, renderer: Renderer): string {
  switch (node.type) {
    case 'TEXT':
      return renderText(node)
    case 'PARAGRAPH': {
      const { textStyle, indentation } = node.paragraphData ?? {}
      return `<p${renderer.id(node)}${blockStyle(node.nodes, textStyle, indentation)}>${renderLine(node.nodes)}</p>`
    }
    case 'HEADING': {
      const { textStyle, indentation } = node.headingData
      const tag = `h${Math.min(6, Math.max(1, Math.trunc(node.headingData.level)))}`
      return `<${tag}${renderer.id(node)}${blockStyle(node.nodes, textStyle, indentation)}>${renderLine(node.nodes)}</${tag}>`
    }
    case 'CODE_BLOCK':
      return renderCode(node, renderer)
    case 'BLOCKQUOTE': {
      const depth = 1 + Math.min(4, Math.max(0, node.blockquoteData?.indentation ?? 0))
      const [open, close] = ['<blockquote>'.repeat(depth - 1), '</blockquote>'.repeat(depth)]
      return `${open}<blockquote${renderer.id(node)}>${renderer.nodes(node.nodes)}${close}`
    }
    case 'BULLETED_LIST':
      return `<ul${offsetStyle(node.bulletedListData?.offset)}>${renderItems(node.nodes, renderer)}</ul>`
    case 'ORDERED_LIST': {
      const { start, offset } = node.orderedListData ?? {}
      const from = start === undefined ? '' : attribute('start', String(Math.trunc(start)))
      return `<ol${from}${offsetStyle(offset)}>${renderItems(node.nodes, renderer)}</ol>`
    }
    case 'DIVIDER':
      return `<hr${renderer.id(node)}>`
    case 'TABLE':
      return renderTable(node, renderer)
    case 'COLLAPSIBLE_LIST':
      return renderCollapsible(node, renderer)
    case 'IMAGE':
      return renderImage(node, renderer)
    case 'VIDEO':
    case 'AUDIO':
      return renderMedia(node, renderer)
    case 'HTML':
      return renderEmbed(node, renderer)
    case 'BUTTON':
      return renderButton(node, renderer)
    default:
      // Nodes of Wix's own that this library never writes: their text, if any.
      return renderer.nodes(childrenOf(node) ?? [])
  }
}

function renderItems(items: readonly ListItemNode[], renderer: Renderer): string {
  return items.map((item) => `<li>${renderer.nodes(item.nodes)}</li>`).join('')
}

function blockStyle(nodes: readonly TextNode[], textStyle?: TextStyle, indentation?: number): string {
  return css([
    alignmentOf(textStyle?.textAlignment),
    indentation ? `margin-left:${indentation * PX_PER_STEP}px` : undefined,
    keepsBlanks(nodes) ? 'white-space:pre-wrap' : undefined,
  ])
}

function offsetStyle(offset: number | undefined): string {
  return css([offset ? `margin-left:${offset * PX_PER_STEP}px` : undefined])
}

function renderCode(node: Extract<RicosNode, { type: 'CODE_BLOCK' }>, renderer: Renderer): string {
  const text = node.nodes.map(renderText).join('')
  // A parser takes away one line end after the tag, and a browser shows none before the end tag.
  const plain = node.nodes.map(({ textData }) => textData.text).join('')
  const style = css([alignmentOf(node.codeBlockData?.textStyle?.textAlignment)])
  return `<pre${renderer.id(node)}${style}>${plain.startsWith('\n') ? '\n' : ''}${text}${plain.endsWith('\n') ? '\n' : ''}</pre>`
}

function renderCollapsible(
  node: Extract<RicosNode, { type: 'COLLAPSIBLE_LIST' }>,
  renderer: Renderer,
): string {
  const { initialExpandedItems, expandOnlyOne, direction } = node.collapsibleListData
  const name = expandOnlyOne ? attribute('name', node.id) : ''
  const dir = direction === 'RTL' ? ' dir="rtl"' : ''
  return node.nodes
    .map(({ nodes: [title, body] }, index) => {
      const isOpen = initialExpandedItems === 'ALL' || (initialExpandedItems === 'FIRST' && index === 0)
      const summary = `<summary>${renderer.nodes(title.nodes)}</summary>`
      return `<details${name}${dir}${isOpen ? ' open' : ''}>${summary}${renderer.nodes(body.nodes)}</details>`
    })
    .join('')
}
