// The three things between a fresh installation and a published page; each ticks itself.
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { connectionsQuery } from '../../queries/connections.ts'
import { datasetsQuery } from '../../queries/data.ts'
import classes from './Projects.module.css'

export function FirstSteps({ projects }: { projects: Project[] }) {
  const connections = useQuery(connectionsQuery)
  const datasets = useQuery(datasetsQuery)
  const isConnected = (connections.data?.length ?? 0) > 0
  const isImported = (datasets.data?.length ?? 0) > 0
  const project = projects[0]
  const isPublished = projects.some(({ published }) => published.live + published.drafts > 0)

  const steps: { title: string; text: string; isDone: boolean; button: ReactNode }[] = [
    {
      title: 'Connect a site',
      text: 'Your Wix site, or the practice site that needs no account.',
      isDone: isConnected,
      button: (
        <Button component={Link} to="/connections" variant={isConnected ? 'default' : 'filled'}>
          {isConnected ? 'Show connections' : 'Connect'}
        </Button>
      ),
    },
    {
      title: 'Import a table',
      text: 'A CSV file; every row becomes a page.',
      isDone: isImported,
      button: (
        <Button
          component={Link}
          to={isImported ? '/data' : '/data/import'}
          variant={isConnected && !isImported ? 'filled' : 'default'}
        >
          {isImported ? 'Show data' : 'Import'}
        </Button>
      ),
    },
    {
      title: 'Publish',
      text: 'Create a project, review its pages and its plan, then publish.',
      isDone: isPublished,
      button: (
        <Button
          component={Link}
          to={project ? `/projects/${project.id}` : '/projects/new'}
          variant={isConnected && isImported ? 'filled' : 'default'}
        >
          {project ? `Open ${project.name}` : 'New project'}
        </Button>
      ),
    },
  ]
  const done = steps.filter((step) => step.isDone).length
  return (
    <section className={classes.first} aria-labelledby="first-steps">
      <div className={classes.firstHead}>
        <h2 id="first-steps">From a table to live pages</h2>
        <span className="num">{done} of 3 done</span>
      </div>
      <ol>
        {steps.map((step, index) => (
          <li key={step.title} data-done={step.isDone || undefined}>
            <span className={classes.stepSign} aria-hidden>
              {step.isDone ? <IconCheck size={14} stroke={2.4} /> : index + 1}
            </span>
            <div>
              <h3>
                {step.title}
                {step.isDone && <span className="sr-only"> (done)</span>}
              </h3>
              <p>{step.text}</p>
            </div>
            {step.button}
          </li>
        ))}
      </ol>
    </section>
  )
}
