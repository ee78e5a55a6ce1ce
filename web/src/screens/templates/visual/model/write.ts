// From the document of the visual editor to the source of a template. Pure. What was not touched is written as it
// came, byte by byte; what was touched, or is new, in clean HTML.
import { tagName, withTagName } from './attributes.ts'
import { headings, lineElements } from './html-names.ts'
import { isLineOf } from './inline.ts'
import { type DocumentNode, textOf } from './node.ts'
import { writeInline } from './write-inline.ts'

export function writeTemplate(document: DocumentNode): string {
  return writeChildren(document, 'doc')
}

/** Nodes that are a line of text, and what is written around them where they are new. */
const lines = new Set(['paragraph', 'heading', 'pre', 'caption'])

/** In these a new line stands without <p>, as people write it. */
const isTight = (parent: string) => parent === 'listItem' || parent === 'cell'
/** What is in these stands on one line. */
const isFlat = (parent: string) => isTight(parent) || parent === 'tableRow'

function writeChildren(parent: DocumentNode, type: string): string {
  const nodes = (parent.content ?? []).filter((node) => !isNothing(node))
  if (nodes.length === 0) return textOf(parent, 'gap') ?? ''
  const between = separator(nodes, type)
  const written = nodes.map((node, index) => {
    const own = textOf(node, 'before')
    const isBesideNew = index > 0 && own === '' && textOf(nodes[index - 1]!, 'before') === null
    const gap = isBesideNew || own === null ? (index === 0 ? firstGap(nodes, type) : between) : own
    return gap + writeNode(node, nodes, index, type)
  })
  const after =
    textOf(nodes.at(-1)!, 'after') ??
    nodes.map((node) => textOf(node, 'after')).findLast((text) => text !== null)
  return written.join('') + (after ?? (isNewAndTall(nodes, type) ? '\n' : ''))
}

/** A line with nothing in it that was made in the editor, by splitting another one or by deleting its words. */
function isNothing(node: DocumentNode): boolean {
  if (node.type !== 'paragraph' || (node.content ?? []).length > 0) return false
  const open = textOf(node, 'open')
  const inner = textOf(node, 'inner')
  if (open === null || inner === null) return true
  const name = tagName(open)
  return !isLineOf(inner, false, []) && (name === 'p' || !lineElements.has(name))
}

/** The space between two nodes, as their neighbours have it. */
function separator(nodes: readonly DocumentNode[], parent: string): string {
  const known = nodes.map((node) => textOf(node, 'before')).filter((gap) => gap?.includes('\n'))
  const shortest = known.toSorted((a, b) => a!.length - b!.length)[0]
  return shortest ?? (isFlat(parent) ? '' : '\n')
}

/** A list, a table, a condition of the editor's own: each of its parts gets a line. */
function isNewAndTall(nodes: readonly DocumentNode[], parent: string): boolean {
  return parent !== 'doc' && !isFlat(parent) && nodes.every((node) => textOf(node, 'before') === null)
}

function firstGap(nodes: readonly DocumentNode[], parent: string): string {
  if (parent === 'doc') return ''
  if (isNewAndTall(nodes, parent)) return '\n'
  return nodes.map((node) => textOf(node, 'before')).find((gap) => gap?.includes('\n')) ?? ''
}

function writeNode(
  node: DocumentNode,
  siblings: readonly DocumentNode[],
  index: number,
  parent: string,
): string {
  const source = textOf(node, 'source')
  if (source !== null) return source
  if (lines.has(node.type)) {
    const { open, close } = lineTags(node, siblings, index, parent)
    return open + writeContent(node) + close
  }
  if (/frame$/i.test(node.type)) {
    const branches = (node.content ?? []).map(
      (branch) => (textOf(branch, 'tag') ?? '') + writeChildren(branch, branch.type),
    )
    return `${textOf(node, 'head') ?? ''}${branches.join('')}${textOf(node, 'close') ?? ''}`
  }
  const { open, close } = tagsOf(node)
  return open + writeChildren(node, node.type) + close
}

function writeContent(node: DocumentNode): string {
  const content = node.content ?? []
  const inner = textOf(node, 'inner')
  const keepsSpace = node.type === 'pre'
  if (inner !== null && isLineOf(inner, keepsSpace, content)) return inner
  return writeInline(content, keepsSpace)
}

const newTags: Readonly<Record<string, [open: string, close: string]>> = {
  pre: ['<pre>', '</pre>'],
  caption: ['<caption>', '</caption>'],
  bulletList: ['<ul>', '</ul>'],
  orderedList: ['<ol>', '</ol>'],
  listItem: ['<li>', '</li>'],
  quote: ['<blockquote>', '</blockquote>'],
  box: ['<div>', '</div>'],
  table: ['<table>', '</table>'],
  tableSection: ['<tbody>', '</tbody>'],
  tableRow: ['<tr>', '</tr>'],
}

/** The tags of a container: those it came with, if they still are what it is. */
function tagsOf(node: DocumentNode): { open: string; close: string } {
  const open = textOf(node, 'open')
  const close = textOf(node, 'close')
  if (node.type === 'cell') return cellTags(node, open, close)
  const [newOpen, newClose] = newTags[node.type]!
  const isKept = open !== null && (!/List$/.test(node.type) || tagName(open) === tagName(newOpen))
  return isKept ? { open, close: close ?? newClose } : { open: newOpen, close: newClose }
}

function cellTags(node: DocumentNode, open: string | null, close: string | null) {
  const name = node.attrs?.header === true ? 'th' : 'td'
  if (open === null) return { open: `<${name}>`, close: `</${name}>` }
  if (tagName(open) === name) return { open, close: close ?? `</${name}>` }
  return { open: withTagName(open, name), close: `</${name}>` }
}

function lineTags(node: DocumentNode, siblings: readonly DocumentNode[], index: number, parent: string) {
  const open = textOf(node, 'open')
  const close = textOf(node, 'close')
  if (node.type === 'heading') return headingTags(node, open, close)
  if (node.type !== 'paragraph') {
    const [newOpen, newClose] = newTags[node.type]!
    return open !== null ? { open, close: close ?? newClose } : { open: newOpen, close: newClose }
  }
  // Where nothing was, words get an element of their own, but for cells and items.
  const wasNothing = open === '' && textOf(node, 'inner') === '' && (node.content ?? []).length > 0
  const isNew = open === null || (wasNothing && !isTight(parent))
  const isBare = isNew
    ? isTight(parent) && isOnlyLine(siblings)
    : open === '' && !hasBareNeighbour(siblings, index)
  if (isBare) return { open: '', close: '' }
  const isKept = open !== null && lineElements.has(tagName(open))
  return isKept ? { open, close: close ?? `</${tagName(open)}>` } : { open: '<p>', close: '</p>' }
}

function headingTags(node: DocumentNode, open: string | null, close: string | null) {
  const name = `h${node.attrs?.level ?? 2}`
  const isHeading = open !== null && headings.has(tagName(open))
  if (isHeading && tagName(open) === name) return { open, close: close ?? `</${name}>` }
  return { open: isHeading ? withTagName(open, name) : `<${name}>`, close: `</${name}>` }
}

/** Two lines without elements around them would become one. */
function hasBareNeighbour(siblings: readonly DocumentNode[], index: number): boolean {
  const isBare = (node: DocumentNode | undefined) =>
    node?.type === 'paragraph' && textOf(node, 'open') === '' && (node.content ?? []).length > 0
  return isBare(siblings[index - 1]) || isBare(siblings[index + 1])
}

/** Lists may follow it, as in an outline. */
function isOnlyLine(siblings: readonly DocumentNode[]): boolean {
  return siblings.filter((node) => !/List$/.test(node.type)).length === 1
}
