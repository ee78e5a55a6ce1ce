import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useCursorList } from '../../queries/cursor-list.ts'
import { runsQuery } from '../../queries/runs.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Table } from '../../ui/Table.tsx'
import { ScheduleLines } from '../schedules/ScheduleLines.tsx'
import { runColumns } from './run-columns.tsx'

/** Runs of a project, newest first. */
export function RunsTable({ projectId }: { projectId: string }) {
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
      <>
        <ScheduleLines projectId={projectId} />
        <EmptyState
          icon={IconPlayerPlay}
          title="No run yet"
          action={
            <ButtonLink to="/projects/$id" params={{ id: projectId }} search={{ tab: 'plan' }}>
              Go to the plan
            </ButtonLink>
          }
        >
          A run publishes a plan. It shows every page as it is sent, survives restarts, and keeps a receipt of
          what Wix answered.
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <ScheduleLines projectId={projectId} />
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

const columns = runColumns(true)
