// Chips in a line: columns, the ends of conditions and loops, pictures, line breaks, and source.
import { InputRule, Node, type NodeViewRenderer } from '@tiptap/core'
import { readTag } from '../model/condition.ts'
import { writeValue } from '../model/entities.ts'
import { frameNames, isMiddle } from '../model/lex.ts'
import { kept } from './kept.ts'
import { columnChipView, fenceView, imageView, snippetView, type VisualContext } from './views.ts'

/** `source` is written as it is. */
function chip(name: string, view: NodeViewRenderer) {
  return Node.create({
    name,
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => kept('source'),
    renderHTML: ({ node }) => ['span', { class: `visual-${name}` }, String(node.attrs.source)],
    addNodeView: () => view,
  })
}

const LineBreak = Node.create({
  name: 'lineBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  addAttributes: () => kept('source'),
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.insertContent({ type: this.name }) }
  },
})

/** Liquid that is typed becomes what it would be read as. */
const typedLiquid = /(\{\{[^{}]*\}\}|\{%[^{}]*%\})$/

export function inlineNodes(context: VisualContext) {
  const Image = chip('image', imageView(context)).extend({
    parseHTML: () => [
      {
        tag: 'img[src^="https:"]',
        getAttrs: (element) => {
          const text = element.getAttribute('alt') ?? ''
          return {
            source: `<img src="${writeValue(element.getAttribute('src') ?? '')}" alt="${writeValue(text)}">`,
          }
        },
      },
    ],
  })
  const Chip = chip('chip', columnChipView(context)).extend({
    addInputRules: () => [
      new InputRule({
        find: typedLiquid,
        handler: ({ range, match, chain }) => {
          const source = match[1]!
          if (source.startsWith('{{')) {
            chain().deleteRange(range).insertContent({ type: 'chip', attrs: { source } }).run()
            return
          }
          const { name } = readTag(source)
          const isFrame = frameNames.includes(name) && name !== 'case'
          const isFence = isFrame || isMiddle(name) || name.startsWith('end')
          const nodes = [{ type: isFence ? 'fence' : 'snippet', attrs: { source } }]
          if (isFrame) nodes.push({ type: 'fence', attrs: { source: `{% end${name} %}` } })
          const inside = isFrame ? range.from + 1 : range.from + nodes.length
          chain().deleteRange(range).insertContent(nodes).setTextSelection(inside).run()
        },
      }),
    ],
  })
  return [Chip, chip('fence', fenceView(context)), chip('snippet', snippetView(context)), Image, LineBreak]
}
