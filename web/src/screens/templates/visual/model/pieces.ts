// What reading a template is made of: nodes with the places of their source, gaps, conditions. Pure.
import { isBlockElement } from './html-names.ts'
import type { Attributes, DocumentNode } from './node.ts'
import type { Element, Frame, Tree } from './tree.ts'

/** A node and the place of its source. */
export interface Piece {
  node: DocumentNode
  from: number
  to: number
}

/** Gives each node the space in front of it, and the last one that behind it. */
export function withGaps(source: string, pieces: readonly Piece[], from: number, to: number): DocumentNode[] {
  let done = from
  return pieces.map(({ node, from: start, to: end }, index) => {
    const attrs: Attributes = { ...node.attrs, before: source.slice(done, start) }
    if (index === pieces.length - 1) attrs.after = source.slice(end, to)
    done = end
    return { ...node, attrs }
  })
}

/** A node that shows its source. */
export function sourceNode(
  type: string,
  source: string,
  { from, to }: { from: number; to: number },
): DocumentNode {
  return { type, attrs: { source: source.slice(from, to) } }
}

/** The tags of an element as they are written. */
export const tagsOf = (source: string, { from, openTo, closeFrom, to }: Element) => ({
  open: source.slice(from, openTo),
  close: source.slice(closeFrom, to),
})

/** With `content` only where there is some, as the editor writes it. */
export function nodeWith(type: string, attrs: Attributes, content: DocumentNode[]): DocumentNode {
  return { type, attrs, ...(content.length > 0 && { content }) }
}

export function isBlock(source: string, tree: Tree): boolean {
  const isOne = (child: Tree) => isBlock(source, child)
  if (tree.kind === 'element') return isBlockElement(tree.name) || tree.children.some(isOne)
  if (tree.kind === 'frame') return tree.parts.some(({ children }) => children.some(isOne))
  if (tree.kind !== 'raw') return false
  const names = source.slice(tree.from, tree.to).matchAll(/<\/?([a-z][a-z0-9]*)/gi)
  return Array.from(names, ([, name]) => name!.toLowerCase()).some(isBlockElement)
}

export const isSpace = (source: string, tree: Tree) =>
  tree.kind === 'text' && /^[ \t\n\r\f]*$/.test(source.slice(tree.from, tree.to))

export const isCapture = (tree: Tree) =>
  tree.kind === 'frame' && (tree.name === 'capture' || tree.name === 'tablerow')
export const isStatement = (tree: Tree): boolean =>
  tree.kind === 'tag' || tree.kind === 'comment' || isCapture(tree)

/** A condition or loop around whatever `read` finds in each of its parts; null where only its source can show it. */
export function frameNode(
  source: string,
  frame: Frame,
  types: { frame: string; branch: string },
  read: (part: Frame['parts'][number]) => DocumentNode[] | null,
): DocumentNode | null {
  if (isCapture(frame)) return null
  const [first, ...rest] = frame.parts
  const isCase = frame.name === 'case'
  // What stands in front of the first {% when %} is never printed.
  if (isCase && (rest.length === 0 || !first!.children.every((tree) => isSpace(source, tree)))) return null
  const branches: DocumentNode[] = []
  for (const part of isCase ? rest : frame.parts) {
    const content = read(part)
    if (content === null) return null
    const gap = content.length === 0 ? { gap: source.slice(part.tagTo, part.to) } : {}
    branches.push(nodeWith(types.branch, { tag: source.slice(part.from, part.tagTo), ...gap }, content))
  }
  const head = isCase ? source.slice(frame.from, rest[0]!.from) : ''
  return {
    type: types.frame,
    attrs: { head, close: source.slice(frame.closeFrom, frame.to) },
    content: branches,
  }
}
