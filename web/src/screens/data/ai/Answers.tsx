// What was answered, row by row, and what is to be done about what is held.
import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { AiAnswer, AiColumn } from '../../../../../src/api/ai.ts'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import { answersQuery, useUpdateColumn, type Which } from '../../../queries/ai.ts'
import { useCursorList } from '../../../queries/cursor-list.ts'
import { useCorrectCell } from '../../../queries/data.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { ErrorNote, ErrorState } from '../../../ui/ErrorState.tsx'
import { MoreButton } from '../../../ui/MoreButton.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import { Status } from '../../../ui/Status.tsx'
import classes from './Ai.module.css'

interface Props {
  column: AiColumn
  dataset: Dataset
  which: Which
  onWhich: (which: Which) => void
}

const choices = [
  { value: 'sample', label: 'Sample' },
  { value: 'held', label: 'Held' },
  { value: 'all', label: 'All' },
] as const satisfies { value: Which; label: string }[]

export function Answers({ column, dataset, which, onWhich }: Props) {
  const list = useCursorList(answersQuery(column, which))
  return (
    <div className={classes.answers}>
      <Choice label="Which rows" hidesLabel value={which} choices={[...choices]} onChange={onWhich} />
      {list.isLoading && <BlockSkeleton lines={4} />}
      {list.error && (
        <ErrorState
          title="The answers could not be loaded"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.rows.length > 0 && (
        <ul aria-label={`Answers for ${column.name}`}>
          {list.rows.map((answer) => (
            <Answer key={answer.rowKey} answer={answer} column={column} dataset={dataset} />
          ))}
        </ul>
      )}
      {!list.isLoading && !list.error && list.rows.length === 0 && !list.hasMore && (
        <p className={classes.lead}>{which === 'held' ? 'No row is held.' : 'There are no rows.'}</p>
      )}
      {list.hasMore && (
        <div>
          <MoreButton list={list} size="xs">
            {list.rows.length === 0 ? 'Look further' : 'More rows'}
          </MoreButton>
        </div>
      )}
    </div>
  )
}

function Answer({ answer, column, dataset }: { answer: AiAnswer; column: AiColumn; dataset: Dataset }) {
  const { rowKey, value, held, names, corrected } = answer
  const isHeld = held !== null && corrected === null
  const said = corrected ?? (value || answer.answer)
  return (
    <li className={classes.answer} data-held={isHeld || undefined}>
      <div className={classes.answerHead}>
        <span className="code">{rowKey}</span>
        {corrected !== null && (
          <Status tone="good" sign="check">
            Corrected by hand
          </Status>
        )}
        {isHeld && (
          <Status tone="warn" sign="warning">
            Held
          </Status>
        )}
      </div>
      {said && (
        <p className={classes.said} data-left={isHeld || undefined}>
          {said}
        </p>
      )}
      {isHeld && <p className={classes.small}>{held}</p>}
      {!isHeld && corrected === null && names.length > 0 && (
        <p className={classes.small}>Names that its row does not have: {names.join(', ')}.</p>
      )}
      {isHeld && answer.answer !== null && <Decide answer={answer} column={column} dataset={dataset} />}
    </li>
  )
}

/** Two ways out: what is right for every row is allowed, a cell that is wrong is corrected. */
function Decide({ answer, column, dataset }: { answer: AiAnswer; column: AiColumn; dataset: Dataset }) {
  const update = useUpdateColumn(column)
  const [draft, setDraft] = useState<string | null>(null)
  const canCorrect = dataset.columns.some(({ name }) => name === column.name)
  if (draft !== null) {
    return <Correct {...{ answer, column, draft }} onDraft={setDraft} onDone={() => setDraft(null)} />
  }
  return (
    <>
      <Group gap={6}>
        {answer.unknown.map((fact) => (
          <Button
            key={fact}
            size="xs"
            variant="default"
            disabled={update.isPending}
            onClick={() =>
              update.mutate(
                { allowed: [...column.allowed, fact] },
                { onSuccess: () => notify(`“${fact}” is allowed in every row.`) },
              )
            }
          >
            Allow “{fact}” in every row
          </Button>
        ))}
        {canCorrect && (
          <Button size="xs" variant="default" onClick={() => setDraft(answer.answer ?? '')}>
            Correct by hand
          </Button>
        )}
      </Group>
      {!canCorrect && (
        <p className={classes.small}>It can be corrected by hand once the column is in the rows.</p>
      )}
      {update.error && <ErrorNote title="It was not allowed" error={update.error} />}
    </>
  )
}

interface CorrectProps {
  answer: AiAnswer
  column: AiColumn
  draft: string
  onDraft: (draft: string) => void
  onDone: () => void
}

function Correct({ answer: { rowKey }, column, draft, onDraft, onDone }: CorrectProps) {
  const correct = useCorrectCell(column.datasetId, ['ai-columns', column.id])
  return (
    <form
      className={classes.answers}
      onSubmit={(event) => {
        event.preventDefault()
        if (!correct.isPending)
          correct.mutate({ rowKey, column: column.name, value: draft }, { onSuccess: onDone })
      }}
    >
      <Textarea
        aria-label={`What ${column.name} is to say in ${rowKey}`}
        autosize
        maxRows={12}
        autoFocus
        value={draft}
        onChange={(event) => onDraft(event.currentTarget.value)}
      />
      {correct.error && <ErrorNote title="The cell was not corrected" error={correct.error} />}
      <Group gap={6}>
        <Button size="xs" type="submit" loading={correct.isPending}>
          Correct
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </form>
  )
}
