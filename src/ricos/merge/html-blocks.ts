// HTML as blocks for the merge. Each knows its own source text, so that what nobody changed is written as it was.
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5'
import { type Block, once, sumOfWords, wordsOf } from './block.ts'

export interface HtmlNode {
  /** Blanks and comments before it. */
  lead: string
  /** Its start tag; empty for text that stands in no element of its own. */
  open: string
  /** Of a block without children. */
  inner: string
  /** Blanks and comments behind the last child. */
  tail: string
  close: string
  /** What the tags say: name and attributes, in order. */
  form: string
  /** What `inner` says: white space and the order of attributes aside. */
  content: string
}
export type HtmlBlock = Block<HtmlNode>

export interface HtmlBlocks {
  blocks: HtmlBlock[]
  /** Blanks and comments behind the last block. */
  tail: string
}

type Child = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element
type Parent = DefaultTreeAdapterTypes.ParentNode

/** Elements with a line of their own that hold nothing but text. */
const LINES = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'summary',
  'figcaption',
  'dt',
  'caption',
])
const CONTAINERS = new Set([
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'center',
    'dd',
    'details',
    'div',
    'dl',
    'fieldset',
    'figure',
  ],
  ...[
    'footer',
    'form',
    'header',
    'hgroup',
    'li',
    'main',
    'nav',
    'ol',
    'section',
    'table',
    'tbody',
    'td',
    'tfoot',
  ],
  ...['th', 'thead', 'tr', 'ul'],
])
/** Elements without an end tag. */
const VOIDS = new Set([
  ...[
    'area',
    'base',
    'basefont',
    'bgsound',
    'br',
    'col',
    'embed',
    'frame',
    'hr',
    'img',
    'input',
    'keygen',
    'link',
  ],
  ...['meta', 'param', 'source', 'track', 'wbr'],
])
const VOID_BLOCKS = new Set(['hr', 'col'])
const KINDS: Readonly<Record<string, string>> = { ul: 'list', ol: 'list', th: 'cell', td: 'cell' }
/** A deeper text is one block. */
const MAX_DEPTH = 200

/** @param keyOf the same for all versions of a text */
export function htmlBlocks(html: string, keyOf: (text: string) => number): HtmlBlocks {
  const tree = parseFragment(html, { sourceCodeLocationInfo: true })
  if (isInOrder(tree, 0, html.length)) return blocksIn(tree, html, 0, html.length, keyOf)
  // Tags that are left out, or elements that a browser puts elsewhere: as the browser understands it.
  const whole = serialize(parseFragment(html))
  const again = parseFragment(whole, { sourceCodeLocationInfo: true })
  if (isInOrder(again, 0, whole.length)) return blocksIn(again, whole, 0, whole.length, keyOf)
  const node = { lead: '', open: '', inner: html, tail: '', close: '', form: '', content: html }
  return { blocks: [lineOf(node, '#text', undefined, tree.childNodes, keyOf)], tail: '' }
}

/** Whether every element has its own tags and stands in the source where it stands in the tree. */
function isInOrder(parent: Parent, start: number, end: number, depth = 0): boolean {
  let at = start
  if (depth > MAX_DEPTH) return false
  for (const child of parent.childNodes) {
    const place = child.sourceCodeLocation
    if (!place || place.startOffset < at || place.endOffset > end) return false
    at = place.endOffset
    if (!('tagName' in child) || VOIDS.has(child.tagName)) continue
    const { startTag, endTag } = child.sourceCodeLocation ?? {}
    if (!startTag || !endTag) return false
    if (!isInOrder(child, startTag.endOffset, endTag.startOffset, depth + 1)) return false
  }
  return true
}

function blocksIn(
  parent: Parent,
  source: string,
  start: number,
  end: number,
  keyOf: (text: string) => number,
): HtmlBlocks {
  const blocks: HtmlBlock[] = []
  let [at, run]: [number, Child[]] = [start, []]
  const closeRun = (until: number) => {
    const text = source.slice(at, until)
    const content = contentOf(run, false)
    if (content === '') return text
    const lead = /^\s*/.exec(text)?.[0] ?? ''
    const inner = text.trim()
    const node = { lead, open: '', inner, tail: '', close: '', form: '', content }
    blocks.push(lineOf(node, '#text', undefined, run, keyOf))
    return text.slice(lead.length + inner.length)
  }
  for (const child of parent.childNodes) {
    const place = child.sourceCodeLocation
    if (!place || !isBlock(child)) {
      run.push(child)
      continue
    }
    const lead = closeRun(place.startOffset)
    blocks.push(blockOf(child, lead, source, keyOf))
    at = place.endOffset
    run = []
  }
  return { blocks, tail: closeRun(end) }
}

function blockOf(element: Element, lead: string, source: string, keyOf: (text: string) => number): HtmlBlock {
  const { tagName, attrs } = element
  const { startOffset = 0, endOffset = 0, startTag, endTag } = element.sourceCodeLocation ?? {}
  const [from, to] = [startTag?.endOffset ?? endOffset, endTag?.startOffset ?? endOffset]
  const node = {
    lead,
    open: source.slice(startOffset, from),
    inner: source.slice(from, to),
    tail: '',
    close: source.slice(to, endOffset),
    form: formOf(element),
    content: '',
  }
  const id = attrs.find(({ name }) => name === 'id')?.value
  if (!CONTAINERS.has(tagName)) {
    const content = contentOf(element.childNodes, tagName === 'pre')
    return lineOf({ ...node, content }, tagName, id, element.childNodes, keyOf)
  }
  const { blocks: children, tail } = blocksIn(element, source, from, to, keyOf)
  return {
    node: { ...node, inner: '', tail },
    key: keyOf(`${node.form} ${children.map(({ key }) => key).join()}`),
    kind: KINDS[tagName] ?? tagName,
    type: tagName,
    id,
    words: once(() => sumOfWords(children.map((child) => child.words()))),
    children,
  }
}

function lineOf(
  node: HtmlNode,
  type: string,
  id: string | undefined,
  nodes: readonly Child[],
  keyOf: (text: string) => number,
): HtmlBlock {
  // A line without a word is like another by its tags: pictures by their address.
  const words = once(() => wordsOf(textOf(nodes) || `${node.form} ${node.content}`))
  const kind = LINES.has(type) || type === '#text' ? 'line' : type
  return { node, key: keyOf(`${node.form} ${node.content}`), kind, type, id, words, children: null }
}

/** Also an element inside a line that holds a block: `<a><div>`. */
function isBlock(node: Child): node is Element {
  if (!('tagName' in node)) return false
  const isNamed = LINES.has(node.tagName) || CONTAINERS.has(node.tagName) || VOID_BLOCKS.has(node.tagName)
  return isNamed || node.childNodes.some(isBlock)
}

function formOf({ tagName, attrs }: Element): string {
  const written = attrs.map(
    ({ name, value }) => `${name}=${JSON.stringify(value.trim().replace(/\s+/g, ' '))}`,
  )
  return `<${[tagName, ...written.sort()].join(' ')}>`
}

/** Comments say nothing. */
function contentOf(nodes: readonly Child[], keepsBlanks: boolean): string {
  const content = nodes.map((node) => sayingOf(node, keepsBlanks)).join('')
  return keepsBlanks ? content : content.replace(/[ \t\n\f\r]+/g, ' ').trim()
}

function sayingOf(node: Child, keepsBlanks: boolean): string {
  if ('value' in node) return node.value.replace(/[\\<]/g, '\\$&')
  if (!('tagName' in node)) return ''
  const inner = node.childNodes
    .map((child) => sayingOf(child, keepsBlanks || node.tagName === 'pre'))
    .join('')
  return `${formOf(node)}${inner}</>`
}

function textOf(nodes: readonly Child[]): string {
  return nodes
    .map((node) => ('value' in node ? node.value : 'tagName' in node ? textOf(node.childNodes) : ''))
    .join('')
}
