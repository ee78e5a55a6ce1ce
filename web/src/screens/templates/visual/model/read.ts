// From the source of a template to the document of the visual editor. Pure. Whatever it does not know becomes a node
// that holds its source.
import { boxElements, headings, lineElements, listElements } from './html-names.ts'
import { readLine } from './inline.ts'
import type { DocumentNode } from './node.ts'
import {
  frameNode,
  isBlock,
  isCapture,
  isSpace,
  isStatement,
  nodeWith,
  type Piece,
  sourceNode,
  tagsOf,
  withGaps,
} from './pieces.ts'
import { readItems, readRows } from './read-parts.ts'
import { type Element, type Frame, grow, type Tree } from './tree.ts'

export function readTemplate(source: string): DocumentNode {
  return { type: 'doc', content: readBlocks(source, grow(source), 0, source.length) }
}

/**
 * The blocks between two places.
 * @param isTight in a list item or a cell, where a condition around words is one in the line and no block
 */
export function readBlocks(
  source: string,
  trees: readonly Tree[],
  from: number,
  to: number,
  isTight = false,
): DocumentNode[] {
  const pieces: Piece[] = []
  let run: Tree[] = []
  const endRun = () => {
    pieces.push(...readRun(source, run, isTight))
    run = []
  }
  for (const tree of trees) {
    if (!isBlock(source, tree)) {
      run.push(tree)
      continue
    }
    endRun()
    pieces.push({ node: readBlock(source, tree), from: tree.from, to: tree.to })
  }
  endRun()
  if (pieces.length === 0) pieces.push({ node: bareLine('', []), from: to, to })
  return withGaps(source, pieces, from, to)
}

const bareLine = (inner: string, content: DocumentNode[]) =>
  nodeWith('paragraph', { open: '', close: '', inner }, content)

/** What has no element of its own around it: a line, but tags on lines of their own are blocks. */
function readRun(source: string, run: readonly Tree[], isTight: boolean): Piece[] {
  const pieces: Piece[] = []
  let line: Tree[] = []
  const endLine = () => {
    const piece = readBareLine(source, line, isTight)
    if (piece) pieces.push(piece)
    line = []
  }
  run.forEach((tree, index) => {
    const isAlone = endsLine(source, run[index - 1]) && beginsLine(source, run[index + 1])
    if (!isStatement(tree) || !isAlone) {
      line.push(tree)
      return
    }
    endLine()
    const previous = pieces.at(-1)
    const isNext = previous?.node.type === 'sourceBlock' && source.slice(previous.to, tree.from).trim() === ''
    const place = { from: isNext ? previous.from : tree.from, to: tree.to }
    if (isNext) pieces.pop()
    pieces.push({ node: sourceNode('sourceBlock', source, place), ...place })
  })
  endLine()
  return pieces
}

const endsLine = (source: string, tree: Tree | undefined) =>
  tree === undefined || (tree.kind === 'text' && /\n[ \t]*$/.test(source.slice(tree.from, tree.to)))
const beginsLine = (source: string, tree: Tree | undefined) =>
  tree === undefined || (tree.kind === 'text' && /^[ \t]*\r?\n/.test(source.slice(tree.from, tree.to)))

function readBareLine(source: string, trees: readonly Tree[], isTight: boolean): Piece | null {
  const first = trees.find((tree) => !isSpace(source, tree))
  const last = trees.findLast((tree) => !isSpace(source, tree))
  if (!first || !last) return null
  if (first === last && !isTight && (first.kind === 'frame' || first.kind === 'raw'))
    return { node: readBlock(source, first), from: first.from, to: first.to }
  const start =
    first.kind === 'text' ? first.from + source.slice(first.from).search(/[^ \t\n\r\f]/) : first.from
  const end =
    last.kind === 'text' ? start + source.slice(start, last.to).replace(/[ \t\n\r\f]+$/, '').length : last.to
  return { node: bareLine(source.slice(start, end), readLine(source, trees)), from: start, to: end }
}

function readBlock(source: string, tree: Tree): DocumentNode {
  const read =
    tree.kind === 'element'
      ? readElement(source, tree)
      : tree.kind === 'frame'
        ? readFrame(source, tree)
        : null
  return read ?? sourceNode('sourceBlock', source, tree)
}

function readElement(source: string, element: Element): DocumentNode | null {
  const { name, openTo, closeFrom, children } = element
  const tags = tagsOf(source, element)
  if (headings.has(name) || lineElements.has(name)) {
    if (children.some((child) => isBlock(source, child))) return null
    const inner = source.slice(openTo, closeFrom)
    const content = readLine(source, children)
    const level = headings.has(name) ? { level: Number(name[1]) } : {}
    const attrs = { ...tags, ...level, inner }
    return nodeWith(headings.has(name) ? 'heading' : 'paragraph', attrs, content)
  }
  if (boxElements.has(name) || name === 'blockquote') {
    const content = readBlocks(source, children, openTo, closeFrom)
    return { type: name === 'blockquote' ? 'quote' : 'box', attrs: tags, content }
  }
  if (listElements.has(name)) return readItems(source, element, readBlocks)
  if (name === 'table') return readRows(source, element, readBlocks)
  if (name === 'hr') return sourceNode('rule', source, element)
  return name === 'pre' ? readPre(source, element) : null
}

/** Lines of code, with or without <code> around them. */
function readPre(source: string, element: Element): DocumentNode | null {
  const [only] = element.children
  const code = element.children.length === 1 && only?.kind === 'element' && only.name === 'code' ? only : null
  const { openTo, closeFrom, children } = code ?? element
  if (!children.every(isPlain)) return null
  // Browsers leave out a line break that comes first.
  const start = openTo + (/^\r?\n/.exec(source.slice(openTo, closeFrom))?.[0].length ?? 0)
  const shown = children.flatMap((tree) =>
    tree.to <= start ? [] : [{ ...tree, from: Math.max(tree.from, start) } as Tree],
  )
  const content = readLine(source, shown, true)
  const attrs = {
    open: source.slice(element.from, start),
    close: source.slice(closeFrom, element.to),
    inner: source.slice(start, closeFrom),
  }
  return nodeWith('pre', attrs, content)
}

function isPlain(tree: Tree): boolean {
  if (tree.kind === 'frame')
    return !isCapture(tree) && tree.parts.every(({ children }) => children.every(isPlain))
  return tree.kind === 'text' || tree.kind === 'output' || tree.kind === 'tag'
}

function readFrame(source: string, frame: Frame): DocumentNode | null {
  return frameNode(source, frame, { frame: 'frame', branch: 'branch' }, (part) =>
    readBlocks(source, part.children, part.tagTo, part.to),
  )
}
