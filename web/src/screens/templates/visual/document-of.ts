// The document of a text, proven to be it: what the editor would not hold in full is shown as one piece of source.
import type { Editor } from '@tiptap/core'
import { type Schema, Slice } from '@tiptap/pm/model'
import type { DocumentNode } from './model/node.ts'
import { readTemplate } from './model/read.ts'
import { writeTemplate } from './model/write.ts'

export function documentOf(schema: Schema, source: string): DocumentNode {
  const document = readTemplate(source)
  try {
    const node = schema.nodeFromJSON(document)
    node.check()
    if (writeTemplate(node.toJSON()) === source) return document
  } catch {
    // As below.
  }
  return { type: 'doc', content: [{ type: 'sourceBlock', attrs: { source, before: '', after: '' } }] }
}

/**
 * Shows another text. Not by `setContent`: that one fits the new document into the old one, and may keep attributes
 * of what was there.
 */
export function showSource(editor: Editor, source: string): void {
  const { content } = editor.schema.nodeFromJSON(documentOf(editor.schema, source))
  const { tr } = editor.state
  tr.replace(0, tr.doc.content.size, new Slice(content, 0, 0))
  // An empty document that takes the place of a selected one would be stripped of its attributes.
  tr.setMeta('preventUpdate', true).setMeta('preventClearDocument', true)
  editor.view.dispatch(tr)
}
