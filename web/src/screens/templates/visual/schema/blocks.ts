// Blocks of text: the elements that a page is written in. Lists, tables and conditions have files of their own.
import { Node, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core'
import { tagName } from '../model/attributes.ts'
import { gaps, kept } from './kept.ts'

const Document = Node.create({ name: 'doc', topNode: true, content: 'block+' })
const Text = Node.create({ name: 'text', group: 'inline' })

const Paragraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  group: 'block',
  content: 'inline*',
  addAttributes: () => kept('open', 'close', 'inner', ...gaps),
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: () => ['p', 0],
  addKeyboardShortcuts() {
    return { 'Mod-Alt-0': () => this.editor.commands.setNode(this.name) }
  },
})

const levels = [1, 2, 3, 4, 5, 6]

const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({
    level: { default: 2, rendered: false },
    ...kept('open', 'close', 'inner', ...gaps),
  }),
  parseHTML: () => levels.map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node }) => [`h${node.attrs.level}`, 0],
  addKeyboardShortcuts() {
    return Object.fromEntries(
      levels.map((level) => [
        `Mod-Alt-${level}`,
        () => this.editor.commands.toggleNode(this.name, 'paragraph', { level }),
      ]),
    )
  },
  addInputRules() {
    return levels.map((level) =>
      textblockTypeInputRule({
        find: new RegExp(`^(#{${level}})\\s$`),
        type: this.type,
        getAttributes: { level },
      }),
    )
  },
})

const Quote = Node.create({
  name: 'quote',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => kept('open', 'close', 'gap', ...gaps),
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: () => ['blockquote', 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })]
  },
})

/** <div>, <section> and others: a quiet frame with the name of the element. */
const Box = Node.create({
  name: 'box',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => kept('open', 'close', 'gap', ...gaps),
  renderHTML: ({ node }) => {
    const open = String(node.attrs.open ?? '<div>')
    return ['div', { class: 'visual-box', 'data-element': tagName(open), title: open }, 0]
  },
})

const Pre = Node.create({
  name: 'pre',
  group: 'block',
  content: 'inline*',
  marks: '',
  code: true,
  defining: true,
  addAttributes: () => kept('open', 'close', 'inner', ...gaps),
  parseHTML: () => [{ tag: 'pre', preserveWhitespace: 'full' }],
  renderHTML: () => ['pre', ['code', 0]],
  addInputRules() {
    return [textblockTypeInputRule({ find: /^```\s$/, type: this.type })]
  },
})

const Rule = Node.create({
  name: 'rule',
  group: 'block',
  atom: true,
  addAttributes: () => ({
    ...kept(...gaps),
    source: { default: '<hr>', rendered: false, parseHTML: () => null },
  }),
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: () => ['div', { class: 'visual-rule' }, ['hr']],
})

export const blocks = [Document, Text, Paragraph, Heading, Quote, Box, Pre, Rule]
