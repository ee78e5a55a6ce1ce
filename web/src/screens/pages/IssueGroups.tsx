// The last check of all pages: problems grouped by rule, each a filter of the table.
import { Button, Progress } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { changedWords } from '../../../../src/api/changed-words.ts'
import type { PageCheck } from '../../../../src/api/page.ts'
import type { ProblemGroup } from '../../../../src/api/problem.ts'
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
      {check && <CheckState check={check} />}
      <ul className={classes.groups}>
        {groups.map((group) => (
          <li key={`${group.code}:${group.field ?? ''}`}>
            <Group
              group={group}
              field={
                group.field !== undefined && groups.filter(({ code }) => code === group.code).length > 1
                  ? wordOf(group.field)
                  : null
              }
              isActive={active === group.code}
              onPick={onPick}
            />
          </li>
        ))}
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

/** How far the check is, or what it found. */
function CheckState({ check }: { check: PageCheck }) {
  const { state, pages, checked, withErrors, groups, message, checkedAt } = check
  switch (state) {
    case 'running':
      return (
        <div className={classes.checking}>
          <Progress
            size={4}
            value={pages === 0 ? 0 : (checked / pages) * 100}
            aria-label="Checking all pages"
          />
          <span className="num">
            {count(checked)} of {count(pages)} checked
          </span>
        </div>
      )
    case 'failed':
      return <p className={classes.issuesHint}>{message ?? 'The last check stopped. Start it again.'}</p>
    case 'none':
      return (
        <p className={classes.issuesHint}>
          A check renders every page and lists what would go wrong before anything is sent.
        </p>
      )
    case 'done':
      return (
        <p className={classes.issuesHint}>
          {groups.length === 0
            ? `${counted(pages, 'page')} checked, nothing found, `
            : withErrors > 0
              ? `${count(withErrors)} of ${counted(pages, 'page')} cannot be published, as of `
              : `All ${counted(pages, 'page')} can be published, as of `}
          <Ago at={checkedAt} />
          {check.changedSince.length > 0 && (
            <strong className={classes.changed}>{changedWords(check.changedSince)}</strong>
          )}
        </p>
      )
  }
}

interface GroupProps {
  group: ProblemGroup
  /** Named where the same problem was found in several fields. */
  field: string | null
  isActive: boolean
  onPick: (code: string | undefined) => void
}

function Group({ group, field, isActive, onPick }: GroupProps) {
  const { tone, sign, word } = looks[group.severity]
  return (
    <button
      type="button"
      className={classes.group}
      aria-pressed={isActive}
      onClick={() => onPick(isActive ? undefined : group.code)}
    >
      <Status tone={tone} sign={sign} wrap>
        <span className="sr-only">{word}: </span>
        {group.title}
        {field !== null && ` (${field})`}
      </Status>
      <span className="num">{count(group.count)}</span>
    </button>
  )
}
