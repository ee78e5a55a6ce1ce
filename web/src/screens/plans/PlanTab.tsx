import { Button, Progress } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { latestPlanQuery, useCreatePlan } from '../../queries/plans.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { PlanItems } from './PlanItems.tsx'
import { PlanSummary } from './PlanSummary.tsx'
import classes from './Plans.module.css'

export function PlanTab({ project }: { project: Project }) {
  const query = useQuery(latestPlanQuery(project.id))
  const make = useCreatePlan(project.id)
  const plan = query.data
  const makeButton = (label: string, variant: 'filled' | 'default' = 'filled') => (
    <Button variant={variant} loading={make.isPending} onClick={() => make.mutate(undefined)}>
      {label}
    </Button>
  )
  if (query.isPending) {
    return (
      <div className={classes.padded}>
        <BlockSkeleton lines={8} />
      </div>
    )
  }
  if (plan === undefined) {
    return (
      <ErrorState
        title="The plan could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const failure = make.error && (
    <div className={classes.padded}>
      <ErrorNote title="The plan was not created" error={make.error} />
    </div>
  )
  if (plan === null || plan.state === 'discarded') {
    return (
      <>
        {failure}
        <EmptyState
          icon={IconListCheck}
          title="See what would happen first"
          action={makeButton('Create a plan')}
        >
          A plan compares every page with what is in Wix and lists what publishing would create, change or
          leave alone. Creating one only reads; nothing is sent.
        </EmptyState>
      </>
    )
  }
  if (plan.state === 'building') return <Building plan={plan} />
  if (plan.state === 'failed') {
    return (
      <>
        {failure}
        <EmptyState
          icon={IconListCheck}
          title="The plan could not be finished"
          action={makeButton('Plan again')}
        >
          {plan.message ?? 'The server stopped while comparing. Nothing was sent; plan again.'}
        </EmptyState>
      </>
    )
  }
  if (plan.state === 'applied') {
    return (
      <>
        {failure}
        <EmptyState
          icon={IconListCheck}
          title="This plan was published"
          action={
            <div style={{ display: 'flex', gap: 8, justifyContent: 'center' }}>
              {makeButton('Plan again', plan.runId ? 'default' : 'filled')}
              {plan.runId && (
                <Button component={Link} to={`/runs/${plan.runId}`}>
                  Open run
                </Button>
              )}
            </div>
          }
        >
          Its run holds what was sent and what Wix answered. Plan again after the data or the template
          changed.
        </EmptyState>
      </>
    )
  }
  return (
    <div className={classes.tab}>
      {failure}
      <PlanSummary project={project} plan={plan} again={makeButton('Plan again', 'default')} />
      <PlanItems project={project} plan={plan} />
    </div>
  )
}

function Building({ plan }: { plan: Plan }) {
  const tenth = Math.floor(plan.progress * 10) * 10
  return (
    <div className={classes.building}>
      <h2>Comparing with {plan.site.name}</h2>
      <Progress value={plan.progress * 100} size={6} aria-label="Building the plan" />
      <p>
        {plan.step || 'Starting'}
        <span className="num"> · {Math.round(plan.progress * 100)} %</span>
      </p>
      <p>Nothing is sent. You can leave this page.</p>
      <LiveRegion message={`Building the plan: ${tenth} %`} />
    </div>
  )
}
