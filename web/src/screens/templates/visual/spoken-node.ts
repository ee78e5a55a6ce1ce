import type { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { attributeOf } from './model/attributes.ts'
import { tagLabel } from './model/condition.ts'

/** What a screen reader hears of the node that is selected, or null where it has no form. */
export function spokenNode(editor: Editor): string | null {
  const { selection } = editor.state
  if (!(selection instanceof NodeSelection)) return null
  const { type, attrs } = selection.node
  const source = String(attrs.source ?? '')
  if (type.name === 'chip') return `Column ${source.replace(/[{}-]/g, '').trim()}. Press Enter to change it.`
  if (type.name === 'fence') return `${tagLabel(source)}. Press Enter to change it.`
  if (type.name === 'image') return `Picture ${attributeOf(source, 'alt') ?? ''}. Press Enter to change it.`
  return source === '' ? null : 'Code. Press Enter to change it.'
}
