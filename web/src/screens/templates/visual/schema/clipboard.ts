// Copying within the editor keeps everything; to elsewhere goes the source. What comes from elsewhere comes clean.
import { Extension } from '@tiptap/core'
import type { Fragment, Slice } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { cleanHtml } from '../clean-html.ts'
import type { DocumentNode as Json } from '../model/node.ts'
import { writeTemplate } from '../model/write.ts'
import { insertSource } from '../source-nodes.ts'

/** What was copied last in this tab: as text on the clipboard, and as it is. */
let copied: { text: string; slice: Slice } | null = null

function sourceOf(content: Fragment): string {
  const nodes: Json[] = content.toJSON() ?? []
  const isLine = nodes.some(({ type, text }) => text !== undefined || inline.has(type))
  if (isLine)
    return writeTemplate({
      type: 'doc',
      content: [{ type: 'paragraph', attrs: { open: '' }, content: nodes }],
    })
  return writeTemplate({ type: 'doc', content: nodes }).trim()
}
const inline = new Set(['chip', 'fence', 'snippet', 'image', 'lineBreak'])

/** Text without the lines' own tags, where it is one line: copying a word gives the word. */
function clipboardText(slice: Slice): string {
  const only = slice.content.childCount === 1 ? slice.content.firstChild : null
  return only?.isTextblock && slice.openStart > 0 ? sourceOf(only.content) : sourceOf(slice.content)
}

const hasLiquid = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/

export const Clipboard = Extension.create({
  name: 'clipboard',
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          clipboardTextSerializer(slice) {
            const text = clipboardText(slice)
            copied = { text, slice }
            return text
          },
          transformPastedHTML: cleanHtml,
          handlePaste(view, event) {
            const text = event.clipboardData?.getData('text/plain') ?? ''
            if (text === '') return false
            if (text === copied?.text && copied.slice.content.firstChild?.type.schema === view.state.schema) {
              view.dispatch(view.state.tr.replaceSelection(copied.slice).scrollIntoView())
              return true
            }
            if (!hasLiquid.test(text)) return false
            return insertSource(editor, text)
          },
        },
      }),
    ]
  },
})
