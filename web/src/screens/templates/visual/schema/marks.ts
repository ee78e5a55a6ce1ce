// Bold, links and the like. `open` is the tag as it is written, null where the mark was made in the editor. The order
// is that of `markOrder` in the model.
import { Mark, markInputRule } from '@tiptap/core'
import { writeValue } from '../model/entities.ts'
import { kept } from './kept.ts'

interface Plain {
  name: string
  element: string
  /** What is pasted in, beside the element itself. */
  parse: { tag: string }[]
  shortcut: string
  /** Around words, as in Markdown. */
  typed?: RegExp
}

function plainMark({ name, element, parse, shortcut, typed }: Plain) {
  return Mark.create({
    name,
    addAttributes: () => kept('open'),
    parseHTML: () => parse,
    renderHTML: () => [element, 0],
    addKeyboardShortcuts() {
      return { [shortcut]: () => this.editor.commands.toggleMark(this.name) }
    },
    addInputRules() {
      return typed ? [markInputRule({ find: typed, type: this.type })] : []
    },
  })
}

const safeAddress = /^(?:https?:|mailto:|tel:|\/|#|\{\{)/i

const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => kept('open'),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => {
        const address = element.getAttribute('href') ?? ''
        return safeAddress.test(address) ? { open: `<a href="${writeValue(address)}">` } : false
      },
    },
  ],
  renderHTML: () => ['span', { class: 'visual-link' }, 0],
})

/** <span>, <sup> and others that the toolbar has no button for. */
const Style = Mark.create({
  name: 'style',
  excludes: '',
  addAttributes: () => kept('open'),
  parseHTML: () => ['sub', 'sup'].map((tag) => ({ tag, getAttrs: () => ({ open: `<${tag}>` }) })),
  renderHTML: ({ mark }) => {
    const name = /^<(su[bp])\b/i.exec(String(mark.attrs.open))?.[1]?.toLowerCase()
    return name ? [name, 0] : ['span', { class: 'visual-style', title: String(mark.attrs.open) }, 0]
  },
})

export const marks = [
  Link,
  Style,
  plainMark({
    name: 'bold',
    element: 'strong',
    parse: [
      { tag: 'strong' },
      { tag: 'b:not([style*="font-weight:normal"]):not([style*="font-weight: normal"])' },
    ],
    shortcut: 'Mod-b',
    typed: /(?:^|\s)(\*\*(?!\s+\*\*)((?:[^*]+))\*\*(?!\s+\*\*))$/,
  }),
  plainMark({
    name: 'italic',
    element: 'em',
    parse: [{ tag: 'em' }, { tag: 'i:not([style*="font-style:normal"])' }],
    shortcut: 'Mod-i',
  }),
  plainMark({ name: 'underline', element: 'u', parse: [{ tag: 'u' }], shortcut: 'Mod-u' }),
  plainMark({ name: 'strike', element: 's', parse: [{ tag: 's' }, { tag: 'del' }], shortcut: 'Mod-Shift-s' }),
  plainMark({
    name: 'code',
    element: 'code',
    parse: [{ tag: 'code' }],
    shortcut: 'Mod-e',
    typed: /(?:^|\s)(`(?!\s+`)((?:[^`]+))`(?!\s+`))$/,
  }),
]
