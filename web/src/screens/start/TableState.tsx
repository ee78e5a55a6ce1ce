// Where the table is: still being looked at, of no use, in use already, or ready for the questions.
import { Progress } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Import } from '../../../../src/api/import.ts'
import type { Project } from '../../../../src/api/project.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { capital } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import classes from './Start.module.css'

/** The questions stay: another key may do. */
const ofTheKey = new Set(['empty_keys', 'duplicate_keys', 'long_keys'])

interface Props {
  data: Import
  projects: Project[]
  children: ReactNode
}

export function TableState({ data, projects, children }: Props) {
  const { state, problem } = data
  const project = projects.find(({ dataset }) => state === 'applied' && dataset.id === data.datasetId)
  if (project)
    return (
      <EmptyState
        icon={IconCheck}
        title={`${project.name} is made of this table`}
        action={
          <div className={classes.ways}>
            <ButtonLink to="/projects/$id" params={{ id: project.id }}>
              Open {project.name}
            </ButtonLink>
            <Another />
          </div>
        }
      >
        Its pages are there.
      </EmptyState>
    )
  if (state === 'fetching' || state === 'analysing')
    return (
      <div className={classes.reading}>
        <strong>Looking at the table</strong>
        <Progress value={data.progress.fraction * 100} size={6} aria-label="Looking at the table" />
        <LiveRegion message="Looking at the table" />
      </div>
    )
  if (state === 'discarded')
    return (
      <EmptyState icon={IconAlertTriangle} title="This table is no longer kept" action={<Another />}>
        A table that nobody goes on with is kept for a week.
      </EmptyState>
    )
  const isRefused = (state === 'refused' || state === 'failed') && !ofTheKey.has(problem?.code ?? '')
  if (isRefused || (data.datasetId !== null && state !== 'applied'))
    return (
      <EmptyState
        icon={IconAlertTriangle}
        title={isRefused ? 'This table cannot be used as it is' : 'This table replaces the rows of another'}
        action={
          <div className={classes.ways}>
            <ButtonLink to="/data/imports/$id" params={{ id: data.id }} variant="default">
              See how it was read
            </ButtonLink>
            <Another />
          </div>
        }
      >
        {problem ? (
          <>
            {problem.message}
            {problem.lines.length > 0 &&
              ` (${capital(data.place[1])} ${problem.lines.slice(0, 10).join(', ')})`}
          </>
        ) : (
          'Compare them first.'
        )}
      </EmptyState>
    )
  return children
}

function Another() {
  return (
    <ButtonLink to="/start" search={{}}>
      Use another table
    </ButtonLink>
  )
}
