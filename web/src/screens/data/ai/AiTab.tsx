// The columns of a dataset that a model fills: described, tried, filled within caps, and put into the rows.
import { Button } from '@mantine/core'
import { IconPlus, IconSparkles } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { AiColumn, AiEndpoint } from '../../../../../src/api/ai.ts'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import { aiColumnsQuery, modelsQuery, useEnterAnswers } from '../../../queries/ai.ts'
import { useSession } from '../../../queries/session.ts'
import { ButtonLink } from '../../../ui/ButtonLink.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../../ui/ErrorState.tsx'
import { openedLater } from '../../../ui/openedLater.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import classes from './Ai.module.css'
import { ColumnCard } from './ColumnCard.tsx'
import { hasNews } from './column-state.ts'
import { Models } from './Models.tsx'
import { RemoveColumn } from './RemoveColumn.tsx'

const ColumnDialog = openedLater(async () => (await import('./ColumnDialog.tsx')).ColumnDialog)
const ModelDialog = openedLater(async () => (await import('./ModelDialog.tsx')).ModelDialog)

export function AiTab({ dataset }: { dataset: Dataset }) {
  const columns = useQuery(aiColumnsQuery(dataset.id))
  const models = useQuery(modelsQuery)
  if (columns.isPending || models.isPending) return <BlockSkeleton />
  if (!columns.data || !models.data) {
    const failed = columns.data ? models : columns
    return (
      <ErrorState
        title="The AI columns could not be loaded"
        error={failed.error}
        onRetry={() => void failed.refetch()}
      />
    )
  }
  return <Content dataset={dataset} columns={columns.data} models={models.data} />
}

type Opened = 'model' | 'column' | null

function Content({
  dataset,
  columns,
  models,
}: {
  dataset: Dataset
  columns: AiColumn[]
  models: AiEndpoint[]
}) {
  const isOwner = useSession().user.role === 'owner'
  const [opened, setOpened] = useState<Opened>(null)
  const [removed, setRemoved] = useState<AiColumn | null>(null)
  const begin = () => setOpened(models.length === 0 ? 'model' : 'column')
  const close = () => setOpened(null)
  return (
    <div className={classes.tab}>
      {columns.length === 0 ? (
        <Nothing isOff={models.length === 0} isOwner={isOwner} onBegin={begin} />
      ) : (
        <>
          <News datasetId={dataset.id} columns={columns} />
          <section className={classes.section} aria-label="Columns">
            <div className={classes.head}>
              <p className={classes.lead}>
                A model answers one question for each row. Nothing is asked before you start it, unless a
                column has a standing cap.
              </p>
              <Button variant="default" leftSection={<IconPlus size={15} />} onClick={begin}>
                Add a column
              </Button>
            </div>
            {columns.map((column) => (
              <ColumnCard
                key={column.id}
                column={column}
                models={models}
                dataset={dataset}
                onRemove={() => setRemoved(column)}
              />
            ))}
          </section>
        </>
      )}
      {models.length > 0 && <Models models={models} isOwner={isOwner} onAdd={() => setOpened('model')} />}
      {removed && <RemoveColumn key={removed.id} column={removed} onClose={() => setRemoved(null)} />}
      <ModelDialog
        opened={opened === 'model'}
        model={null}
        onClose={close}
        onSaved={() => setOpened(columns.length === 0 ? 'column' : null)}
      />
      <ColumnDialog
        opened={opened === 'column'}
        dataset={dataset}
        models={models}
        column={null}
        onClose={close}
      />
    </div>
  )
}

function Nothing({ isOff, isOwner, onBegin }: { isOff: boolean; isOwner: boolean; onBegin: () => void }) {
  const canBegin = !isOff || isOwner
  return (
    <EmptyState
      icon={IconSparkles}
      title="Let a model write a column"
      action={
        canBegin ? (
          <Button onClick={onBegin}>{isOff ? 'Add a model' : 'Add a column'}</Button>
        ) : (
          <ButtonLink to="/help/$guide" params={{ guide: 'ai-columns' }}>
            Read how it works
          </ButtonLink>
        )
      }
    >
      <p>
        A description, a summary, a category: you write one prompt, and a model answers it for every row. What
        it costs is estimated before, and never goes beyond your cap.
      </p>
      <p>
        A number, a date, a price or a link that the row does not have holds the answer back, and you decide.
      </p>
      {isOff && (
        <p>
          {isOwner
            ? 'It is off until you add a model, with a key of your own or on a machine of yours.'
            : 'It is off: the owner of this workspace can add a model.'}
        </p>
      )}
    </EmptyState>
  )
}

/** What the rows do not have yet, of all columns: they go in together. */
function News({ datasetId, columns }: { datasetId: string; columns: AiColumn[] }) {
  const navigate = useNavigate()
  const enter = useEnterAnswers(datasetId)
  const fresh = columns.filter(hasNews)
  if (fresh.length === 0) return null
  return (
    <section className={classes.news} aria-label="Answers that the rows do not have yet">
      <div>
        <strong>{fresh.map(({ name }) => name).join(', ')}: not in the rows yet</strong>
        You see what changes before anything is replaced.
      </div>
      <Button
        loading={enter.isPending}
        onClick={() =>
          enter.mutate(undefined, {
            onSuccess: ({ id }) => void navigate({ to: '/data/imports/$id', params: { id }, search: {} }),
          })
        }
      >
        Put into the rows
      </Button>
      {enter.error && <ErrorNote title="Nothing was put into the rows" error={enter.error} />}
    </section>
  )
}
