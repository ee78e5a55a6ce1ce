// What can be inserted at the cursor: by the button, by / in an empty line, and by name.
import type { Editor } from '@tiptap/core'
import { insertBlock, insertTable, wrapInFrame } from './commands.ts'
import type { Pick } from './PickList.tsx'
import type { VisualColumn } from './schema/views.ts'

export interface Insert extends Pick {
  run: (editor: Editor) => void
}

const paragraph = { type: 'paragraph' }

function frame(tag: string, close: string) {
  return {
    type: 'frame',
    attrs: { head: '', close },
    content: [{ type: 'branch', attrs: { tag }, content: [paragraph] }],
  }
}

/** The first column stands in every new condition, until another one is chosen. */
export function inserts(columns: readonly VisualColumn[]): Insert[] {
  const first = columns[0]?.expression ?? 'row.column'
  const condition = `{% if ${first} != blank %}`
  return [
    {
      id: 'if',
      label: 'Condition',
      detail: 'shown for some rows',
      run: (editor) => insertBlock(editor, frame(condition, '{% endif %}')),
    },
    {
      id: 'wrap',
      label: 'Condition around this',
      detail: 'paragraphs, item, row',
      run: (editor) => wrapInFrame(editor, condition, '{% endif %}'),
    },
    {
      id: 'words',
      label: 'Condition in the line',
      detail: 'around words',
      run: (editor) => insertFences(editor, condition, '{% endif %}'),
    },
    {
      id: 'for',
      label: 'Loop',
      detail: 'once for each of a list',
      run: (editor) => insertBlock(editor, frame('{% for number in (1..3) %}', '{% endfor %}')),
    },
    {
      id: 'case',
      label: 'Cases',
      detail: 'by the value of a column',
      run: (editor) =>
        insertBlock(editor, {
          type: 'frame',
          attrs: { head: `{% case ${first} %}\n`, close: '{% endcase %}' },
          content: [{ type: 'branch', attrs: { tag: '{% when "" %}' }, content: [paragraph] }],
        }),
    },
    { id: 'table', label: 'Table', run: insertTable },
    {
      id: 'image',
      label: 'Picture',
      run: (editor) =>
        editor
          .chain()
          .focus()
          .insertContent({ type: 'image', attrs: { source: '<img src="" alt="">' } })
          .run(),
    },
    {
      id: 'rule',
      label: 'Line',
      detail: 'between sections',
      run: (editor) => insertBlock(editor, [{ type: 'rule' }, paragraph]),
    },
    { id: 'pre', label: 'Lines of code', run: (editor) => insertBlock(editor, { type: 'pre' }) },
    {
      id: 'source',
      label: 'HTML and Liquid',
      detail: 'as source',
      run: (editor) =>
        insertBlock(editor, { type: 'sourceBlock', attrs: { source: '{% comment %} {% endcomment %}' } }),
    },
    ...columns.map(({ name, expression, sample }) => ({
      id: `column-${name}`,
      label: name,
      detail: sample === null || sample === '' ? 'column' : sample.slice(0, 40),
      run: (editor: Editor) =>
        editor
          .chain()
          .focus()
          .insertContent({ type: 'chip', attrs: { source: `{{ ${expression} }}` } })
          .run(),
    })),
  ]
}

function insertFences(editor: Editor, tag: string, close: string): void {
  const { from, to, $from } = editor.state.selection
  const isOneLine = $from.parent.isTextblock && to <= $from.end()
  const fence = (source: string) => editor.schema.nodes.fence!.create({ source })
  const { tr } = editor.state
  if (!isOneLine) return
  tr.insert(to, fence(close)).insert(from, fence(tag))
  editor.view.dispatch(tr.scrollIntoView())
  editor.commands.setTextSelection(to + 1)
}
