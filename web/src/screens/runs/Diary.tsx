import { IconNotebook } from '@tabler/icons-react'
import { useCursorList } from '../../queries/cursor-list.ts'
import { diaryQuery } from '../../queries/runs.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { clockSeconds, day } from '../../ui/format.ts'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import classes from './Runs.module.css'

/** Restarts, waits and pauses, in the order they happened. */
export function Diary({ runId, isMoving }: { runId: string; isMoving: boolean }) {
  const list = useCursorList(diaryQuery(runId, isMoving))
  if (list.isLoading) {
    return (
      <div className={classes.diary}>
        <RowsSkeleton rows={5} />
      </div>
    )
  }
  if (list.error) {
    return (
      <ErrorState
        title="The diary could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    )
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState
        icon={IconNotebook}
        title="Nothing out of the ordinary"
        action={
          <ButtonLink to="/runs/$id" params={{ id: runId }} search={{}}>
            Show its pages
          </ButtonLink>
        }
      >
        Server restarts, waits requested by Wix and pauses are logged here.
      </EmptyState>
    )
  }
  return (
    <div className={classes.diary}>
      <ol>
        {list.rows.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at} title={day(event.at)} className="num">
              {clockSeconds(event.at)}
            </time>
            <span>{event.message}</span>
          </li>
        ))}
      </ol>
      <MoreButton list={list} size="xs">
        Show more
      </MoreButton>
    </div>
  )
}
