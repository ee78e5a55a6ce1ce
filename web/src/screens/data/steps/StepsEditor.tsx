// How rows are shaped: the steps, a form for each, and what they make of the first rows.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { Step } from '../../../../../src/api/step.ts'
import { type Shaped, stepsPreviewQuery } from '../../../queries/steps.ts'
import { ErrorNote } from '../../../ui/ErrorState.tsx'
import { count } from '../../../ui/format.ts'
import { LiveRegion } from '../../../ui/LiveRegion.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import { useLater } from '../../../ui/useLater.ts'
import { AddStep } from './AddStep.tsx'
import { lackOf, newStep } from './new-step.ts'
import { SampleTable } from './SampleTable.tsx'
import { StepCard } from './StepCard.tsx'
import classes from './Steps.module.css'
import { useStepsDraft } from './useStepsDraft.ts'

interface Props {
  shaped: Shaped
  saved: Step[]
  /** One more, to begin with. */
  added?: Step | null
  ownId: string | null
  /** What can be done with the steps, below them. */
  actions: (draft: { steps: Step[]; isChanged: boolean; isComplete: boolean }) => ReactNode
}

export function StepsEditor({ shaped, saved, added = null, ownId, actions }: Props) {
  const draft = useStepsDraft(saved, added)
  const { steps } = draft
  // What is not said yet is left out, so that the others can be seen.
  const told = JSON.stringify(steps.filter((step) => lackOf(step) === null))
  const settled = useLater(told, 350)
  const tried = useMemo(() => JSON.parse(settled) as Step[], [settled])
  const preview = useQuery(stepsPreviewQuery(shaped, tried))
  const [looking, setLooking] = useState<string | null>(null)
  const results = new Map(preview.data?.steps.map((one) => [one.id, one]))
  const source = preview.data?.source
  let before = source

  const cards = steps.map((step, at) => {
    const result = results.get(step.id)
    const card = (
      <StepCard
        key={step.id}
        draft={draft}
        at={at}
        step={step}
        columns={before?.columns.map(({ name }) => name) ?? []}
        rowsBefore={before?.rowCount}
        result={result}
        ownId={ownId}
      />
    )
    before = result?.after ?? before
    return card
  })
  const last = before
  const lookedAt = looking ?? draft.open
  const shown = lookedAt === '' ? source : (results.get(lookedAt ?? '')?.after ?? last)
  const isComplete = steps.every((step) => step.isOff || lackOf(step) === null)

  return (
    <div className={classes.editor}>
      <section aria-label="Steps" className={classes.side}>
        {steps.length === 0 ? (
          <p className={classes.told}>
            The rows are stored as they come. Steps shape them first: filter, join, compute, and more.
          </p>
        ) : (
          <ol className={classes.steps}>{cards}</ol>
        )}
        <AddStep
          onPick={(kind) => draft.add(newStep(kind, last?.columns.map(({ name }) => name) ?? [], steps))}
        />
        <div className={classes.actions}>
          {actions({ steps, isChanged: draft.isChanged, isComplete })}
          {draft.isChanged && (
            <Button variant="subtle" onClick={draft.reset}>
              Undo changes
            </Button>
          )}
        </div>
        <LiveRegion message={draft.said} />
      </section>
      <section aria-label="First rows" className={classes.rows}>
        <div className={classes.rowsHead}>
          <label>
            Rows after{' '}
            <select
              value={lookedAt ?? 'last'}
              onChange={(event) => setLooking(pick(event.currentTarget.value))}
            >
              <option value="">no step</option>
              {steps.map((step, at) => (
                <option key={step.id} value={step.id}>
                  step {at + 1}
                </option>
              ))}
              <option value="last">all steps</option>
            </select>
          </label>
          {shown && (
            <span className={classes.told}>
              {count(shown.rowCount)} {shown.rowCount === 1 ? 'row' : 'rows'}
              {source?.isPart && ` of the first ${count(source.rowCount)}`}
            </span>
          )}
        </div>
        {preview.error && <ErrorNote title="The steps could not be tried" error={preview.error} />}
        {preview.isPending && <BlockSkeleton />}
        {shown && <SampleTable label="First rows after the steps" sample={shown} steps={steps} />}
      </section>
    </div>
  )
}

/** Null: follows the step whose form is open, else the last. */
function pick(value: string): string | null {
  return value === 'last' ? null : value
}
