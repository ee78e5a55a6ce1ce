import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Run } from '../../../../src/api/run.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { runsQuery } from '../../queries/runs.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count, duration } from '../../ui/format.ts'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Status.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { RunBar } from './RunBar.tsx'
import { RunStatus } from './RunStatus.tsx'
import classes from './Runs.module.css'

/** Runs, newest first: of one project, or of all. */
export function RunsTable({ projectId }: { projectId?: string }) {
  const list = useCursorList(runsQuery(projectId))
  if (list.isLoading) return <RowsSkeleton />
  if (list.error) {
    return (
      <ErrorState
        title="The runs could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    )
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState
        icon={IconPlayerPlay}
        title="No run yet"
        action={
          projectId ? (
            <ButtonLink to="/projects/$id" params={{ id: projectId }} search={{ tab: 'plan' }}>
              Go to the plan
            </ButtonLink>
          ) : (
            <ButtonLink to="/projects">Go to projects</ButtonLink>
          )
        }
      >
        A run publishes a plan. It shows every page as it is sent, survives restarts, and keeps a receipt of
        what Wix answered.
      </EmptyState>
    )
  }
  const columns: Column<Run>[] = [
    {
      id: 'run',
      header: projectId ? 'Started' : 'Project',
      render: (run) => (
        <Link to="/runs/$id" params={{ id: run.id }} className={classes.name}>
          {projectId ? <Ago at={run.startedAt ?? run.createdAt} /> : run.projectName}
        </Link>
      ),
    },
    { id: 'state', header: 'State', width: '190px', render: (run) => <RunStatus run={run} /> },
    {
      id: 'bar',
      header: 'Pages',
      width: '220px',
      wide: true,
      render: (run) => (
        <span className={classes.small}>
          <RunBar run={run} small />
          <span className="num">
            {count(run.counts.accepted)} of {count(run.total)}
          </span>
        </span>
      ),
    },
    {
      id: 'site',
      header: 'Site',
      width: '200px',
      wide: true,
      render: (run) => (
        <>
          {run.connection.name} {run.connection.kind === 'practice' && <Tag tone="accent">Practice</Tag>}
        </>
      ),
    },
    {
      id: 'time',
      header: 'Took',
      width: '110px',
      align: 'right',
      wide: true,
      render: (run) => (run.receipt ? duration(run.receipt.seconds) : ''),
    },
  ]
  if (!projectId) {
    columns.push({
      id: 'at',
      header: 'Started',
      width: '120px',
      render: (run) => <Ago at={run.startedAt ?? run.createdAt} />,
    })
  }
  return (
    <>
      <Table label="Runs" rows={list.rows} rowKey={(run) => run.id} columns={columns} />
      {list.hasMore && (
        <div style={{ marginTop: 12 }}>
          <Button variant="default" loading={list.isLoadingMore} onClick={list.onMore}>
            Show older runs
          </Button>
        </div>
      )}
    </>
  )
}
