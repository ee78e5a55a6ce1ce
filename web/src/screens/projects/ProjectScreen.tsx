import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { useDestination } from '../../queries/connections.ts'
import { projectQuery } from '../../queries/projects.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Page, stillUnknown } from '../../ui/Page.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Status.tsx'
import { LinkTabs } from '../../ui/Tabs.tsx'

import { ProjectNotices } from './ProjectNotices.tsx'
import classes from './Projects.module.css'
import { SampleSteps } from './SampleSteps.tsx'
import { tabs } from './tabs.ts'

const from = '/shell/projects/$id'

const { overview: OverviewTab, pages: PagesTab, plan: PlanTab, schedule: ScheduleTab, runs: RunsTab } = tabs
const ProjectSettings = tabs.settings

/** Without a project, while it is on its way: the parts are there, so that nothing moves when it comes. */
function ProjectTabs({ active, project }: { active: string; project?: Project }) {
  return (
    <LinkTabs
      label="Parts of the project"
      active={active}
      search={(value) => ({ tab: value })}
      tabs={[
        { value: 'overview', label: 'Overview' },
        { value: 'pages', label: 'Pages', badge: project ? count(project.dataset.rowCount) : null },
        { value: 'plan', label: 'Plan' },
        { value: 'schedule', label: 'Schedule' },
        { value: 'runs', label: 'Runs' },
        { value: 'settings', label: 'Settings' },
      ]}
    />
  )
}

export function ProjectScreen() {
  const { id } = useParams({ from })
  const { tab = 'overview' } = useSearch({ from })
  const query = useQuery(projectQuery(id))
  const project = query.data
  const destination = useDestination(project?.destination ?? '')
  if (project === undefined) {
    return (
      <Page
        width="full"
        title="Project"
        parent={{ to: '/projects', label: 'Projects' }}
        lead={stillUnknown}
        tabs={<ProjectTabs active={tab} />}
      >
        {query.error ? (
          <ErrorState
            title="The project could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <BlockSkeleton lines={8} />
        )}
      </Page>
    )
  }
  return (
    <Page
      width="full"
      title={project.name}
      parent={{ to: '/projects', label: 'Projects' }}
      lead={<Lead project={project} destination={destination?.name} />}
      actions={<Actions project={project} tab={tab} />}
      tabs={<ProjectTabs active={tab} project={project} />}
    >
      {tab === 'overview' && <SampleSteps project={project} />}
      <ProjectNotices project={project} />
      <Suspense fallback={null}>
        {tab === 'overview' && <OverviewTab project={project} />}
        {tab === 'pages' && <PagesTab project={project} />}
        {tab === 'plan' && <PlanTab project={project} />}
        {tab === 'schedule' && <ScheduleTab project={project} />}
        {tab === 'runs' && <RunsTab projectId={project.id} />}
        {tab === 'settings' && (
          <div className={classes.padded}>
            <ProjectSettings key={project.updatedAt} project={project} />
          </div>
        )}
      </Suspense>
    </Page>
  )
}

/** From which data to which site, as what, and how much of it is there. */
function Lead({ project, destination }: { project: Project; destination: string | undefined }) {
  const { live, drafts, gone } = project.published
  return (
    <span className={classes.lead}>
      <Link to="/data/$id" params={{ id: project.dataset.id }}>
        {project.dataset.name}
      </Link>
      <span>to</span>
      <Link to="/connections">{project.connection.name}</Link>
      {destination && <span>as {destination}</span>}
      {project.connection.kind === 'practice' && <Tag tone="accent">Practice site</Tag>}
      {live + drafts + gone > 0 && (
        <span>
          <span className={classes.dot}>· </span>
          {count(live)} live
          {drafts > 0 && `, ${count(drafts)} drafts`}
          {gone > 0 && `, ${count(gone)} gone`}
        </span>
      )}
    </span>
  )
}

function Actions({ project, tab }: { project: Project; tab: string }) {
  return (
    <>
      <ButtonLink
        to="/templates/$id"
        params={{ id: project.template.id }}
        search={{ project: project.id }}
        variant="default"
        leftSection={<IconPencil size={15} />}
      >
        Template
      </ButtonLink>
      {project.activeRunId ? (
        <ButtonLink to="/runs/$id" params={{ id: project.activeRunId }}>
          Watch run
        </ButtonLink>
      ) : (
        tab !== 'plan' && (
          <ButtonLink
            to="/projects/$id"
            params={{ id: project.id }}
            search={{ tab: 'plan', make: true }}
            variant={tab === 'schedule' || tab === 'settings' ? 'default' : 'filled'}
          >
            Plan
          </ButtonLink>
        )
      )}
    </>
  )
}
