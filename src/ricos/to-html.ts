// A Ricos document as the HTML a reader will see. Everything is escaped and every address checked, so the result is
// safe to show; and it converts back to the same document.
import type {
  Decoration,
  Link,
  ListItemNode,
  RicosDocument,
  RicosNode,
  TextNode,
  TextStyle,
} from './document.ts'
import { childrenOf } from './document.ts'
import { RicosLimitError } from './limits.ts'
import { playerOf } from './players.ts'
import { renderTable } from './table-html.ts'
import { isSafeFile, isSafeLink } from './urls.ts'

/** Documents made here are a fraction as deep; one from elsewhere must not take the stack. */
const MAX_DEPTH = 200
const PX_PER_STEP = 40

export interface Renderer {
  nodes(nodes: readonly RicosNode[]): string
  /** ` id="..."` where a link on the page leads to the node. */
  id(node: RicosNode): string
}

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

export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')
}

export function attribute(name: string, value: string): string {
  return ` ${name}="${escapeText(value).replace(/"/g, '&quot;')}"`
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

function css(declarations: readonly (string | undefined)[]): string {
  const set = declarations.filter((declaration) => declaration !== undefined)
  return set.length === 0 ? '' : attribute('style', set.join(';'))
}

function blockStyle(nodes: readonly TextNode[], textStyle?: TextStyle, indentation?: number): string {
  return css([
    alignmentOf(textStyle?.textAlignment),
    indentation ? `margin-left:${indentation * PX_PER_STEP}px` : undefined,
    keepsBlanks(nodes) ? 'white-space:pre-wrap' : undefined,
  ])
}

function alignmentOf(alignment: string | undefined): string | undefined {
  return alignment !== undefined && /^(LEFT|CENTER|RIGHT|JUSTIFY)$/.test(alignment)
    ? `text-align:${alignment.toLowerCase()}`
    : undefined
}

function offsetStyle(offset: number | undefined): string {
  return css([offset ? `margin-left:${offset * PX_PER_STEP}px` : undefined])
}

/** Whether collapsing white space would change the text. */
function keepsBlanks(nodes: readonly TextNode[]): boolean {
  const text = nodes.map(({ textData }) => textData.text).join('')
  return /^[ \t\n\f]|[ \t\n\f]$|[ \t\n\f]{2}|[\t\n\f]/.test(text)
}

function renderLine(nodes: readonly TextNode[]): string {
  return nodes.length === 0 ? '<br>' : nodes.map(renderText).join('')
}

function renderText({ textData }: TextNode): string {
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
      return `<span style="font-size:${Number(value)}${unit === 'EM' ? 'em' : 'px'}">${html}</span>`
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

function safeColor(property: string, color: string | undefined): string | undefined {
  return color !== undefined && /^#[0-9a-f]{3,8}$/i.test(color) ? `${property}:${color}` : undefined
}

export function linkAttributes(link: Link): string {
  if (typeof link.url !== 'string' || !isSafeLink(link.url)) return ''
  const target = link.target === undefined ? '' : attribute('target', `_${link.target.toLowerCase()}`)
  const words = Object.entries(link.rel ?? {}).flatMap(([word, isSet]) => (isSet ? [word] : []))
  return attribute('href', link.url) + target + (words.length > 0 ? attribute('rel', words.join(' ')) : '')
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

function sizeOf(
  container: { width?: object; height?: object } | undefined,
  side: 'width' | 'height',
): string | undefined {
  const given = container?.[side]
  return given !== undefined && 'custom' in given ? String(Number(given.custom)) : undefined
}

function renderImage(node: Extract<RicosNode, { type: 'IMAGE' }>, renderer: Renderer): string {
  const { image, containerData, altText, caption, link } = node.imageData
  const address =
    image.src.id === undefined ? image.src.url : `https://static.wixstatic.com/media/${image.src.id}`
  if (address === undefined || !isSafeFile(address)) return ''
  const custom = sizeOf(containerData, 'width')
  const side = containerData?.alignment
  const img = `<img${renderer.id(node)}${attribute('src', address)}${attribute('alt', altText ?? '')}${
    image.width === undefined ? '' : attribute('width', String(Number(image.width)))
  }${image.height === undefined ? '' : attribute('height', String(Number(image.height)))}${css([
    custom === undefined ? 'width:100%' : custom === String(image.width) ? undefined : `width:${custom}px`,
    side === 'LEFT' || side === 'RIGHT' ? `float:${side.toLowerCase()}` : undefined,
  ])}>`
  const linked = link?.url === undefined ? img : `<a${linkAttributes(link)}>${img}</a>`
  const captionNode = childrenOf(node).find(({ type }) => type === 'CAPTION')
  const text = captionNode === undefined ? escapeText(caption ?? '') : renderer.nodes(childrenOf(captionNode))
  return `<figure>${linked}${text === '' ? '' : `<figcaption>${text}</figcaption>`}</figure>`
}

function renderMedia(node: Extract<RicosNode, { type: 'VIDEO' | 'AUDIO' }>, renderer: Renderer): string {
  const isVideo = node.type === 'VIDEO'
  const media = isVideo ? node.videoData.video : node.audioData.audio
  const title = isVideo ? node.videoData.title : node.audioData.name
  const address = media.src.url ?? `https://static.wixstatic.com/media/${media.src.id}`
  if (!isSafeFile(address)) return ''
  const named = title === undefined ? '' : attribute('title', title)
  const player = playerOf(address)
  if (player !== undefined) return `<iframe${renderer.id(node)}${attribute('src', player)}${named}></iframe>`
  const size =
    media.width === undefined
      ? ''
      : attribute('width', String(media.width)) + attribute('height', String(media.height))
  const thumbnail = isVideo ? node.videoData.thumbnail?.src.url : undefined
  const poster = thumbnail === undefined || !isSafeFile(thumbnail) ? '' : attribute('poster', thumbnail)
  const tag = isVideo ? 'video' : 'audio'
  return `<${tag}${renderer.id(node)}${attribute('src', address)}${size}${poster}${named} controls></${tag}>`
}

function renderEmbed(node: Extract<RicosNode, { type: 'HTML' }>, renderer: Renderer): string {
  const { url, html, containerData } = node.htmlData
  const width = sizeOf(containerData, 'width')
  const height = sizeOf(containerData, 'height')
  const size =
    (width === undefined ? '' : attribute('width', width)) +
    (height === undefined ? '' : attribute('height', height))
  // Foreign markup only ever shows in a frame that may do nothing.
  if (html !== undefined)
    return `<iframe${renderer.id(node)}${attribute('srcdoc', html)}${size} sandbox=""></iframe>`
  if (url === undefined || !isSafeFile(url)) return ''
  return `<iframe${renderer.id(node)}${attribute('src', url)}${size}></iframe>`
}

function renderButton(node: Extract<RicosNode, { type: 'BUTTON' }>, renderer: Renderer): string {
  const { text, link, styles, containerData } = node.buttonData
  const colors = css([
    safeColor('color', styles?.colors.text),
    safeColor('background-color', styles?.colors.background),
  ])
  const side = css([containerData?.alignment === 'LEFT' ? undefined : alignmentOf(containerData?.alignment)])
  const href = link === undefined ? '' : linkAttributes(link)
  return `<p${renderer.id(node)}${side}><a${href} role="button"${colors}>${escapeText(text)}</a></p>`
}
