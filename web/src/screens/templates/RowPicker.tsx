// Which row the preview shows: searched on the server, stepped through with the arrows, or one worth a look.
import { ActionIcon, Select } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowsShuffle,
  IconChevronLeft,
  IconChevronRight,
  IconCircleDashed,
  IconTextSize,
} from '@tabler/icons-react'
import { useState } from 'react'
import { type RowChoice, rowChoiceWords } from '../../../../src/api/row-choice.ts'
import { type CursorList, useCursorList, useLoadedRows } from '../../queries/cursor-list.ts'
import { pagesQuery, usePickRow } from '../../queries/pages.ts'
import { messageOf } from '../../ui/ErrorState.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { notify, notifyFailure } from '../../ui/Notices.tsx'
import { useLater } from '../../ui/useLater.ts'
import classes from './Templates.module.css'

/** As many as the list of choices shows without scrolling far. */
const leastChoices = 20

const choices = [
  ['problem', IconAlertTriangle],
  ['longest', IconTextSize],
  ['emptiest', IconCircleDashed],
  ['random', IconArrowsShuffle],
] as const

interface Props {
  projectId: string
  rowKey: string | undefined
  /** Of the page of this row. */
  title: string
  onPick: (rowKey: string) => void
}

export function RowPicker({ projectId, rowKey, title, onPick }: Props) {
  const [search, setSearch] = useState('')
  const settled = useLater(search, 200)
  const pages = useCursorList(pagesQuery(projectId, { search: settled }))
  useLoadedRows(pages, leastChoices)
  const picking = usePickRow(projectId)
  const current = rowKey ?? pages.rows[0]?.rowKey
  const data = pages.rows.map((page) => ({ value: page.rowKey, label: page.title || page.rowKey }))
  if (current !== undefined && !data.some(({ value }) => value === current))
    data.unshift({ value: current, label: title || current })
  const pick = (choice: RowChoice) =>
    picking.mutate(
      { choice, ...(current !== undefined && { from: current }) },
      {
        onSuccess: ({ rowKey: found, reason }) =>
          found === null ? notify(reason ?? '', 'bad') : onPick(found),
        onError: (error) => notifyFailure('No row was found', error),
      },
    )
  return (
    <div className={classes.picker}>
      <ActionIcon aria-label="Previous row" disabled={picking.isPending} onClick={() => pick('previous')}>
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
        nothingFoundMessage={nothingWords(pages)}
        style={{ flex: 1 }}
      />
      <ActionIcon aria-label="Next row" disabled={picking.isPending} onClick={() => pick('next')}>
        <IconChevronRight size={16} />
      </ActionIcon>
      <MoreMenu
        label="Rows worth a look"
        width={200}
        entries={choices.map(([choice, icon]) => ({
          label: rowChoiceWords[choice],
          icon,
          onPick: () => pick(choice),
        }))}
      />
    </div>
  )
}

function nothingWords({
  error,
  partError,
  hasMore,
}: Pick<CursorList<unknown>, 'error' | 'partError' | 'hasMore'>) {
  const failure = error ?? partError
  if (failure) return messageOf(failure)
  return hasMore ? 'Searching…' : 'No row matches'
}
