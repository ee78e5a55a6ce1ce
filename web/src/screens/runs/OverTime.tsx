// How a run went: pages done, and how many a minute.
import { IconChartLine } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Run } from '../../../../src/api/run.ts'
import { runProgressQuery } from '../../queries/runs.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Chart } from '../../ui/chart/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import classes from './Runs.module.css'

export function OverTime({ run, isMoving }: { run: Run; isMoving: boolean }) {
  const query = useQuery(runProgressQuery(run.id, isMoving))
  if (query.error && query.data === undefined)
    return (
      <ErrorState
        title="The run could not be drawn"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  if (query.data === undefined)
    return (
      <div className={classes.overTime}>
        <BlockSkeleton lines={6} />
      </div>
    )
  const { points } = query.data
  if (points.length < 2)
    return (
      <EmptyState
        icon={IconChartLine}
        title={isMoving ? 'Nothing to draw yet' : 'Nothing to draw'}
        action={
          <ButtonLink to="/runs/$id" params={{ id: run.id }} search={{}}>
            Show its pages
          </ButtonLink>
        }
      >
        {isMoving
          ? 'Pages are drawn as they are accepted.'
          : 'Its pages went in one go, or its list of pages was tidied up.'}
      </EmptyState>
    )
  const x = points.map(({ at }) => Date.parse(at))
  // It began with none.
  const start = Date.parse(run.startedAt ?? run.createdAt)
  const since = start < x[0]! ? [start] : []
  return (
    <div className={classes.overTime}>
      <section aria-labelledby="done-over-time">
        <h2 id="done-over-time">Pages done</h2>
        <Chart
          label="Pages done over time"
          kind="area"
          x={[...since, ...x]}
          series={[
            {
              name: 'Pages done',
              values: [...since.map(() => 0), ...points.map(({ accepted }) => accepted)],
            },
          ]}
        />
      </section>
      <section aria-labelledby="pace-over-time">
        <h2 id="pace-over-time">Pages a minute</h2>
        <Chart
          label="Pages a minute over time"
          kind="line"
          x={x}
          series={[{ name: 'Pages a minute', values: points.map(({ perMinute }) => perMinute) }]}
        />
      </section>
    </div>
  )
}
