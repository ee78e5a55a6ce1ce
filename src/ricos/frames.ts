// Where blocks go: the page itself, a list item, a table cell, the title or body of a collapsible item. Ricos allows
// fewer blocks in some of them than HTML does, and this file decides what happens then.
import type { HeadingNode, ListItemNode, ListNode, ParagraphNode, RicosNode, TextNode } from './document.ts'
import { embolden } from './line.ts'
import { roomForOne } from './room.ts'

export interface Frame {
  kind: 'page' | 'item' | 'cell' | 'title' | 'body'
  nodes: RicosNode[]
  parent: Frame | undefined
  /** The page, cell, title or body it is in: what stays when its lists are cut. Itself, unless it is an item. */
  host: Frame
  /** For an item: its list. */
  list: ListState | undefined
  /** For an item: a block it could not hold ended it; what follows stands after the list. */
  isCut: boolean
}

export interface ListState {
  isOrdered: boolean
  /** The list being filled; none before the first item and after a cut. */
  node: ListNode | undefined
  /** Number of the next item. */
  next: number
  /** Lists around this one, up to the page, cell or body. */
  depth: number
  /** The frame the list stands in. */
  frame: Frame
  /** The list's own indentation, from its margin. */
  offset: number
}

/** Deeper lists are moved out: nobody can read them, and every level costs stack in each reader of the document. */
export const MAX_LIST_DEPTH = 12
/** Ricos counts indentation and offset up to four. */
export const MAX_INDENTATION = 4

const ITEM_CONTENT = new Set<RicosNode['type']>([
  'PARAGRAPH',
  'HEADING',
  'BULLETED_LIST',
  'ORDERED_LIST',
  'IMAGE',
  'VIDEO',
])

export function createFrame(
  kind: Frame['kind'],
  nodes: RicosNode[],
  parent?: Frame,
  list?: ListState,
): Frame {
  const frame = { kind, nodes, parent, list, isCut: false } as Frame
  frame.host = kind === 'item' && parent !== undefined ? parent.host : frame
  return frame
}

export function paragraph(nodes: TextNode[] = [], data: ParagraphNode['paragraphData'] = {}): ParagraphNode {
  return { type: 'PARAGRAPH', id: '', nodes, paragraphData: data }
}

export type Placement = 'as-is' | 'list-split' | 'heading-demoted' | 'quote-indented'

/** Puts a block into a frame, in reading order, and says what had to give way. */
export function placeBlock(frame: Frame, node: RicosNode): Placement {
  if (frame.kind !== 'item') return push(frame, node)
  if (!frame.isCut) {
    if (node.type === 'BLOCKQUOTE') {
      push(frame, indent(node.nodes[0], node.blockquoteData.indentation + 1))
      return 'quote-indented'
    }
    if (ITEM_CONTENT.has(node.type)) return push(frame, node)
  }
  const placement = frame.isCut ? 'as-is' : 'list-split'
  cutLists(frame)
  const isText = node.type === 'PARAGRAPH' || node.type === 'HEADING'
  push(frame.host, isText ? indent(node, levelOf(frame)) : node)
  return placement
}

/** Ends every open list around the frame; a later item opens its list again behind what comes now. */
export function cutLists(frame: Frame): void {
  // Around a cut item every item is cut already.
  for (let at: Frame | undefined = frame; at?.kind === 'item' && !at.isCut; at = at.parent) {
    if (at.nodes.length === 0) at.nodes.push(paragraph())
    at.isCut = true
    if (at.list !== undefined) at.list.node = undefined
  }
}

/** The list's node with room for one more item, opened (again) where it belongs. */
export function openItem(list: ListState): ListItemNode {
  const item: ListItemNode = { type: 'LIST_ITEM', id: '', nodes: roomForOne() }
  list.node ??= openList(list)
  list.node.nodes.push(item)
  list.next++
  return item
}

function openList(list: ListState): ListNode {
  const { frame } = list
  if (list.depth >= MAX_LIST_DEPTH) cutLists(frame)
  const isLoose = frame.kind === 'item' && frame.isCut
  const offset = Math.min(MAX_INDENTATION, isLoose ? list.depth : list.offset)
  const node = createList(list, offset)
  push(isLoose ? frame.host : frame, node)
  return node
}

function createList(list: ListState, offset: number): ListNode {
  const data: { start?: number; offset?: number } = {}
  if (list.isOrdered && list.next !== 1) data.start = list.next
  if (offset > 0) data.offset = offset
  if (list.isOrdered) return { type: 'ORDERED_LIST', id: '', nodes: [], orderedListData: data }
  return { type: 'BULLETED_LIST', id: '', nodes: [], bulletedListData: data }
}

function push(frame: Frame, node: RicosNode): Placement {
  const isFirst = frame.nodes.length === 0
  if (isFirst && (frame.kind === 'item' || frame.kind === 'cell') && node.type !== 'PARAGRAPH') {
    if (node.type === 'HEADING') {
      frame.nodes.push(demote(node))
      return 'heading-demoted'
    }
    frame.nodes.push(paragraph())
  }
  frame.nodes.push(node)
  return 'as-is'
}

function demote(heading: HeadingNode): ParagraphNode {
  const { textStyle, indentation } = heading.headingData
  const data: ParagraphNode['paragraphData'] = {}
  if (textStyle !== undefined) data.textStyle = textStyle
  if (indentation !== undefined) data.indentation = indentation
  return paragraph(embolden(heading.nodes), data)
}

/** How far text behind a cut list is indented, to stand under its item. */
function levelOf(frame: Frame): number {
  return (frame.list?.depth ?? 0) + 1
}

function indent<T extends ParagraphNode | HeadingNode>(node: T, levels: number): T {
  const data = node.type === 'PARAGRAPH' ? node.paragraphData : node.headingData
  data.indentation = Math.min(MAX_INDENTATION, (data.indentation ?? 0) + levels)
  return node
}
