// The three things between a fresh installation and a live page; each ticks itself. Put away, they stay away.
import { ActionIcon, Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import type { Sample } from '../../../../src/api/sample.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { firstStepsQuery, sampleQuery, useFirstSteps, useMakeSample } from '../../queries/sample.ts'
import { useSession } from '../../queries/session.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import classes from './FirstSteps.module.css'
import { RemoveSample } from './RemoveSample.tsx'

interface Step {
  title: string
  text: string
  isDone: boolean
  button: ReactNode
}

const isPublished = ({ published }: Project) => published.live + published.drafts > 0

/** Whether it is still unknown if they are shown. */
export function useFirstStepsPending(): boolean {
  const sample = useQuery(sampleQuery)
  const own = useQuery(firstStepsQuery)
  // Nobody waits for what does not come.
  return [sample, own].some(({ isPending, failureCount }) => isPending && failureCount === 0)
}

/** @param on the project it stands above; without it, it stands above all of them */
export function FirstSteps({ on }: { on?: Project }) {
  const sample = useQuery(sampleQuery).data
  const own = useQuery(firstStepsQuery).data
  const projects = useQuery(projectsQuery).data
  const isConnected = !useSession().missingConnection
  if (!sample || !own || !projects || own.isPutAway) return null
  const isAboveSample = on !== undefined && on.id === sample.projectId
  if (on && !isAboveSample) return null

  const hasPublished = projects.some(isPublished)
  // The list may be from before the sample was there.
  const first = on ?? projects.find(({ id }) => id === sample.projectId) ?? projects[0]
  const steps: Step[] = [
    {
      title: 'See a page',
      text: 'Every row of a table becomes one.',
      isDone: hasPublished || (own.hasLooked && first !== undefined),
      button: first ? <LookButton project={first} sample={sample} /> : null,
    },
    {
      ...(first?.connection.kind === 'wix'
        ? { title: 'Publish', text: 'Read the plan, then send it.' }
        : {
            title: 'Publish on the practice site',
            text: 'Read the plan, then send it. It stays on this machine.',
          }),
      isDone: hasPublished,
      button: first && (
        <ButtonLink
          to="/projects/$id"
          params={{ id: first.id }}
          search={{ tab: 'plan', make: true }}
          variant="default"
        >
          Open the plan
        </ButtonLink>
      ),
    },
    {
      title: 'Connect your Wix site',
      text: 'With an API key, checked before it is kept.',
      isDone: isConnected,
      button: (
        <ButtonLink to="/connections" search={{ from: 'steps' }} variant="default">
          Connect
        </ButtonLink>
      ),
    },
  ]
  const done = steps.filter((step) => step.isDone).length
  // Who had published before there were first steps needs none.
  if (done === steps.length || (hasPublished && sample.state === 'none')) return null
  return (
    <section className={classes.first} data-inside={isAboveSample || undefined} aria-labelledby="first-steps">
      <Head done={done} steps={steps.length} isAboveSample={isAboveSample} sample={sample} />
      <ol>
        {steps.map((step, index) => (
          <StepLine key={step.title} step={step} number={index + 1} />
        ))}
      </ol>
    </section>
  )
}

function Head({
  done,
  steps,
  isAboveSample,
  sample,
}: {
  done: number
  steps: number
  isAboveSample: boolean
  sample: Sample
}) {
  const firstSteps = useFirstSteps()
  const make = useMakeSample()
  return (
    <div className={classes.firstHead}>
      <div>
        <h2 id="first-steps">From a table to live pages</h2>
        <p>
          {isAboveSample
            ? 'This project is a sample: a table of ours, on a practice site.'
            : sample.state === 'making'
              ? 'A sample project is being made.'
              : `${done} of ${steps} done`}
        </p>
        {make.error && <ErrorNote title="The sample was not made" error={make.error} />}
      </div>
      <div className={classes.firstEnd}>
        {isAboveSample && sample.projectId !== null && <RemoveSample projectId={sample.projectId} />}
        {sample.state === 'none' || sample.state === 'failed' ? (
          <Button variant="subtle" color="gray" loading={make.isPending} onClick={() => make.mutate()}>
            Show me a sample
          </Button>
        ) : null}
        <ButtonLink to="/start" variant="default">
          Start with your own table
        </ButtonLink>
        <ActionIcon
          className={classes.putAway}
          variant="subtle"
          color="gray"
          aria-label="Put the first steps away"
          onClick={() => firstSteps.mutate({ isPutAway: true })}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  )
}

function LookButton({ project, sample }: { project: Project; sample: Sample }) {
  const firstSteps = useFirstSteps()
  const row = project.id === sample.projectId ? (sample.rowKey ?? undefined) : undefined
  return (
    <ButtonLink
      to="/projects/$id"
      params={{ id: project.id }}
      search={{ tab: 'pages', row }}
      variant="default"
      onClick={() => firstSteps.mutate({ hasLooked: true })}
    >
      {row ? 'Show a page' : 'Show pages'}
    </ButtonLink>
  )
}

function StepLine({ step, number }: { step: Step; number: number }) {
  return (
    <li data-done={step.isDone || undefined}>
      <span className={classes.stepSign} aria-hidden>
        {step.isDone ? <IconCheck size={14} stroke={2.4} /> : number}
      </span>
      <div>
        <h3>
          {step.title}
          {step.isDone && <span className="sr-only"> (done)</span>}
        </h3>
        <p>{step.text}</p>
      </div>
      {!step.isDone && step.button}
    </li>
  )
}
