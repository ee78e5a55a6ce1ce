import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { kindName } from '../../../../src/api/run-done.ts'
import { selectionWords } from '../../../../src/api/selection.ts'
import { isOver, runQuery } from '../../queries/runs.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count, share } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { Page, stillUnknown } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Status.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'
import { Diary } from './Diary.tsx'
import { ReceiptView } from './ReceiptView.tsx'
import { RestOfPlan } from './RestOfPlan.tsx'
import { RunControls } from './RunControls.tsx'
import { RunItems } from './RunItems.tsx'
import { RunProgress } from './RunProgress.tsx'
import classes from './Runs.module.css'
import { announcement, isMoving, runState } from './run-words.ts'
import { useRunEvents } from './useRunEvents.ts'

const from = '/shell/runs/$id'

// Most visits look at the list.
const OverTime = lazy(async () => ({ default: (await import('./OverTime.tsx')).OverTime }))

export function RunScreen() {
  const { id } = useParams({ from })
  const { tab = 'pages' } = useSearch({ from })
  const client = useQueryClient()
  const [isWanted, setWanted] = useState(false)
  const wasGoing = useRef(false)
  const liveness = useRunEvents(id, isWanted)
  const query = useQuery(runQuery(id, liveness === 'live'))
  const run = query.data
  const over = run !== undefined && isOver(run)
  const isGoing = run !== undefined && !over
  useEffect(() => {
    setWanted(isGoing)
    // The last pages were verified after the list was last asked for.
    if (over && wasGoing.current) void client.invalidateQueries({ queryKey: ['runs', id, 'items'] })
    wasGoing.current = isGoing
  }, [isGoing, over, client, id])

  if (run === undefined) {
    return (
      <Page width="full" title="Run" parent={{ to: '/runs', label: 'Runs' }} lead={stillUnknown}>
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
  const percentDone = share(Math.floor(run.progress * 100), 100)
  return (
    <Page
      width="full"
      title={run.projectName}
      tabTitle={over ? `${runState(run).word}: ${run.projectName}` : `${percentDone} ${run.projectName}`}
      parent={{ to: '/runs', label: 'Runs' }}
      lead={
        <span className={classes.lead}>
          To {run.connection.name}
          {run.connection.kind === 'practice' && <Tag tone="accent">Practice site</Tag>}
          {run.kind !== 'publish' && <Tag>{kindName(run.kind)}</Tag>}
          {run.selection && <span>{selectionWords(run.selection)},</span>}
          <span>started by {run.author}</span>
        </span>
      }
      actions={<RunControls run={run} />}
    >
      <div className={classes.top}>
        <RunProgress run={run} liveness={liveness} updatedAt={query.dataUpdatedAt} />
        <RestOfPlan run={run} />
        {run.receipt && <ReceiptView run={run} receipt={run.receipt} />}
      </div>
      <LinkTabs
        label="Parts of the run"
        active={tab}
        search={(value) => ({ tab: value })}
        tabs={[
          { value: 'pages', label: 'Pages', badge: count(run.total) },
          { value: 'time', label: 'Over time' },
          { value: 'diary', label: 'Diary' },
        ]}
      />
      {tab === 'pages' && <RunItems run={run} isMoving={moving} />}
      {tab === 'time' && (
        <Suspense fallback={null}>
          <OverTime run={run} isMoving={moving} />
        </Suspense>
      )}
      {tab === 'diary' && <Diary runId={run.id} isMoving={moving} />}
      <LiveRegion message={announcement(run, liveness === 'reconnecting')} />
    </Page>
  )
}
