// Tables. Their rows may stand in conditions and loops, which the usual extensions for tables cannot hold.
import { Node } from '@tiptap/core'
import { cellView, tableView } from './block-views.ts'
import { gaps, kept } from './kept.ts'

const Table = Node.create({
  name: 'table',
  group: 'block',
  content: '(caption | tableSection | tableRow | rowFrame | rowCode)*',
  isolating: true,
  allowGapCursor: false,
  addAttributes: () => kept('open', 'close', 'gap', ...gaps),
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['table', 0],
  addNodeView: () => tableView(),
})

const Caption = Node.create({
  name: 'caption',
  content: 'inline*',
  addAttributes: () => kept('open', 'close', 'inner', ...gaps),
  parseHTML: () => [{ tag: 'caption' }],
  renderHTML: () => ['div', { class: 'visual-caption' }, 0],
})

const Section = Node.create({
  name: 'tableSection',
  content: '(tableRow | rowFrame | rowCode)*',
  allowGapCursor: false,
  addAttributes: () => kept('open', 'close', 'gap', ...gaps),
  parseHTML: () =>
    ['thead', 'tbody', 'tfoot'].map((tag) => ({
      tag,
      getAttrs: () => ({ open: `<${tag}>`, close: `</${tag}>` }),
    })),
  renderHTML: () => ['div', { class: 'visual-section' }, 0],
})

const Row = Node.create({
  name: 'tableRow',
  content: 'cell*',
  allowGapCursor: false,
  addAttributes: () => kept('open', 'close', 'gap', ...gaps),
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['div', { class: 'visual-row' }, 0],
})

const Cell = Node.create({
  name: 'cell',
  content: 'block+',
  isolating: true,
  addAttributes: () => ({
    header: { default: false, rendered: false, parseHTML: (element) => element.tagName === 'TH' },
    ...kept('open', 'close', ...gaps),
  }),
  parseHTML: () => [{ tag: 'td' }, { tag: 'th' }],
  renderHTML: ({ node }) => [node.attrs.header ? 'th' : 'td', 0],
  addNodeView: () => cellView(),
})

export const tables = [Table, Caption, Section, Row, Cell]
