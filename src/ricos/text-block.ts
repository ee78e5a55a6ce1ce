// Lines of text as blocks: which block the next line becomes, and the node of one that is complete. Pure.
import type { Alignment, RicosNode, TextNode } from './document.ts'
import { paragraph } from './frames.ts'

/** What the next line of text becomes. */
export interface TextBlock {
  kind: 'paragraph' | 'heading' | 'code'
  level: number
  indentation: number
}

export const PARAGRAPH: TextBlock = { kind: 'paragraph', level: 0, indentation: 0 }

/** What stands around a line of text. */
interface Surroundings {
  block: TextBlock
  quotes: number
  indentation: number
}

/** Undefined where there is nothing to show: a code block without a word. */
export function nodeOfText(
  nodes: TextNode[],
  { block, quotes, indentation }: Surroundings,
  alignment: Alignment | undefined,
): RicosNode | undefined {
  const textStyle = alignment === undefined ? undefined : { textAlignment: alignment }
  if (block.kind === 'code') {
    const code = trimLineEnd(nodes)
    if (code.length === 0) return undefined
    return { type: 'CODE_BLOCK', id: '', nodes: code, codeBlockData: textStyle ? { textStyle } : {} }
  }
  const data: { textStyle?: NonNullable<typeof textStyle>; indentation?: number } = {}
  if (textStyle !== undefined) data.textStyle = textStyle
  const indent = Math.min(4, block.indentation + indentation)
  if (indent > 0) data.indentation = indent
  if (block.kind === 'heading')
    return { type: 'HEADING', id: '', nodes, headingData: { level: block.level, ...data } }
  if (quotes === 0) return paragraph(nodes, data)
  const blockquoteData = { indentation: Math.min(4, quotes - 1) }
  return { type: 'BLOCKQUOTE', id: '', nodes: [paragraph(nodes, data)], blockquoteData }
}

/** A browser shows no line for the last line end of a `pre`. */
function trimLineEnd(nodes: TextNode[]): TextNode[] {
  const last = nodes.at(-1)
  if (last?.textData.text.endsWith('\n')) last.textData.text = last.textData.text.slice(0, -1)
  if (last?.textData.text === '') nodes.pop()
  return nodes
}
