import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Overview } from '../../../../src/api/overview.ts'
import type { Project } from '../../../../src/api/project.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { overviewQuery } from '../../queries/overview.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Status, Tag } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago, Until } from '../../ui/Time.tsx'
import { RunStatus } from '../runs/RunStatus.tsx'
import { FirstSteps, useFirstStepsPending } from './FirstSteps.tsx'
import { LiveHistory } from './overview/LiveHistory.tsx'
import { NeedList } from './overview/NeedList.tsx'
import { StateBar } from './overview/StateBar.tsx'
import classes from './Projects.module.css'

export function ProjectsScreen() {
  const projects = useQuery(projectsQuery)
  const destinations = useQuery(destinationsQuery)
  const standings = useQuery(overviewQuery)
  const overview = standings.data
  // What stands above the rows comes before them, and nothing moves.
  const isAboveComing = [
    useFirstStepsPending(),
    standings.isPending && standings.failureCount === 0,
  ].includes(true)
  const standing = (project: Project) => overview?.projects.find(({ id }) => id === project.id)
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
      {projects.isPending || (isAboveComing && !projects.error) ? (
        <RowsSkeleton />
      ) : projects.error ? (
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
          {projects.data.length > 0 && (
            <Table
              label="Projects"
              rows={projects.data}
              rowKey={(project) => project.id}
              columns={[
                {
                  id: 'name',
                  header: 'Name',
                  render: (project) => (
                    <Link to="/projects/$id" params={{ id: project.id }} className={classes.name}>
                      {project.name}
                    </Link>
                  ),
                },
                { id: 'site', header: 'Site', width: '180px', wide: true, render: Site },
                {
                  id: 'destination',
                  header: 'Published as',
                  width: '130px',
                  wide: true,
                  render: (project) =>
                    destinations.data?.find(({ id }) => id === project.destination)?.name ??
                    project.destination,
                },
                { id: 'state', header: 'State', width: '150px', render: State },
                {
                  id: 'pages',
                  header: 'Pages',
                  width: '170px',
                  wide: 'phone',
                  render: (p) => <Pages project={p} standing={standing(p)} />,
                },
                {
                  id: 'slot',
                  header: 'Next slot',
                  width: '150px',
                  wide: true,
                  render: (p) => <NextSlot standing={standing(p)} />,
                },
                {
                  id: 'run',
                  header: 'Last run',
                  width: '170px',
                  wide: true,
                  render: (p) => <LastRun standing={standing(p)} />,
                },
              ]}
            />
          )}
        </>
      )}
    </Page>
  )
}

function Site({ connection }: Project) {
  return (
    <span className={classes.site}>
      {connection.name}
      {connection.kind === 'practice' && <Tag tone="accent">Practice</Tag>}
    </span>
  )
}

function State({ published, activeRunId, dataset }: Project) {
  if (activeRunId) {
    return (
      <Link to="/runs/$id" params={{ id: activeRunId }} className={classes.plain}>
        <Status tone="accent" sign="busy">
          Publishing
        </Status>
      </Link>
    )
  }
  const there = published.live + published.drafts
  if (there === 0) {
    return (
      <Status tone="quiet" sign="dashed">
        Not published
      </Status>
    )
  }
  return (
    <Status
      tone={there >= dataset.rowCount ? 'good' : 'warn'}
      sign={there >= dataset.rowCount ? 'check' : 'clock'}
    >
      {published.live > 0 ? `${count(published.live)} live` : `${count(published.drafts)} drafts`}
    </Status>
  )
}

type Standing = Overview['projects'][number]

function Pages({ project, standing }: { project: Project; standing: Standing | undefined }) {
  return (
    <span className={classes.pages}>
      <Link to="/projects/$id" params={{ id: project.id }} search={{ tab: 'pages' }}>
        {count(project.dataset.rowCount)}
      </Link>
      {standing && standing.pages.total > 0 && <StateBar pages={standing.pages} small />}
    </span>
  )
}

function NextSlot({ standing }: { standing: Standing | undefined }) {
  if (!standing?.nextSlot) return null
  const { at, day } = standing.nextSlot
  return (
    <Link
      to="/projects/$id"
      params={{ id: standing.id }}
      search={{ tab: 'schedule', at: day, day, slot: at }}
      className={classes.inRow}
    >
      <Until at={at} />
    </Link>
  )
}

function LastRun({ standing }: { standing: Standing | undefined }) {
  const run = standing?.lastRun
  if (!run) return null
  const failed = run.counts.rejected
  return (
    <span className={classes.lastRun}>
      <Link to="/runs/$id" params={{ id: run.id }} search={{}} className={classes.plain}>
        <RunStatus run={run} />
      </Link>
      {failed > 0 ? (
        <Link
          to="/runs/$id"
          params={{ id: run.id }}
          search={{ state: 'rejected' }}
          className={classes.failed}
        >
          {count(failed)} failed
        </Link>
      ) : (
        <Ago at={run.finishedAt ?? run.startedAt ?? run.createdAt} />
      )}
    </span>
  )
}
