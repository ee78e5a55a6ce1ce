import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { isOver, runQuery } from '../../queries/runs.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count, share } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { Page } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Status.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { Diary } from './Diary.tsx'
import { ReceiptView } from './ReceiptView.tsx'
import { RunControls } from './RunControls.tsx'
import { RunItems } from './RunItems.tsx'
import { RunProgress } from './RunProgress.tsx'
import classes from './Runs.module.css'
import { announcement, fraction, isMoving, runStates } from './run-words.ts'
import { useRunEvents } from './useRunEvents.ts'

const from = '/shell/runs/$id'

export function RunScreen() {
  const { id } = useParams({ from })
  const { tab = 'pages' } = useSearch({ from })
  const client = useQueryClient()
  const [isWanted, setWanted] = useState(true)
  const liveness = useRunEvents(id, isWanted)
  const query = useQuery(runQuery(id, liveness === 'live'))
  const run = query.data
  const over = run !== undefined && isOver(run)
  useEffect(() => {
    setWanted(!over)
    // The last pages were verified after the list was last asked for.
    if (over) void client.invalidateQueries({ queryKey: ['runs', id, 'items'] })
  }, [over, client, id])

  if (run === undefined) {
    return (
      <Page title="Run" parent={{ to: '/runs', label: 'Runs' }}>
        {query.error ? (
          <ErrorState
            title="The run could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <BlockSkeleton lines={8} />
        )}
      </Page>
    )
  }
  const moving = isMoving(run)
  const percentDone = share(Math.floor(fraction(run) * 100), 100)
  return (
    <Page
      width="full"
      title={run.projectName}
      tabTitle={
        over ? `${runStates[run.state].word}: ${run.projectName}` : `${percentDone} ${run.projectName}`
      }
      parent={{ to: '/runs', label: 'Runs' }}
      lead={
        <span className={classes.lead}>
          To {run.connection.name}
          {run.connection.kind === 'practice' && <Tag tone="accent">Practice site</Tag>}
          <span>· started by {run.author}</span>
        </span>
      }
      actions={<RunControls run={run} />}
    >
      <div className={classes.top}>
        <RunProgress run={run} liveness={liveness} updatedAt={query.dataUpdatedAt} />
        {run.receipt && <ReceiptView run={run} receipt={run.receipt} />}
      </div>
      <LinkTabs
        label="Parts of the run"
        active={tab}
        search={(value) => ({ tab: value })}
        tabs={[
          { value: 'pages', label: 'Pages', badge: count(run.total) },
          { value: 'diary', label: 'Diary' },
        ]}
      />
      {tab === 'pages' ? (
        <RunItems run={run} isMoving={moving} />
      ) : (
        <Diary runId={run.id} isMoving={moving} />
      )}
      <LiveRegion message={announcement(run)} />
    </Page>
  )
}
