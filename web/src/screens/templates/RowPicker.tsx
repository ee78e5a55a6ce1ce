// Which row the preview shows: searched on the server, stepped through with the arrows.
import { ActionIcon, Select } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useCursorList } from '../../queries/cursor-list.ts'
import { pagesQuery } from '../../queries/pages.ts'
import { useLater } from '../../ui/useLater.ts'
import classes from './Templates.module.css'

interface Props {
  projectId: string
  rowKey: string | undefined
  onPick: (rowKey: string) => void
}

export function RowPicker({ projectId, rowKey, onPick }: Props) {
  const [search, setSearch] = useState('')
  const settled = useLater(search, 200)
  const pages = useCursorList(pagesQuery(projectId, { search: settled }))
  const keys = pages.rows.map((page) => page.rowKey)
  const current = rowKey ?? keys[0]
  const index = current === undefined ? -1 : keys.indexOf(current)
  const data = pages.rows.map((page) => ({ value: page.rowKey, label: page.title || page.rowKey }))
  if (current !== undefined && index === -1) data.unshift({ value: current, label: current })
  const step = (by: number) => {
    const key = keys[index + by]
    if (key !== undefined) onPick(key)
  }
  return (
    <div className={classes.picker}>
      <ActionIcon aria-label="Previous row" disabled={index <= 0} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Select
        aria-label="Row to preview"
        placeholder="Choose a row"
        searchable
        allowDeselect={false}
        value={current ?? null}
        onChange={(key) => {
          if (key !== null) onPick(key)
        }}
        onSearchChange={(text) => setSearch(data.some((item) => item.label === text) ? '' : text)}
        filter={({ options }) => options}
        data={data}
        nothingFoundMessage="No row matches"
        style={{ flex: 1 }}
      />
      <ActionIcon
        aria-label="Next row"
        disabled={index === -1 || index >= keys.length - 1}
        onClick={() => step(1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  )
}
