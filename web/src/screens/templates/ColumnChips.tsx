// Above the editor: the columns of the data with what they hold in the row that is shown. A click puts one in where the
// cursor is.
import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { shorten } from '../../../../src/api/shorten.ts'
import classes from './Chips.module.css'
import type { EditorColumn } from './editor-handle.ts'

interface Props {
  columns: readonly EditorColumn[]
  onInsert: (column: EditorColumn) => void
}

/** More than these are searched rather than looked through. */
const manyColumns = 14
const shownValue = 26

export function ColumnChips({ columns, onInsert }: Props) {
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  if (columns.length === 0) return null
  const wanted = search.trim().toLowerCase()
  const shown = columns.filter(
    ({ name, sample }) =>
      name.toLowerCase().includes(wanted) || (sample ?? '').toLowerCase().includes(wanted),
  )
  const active = Math.min(at, Math.max(0, shown.length - 1))
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = (active + step + shown.length) % shown.length
    setAt(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div className={classes.bar}>
      {columns.length > manyColumns && (
        <TextInput
          aria-label="Find a column"
          placeholder={`Find one of ${columns.length} columns`}
          size="xs"
          leftSection={<IconSearch size={13} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div
        className={classes.chips}
        ref={list}
        role="toolbar"
        aria-label="Insert a column"
        onKeyDown={move}
        tabIndex={-1}
      >
        {shown.map((column, index) => (
          <button
            key={column.name}
            type="button"
            className={classes.chip}
            tabIndex={index === active ? 0 : -1}
            title={
              column.sample
                ? `${column.name}: ${shorten(column.sample, 400)}`
                : `${column.name} is empty in this row`
            }
            // The cursor stays in the editor.
            onMouseDown={(event) => event.preventDefault()}
            onFocus={() => setAt(index)}
            onClick={() => onInsert(column)}
          >
            <span className={classes.name}>{column.name}</span>
            <span className={classes.value} data-empty={!column.sample || undefined}>
              {column.sample ? shorten(column.sample.replace(/\s+/g, ' '), shownValue) : 'empty'}
            </span>
          </button>
        ))}
        {shown.length === 0 && <span className={classes.none}>No column is called so.</span>}
      </div>
    </div>
  )
}
