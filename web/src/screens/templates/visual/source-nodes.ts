// HTML and Liquid that come from outside of the editor: from a chip, the gallery of blocks, the clipboard.
import type { Editor } from '@tiptap/core'
import { insertBlock } from './commands.ts'
import type { DocumentNode } from './model/node.ts'
import { readTemplate } from './model/read.ts'

/** Puts them in at the cursor and goes on behind them; what has blocks goes below the block of the cursor. */
export function insertSource(editor: Editor, source: string): boolean {
  const nodes = readTemplate(source).content ?? []
  const [only] = nodes
  const isLine = nodes.length === 1 && only?.type === 'paragraph' && only.attrs?.open === ''
  if (!isLine) return insertBlock(editor, nodes.map(withoutOuterGap), 'behind')
  return only.content !== undefined && editor.chain().focus().insertContent(only.content).run()
}

/** The space around the whole is the template's; that between its blocks comes along. */
function withoutOuterGap(node: DocumentNode, index: number, all: DocumentNode[]): DocumentNode {
  const attrs = { ...node.attrs }
  if (index === 0) attrs.before = null
  if (index === all.length - 1) attrs.after = null
  return { ...node, attrs }
}
