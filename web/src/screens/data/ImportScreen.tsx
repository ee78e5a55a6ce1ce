// One import: what was understood, the decisions, the key, and (when it replaces rows) what would change.
import { Button, Progress } from '@mantine/core'
import { IconCircleCheck, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import { datasetQuery, importQuery, useApplyImport, useDiscardImport } from '../../queries/data.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { bytes, count, counted } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import classes from './Data.module.css'
import { ImportAnalysis } from './ImportAnalysis.tsx'
import { ImportRefused } from './ImportRefused.tsx'

// The first import of a table has nothing to compare with.
const ImportChanges = lazy(async () => ({ default: (await import('./ImportChanges.tsx')).ImportChanges }))

export function ImportScreen() {
  const { id } = useParams({ from: '/shell/data/imports/$id' })
  const query = useQuery(importQuery(id))
  if (query.isPending) {
    return (
      <Page title="Import" width="narrow">
        <BlockSkeleton />
      </Page>
    )
  }
  if (query.data === undefined) {
    return (
      <Page title="Import" width="narrow">
        <ErrorState
          title="The import could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </Page>
    )
  }
  return <ImportView data={query.data} />
}

const working: readonly Import['state'][] = ['fetching', 'analysing', 'loading']
const workWords: Partial<Record<Import['state'], string>> = {
  fetching: 'Asking the source for its file',
  analysing: 'Looking at the file',
  loading: 'Reading all rows',
}

function ImportView({ data }: { data: Import }) {
  const navigate = useNavigate()
  const target = useQuery({ ...datasetQuery(data.datasetId ?? ''), enabled: data.datasetId !== null })
  const discard = useDiscardImport()
  const apply = useApplyImport(data.id)
  const isReplacing = data.datasetId !== null
  const isBusy = working.includes(data.state)
  const { mutate, isIdle } = apply

  // A new dataset has nothing to compare with, so there is nothing to ask once its rows are loaded.
  useEffect(() => {
    if (data.state === 'loaded' && !isReplacing && isIdle) {
      mutate(undefined, {
        onSuccess: (dataset) =>
          void navigate({ to: '/data/$id', params: { id: dataset.id }, search: {}, replace: true }),
      })
    }
  }, [data.state, isReplacing, isIdle, mutate, navigate])

  return (
    <Page
      title={data.fileName}
      parent={{ to: '/data', label: 'Data' }}
      lead={
        <>
          {data.bytes > 0 && bytes(data.bytes)}
          {data.rowCount > 0 && ` · ${counted(data.rowCount, 'row')}`}
          {data.columns.length > 0 && ` · ${counted(data.columns.length, 'column')}`}
          {target.data && ` · replaces the rows of ${target.data.name}`}
        </>
      }
      actions={
        data.state === 'applied' || data.state === 'discarded' ? null : (
          <Button
            variant="default"
            loading={discard.isPending}
            onClick={() => discard.mutate(data.id, { onSuccess: () => void navigate({ to: '/data' }) })}
          >
            Discard
          </Button>
        )
      }
    >
      {discard.error && <ErrorNote title="The import was not discarded" error={discard.error} />}
      {apply.error && (
        <ErrorNote title="The rows were not stored" error={apply.error} onRetry={() => apply.reset()} />
      )}
      {data.reasons.length > 0 && <Reasons data={data} />}
      {isBusy && <Working data={data} />}
      {data.state === 'analysed' && <ImportAnalysis data={data} />}
      {data.state === 'loaded' && isReplacing && target.data && (
        <Suspense fallback={<BlockSkeleton />}>
          <ImportChanges data={data} dataset={target.data} apply={apply} />
        </Suspense>
      )}
      {(data.state === 'refused' || data.state === 'failed') && <ImportRefused data={data} />}
      {data.state === 'applied' && (
        <EmptyState
          icon={IconCircleCheck}
          title="This import is done"
          action={
            <Button component={Link} to={data.datasetId ? `/data/${data.datasetId}` : '/data'}>
              View data
            </Button>
          }
        >
          Its rows are in use.
        </EmptyState>
      )}
      {data.state === 'discarded' && (
        <EmptyState
          icon={IconTrash}
          title="This import was discarded"
          action={
            <Button component={Link} to="/data/import">
              Import a table
            </Button>
          }
        >
          Nothing was kept.
        </EmptyState>
      )}
    </Page>
  )
}

/** Why a refresh did not go on by itself. */
function Reasons({ data: { reasons } }: { data: Import }) {
  return (
    <section className={classes.refused} role="alert">
      <div>
        <h2>This refresh was not taken over by itself</h2>
        {reasons.map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
      </div>
    </section>
  )
}

function Working({ data }: { data: Import }) {
  const tenth = Math.floor(data.progress.fraction * 10) * 10
  const words = workWords[data.state] ?? ''
  return (
    <div className={classes.sending}>
      <div className={classes.sendingHead}>
        <strong>{words}</strong>
        <span className="num">{data.progress.rows > 0 && `${count(data.progress.rows)} rows so far`}</span>
      </div>
      <Progress value={data.progress.fraction * 100} size={6} aria-label={words} />
      <p className={classes.hint}>You can leave this page; the import continues.</p>
      <LiveRegion message={`${words}: ${tenth} %`} />
    </div>
  )
}
