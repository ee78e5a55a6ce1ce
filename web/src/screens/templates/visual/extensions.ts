// Everything that the visual editor is made of.
import type { AnyExtension } from '@tiptap/core'
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from '@tiptap/extensions'
import { blocks } from './schema/blocks.ts'
import { Clipboard } from './schema/clipboard.ts'
import { Fences } from './schema/fences.ts'
import { frameNodes } from './schema/frames.ts'
import { inlineNodes } from './schema/inline.ts'
import { lists } from './schema/lists.ts'
import { marks } from './schema/marks.ts'
import { tables } from './schema/tables.ts'
import { UniqueIds } from './schema/unique-ids.ts'
import type { VisualContext } from './schema/views.ts'

export function visualExtensions(context: VisualContext): AnyExtension[] {
  return [
    ...blocks,
    ...lists,
    ...tables,
    ...frameNodes(context),
    ...inlineNodes(context),
    ...marks,
    Fences,
    UniqueIds,
    Clipboard,
    UndoRedo,
    Gapcursor,
    Dropcursor.configure({ class: 'visual-drop', color: false }),
    Placeholder.configure({
      emptyNodeClass: 'is-empty',
      placeholder: ({ editor, node, pos }) =>
        node.type.name === 'paragraph' && editor.state.doc.resolve(pos).depth === 0
          ? 'Write, or press / for columns, conditions, tables…'
          : '',
    }),
  ]
}
