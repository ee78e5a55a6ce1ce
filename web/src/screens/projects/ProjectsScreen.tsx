import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { overviewQuery } from '../../queries/overview.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { FirstSteps, useFirstStepsPending } from './FirstSteps.tsx'
import { LiveHistory } from './overview/LiveHistory.tsx'
import { NeedList } from './overview/NeedList.tsx'
import classes from './ProjectList.module.css'
import { ProjectList } from './ProjectList.tsx'

export function ProjectsScreen() {
  // What a project is doing changes while one looks at it, as what stands beside it does.
  const projects = useQuery({ ...projectsQuery, refetchInterval: 15_000 })
  const standings = useQuery(overviewQuery)
  const overview = standings.data
  // What stands above the rows comes before them, and nothing moves.
  const isAboveComing = [
    useFirstStepsPending(),
    standings.isPending && standings.failureCount === 0,
  ].includes(true)
  return (
    <Page
      title="Projects"
      lead="A project brings data, a template and a Wix site together."
      actions={
        projects.data && projects.data.length > 0 ? (
          <Button component={Link} to="/projects/new" leftSection={<IconPlus size={15} />}>
            New project
          </Button>
        ) : null
      }
    >
      {projects.isPending || (isAboveComing && projects.data !== undefined) ? (
        <RowsSkeleton />
      ) : projects.data === undefined ? (
        <ErrorState
          title="The projects could not be loaded"
          error={projects.error}
          onRetry={() => void projects.refetch()}
        />
      ) : (
        <>
          <FirstSteps />
          {overview && overview.needs.length + overview.history.length > 0 && (
            <div className={classes.standing}>
              <NeedList needs={overview.needs} isNamed={projects.data.length > 1} />
              <LiveHistory history={overview.history} />
            </div>
          )}
          {projects.data.length > 0 && <ProjectList projects={projects.data} overview={overview} />}
        </>
      )}
    </Page>
  )
}
