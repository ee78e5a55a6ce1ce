// What stands in a line: text with marks, chips, pictures, breaks, and conditions as chips around what they hold. Pure.

import { readText } from './entities.ts'
import { markOf, styleElements } from './html-names.ts'
import type { DocumentMark, DocumentNode } from './node.ts'
import { type Element, grow, type Tree } from './tree.ts'

interface State {
  source: string
  nodes: DocumentNode[]
  keepsSpace: boolean
  /** Whether a space here would be the second one, or the first of the line. */
  isAfterSpace: boolean
}

/** @param keepsSpace as in <pre>, where every space and line break is seen */
function readInline(source: string, keepsSpace = false): DocumentNode[] {
  return readLine(source, grow(source), keepsSpace)
}

export function readLine(source: string, trees: readonly Tree[], keepsSpace = false): DocumentNode[] {
  const state: State = { source, nodes: [], keepsSpace, isAfterSpace: true }
  readTrees(state, trees, [])
  const last = state.nodes.at(-1)
  if (!keepsSpace && last?.text !== undefined) {
    last.text = last.text.replace(/ $/, '')
    if (last.text === '') state.nodes.pop()
  }
  return state.nodes
}

function readTrees(state: State, trees: readonly Tree[], marks: DocumentMark[]): void {
  for (const tree of trees) readTree(state, tree, marks)
}

function readTree(state: State, tree: Tree, marks: DocumentMark[]): void {
  const text = state.source.slice(tree.from, tree.to)
  if (tree.kind === 'text') readWords(state, text, marks)
  else if (tree.kind === 'output') add(state, 'chip', text, marks)
  else if (tree.kind === 'element') readElement(state, tree, marks)
  else if (tree.kind === 'frame' && tree.name !== 'tablerow' && tree.name !== 'capture') {
    for (const part of tree.parts) {
      add(state, 'fence', state.source.slice(part.from, part.tagTo), marks)
      readTrees(state, part.children, marks)
    }
    add(state, 'fence', state.source.slice(tree.closeFrom, tree.to), marks)
  } else add(state, 'snippet', text, marks)
}

function readElement(state: State, element: Element, marks: DocumentMark[]): void {
  const { name, from, openTo, to, closeFrom, children } = element
  const whole = state.source.slice(from, to)
  const open = state.source.slice(from, openTo)
  const type = Object.hasOwn(markOf, name) ? markOf[name] : styleElements.has(name) ? 'style' : undefined
  if (name === 'br') {
    add(state, 'lineBreak', whole, marks)
    state.isAfterSpace = true
  } else if (name === 'img') add(state, 'image', whole, marks)
  else if (type === undefined || closeFrom === openTo) add(state, 'snippet', whole, marks)
  else readTrees(state, children, withMark(marks, { type, attrs: { open } }))
}

/** As the editor holds them: of one kind only the innermost, of styles all that differ, in a fixed order. */
function withMark(marks: readonly DocumentMark[], mark: DocumentMark): DocumentMark[] {
  const isSame = (other: DocumentMark) =>
    other.type === mark.type && (mark.type !== 'style' || other.attrs?.open === mark.attrs?.open)
  if (mark.type === 'style' && marks.some(isSame)) return [...marks]
  const kept = marks.filter((other) => !isSame(other))
  return [...kept, mark].toSorted((a, b) => markOrder.indexOf(a.type) - markOrder.indexOf(b.type))
}

/** The schema of the editor lists its marks in this order. */
export const markOrder = ['link', 'style', 'bold', 'italic', 'underline', 'strike', 'code']

function readWords(state: State, source: string, marks: DocumentMark[]): void {
  for (const piece of readText(source)) {
    if (piece.isSource) add(state, 'snippet', piece.text, marks)
    else addText(state, piece.text, marks)
  }
}

function addText(state: State, characters: string, marks: DocumentMark[]): void {
  let text = characters
  if (!state.keepsSpace) {
    text = text.replace(/[ \t\n\r\f]+/g, ' ')
    if (state.isAfterSpace) text = text.replace(/^ /, '')
  }
  if (text === '') return
  state.isAfterSpace = text.endsWith(' ')
  const last = state.nodes.at(-1)
  if (last?.text !== undefined && sameMarks(last.marks ?? [], marks)) last.text += text
  else state.nodes.push({ type: 'text', text, ...(marks.length > 0 && { marks }) })
}

function add(state: State, type: string, source: string, marks: DocumentMark[]): void {
  state.isAfterSpace = false
  state.nodes.push({ type, attrs: { source }, ...(marks.length > 0 && { marks }) })
}

const markKey = (marks: readonly DocumentMark[]) =>
  JSON.stringify(marks.map(({ type, attrs }) => [type, attrs?.open]))
const sameMarks = (a: readonly DocumentMark[], b: readonly DocumentMark[]) => markKey(a) === markKey(b)

/** Lines as they are read; every key that is pressed asks the same ones. */
const known = new Map<string, string>()
const mostKnown = 5_000

/** Whether a line says what its source reads as, however its texts are cut. */
export function isLineOf(source: string, keepsSpace: boolean, nodes: readonly DocumentNode[]): boolean {
  const name = `${keepsSpace}${source}`
  let read = known.get(name)
  if (read === undefined) {
    if (known.size >= mostKnown) known.clear()
    read = lineKey(readInline(source, keepsSpace))
    known.set(name, read)
  }
  return read === lineKey(nodes)
}

function lineKey(nodes: readonly DocumentNode[]): string {
  const parts: [string, string][] = []
  for (const node of nodes) {
    const marks = markKey(node.marks ?? [])
    const last = parts.at(-1)
    if (node.text === undefined) parts.push([`${node.type}${marks}`, String(node.attrs?.source)])
    else if (last?.[0] === `text${marks}`) last[1] += node.text
    else parts.push([`text${marks}`, node.text])
  }
  return JSON.stringify(parts)
}
