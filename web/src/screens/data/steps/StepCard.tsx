import { ActionIcon, Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { Step, StepsPreview } from '../../../../../src/api/step.ts'
import { stepSentence, stepTitles } from '../../../../../src/api/step-words.ts'
import { count, counted } from '../../../ui/format.ts'
import { lackOf } from './new-step.ts'
import { StepForm } from './StepForm.tsx'
import classes from './Steps.module.css'
import type { StepsDraft } from './useStepsDraft.ts'

interface Props {
  draft: StepsDraft
  at: number
  step: Step
  /** Those before it. */
  columns: readonly string[]
  /** How many rows came to it, of those that were looked at. */
  rowsBefore: number | undefined
  result: StepsPreview['steps'][number] | undefined
  ownId: string | null
}

export function StepCard({ draft, at, step, columns, rowsBefore, result, ownId }: Props) {
  const isOpen = draft.open === step.id
  const number = at + 1
  const formId = `form-${step.id}`
  return (
    <li className={classes.step} data-off={step.isOff || undefined}>
      <div className={classes.stepHead}>
        <Checkbox
          aria-label={`Step ${number} is on`}
          checked={!step.isOff}
          onChange={(event) => draft.change({ ...step, isOff: !event.currentTarget.checked })}
        />
        <button
          type="button"
          className={classes.stepName}
          aria-expanded={isOpen}
          aria-controls={formId}
          onClick={() => draft.setOpen(isOpen ? null : step.id)}
        >
          <strong>
            {number}. {stepTitles[step.kind]}
          </strong>
          <span>{stepSentence(step)}</span>
        </button>
        <ActionIcon
          aria-label={`Move step ${number} up`}
          disabled={at === 0}
          onClick={() => draft.move(at, -1)}
        >
          <IconArrowUp size={15} />
        </ActionIcon>
        <ActionIcon
          aria-label={`Move step ${number} down`}
          disabled={at === draft.steps.length - 1}
          onClick={() => draft.move(at, 1)}
        >
          <IconArrowDown size={15} />
        </ActionIcon>
        <ActionIcon aria-label={`Remove step ${number}`} onClick={() => draft.remove(at)}>
          <IconTrash size={15} />
        </ActionIcon>
      </div>
      <Outcome step={step} rowsBefore={rowsBefore} result={result} />
      {isOpen && (
        <div id={formId} className={classes.form}>
          <StepForm step={step} columns={columns} ownId={ownId} onChange={draft.change} />
        </div>
      )}
    </li>
  )
}

function Outcome({ step, rowsBefore, result }: Pick<Props, 'step' | 'rowsBefore' | 'result'>) {
  if (step.isOff) return <p className={classes.told}>Off</p>
  const lack = lackOf(step)
  if (lack !== null) return <p className={classes.lack}>{lack}</p>
  if (!result) return null
  if (result.problem !== null) return <p className={classes.problem}>{result.problem}</p>
  if (result.after === null) return <p className={classes.told}>Not tried, since a step before it fails.</p>
  const { rowCount, columns } = result.after
  const rows =
    rowsBefore === undefined || rowsBefore === rowCount
      ? counted(rowCount, 'row')
      : `${count(rowsBefore)} → ${counted(rowCount, 'row')}`
  return (
    <>
      <p className={classes.told}>
        {rows}, {counted(columns.length, 'column')}
        {result.setAside && ` · ${count(result.setAside.count)} set aside: ${result.setAside.reason}`}
      </p>
      {result.notes.map((note) => (
        <p key={note} className={classes.told}>
          {note}
        </p>
      ))}
    </>
  )
}
