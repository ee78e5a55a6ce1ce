import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Project } from '../../../../src/api/project.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Status, Tag } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import classes from './Projects.module.css'

export function ProjectsScreen() {
  const projects = useQuery(projectsQuery)
  const destinations = useQuery(destinationsQuery)
  const hasPublished = projects.data?.some(({ published }) => published.live + published.drafts > 0) ?? false
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
      {projects.isPending ? (
        <RowsSkeleton />
      ) : projects.error ? (
        <ErrorState
          title="The projects could not be loaded"
          error={projects.error}
          onRetry={() => void projects.refetch()}
        />
      ) : (
        <>
          {!hasPublished && <FirstSteps projects={projects.data} />}
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
                { id: 'site', header: 'Site', width: '210px', wide: true, render: Site },
                {
                  id: 'destination',
                  header: 'Published as',
                  width: '160px',
                  wide: true,
                  render: (project) =>
                    destinations.data?.find(({ id }) => id === project.destination)?.name ??
                    project.destination,
                },
                {
                  id: 'data',
                  header: 'Rows',
                  width: '100px',
                  align: 'right',
                  wide: true,
                  render: (p) => count(p.dataset.rowCount),
                },
                { id: 'state', header: 'State', width: '190px', render: State },
                {
                  id: 'at',
                  header: 'Changed',
                  width: '120px',
                  wide: true,
                  render: (p) => <Ago at={p.updatedAt} />,
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
