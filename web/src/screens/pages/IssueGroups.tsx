// The last check of all pages: problems grouped by rule, each a filter of the table.
import { Button, Progress } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { checkQuery, useCheckPages } from '../../queries/pages.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { Status } from '../../ui/Status.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Pages.module.css'
import { useFieldWords } from './useFieldWords.ts'

interface Props {
  projectId: string
  active: string | undefined
  onPick: (code: string | undefined) => void
}

const looks = {
  error: { tone: 'bad', sign: 'cross', word: 'blocks publishing' },
  warning: { tone: 'warn', sign: 'warning', word: 'warning' },
  note: { tone: 'quiet', sign: 'info', word: 'note' },
} as const
const order = { error: 0, warning: 1, note: 2 }

export function IssueGroups({ projectId, active, onPick }: Props) {
  const query = useQuery(checkQuery(projectId))
  const wordOf = useFieldWords(projectId)
  const start = useCheckPages(projectId)
  const client = useQueryClient()
  const check = query.data
  const isRunning = check?.state === 'running'
  const wasRunning = useRef(false)

  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      void client.invalidateQueries({ queryKey: ['projects', projectId, 'pages'] })
    }
    wasRunning.current = isRunning
  }, [isRunning, client, projectId])

  const groups = [...(check?.groups ?? [])].sort(
    (a, b) => order[a.severity] - order[b.severity] || b.count - a.count,
  )
  return (
    <section className={classes.issues} aria-label="Problems">
      <div className={classes.issuesHead}>
        <h2>Problems</h2>
        <Button
          variant="default"
          size="xs"
          loading={start.isPending || isRunning}
          onClick={() => start.mutate()}
        >
          {check?.state === 'done' ? 'Check again' : 'Check all pages'}
        </Button>
      </div>
      {query.error && (
        <ErrorNote
          title="The check could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {start.error && <ErrorNote title="The check did not start" error={start.error} />}
      {isRunning && check && (
        <div className={classes.checking}>
          <Progress
            size={4}
            value={check.pages === 0 ? 0 : (check.checked / check.pages) * 100}
            aria-label="Checking all pages"
          />
          <span className="num">
            {count(check.checked)} of {count(check.pages)} checked
          </span>
        </div>
      )}
      {check?.state === 'failed' && (
        <p className={classes.issuesHint}>{check.message ?? 'The last check stopped. Start it again.'}</p>
      )}
      {check?.state === 'none' && (
        <p className={classes.issuesHint}>
          A check renders every page and lists what would go wrong before anything is sent.
        </p>
      )}
      {check?.state === 'done' && (
        <p className={classes.issuesHint}>
          {groups.length === 0
            ? `${counted(check.pages, 'page')} checked, nothing found, `
            : check.withErrors > 0
              ? `${count(check.withErrors)} of ${counted(check.pages, 'page')} cannot be published, as of `
              : `All ${counted(check.pages, 'page')} can be published, as of `}
          <Ago at={check.checkedAt} />
        </p>
      )}
      <ul className={classes.groups}>
        {groups.map((group) => {
          const { tone, sign, word } = looks[group.severity]
          const isActive = active === group.code
          const isOneOfMany = groups.filter(({ code }) => code === group.code).length > 1
          return (
            <li key={`${group.code}:${group.field ?? ''}`}>
              <button
                type="button"
                className={classes.group}
                aria-pressed={isActive}
                onClick={() => onPick(isActive ? undefined : group.code)}
              >
                <Status tone={tone} sign={sign} wrap>
                  <span className="sr-only">{word}: </span>
                  {group.title}
                  {isOneOfMany && group.field !== undefined && ` (${wordOf(group.field)})`}
                </Status>
                <span className="num">{count(group.count)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      <LiveRegion
        message={
          isRunning
            ? 'Checking all pages'
            : check?.state === 'done'
              ? `Check done, ${groups.length} kinds of problems`
              : ''
        }
      />
    </section>
  )
}
