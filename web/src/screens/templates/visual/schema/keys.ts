// Keys that mean something other than in a plain text.
import { type Editor, Extension } from '@tiptap/core'
import { NodeSelection, Plugin, PluginKey } from '@tiptap/pm/state'
import { around, moveToCell } from '../commands.ts'
import { isInsideFences } from './fences.ts'

interface Actions {
  /** Opens the form of the node that stands there. */
  onEdit: (position: number) => void
  /** Opens the menu of what can be inserted. */
  onInsert: (editor: Editor) => void
  /** Opens the form for the address of a link. */
  onLink: (editor: Editor) => void
  /** Takes the focus to the toolbar. */
  onToolbar: () => void
}

const hasForm = new Set(['chip', 'fence', 'snippet', 'image', 'sourceBlock', 'itemCode', 'rowCode'])

export function keys({ onEdit, onInsert, onLink, onToolbar }: Actions) {
  // After Escape the next Tab leaves the editor, also from a table or a list.
  let isLeaving = false
  return Extension.create({
    name: 'keys',
    priority: 2000,
    addKeyboardShortcuts() {
      const { editor } = this
      const tab = (step: 1 | -1) => () => {
        if (isLeaving) return false
        if (moveToCell(editor, step)) return true
        if (!around(editor.state.selection.$from, 'listItem')) return false
        if (step === 1) editor.commands.sinkListItem('listItem')
        else editor.commands.liftListItem('listItem')
        return true
      }
      const leave = () => {
        isLeaving = true
        return false
      }
      const enter = () => {
        const { selection } = editor.state
        if (selection instanceof NodeSelection && hasForm.has(selection.node.type.name)) {
          onEdit(selection.from)
          return true
        }
        const { $from } = selection
        // A condition must not be torn apart: its line goes on below.
        if ($from.parent.isTextblock && isInsideFences($from.parent, $from.parentOffset))
          return editor.commands.insertContent({ type: 'lineBreak' })
        return false
      }
      return {
        Tab: tab(1),
        'Shift-Tab': tab(-1),
        Escape: leave,
        Enter: enter,
        'Mod-Enter': () => {
          const { $from } = editor.state.selection
          const frame =
            around($from, 'frame') ?? around($from, 'table') ?? around($from, 'box') ?? around($from, 'quote')
          const at = frame ? frame.at + frame.node.nodeSize : $from.depth > 0 ? $from.after(1) : $from.pos
          return editor
            .chain()
            .insertContentAt(at, { type: 'paragraph' })
            .setTextSelection(at + 1)
            .run()
        },
        'Mod-/': () => {
          onInsert(editor)
          return true
        },
        'Mod-Shift-k': () => {
          onLink(editor)
          return true
        },
        'Alt-F10': () => {
          onToolbar()
          return true
        },
        '/': () => {
          const { $from, empty } = editor.state.selection
          if (!empty || $from.parent.type.name !== 'paragraph' || $from.parent.content.size > 0) return false
          onInsert(editor)
          return true
        },
      }
    },
    addProseMirrorPlugins: () => [
      new Plugin({
        key: new PluginKey('leaving'),
        props: {
          handleKeyDown: (_, event) => {
            if (event.key !== 'Escape' && event.key !== 'Tab' && event.key !== 'Shift') isLeaving = false
            return false
          },
          handleDOMEvents: {
            blur: () => {
              isLeaving = false
              return false
            },
          },
        },
      }),
    ],
  })
}
