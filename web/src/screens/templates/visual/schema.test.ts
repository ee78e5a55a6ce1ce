// The document of a template in the editor's own schema, without a screen: what the editor holds, and what typing,
// splitting and joining make of it.
import { Editor } from '@tiptap/core'
import { closeHistory } from '@tiptap/pm/history'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { someTemplate, tokenSoup } from '../../../test/template-arbitrary.ts'
import {
  addRow,
  changeColumn,
  deleteRow,
  insertTable,
  moveToCell,
  unwrapFrame,
  wrapInFrame,
} from './commands.ts'
import { showSource } from './document-of.ts'
import { visualExtensions } from './extensions.ts'
import type { DocumentNode } from './model/node.ts'
import { readTemplate } from './model/read.ts'
import { writeTemplate } from './model/write.ts'
import { insertSource } from './source-nodes.ts'

const open: Editor[] = []
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy()
})

function edit(source: string): Editor {
  const extensions = visualExtensions({ columns: [], onEdit: () => undefined, refreshers: new Set() })
  const editor = new Editor({
    extensions,
    injectCSS: false,
    // jsdom knows no places on the screen.
    editorProps: { handleScrollToSelection: () => true },
  })
  showSource(editor, source)
  open.push(editor)
  return editor
}
const written = (editor: Editor) => writeTemplate(editor.getJSON() as Parameters<typeof writeTemplate>[0])

/** Lines of text in their order. */
function linesOf(node: DocumentNode): DocumentNode[] {
  const isLine = ['paragraph', 'heading', 'caption', 'pre'].includes(node.type)
  return isLine ? [node] : (node.content ?? []).flatMap(linesOf)
}

/** Puts the cursor behind these words. */
function cursorBehind(editor: Editor, words: string): Editor {
  editor.state.doc.descendants((node, at) => {
    const offset = node.text?.indexOf(words) ?? -1
    if (offset !== -1) editor.commands.setTextSelection(at + offset + words.length)
  })
  return editor
}

describe('the editor', () => {
  it('holds 300 generated templates whole, and none of them only as source', () => {
    const { schema } = edit('')
    const property = (source: string) => {
      const node = schema.nodeFromJSON(readTemplate(source))
      node.check()
      return writeTemplate(node.toJSON()) === source
    }
    fc.assert(fc.property(someTemplate, property), { numRuns: 300 })
    fc.assert(fc.property(tokenSoup, property), { numRuns: 300 })
  })

  it('changes nothing by itself, and takes back what was done', () => {
    const editor = edit('')
    const property = fc.property(someTemplate, (source) => {
      showSource(editor, source)
      if (written(editor) !== source) return false
      editor.view.dispatch(closeHistory(editor.state.tr))
      editor.commands.insertContent('words')
      editor.commands.undo()
      return written(editor) === source
    })
    fc.assert(property, { numRuns: 40 })
  })

  it('changes only the line that is typed into, wherever in any template that is', () => {
    const editor = edit('')
    const mark = '\u0001'
    const property = fc.property(someTemplate, fc.nat(), fc.nat(), (source, pick, place) => {
      showSource(editor, source)
      const lines: { at: number; size: number }[] = []
      editor.state.doc.descendants((node, at) => {
        if (node.isTextblock) lines.push({ at, size: node.content.size })
        return !node.isTextblock
      })
      const { at, size } = lines[pick % Math.max(lines.length, 1)] ?? { at: 0, size: 0 }
      if (lines.length === 0) return true
      const marked = readTemplate(source)
      const line = linesOf(marked)[pick % lines.length]!
      line.attrs = { ...line.attrs, source: mark }
      const [before, after] = writeTemplate(marked).split(mark) as [string, string]
      editor.view.dispatch(editor.state.tr.insertText('new words', at + 1 + (place % (size + 1))))
      const text = written(editor)
      return (
        text.startsWith(before) && text.endsWith(after) && text.slice(before.length).includes('new words')
      )
    })
    fc.assert(property, { numRuns: 100 })
  })

  it('changes one paragraph when one is typed into', () => {
    const source = '<p class=a>One</p>\n\n<p>Two <b class="x">bold</b> &eacute;</p>\n<TABLE><tr><td>3</TABLE>'
    const editor = cursorBehind(edit(source), 'One')
    editor.commands.insertContent(' more')
    expect(written(editor)).toBe(source.replace('One', 'One more'))
  })

  it('takes both ends of a condition away with one of them', () => {
    const editor = edit('<p>a {% if row.b %}b{% else %}c{% endif %} d</p>')
    editor.state.doc.descendants((node, at) => {
      if (node.attrs.source === '{% if row.b %}') editor.commands.deleteRange({ from: at, to: at + 1 })
    })
    expect(written(editor)).toBe('<p>a bc d</p>')
  })

  it('turns typed Liquid into chips', () => {
    const editor = edit('<p>In </p>')
    cursorBehind(editor, 'In')
    editor.commands.insertContent(' {{ row.city }', { applyInputRules: false })
    const { from } = editor.state.selection
    const handled = editor.view.someProp('handleTextInput', (handle) =>
      handle(editor.view, from, from, '}', () => editor.state.tr),
    )
    expect(handled).toBe(true)
    expect(written(editor)).toBe('<p>In {{ row.city }}</p>')
  })

  it('leaves no half of a condition where its beginning is deleted with what stood in front', () => {
    const editor = edit('<p>one</p>{% if a %}<p>two</p>{% else %}<p>three</p>{% endif %}<p>four</p>')
    const places: Record<string, number> = {}
    editor.state.doc.descendants((node, at) => {
      if (node.text) places[node.text] = at
    })
    editor.commands.deleteRange({ from: places.one! + 1, to: places.three! + 2 })
    expect(written(editor)).not.toMatch(/\{%/)
    expect(written(editor)).toContain('four')
  })

  it('puts a condition around a row of a table, and takes it away again', () => {
    const source = '<table>\n  <tr><td>a</td></tr>\n  <tr><td>b</td></tr>\n</table>'
    const editor = cursorBehind(edit(source), 'b')
    wrapInFrame(editor, '{% if row.b %}', '{% endif %}')
    expect(written(editor).replace(/\s+/g, '')).toBe(
      '<table><tr><td>a</td></tr>{%ifrow.b%}<tr><td>b</td></tr>{%endif%}</table>',
    )
    editor.state.doc.descendants((node, at) => {
      if (node.type.name === 'rowFrame') unwrapFrame(editor, at)
    })
    expect(written(editor)).toBe(source)
  })

  it('adds and deletes rows and columns, also of rows in conditions', () => {
    const editor = cursorBehind(
      edit('<table><tr><th>a</th><td>1</td></tr>{% if x %}<tr><th>b</th><td>2</td></tr>{% endif %}</table>'),
      'a',
    )
    changeColumn(editor, 'right')
    expect(written(editor)).toBe(
      '<table><tr><th>a</th><td></td><td>1</td></tr>{% if x %}<tr><th>b</th><td></td><td>2</td></tr>{% endif %}</table>',
    )
    changeColumn(cursorBehind(editor, '2'), 'delete')
    cursorBehind(editor, 'b')
    deleteRow(editor)
    cursorBehind(editor, 'a')
    addRow(editor, 'below')
    expect(written(editor)).toContain('<tr><th>a</th><td></td></tr>')
    moveToCell(editor, 1)
    editor.commands.insertContent('x')
    expect(written(editor)).toContain('<tr><th>a</th><td>x</td></tr>')
  })

  it('puts a block from elsewhere below the paragraph of the cursor, as it is written', () => {
    const editor = cursorBehind(edit('<p class="a">One</p>\n<p>Two</p>\n'), 'One')
    const block =
      '<h2  id=x>Facts</h2>\n\n<table>\n {% if row.a %}<tr><td>{{ row.a }}</td></tr>{% endif %}\n</table>'
    insertSource(editor, `${block}\n`)
    expect(written(editor)).toBe(`<p class="a">One</p>\n${block}\n<p>Two</p>\n`)
    insertSource(cursorBehind(editor, 'Two'), '{{ row.b }}')
    expect(written(editor)).toContain('<p>Two{{ row.b }}</p>')
  })

  it('writes no empty paragraphs for empty lines', () => {
    const source = '<h2 class="a">One</h2>\n<p>Two</p>\n'
    const editor = cursorBehind(edit(source), 'One')
    editor.commands.splitBlock()
    editor.commands.splitBlock()
    expect(written(editor)).toBe(source)
    editor.commands.insertContent('More')
    expect(written(editor)).toBe('<h2 class="a">One</h2>\n<p>More</p>\n<p>Two</p>\n')
  })

  it('makes a new table of plain rows', () => {
    const editor = edit('')
    insertTable(editor)
    editor.commands.insertContent('Fact')
    expect(written(editor)).toBe(
      '<table>\n<tr><th>Fact</th><th></th></tr>\n<tr><td></td><td></td></tr>\n<tr><td></td><td></td></tr>\n</table>',
    )
  })

  it('makes the lines of a list from a line break in an item', () => {
    const editor = cursorBehind(edit('<ul>\n  <li>one</li>\n</ul>'), 'one')
    editor.commands.splitListItem('listItem')
    editor.commands.insertContent('two')
    expect(written(editor)).toBe('<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>')
  })
})
