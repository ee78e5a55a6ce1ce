import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Overview } from '../../../../src/api/overview.ts'
import type { Project } from '../../../../src/api/project.ts'
import { projectStage, projectStageWords } from '../../../../src/api/whole-lists.ts'
import { CardLine } from '../../ui/CardLine.tsx'
import { count } from '../../ui/format.ts'
import { Status, Tag } from '../../ui/Status.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Ago, Until } from '../../ui/Time.tsx'
import { RunStatus } from '../runs/RunStatus.tsx'
import { StateBar } from './overview/StateBar.tsx'
import classes from './ProjectList.module.css'

type Standing = Overview['projects'][number]

/** What a project does not say of itself. */
export interface Known {
  /** What its destination is called. */
  destination: (project: Project) => string
  standing: (project: Project) => Standing | undefined
}

export function columnsWith({ destination, standing }: Known): Column<Project>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      sort: 'name',
      render: (project) => (
        <Link to="/projects/$id" params={{ id: project.id }} className={classes.name}>
          {project.name}
        </Link>
      ),
    },
    { id: 'site', header: 'Site', sort: 'site', width: '180px', wide: true, render: Site },
    {
      id: 'destination',
      header: 'Published as',
      sort: 'destination',
      width: '130px',
      wide: true,
      render: destination,
    },
    { id: 'state', header: 'State', sort: 'state', width: '150px', render: State },
    {
      id: 'pages',
      header: 'Pages',
      sort: 'pages',
      width: '170px',
      wide: 'phone',
      render: (p) => <Pages project={p} standing={standing(p)} />,
    },
    {
      id: 'slot',
      header: 'Next slot',
      sort: 'slot',
      width: '150px',
      wide: true,
      render: (p) => <NextSlot standing={standing(p)} />,
    },
    {
      id: 'run',
      header: 'Last run',
      sort: 'run',
      width: '190px',
      wide: true,
      render: (p) => <LastRun standing={standing(p)} />,
    },
    {
      id: 'data',
      header: 'Data',
      width: '160px',
      optional: true,
      render: ({ dataset: { id, name } }) => (
        <Link to="/data/$id" params={{ id }} className={classes.inRow}>
          {name}
        </Link>
      ),
    },
    {
      id: 'at',
      header: 'Created',
      sort: 'at',
      width: '120px',
      optional: true,
      render: ({ createdAt }) => <Ago at={createdAt} />,
    },
  ]
}

/** On a phone, below its name. */
export function cardWith({ standing }: Known): (project: Project) => ReactNode {
  return (project) => (
    <>
      <CardLine>
        <State {...project} />
        <Site {...project} />
      </CardLine>
      <CardLine>
        <Pages project={project} standing={standing(project)} />
        <LastRun standing={standing(project)} />
      </CardLine>
    </>
  )
}

function Site({ connection }: Project) {
  return (
    <span className={classes.site}>
      <span>{connection.name}</span>
      {connection.kind === 'practice' && <Tag tone="accent">Practice</Tag>}
    </span>
  )
}

function State(project: Project) {
  const { published, activeRunId } = project
  const stage = projectStage(project)
  if (activeRunId !== null) {
    return (
      <Link to="/runs/$id" params={{ id: activeRunId }} className={classes.plain}>
        <Status tone="accent" sign="busy">
          {projectStageWords[stage]}
        </Status>
      </Link>
    )
  }
  if (stage === 'unpublished') {
    return (
      <Status tone="quiet" sign="dashed">
        {projectStageWords[stage]}
      </Status>
    )
  }
  const isWhole = stage === 'published'
  return (
    <Status tone={isWhole ? 'good' : 'warn'} sign={isWhole ? 'check' : 'clock'}>
      {published.live > 0 ? `${count(published.live)} live` : `${count(published.drafts)} drafts`}
    </Status>
  )
}

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
