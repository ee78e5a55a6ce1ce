// Ricos nodes from anywhere: of ours, of Wix's editor, of types this library never writes.
import { canonicalValue } from '../canonical-value.ts'

export interface AnyNode {
  type: string
  id?: string
  nodes?: AnyNode[]
  textData?: { text?: string; decorations?: Mark[] }
  [key: string]: unknown
}

export interface Mark {
  type: string
  [key: string]: unknown
}

/** A stretch of text with the same marks. */
export interface Run {
  text: string
  marks: readonly Mark[]
}

/** Nodes that hold texts; whatever else stands in one makes it a block like others. */
const TEXT_BLOCKS = new Set(['PARAGRAPH', 'HEADING', 'CODE_BLOCK', 'CAPTION'])

export function isTextBlock(node: AnyNode): boolean {
  return TEXT_BLOCKS.has(node.type) && childrenOf(node).every(({ type }) => type === 'TEXT')
}

export function childrenOf(node: { nodes?: unknown }): AnyNode[] {
  return Array.isArray(node.nodes) ? node.nodes : []
}

/** All of a node but its id and its children. */
export function attributesOf(node: AnyNode): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  for (const key in node) if (key !== 'id' && key !== 'nodes') attributes[key] = node[key]
  return attributes
}

/** The same as one text, equal where they mean the same. */
export function attributesMeaning(node: AnyNode): string {
  // Most nodes say nothing beside their type.
  let saysMore = false
  for (const key in node)
    if (key !== 'id' && key !== 'nodes' && key !== 'textData' && key !== 'type')
      saysMore ||= !isBlank(node[key])
  return saysMore ? meaning(attributesOf(node)) : `{"type":${JSON.stringify(node.type)}}`
}

function isBlank(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  for (const _ in value) return false
  return true
}

/** Equal for values that mean the same to Wix. */
export function meaning(value: unknown, key = ''): string {
  return JSON.stringify(canonicalValue(value, key)) ?? ''
}

/** The texts of a block, neighbours with the same marks as one. */
export function runsOf(block: AnyNode): Run[] {
  const runs: Run[] = []
  for (const { textData } of childrenOf(block))
    addRun(runs, textData?.text ?? '', textData?.decorations ?? [])
  return runs
}

export function addRun(runs: Run[], text: string, marks: readonly Mark[]): void {
  const last = runs.at(-1)
  if (text === '') return
  if (last && marksMeaning(last.marks) === marksMeaning(marks)) last.text += text
  else runs.push({ text, marks })
}

/** The order of marks makes no difference. */
export function marksMeaning(marks: readonly Mark[]): string {
  if (marks.length === 0) return ''
  return marks
    .map((mark) => meaning(mark))
    .sort()
    .join(' ')
}

export function runsMeaning(runs: readonly Run[]): string {
  let meaning = ''
  for (const { text, marks } of runs) meaning += `${text.length} ${text} ${marksMeaning(marks)}\n`
  return meaning
}

export function textOf(block: AnyNode): string {
  return childrenOf(block)
    .map(({ textData }) => textData?.text ?? '')
    .join('')
}
