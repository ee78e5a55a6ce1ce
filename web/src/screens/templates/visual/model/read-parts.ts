// The parts of lists and tables, and conditions and loops around whole items and rows. Pure.
import { sectionElements } from './html-names.ts'
import { readLine } from './inline.ts'
import type { DocumentNode } from './node.ts'
import {
  frameNode,
  isBlock,
  isSpace,
  isStatement,
  nodeWith,
  type Piece,
  sourceNode,
  tagsOf,
  withGaps,
} from './pieces.ts'
import type { Element, Tree } from './tree.ts'

/** Reads blocks between two places; see read.ts. */
type ReadBlocks = (
  source: string,
  trees: readonly Tree[],
  from: number,
  to: number,
  isTight?: boolean,
) => DocumentNode[]
/** What a container holds: a node for each tree that is no space, or null where one does not belong there. */
type ReadPart = (tree: Tree) => DocumentNode | null

function readParts(
  source: string,
  trees: readonly Tree[],
  from: number,
  to: number,
  read: ReadPart,
): DocumentNode[] | null {
  const pieces: Piece[] = []
  for (const tree of trees) {
    if (isSpace(source, tree)) continue
    const node = read(tree)
    if (!node) return null
    pieces.push({ node, from: tree.from, to: tree.to })
  }
  return withGaps(source, pieces, from, to)
}

/** A container that may be empty keeps the space in it. */
function container(
  source: string,
  type: string,
  element: Element,
  content: DocumentNode[] | null,
): DocumentNode | null {
  if (!content) return null
  const gap = content.length === 0 ? { gap: source.slice(element.openTo, element.closeFrom) } : {}
  return nodeWith(type, { ...tagsOf(source, element), ...gap }, content)
}

export function readItems(source: string, list: Element, readBlocks: ReadBlocks): DocumentNode | null {
  const readItem: ReadPart = (tree) => {
    if (isStatement(tree) || tree.kind === 'raw') return sourceNode('itemCode', source, tree)
    if (tree.kind === 'frame')
      return frameNode(source, tree, { frame: 'itemFrame', branch: 'itemBranch' }, (part) =>
        readParts(source, part.children, part.tagTo, part.to, readItem),
      )
    if (tree.kind !== 'element' || tree.name !== 'li') return null
    return {
      type: 'listItem',
      attrs: tagsOf(source, tree),
      content: readBlocks(source, tree.children, tree.openTo, tree.closeFrom, true),
    }
  }
  const items = readParts(source, list.children, list.openTo, list.closeFrom, readItem)
  return container(source, list.name === 'ol' ? 'orderedList' : 'bulletList', list, items)
}

export function readRows(source: string, table: Element, readBlocks: ReadBlocks): DocumentNode | null {
  const readRow: ReadPart = (tree) => {
    if (isStatement(tree) || tree.kind === 'raw') return sourceNode('rowCode', source, tree)
    if (tree.kind === 'frame')
      return (
        frameNode(source, tree, { frame: 'rowFrame', branch: 'rowBranch' }, (part) =>
          readParts(source, part.children, part.tagTo, part.to, readRow),
        ) ?? sourceNode('rowCode', source, tree)
      )
    if (tree.kind !== 'element' || tree.name !== 'tr') return null
    const cells = readParts(source, tree.children, tree.openTo, tree.closeFrom, (cell) =>
      readCell(source, cell, readBlocks),
    )
    return container(source, 'tableRow', tree, cells) ?? sourceNode('rowCode', source, tree)
  }
  const readPart: ReadPart = (tree) => {
    if (tree.kind !== 'element' || tree.name === 'tr') return readRow(tree)
    if (tree.name === 'caption') return readCaption(source, tree)
    if (tree.name === 'colgroup' || tree.name === 'col') return sourceNode('rowCode', source, tree)
    if (!sectionElements.has(tree.name)) return null
    const rows = readParts(source, tree.children, tree.openTo, tree.closeFrom, readRow)
    return container(source, 'tableSection', tree, rows)
  }
  const parts = readParts(source, table.children, table.openTo, table.closeFrom, readPart)
  return container(source, 'table', table, parts)
}

function readCell(source: string, tree: Tree, readBlocks: ReadBlocks): DocumentNode | null {
  if (tree.kind !== 'element' || (tree.name !== 'td' && tree.name !== 'th')) return null
  return {
    type: 'cell',
    attrs: { ...tagsOf(source, tree), header: tree.name === 'th' },
    content: readBlocks(source, tree.children, tree.openTo, tree.closeFrom, true),
  }
}

function readCaption(source: string, element: Element): DocumentNode {
  if (element.children.some((child) => isBlock(source, child))) return sourceNode('rowCode', source, element)
  const content = readLine(source, element.children)
  const inner = source.slice(element.openTo, element.closeFrom)
  return nodeWith('caption', { ...tagsOf(source, element), inner }, content)
}
