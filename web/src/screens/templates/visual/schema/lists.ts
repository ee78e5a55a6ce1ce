// Lists and their items.
import { Node, wrappingInputRule } from '@tiptap/core'
import { gaps, kept } from './kept.ts'

function list(name: string, element: 'ul' | 'ol', typed: RegExp, shortcut: string) {
  return Node.create({
    name,
    group: 'block list',
    content: '(listItem | itemFrame | itemCode)*',
    allowGapCursor: false,
    addAttributes: () => kept('open', 'close', 'gap', ...gaps),
    parseHTML: () => [{ tag: element }],
    renderHTML: () => [element, 0],
    addInputRules() {
      return [wrappingInputRule({ find: typed, type: this.type })]
    },
    addKeyboardShortcuts() {
      return { [shortcut]: () => this.editor.commands.toggleList(this.name, 'listItem') }
    },
  })
}

const ListItem = Node.create({
  name: 'listItem',
  content: 'block+',
  defining: true,
  addAttributes: () => kept('open', 'close', ...gaps),
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: () => ['li', 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection
        const isAtStart =
          empty && $from.parentOffset === 0 && $from.node(-1)?.type === this.type && $from.index(-1) === 0
        return isAtStart && this.editor.commands.liftListItem(this.name)
      },
    }
  },
})

export const lists = [
  list('bulletList', 'ul', /^\s*([-+*])\s$/, 'Mod-Shift-8'),
  list('orderedList', 'ol', /^1\.\s$/, 'Mod-Shift-7'),
  ListItem,
]
