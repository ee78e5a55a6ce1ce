// What the merge has to know of Ricos.
import { type Block, type Entry, type Grammar, once, sumOfWords, wordsOf } from './block.ts'
import { mergeAttributes } from './merge-attributes.ts'
import { mergeText } from './merge-text.ts'
import {
  type AnyNode,
  attributesMeaning,
  childrenOf,
  isTextBlock,
  meaning,
  type Run,
  runsMeaning,
  runsOf,
  textOf,
} from './node.ts'
import { isTorn } from './torn.ts'

type RicosBlock = Block<AnyNode>
type RicosEntry = Entry<AnyNode>

/** Types that a block may turn into and be the same block. */
const KINDS: Readonly<Record<string, string>> = {
  ...{ PARAGRAPH: 'text', HEADING: 'text', CODE_BLOCK: 'text' },
  ...{ BULLETED_LIST: 'list', ORDERED_LIST: 'list', CHECKBOX_LIST: 'list' },
}

/** Nodes whose children come, go and move one by one. Those of all others are known by their place. */
const OPEN_LISTS = new Set([
  ...['BULLETED_LIST', 'ORDERED_LIST', 'CHECKBOX_LIST', 'LIST_ITEM', 'BLOCKQUOTE', 'TABLE', 'TABLE_CELL'],
  ...['COLLAPSIBLE_LIST', 'COLLAPSIBLE_ITEM_TITLE', 'COLLAPSIBLE_ITEM_BODY', 'LAYOUT_CELL', 'IMAGE'],
])

const NEVER_EMPTY = new Set([
  ...['BULLETED_LIST', 'ORDERED_LIST', 'CHECKBOX_LIST', 'LIST_ITEM', 'TABLE', 'TABLE_CELL', 'LAYOUT_CELL'],
  ...['COLLAPSIBLE_LIST', 'COLLAPSIBLE_ITEM_BODY'],
])
const STARTS_WITH_PARAGRAPH = new Set(['LIST_ITEM', 'TABLE_CELL'])
const HOLDS_ONE = new Set(['BLOCKQUOTE', 'COLLAPSIBLE_ITEM_TITLE'])

/** @param keyOf the same for all versions of a document */
export function blocksOf(nodes: readonly AnyNode[], keyOf: (text: string) => number): RicosBlock[] {
  return nodes.map((node) => blockOf(node, keyOf))
}

function blockOf(node: AnyNode, keyOf: (text: string) => number): RicosBlock {
  const { type, id } = node
  const kind = KINDS[type] ?? type
  const attributes = attributesMeaning(node)
  if (isTextBlock(node)) {
    const key = keyOf(`${attributes} ${runsMeaning(runsOf(node))}`)
    return { node, key, kind, type, id, words: once(() => wordsOf(textOf(node))), children: null }
  }
  const children = childrenOf(node).map((child) => blockOf(child, keyOf))
  const key = keyOf(`${attributes} ${children.map((child) => child.key).join()}`)
  const words = once(() => {
    // A picture is like another by what it says of itself, a list by what it holds.
    const own = children.length > 0 ? [] : [wordsOf(attributes)]
    return sumOfWords([...own, ...children.map((child) => child.words())])
  })
  return { node, key, kind, type, id, words, children }
}

export const ricosGrammar: Grammar<AnyNode> = {
  mergeLeaf(base, ours, theirs) {
    const attributes = mergeAttributes(base.node, ours.node, theirs.node)
    const runs = attributes && mergeText(base.node, ours.node, theirs.node)
    if (!attributes || !runs) return null
    return nodeOf(attributes, ours.node, textNodes(runs, ours.node))
  },

  mergeShell(base, ours, theirs) {
    const sides = [base, ours, theirs]
    if (!OPEN_LISTS.has(base.type) && !isOneShape(sides)) return null
    if (base.type === 'TABLE' && !hasOneWidth(sides)) return null
    if (base.type === 'IMAGE' && isTorn(base, ours, theirs, { picture: pictureOf, caption: captionOf }))
      return null
    const attributes = mergeAttributes(...(sides.map(shellOf) as [AnyNode, AnyNode, AnyNode]))
    return attributes && nodeOf(attributes, ours.node, [])
  },

  isByPlace: ({ type }) => !OPEN_LISTS.has(type),

  isSound({ type }, entries) {
    const isSure = (entry: RicosEntry | undefined, test: (nodes: readonly RicosBlock[]) => boolean) =>
      entry?.is === 'clash' && test(entry.clash.ours) && test(entry.clash.theirs)
    const isThere = (entry: RicosEntry) =>
      entry.is !== 'clash' || isSure(entry, (blocks) => blocks.length > 0)
    const isParagraph = (entry: RicosEntry | undefined) =>
      entry !== undefined &&
      (entry.is === 'clash'
        ? isSure(entry, ([first]) => first?.type === 'PARAGRAPH')
        : nodeOfEntry(entry).type === 'PARAGRAPH')
    if (NEVER_EMPTY.has(type) && !entries.some(isThere)) return false
    if (STARTS_WITH_PARAGRAPH.has(type) && !isParagraph(entries[0])) return false
    if (HOLDS_ONE.has(type) && !(entries.length === 1 && entries.every(isThere))) return false
    return type !== 'IMAGE' || entries.length <= 1
  },
}

function nodeOfEntry(entry: Exclude<RicosEntry, { is: 'clash' }>): AnyNode {
  return entry.is === 'whole' ? entry.block.node : entry.node
}

function nodeOf(attributes: Record<string, unknown>, { id }: AnyNode, nodes: AnyNode[]): AnyNode {
  return { ...attributes, ...(id !== undefined && { id }), nodes } as AnyNode
}

/** Ids go to the texts in their order; one too many gets its own when the document is written. */
function textNodes(runs: readonly Run[], like: AnyNode): AnyNode[] {
  const ids = childrenOf(like).map(({ id }) => id)
  return runs.map(({ text, marks }, i) => ({
    type: 'TEXT',
    id: ids[i] ?? '',
    nodes: [],
    textData: { text, decorations: [...marks] },
  }))
}

/** Children by their place are the same only where they are as many and of the same types. */
function isOneShape(sides: readonly RicosBlock[]): boolean {
  return new Set(sides.map(({ children }) => children?.map(({ type }) => type).join())).size === 1
}

function pictureOf({ node }: RicosBlock): string {
  return meaning((node['imageData'] as { image?: unknown } | undefined)?.image)
}

/** The caption is a node inside the picture, not one of its attributes. */
function captionOf({ children }: RicosBlock): string {
  return (children ?? []).map(({ key }) => key).join()
}

function hasOneWidth(tables: readonly RicosBlock[]): boolean {
  return (
    new Set(tables.flatMap(({ children }) => children ?? []).map((row) => row.children?.length)).size <= 1
  )
}

/** Heights of rows go with the rows, see `write-document.ts`. */
function shellOf({ node }: RicosBlock): AnyNode {
  const { dimensions, ...tableData } = (node['tableData'] ?? {}) as { dimensions?: Record<string, unknown> }
  if (node.type !== 'TABLE' || dimensions === undefined) return node
  const { rowsHeight: _, ...columns } = dimensions
  return { ...node, tableData: { ...tableData, dimensions: columns } }
}
