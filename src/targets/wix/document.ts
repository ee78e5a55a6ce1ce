// Rich content of Wix compared by what a reader sees.
import { canonicalValue } from '../../ricos/index.ts'

/** A node as it comes from Wix or from our converter; nothing in it can be taken for granted. */
interface AnyNode {
  type?: unknown
  nodes?: unknown
  textData?: { text?: unknown; decorations?: unknown }
  [key: string]: unknown
}

/**
 * A document as one readable text: a line per block and per run of text, indented by depth. Node ids, styles,
 * defaults, the order of keys and the cutting of equally formatted text make no difference; words, marks, links,
 * levels and structure do. Styles (of a block its spacing and background, of the document its fonts and sizes) are left
 * out because it is nowhere said which of them Wix writes by itself: a page that nobody edited must not look edited.
 */
export function canonicalDocument(document: unknown): string {
  const lines: string[] = []
  // A stack instead of recursion: documents of strangers may be nested deeply.
  const stack = [...nodesOf(document).map((node) => ({ node, depth: 0 }))].reverse()
  while (stack.length > 0) {
    const { node, depth } = stack.pop()!
    const indent = '  '.repeat(depth)
    lines.push(`${indent}${String(node.type)}${attributes(node)}`)
    const children = nodesOf(node)
    for (const run of textRuns(children)) lines.push(`${indent}  ${run}`)
    const blocks = children.filter((child) => child.type !== 'TEXT')
    for (const child of blocks.reverse()) stack.push({ node: child, depth: depth + 1 })
  }
  return lines.join('\n')
}

/** The words of a document, blocks apart by line breaks; `skip` leaves out nodes of these types. */
export function documentWords(document: unknown, skip: readonly string[] = []): string {
  const parts: string[] = []
  const stack = nodesOf(document).reverse()
  while (stack.length > 0) {
    const node = stack.pop()!
    if (skip.includes(String(node.type))) continue
    if (node.type === 'TEXT') parts.push(String(node.textData?.text ?? ''))
    else parts.push('\n')
    stack.push(...nodesOf(node).reverse())
  }
  return parts.join('')
}

/** Whether there is anything to see: a word, or a block that shows without words. */
export function isEmptyDocument(document: unknown): boolean {
  const stack = nodesOf(document)
  while (stack.length > 0) {
    const node = stack.pop()!
    if (['IMAGE', 'VIDEO', 'AUDIO', 'HTML', 'GALLERY', 'EMBED', 'BUTTON', 'FILE'].includes(String(node.type)))
      return false
    if (node.type === 'TEXT' && String(node.textData?.text ?? '').trim() !== '') return false
    stack.push(...nodesOf(node))
  }
  return true
}

/** Ids of all nodes that have one. */
export function* nodeIds(document: unknown): Generator<string> {
  const stack = nodesOf(document)
  while (stack.length > 0) {
    const node = stack.pop()!
    if (typeof node['id'] === 'string' && node['id'] !== '') yield node['id']
    stack.push(...nodesOf(node))
  }
}

/** Types of nodes and marks in a document: two documents with the same ones are built alike. */
export function documentShape(document: unknown): string {
  const found = new Set<string>()
  const stack = nodesOf(document)
  while (stack.length > 0) {
    const node = stack.pop()!
    found.add(String(node.type))
    for (const mark of listOf(node.textData?.decorations)) found.add(String(mark['type']))
    stack.push(...nodesOf(node))
  }
  return [...found].sort().join(' ')
}

function nodesOf(value: unknown): AnyNode[] {
  return listOf((value as AnyNode | null | undefined)?.nodes) as AnyNode[]
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : []
}

/** Texts in a row with the same marks are one. */
function textRuns(nodes: AnyNode[]): string[] {
  const runs: { text: string; marks: string }[] = []
  for (const node of nodes) {
    if (node.type !== 'TEXT') continue
    const text = String(node.textData?.text ?? '')
    if (text === '') continue
    const marks = listOf(node.textData?.decorations)
      .map((mark) => `${String(mark['type'])}${attributes(mark)}`)
      .sort()
      .join(' ')
    const last = runs.at(-1)
    if (last && last.marks === marks) last.text += text
    else runs.push({ text, marks })
  }
  return runs.map(({ text, marks }) =>
    marks === '' ? JSON.stringify(text) : `${JSON.stringify(text)} ${marks}`,
  )
}

function attributes(node: Record<string, unknown>): string {
  const rest: Record<string, unknown> = {}
  for (const key of Object.keys(node))
    if (!['id', 'type', 'nodes', 'textData', 'style'].includes(key)) rest[key] = node[key]
  const kept = canonicalValue(rest)
  return kept === undefined ? '' : ` ${JSON.stringify(kept)}`
}
