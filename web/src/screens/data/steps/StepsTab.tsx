import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import { stepOfReading } from '../../../../../src/api/reading-words.ts'
import type { DatasetSteps, Step } from '../../../../../src/api/step.ts'
import { stepsQuery, useSetSteps } from '../../../queries/steps.ts'
import { ErrorNote, ErrorState } from '../../../ui/ErrorState.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import { CopyDialog } from './CopyDialog.tsx'
import { freeId } from './new-step.ts'
import classes from './Steps.module.css'
import { StepsEditor } from './StepsEditor.tsx'

/** The steps of a dataset. */
export function StepsTab({ dataset, read }: { dataset: Dataset; read: string | undefined }) {
  const query = useQuery(stepsQuery(dataset.id))
  if (query.isPending) return <BlockSkeleton />
  if (!query.data) {
    return (
      <ErrorState
        title="The steps could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  return (
    <>
      <Neighbours steps={query.data} />
      <StepsEditor
        key={dataset.version}
        shaped={{ noun: 'datasets', id: dataset.id }}
        saved={query.data.steps}
        added={readingStep(dataset, query.data.steps, read)}
        ownId={dataset.id}
        actions={({ steps, isChanged, isComplete }) => (
          <Actions
            dataset={dataset}
            steps={steps}
            canApply={isComplete && (isChanged || query.data.reads.some(({ hasChanged }) => hasChanged))}
            canCopy={isComplete}
          />
        )}
      />
    </>
  )
}

/** The step that reads a column as it seems to be written; null where there is nothing to be read. */
function readingStep({ columns }: Dataset, steps: readonly Step[], read: string | undefined): Step | null {
  const reading = columns.find(({ name }) => name === read)?.reading
  if (read === undefined || !reading) return null
  return stepOfReading(read, reading, freeId(steps))
}

interface ActionsProps {
  dataset: Dataset
  steps: Step[]
  canApply: boolean
  canCopy: boolean
}

function Actions({ dataset, steps, canApply, canCopy }: ActionsProps) {
  const navigate = useNavigate()
  const set = useSetSteps({ noun: 'datasets', id: dataset.id })
  const [isCopying, copying] = useDisclosure(false)
  return (
    <>
      {set.error && <ErrorNote title="The steps were not taken" error={set.error} />}
      {(steps.length > 0 || canApply) && (
        <Button
          loading={set.isPending}
          disabled={!canApply}
          onClick={() =>
            set.mutate(steps, {
              onSuccess: ({ id }) => void navigate({ to: '/data/imports/$id', params: { id }, search: {} }),
            })
          }
        >
          Read the rows with these steps
        </Button>
      )}
      <Button variant="default" disabled={!canCopy} onClick={copying.open}>
        As other data
      </Button>
      {isCopying && <CopyDialog dataset={dataset} steps={steps} onClose={copying.close} />}
    </>
  )
}

/** Which other data these rows are made with, and which is made with them. */
function Neighbours({ steps: { reads, readBy } }: { steps: DatasetSteps }) {
  if (reads.length === 0 && readBy.length === 0) return null
  return (
    <ul className={classes.neighbours}>
      {reads.map(({ datasetId, name, hasChanged }) => (
        <li key={`reads ${datasetId}`}>
          {name === null ? (
            'Data that a step reads was deleted.'
          ) : (
            <>
              Made with rows of{' '}
              <Link to="/data/$id" params={{ id: datasetId }} search={{}}>
                {name}
              </Link>
              {hasChanged && ', which have changed since: read the rows again to use them.'}
            </>
          )}
        </li>
      ))}
      {readBy.map(({ datasetId, name }) => (
        <li key={`read by ${datasetId}`}>
          <Link to="/data/$id" params={{ id: datasetId }} search={{}}>
            {name}
          </Link>{' '}
          is made with these rows.
        </li>
      ))}
    </ul>
  )
}
