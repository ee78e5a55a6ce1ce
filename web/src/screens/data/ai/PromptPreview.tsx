// What a real row would ask, and what an answer is held for.
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import { type PromptInput, promptQuery } from '../../../queries/ai.ts'
import { useCursorList } from '../../../queries/cursor-list.ts'
import { rowsQuery } from '../../../queries/data.ts'
import { messageOf } from '../../../ui/ErrorState.tsx'
import { useLater } from '../../../ui/useLater.ts'
import { LinesField } from '../steps/fields.tsx'
import classes from './Ai.module.css'
import { type ColumnDraft, inputOf } from './column-draft.ts'

interface Props {
  dataset: Dataset
  draft: ColumnDraft
  onAllowed: (allowed: string[]) => void
}

export function PromptPreview({ dataset, draft, onAllowed }: Props) {
  const rows = useCursorList(rowsQuery(dataset.id, {})).rows
  const [picked, setPicked] = useState<string | null>(null)
  const rowKey = picked ?? rows[0]?.rowKey
  return (
    <section className={classes.preview} aria-label="What a row asks">
      <Select
        label="As this row asks it"
        searchable
        allowDeselect={false}
        limit={100}
        value={rowKey ?? null}
        data={rows.slice(0, 100).map((row) => row.rowKey)}
        onChange={setPicked}
      />
      <Prompt datasetId={dataset.id} draft={draft} rowKey={rowKey} />
      <h3>What is checked</h3>
      <p className={classes.small}>
        Every number, amount, date, time, link, address and telephone number of an answer must stand in its
        row, written in whichever way. Else the row is held, and its page waits for you. Names that the row
        does not have are told, and hold nothing.
      </p>
      <LinesField
        label="Also allowed, in every row"
        description="One a line: 24/7, a link of yours, or a range of numbers such as 1..5."
        lines={draft.allowed}
        onChange={onAllowed}
      />
    </section>
  )
}

interface PromptProps {
  datasetId: string
  draft: ColumnDraft
  rowKey: string | undefined
}

function Prompt({ datasetId, draft, rowKey }: PromptProps) {
  const { name: _, standing: __, ...settings } = inputOf(draft)
  const choices = settings.type === 'choice' && settings.choices.length < 2 ? ['a', 'b'] : settings.choices
  const input: PromptInput = { ...settings, choices, allowed: [], ...(rowKey !== undefined && { rowKey }) }
  // The same text as long as nothing is typed.
  const later = JSON.parse(useLater(JSON.stringify(input), 300)) as PromptInput
  const isBlank = draft.prompt.trim() === '' || later.prompt.trim() === ''
  const query = useQuery({ ...promptQuery(datasetId, later), enabled: !isBlank && later.endpointId !== '' })
  if (isBlank) return <p className={classes.shown}>Write a prompt, and here is what this row would ask.</p>
  if (query.error)
    return (
      <p className={classes.shown} data-problem>
        {messageOf(query.error)}
      </p>
    )
  const { prompt = '', held = null } = query.data ?? {}
  return (
    <output className={classes.shown} data-problem={(query.data && prompt === '') || undefined}>
      {prompt || (query.data ? held : '')}
    </output>
  )
}
