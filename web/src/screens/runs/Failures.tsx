import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Run } from '../../../../src/api/run.ts'
import { failuresQuery, useRetryRun } from '../../queries/runs.ts'
import { ErrorNote, NotLoaded } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import classes from './Runs.module.css'

/** What failed or was not sent, by its reason, with the next step; and the way to try it again. */
export function Failures({ run }: { run: Run }) {
  const query = useQuery(failuresQuery(run))
  const retry = useRetryRun(run)
  const navigate = useNavigate()
  if (query.isLoadingError)
    return (
      <div className={classes.failures}>
        <NotLoaded title="What failed or was not sent could not be loaded" query={query} />
      </div>
    )
  const { data } = query
  if (!data || data.groups.length === 0) return null
  return (
    <section className={classes.failures} aria-label="Failed or not sent">
      <ul>
        {data.groups.map(({ code, state, title, count: pages, message, nextStep }) => (
          <li key={`${state} ${code}`}>
            <b>
              {counted(pages, 'page')}: {title}
            </b>
            {state !== 'accepted' && (
              <Link
                from="/runs/$id"
                to="."
                search={(before) => ({ ...before, tab: undefined, state, verification: undefined })}
                className={classes.show}
              >
                Show these
              </Link>
            )}
            {message && <span>{message}</span>}
            <span>{nextStep}</span>
          </li>
        ))}
      </ul>
      {data.retriable > 0 && (
        <Button
          size="xs"
          loading={retry.isPending}
          onClick={() =>
            retry.mutate(undefined, {
              onSuccess: (next) => void navigate({ to: '/runs/$id', params: { id: next.id }, search: {} }),
            })
          }
        >
          Retry these {count(data.retriable)}
        </Button>
      )}
      {retry.error && <ErrorNote title="Nothing was sent again" error={retry.error} />}
    </section>
  )
}
