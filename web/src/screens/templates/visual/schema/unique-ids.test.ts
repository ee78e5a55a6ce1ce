import { Editor } from '@tiptap/core'
import { closeHistory } from '@tiptap/pm/history'
import { afterEach, describe, expect, it } from 'vitest'
import { showSource } from '../document-of.ts'
import { visualExtensions } from '../extensions.ts'
import { writeTemplate } from '../model/write.ts'
import { insertSource } from '../source-nodes.ts'

const open: Editor[] = []
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy()
})

function edit(source: string): Editor {
  const extensions = visualExtensions({ columns: [], onEdit: () => undefined, refreshers: new Set() })
  const editor = new Editor({
    extensions,
    injectCSS: false,
    editorProps: { handleScrollToSelection: () => true },
  })
  showSource(editor, source)
  editor.view.dispatch(closeHistory(editor.state.tr))
  open.push(editor)
  return editor
}
const written = (editor: Editor) => writeTemplate(editor.getJSON() as Parameters<typeof writeTemplate>[0])

/** The cursor before these words. */
function cursorBefore(editor: Editor, words: string): Editor {
  let place = -1
  editor.state.doc.descendants((node, at) => {
    const offset = node.text?.indexOf(words) ?? -1
    if (offset !== -1) place = at + offset
  })
  editor.commands.setTextSelection(place)
  return editor
}

/** Puts a copy of the first block at a place, as pasting does. */
function pasteFirst(editor: Editor, at: number): void {
  const { state, view } = editor
  view.dispatch(state.tr.insert(at, state.doc.firstChild!))
}

describe('an id', () => {
  it.each([
    ['a paragraph', '<p id="a" class="b">one two</p>', '<p id="a" class="b">one </p><p class="b">two</p>'],
    ['a heading', '<h2 id="a">one two</h2>', '<h2 id="a">one </h2><h2>two</h2>'],
    ['Liquid', '<p id="{{ row.a }}">one two</p>', '<p id="{{ row.a }}">one </p><p>two</p>'],
    [
      'words',
      '<p>x <span id="a">one two</span></p>',
      '<p>x <span id="a">one </span></p><p><span>two</span></p>',
    ],
    [
      'words with others in them',
      '<p><span id="a">one <b>two</b></span></p>',
      '<p><span id="a">one </span></p><p><span><b>two</b></span></p>',
    ],
  ])('of %s stays with the first half when its line is split', (_, source, expected) => {
    const editor = cursorBefore(edit(source), 'two')
    editor.commands.splitBlock()
    expect(written(editor)).toBe(expected)
    editor.commands.undo()
    expect(written(editor)).toBe(source)
  })

  it('goes on with the words where Enter makes an empty line in front of them', () => {
    const editor = cursorBefore(edit('<p>x</p>\n<h2 id="a">one</h2>'), 'one')
    editor.commands.splitBlock()
    const headings: unknown[] = []
    editor.state.doc.descendants((node) => {
      if (node.textContent === 'one' && node.isTextblock) headings.push(node.attrs.open)
    })
    expect(headings).toEqual(['<h2 id="a">'])
    expect(written(editor).match(/id="a"/g)).toHaveLength(1)
  })

  it('of an item stays with the item', () => {
    const editor = cursorBefore(edit('<ul><li id="a">one two</li></ul>'), 'two')
    editor.commands.splitListItem('listItem')
    expect(written(editor)).toMatch(/^<ul><li id="a">one ?<\/li>\s*<li>two<\/li><\/ul>$/)
  })

  it.each([
    ['behind', 'end'],
    ['in front of', 'start'],
  ])('is not that of a copy which is pasted %s its original', (_, where) => {
    for (const block of [
      '<h2 id="a">one</h2>',
      '<h2>one<a name="a"></a></h2>',
      '<ul><li id="a">one</li></ul>',
      '<table><tr><td id="a">one</td></tr></table>',
      '<p><img src="https://x.example/a.png" id="a"></p>',
    ]) {
      const editor = edit(block)
      pasteFirst(editor, where === 'end' ? editor.state.doc.content.size : 0)
      const parts = written(editor)
      expect(parts.match(/="a"/g)).toHaveLength(1)
      expect(where === 'end' ? parts.startsWith(block) : parts.endsWith(block)).toBe(true)
    }
  })

  it('of a block from the gallery is there once', () => {
    const editor = edit('<p>x</p>')
    for (let time = 0; time < 2; time++) insertSource(editor, '<section id="facts"><h2>Facts</h2></section>')
    expect(written(editor).match(/id="facts"/g)).toHaveLength(1)
  })

  it('that two branches of a condition have stays with both', () => {
    const source = '{% if row.a %}\n<p id="x">one</p>\n{% else %}\n<p id="x">two</p>\n{% endif %}'
    const editor = edit(source)
    cursorBefore(editor, 'two').commands.insertContent('and ')
    expect(written(editor)).toBe(source.replace('two', 'and two'))
  })

  it('goes with what is moved', () => {
    const editor = edit('<h2 id="a">one</h2>\n<p>two</p>')
    const { state, view } = editor
    const first = state.doc.firstChild!
    const tr = state.tr.delete(0, first.nodeSize)
    view.dispatch(tr.insert(tr.doc.content.size, first))
    expect(written(editor)).toContain('<h2 id="a">one</h2>')
  })
})
