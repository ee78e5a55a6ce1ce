// Names that Wix's API knows and its published validator does not yet.
//
// Evidence: the enums `NodeType` and `DecorationType` in the types of `@wix/auto_sdk_blog_draft-posts`, generated from
// the API, beside what `ricos-schema/next` names as allowed. newer.test.ts compares all three.

import type { Obj } from '../types.ts'

export const newerNodes: readonly string[] = [
  ...['MAP', 'EXTERNAL', 'CAPTION', 'LAYOUT', 'LAYOUT_CELL', 'SHAPE', 'CARD', 'TOC'],
  ...['SMART_BLOCK', 'SMART_BLOCK_CELL', 'CHECKBOX_LIST'],
]

export const newerDecorations: readonly string[] = [
  ...['EXTERNAL', 'STRIKETHROUGH', 'SUPERSCRIPT', 'SUBSCRIPT', 'FONT_FAMILY', 'SKETCH'],
]

/**
 * The document without the nodes and decorations of these names, for a validator that would refuse the whole for
 * them. What it says of the rest still counts, in positions of what is left. A document without any comes back as is.
 */
export function withoutNewer(document: unknown): unknown {
  if (!isObject(document) || !Array.isArray(document['nodes'])) return document
  const nodes = cleanList(document['nodes'])
  return nodes === document['nodes'] ? document : { ...document, nodes }
}

function cleanList(nodes: unknown[]): unknown[] {
  let isChanged = false
  const kept: unknown[] = []
  for (const node of nodes) {
    if (isObject(node) && newerNodes.includes(String(node['type']))) {
      isChanged = true
      continue
    }
    const clean = isObject(node) ? cleanNode(node) : node
    isChanged ||= clean !== node
    kept.push(clean)
  }
  return isChanged ? kept : nodes
}

function cleanNode(node: Obj): Obj {
  let clean = node
  const { nodes, textData } = node
  if (Array.isArray(nodes)) {
    const inner = cleanList(nodes)
    if (inner !== nodes) clean = { ...clean, nodes: inner }
  }
  if (isObject(textData) && Array.isArray(textData['decorations'])) {
    const all: unknown[] = textData['decorations']
    const kept = all.filter((mark) => !isObject(mark) || !newerDecorations.includes(String(mark['type'])))
    if (kept.length < all.length) clean = { ...clean, textData: { ...textData, decorations: kept } }
  }
  return clean
}

function isObject(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
