// What can be done to the table that the cursor is in.

import {
  IconColumnInsertLeft,
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconRowRemove,
  IconTableRow,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/react'
import { addRow, around, changeColumn, deleteRow, hasPlainColumns } from './commands.ts'
import { moveFocus } from './move-focus.ts'
import classes from './Visual.module.css'

const size = { size: 16, stroke: 1.7, 'aria-hidden': true } as const

export function TableTools({ editor }: { editor: Editor }) {
  const hasColumns = hasPlainColumns(editor)
  const tools = [
    { label: 'Row above', icon: <IconRowInsertTop {...size} />, run: () => addRow(editor, 'above') },
    { label: 'Row below', icon: <IconRowInsertBottom {...size} />, run: () => addRow(editor, 'below') },
    { label: 'Delete row', icon: <IconRowRemove {...size} />, run: () => deleteRow(editor) },
    {
      label: 'Column left',
      icon: <IconColumnInsertLeft {...size} />,
      run: () => changeColumn(editor, 'left'),
      isColumn: true,
    },
    {
      label: 'Column right',
      icon: <IconColumnInsertRight {...size} />,
      run: () => changeColumn(editor, 'right'),
      isColumn: true,
    },
    {
      label: 'Delete column',
      icon: <IconColumnRemove {...size} />,
      run: () => changeColumn(editor, 'delete'),
      isColumn: true,
    },
    { label: 'Heading cell', icon: <IconTableRow {...size} />, run: () => toggleHeader(editor) },
  ]
  return (
    <div
      role="toolbar"
      aria-label="Table"
      className={classes.toolbar}
      onKeyDown={(event) => moveFocus(event)}
    >
      <div className={classes.group}>
        {tools.map(({ label, icon, run, isColumn }, index) => (
          <button
            key={label}
            type="button"
            className={classes.tool}
            aria-label={label}
            title={
              isColumn && !hasColumns
                ? 'A cell covers several columns or rows: change the columns in the source'
                : label
            }
            disabled={isColumn && !hasColumns}
            tabIndex={index === 0 ? 0 : -1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              run()
              editor.commands.focus()
            }}
          >
            {icon}
          </button>
        ))}
      </div>
    </div>
  )
}

function toggleHeader(editor: Editor): void {
  const cell = around(editor.state.selection.$from, 'cell')
  if (!cell) return
  const { tr } = editor.state
  editor.view.dispatch(
    tr.setNodeMarkup(cell.at, undefined, { ...cell.node.attrs, header: cell.node.attrs.header !== true }),
  )
}
