// One import: what was understood, the decisions, the key, and (when it replaces rows) what would change.
import { Button, Progress } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
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
import { ImportChanges } from './ImportChanges.tsx'
import { ImportRefused } from './ImportRefused.tsx'

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

function ImportView({ data }: { data: Import }) {
  const navigate = useNavigate()
  const target = useQuery({ ...datasetQuery(data.datasetId ?? ''), enabled: data.datasetId !== null })
  const discard = useDiscardImport()
  const apply = useApplyImport(data.id)
  const isReplacing = data.datasetId !== null
  const isBusy = data.state === 'analysing' || data.state === 'loading'
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
          {bytes(data.bytes)}
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
      {isBusy && <Working data={data} />}
      {data.state === 'analysed' && <ImportAnalysis data={data} />}
      {data.state === 'loaded' && isReplacing && target.data && (
        <ImportChanges data={data} dataset={target.data} apply={apply} />
      )}
      {(data.state === 'refused' || data.state === 'failed') && <ImportRefused data={data} />}
      {data.state === 'applied' && (
        <EmptyState
          icon={IconTrash}
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
              Import a file
            </Button>
          }
        >
          Nothing was kept.
        </EmptyState>
      )}
    </Page>
  )
}

function Working({ data }: { data: Import }) {
  const isLoading = data.state === 'loading'
  const tenth = Math.floor(data.progress.fraction * 10) * 10
  const words = isLoading ? 'Reading all rows' : 'Looking at the file'
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
