import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../../../src/api/dataset.ts'
import { useCorrectCell, useUndoCorrection } from '../../queries/data.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Data.module.css'

interface Props {
  datasetId: string
  row: Row
  column: string
  /** In words; null where it stands in the file as it is. */
  origin: string | null
  canCorrect: boolean
}

/** A cell in the panel of its row. */
export function CellValue({ datasetId, row, column, origin, canCorrect }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const text = row.cells[column] ?? ''
  if (draft !== null)
    return <CellForm {...{ datasetId, row, column, draft, setDraft }} onDone={() => setDraft(null)} />
  return (
    <div className={classes.cellValue}>
      <div className={classes.cellText}>
        <span>{text || <span className={classes.empty}>empty</span>}</span>
        {canCorrect && (
          <ActionIcon aria-label={`Correct ${column}`} size={24} onClick={() => setDraft(text)}>
            <IconPencil size={14} />
          </ActionIcon>
        )}
      </div>
      {origin && <small>{origin}</small>}
      <Corrected {...{ datasetId, row, column }} />
    </div>
  )
}

function CellForm({
  datasetId,
  row,
  column,
  draft,
  setDraft,
  onDone,
}: Pick<Props, 'datasetId' | 'row' | 'column'> & {
  draft: string
  setDraft: (draft: string) => void
  onDone: () => void
}) {
  const correct = useCorrectCell(datasetId)
  return (
    <form
      className={classes.cellValue}
      onSubmit={(event) => {
        event.preventDefault()
        if (!correct.isPending)
          correct.mutate({ rowKey: row.rowKey, column, value: draft }, { onSuccess: onDone })
      }}
    >
      <Textarea
        aria-label={`What ${column} is to say`}
        autosize
        maxRows={12}
        autoFocus
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      {correct.error && <ErrorNote title="The cell was not corrected" error={correct.error} />}
      <div className={classes.cellActions}>
        <Button size="xs" type="submit" loading={correct.isPending}>
          Correct
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** That the cell was corrected, by whom, and what its source says. */
function Corrected({ datasetId, row, column }: Pick<Props, 'datasetId' | 'row' | 'column'>) {
  const undo = useUndoCorrection(datasetId)
  const correct = useCorrectCell(datasetId)
  const correction = row.corrections?.find((one) => one.column === column)
  if (!correction) return null
  const { value, was, sourceValue, isOvertaken, by, at } = correction
  const { rowKey } = row
  return (
    <div className={classes.corrected} data-overtaken={isOvertaken || undefined}>
      <span>
        Corrected by {by} <Ago at={at} />.{' '}
        {isOvertaken
          ? `Its source said “${was}” then, and says “${sourceValue}” now.`
          : `Its source says “${sourceValue}”.`}
      </span>
      {undo.error && <ErrorNote title="The correction was not taken back" error={undo.error} />}
      <div className={classes.cellActions}>
        <Button
          size="xs"
          variant="default"
          loading={undo.isPending}
          onClick={() => undo.mutate({ rowKey, column })}
        >
          Take it back
        </Button>
        {isOvertaken && (
          <Button
            size="xs"
            variant="default"
            loading={correct.isPending}
            onClick={() => correct.mutate({ rowKey, column, value })}
          >
            It is still right
          </Button>
        )}
      </div>
    </div>
  )
}
