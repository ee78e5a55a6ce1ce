import { Button, Progress } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useMemo } from 'react'
import { planItemSorts } from '../../../../src/api/item-sorts.ts'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { latestPlanQuery, planItemsQuery, useCreatePlan } from '../../queries/plans.ts'
import { isOver, runQuery } from '../../queries/runs.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { type Ticks, useTicks } from '../../ui/useTicks.ts'
import { PlanItems } from './PlanItems.tsx'
import { PlanSummary } from './PlanSummary.tsx'
import classes from './Plans.module.css'
import { shownOf } from './sentences.ts'

export function PlanTab({ project }: { project: Project }) {
  const query = useQuery(latestPlanQuery(project.id))
  const make = useCreatePlan(project.id)
  const plan = query.data
  usePlanOnArrival(plan, make)
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
          {plan?.message && <>{plan.message} </>}A plan compares every page with what is in Wix and lists what
          publishing would create, change or leave alone. Creating one only reads; nothing is sent.
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
        <Applied plan={plan} makeButton={makeButton} />
      </>
    )
  }
  return (
    <div className={classes.tab}>
      {failure}
      <ReadyPlan
        key={plan.id}
        project={project}
        plan={plan}
        again={makeButton(plan.scope.kind === 'all' ? 'Plan again' : 'Plan all pages', 'default')}
      />
    </div>
  )
}

/** What is ticked in the list below is one of the parts that can go. */
function ReadyPlan({ project, plan, again }: { project: Project; plan: Plan; again: ReactNode }) {
  const { search, set } = useListAddress(useSearch({ from: '/shell/projects/$id' }))
  const { sort, desc } = search
  const order = {
    sort: planItemSorts.find((name) => name === sort),
    ...(desc && { desc: 'true' as const }),
  }
  const list = useCursorList(planItemsQuery(plan.id, { ...shownOf(plan, search), ...order }))
  const ticks = useTicks(useMemo(() => list.rows.map(({ rowKey }) => rowKey), [list.rows]))
  const choosing = useMemo<Ticks>(
    () => ({
      has: ticks.has,
      set: (...change) => {
        ticks.set(...change)
        set({ part: 'ticked' })
      },
      tick: (...change) => {
        ticks.tick(...change)
        set({ part: 'ticked' })
      },
    }),
    [ticks, set],
  )
  return (
    <>
      <PlanSummary project={project} plan={plan} ticked={ticks.keys} again={again} />
      <PlanItems project={project} plan={plan} list={list} ticks={choosing} />
    </>
  )
}

interface AppliedProps {
  plan: Plan
  makeButton: (label: string, variant?: 'filled' | 'default') => ReactNode
}

/** A plan whose run is under way or over: what it left unsent is said, and planned again with one click. */
function Applied({ plan, makeButton }: AppliedProps) {
  const { data: run } = useQuery({ ...runQuery(plan.runId ?? '', false), enabled: plan.runId !== null })
  const left = run && isOver(run) ? run.counts.cancelled + run.counts.rejected : 0
  const isCancelled = run?.state === 'cancelled'
  return (
    <EmptyState
      icon={IconListCheck}
      title={
        left === 0
          ? appliedTitle(plan)
          : `${counted(left, 'page')} ${left === 1 ? 'was' : 'were'} not ${isCancelled ? 'sent' : isPublishing(plan) ? 'published' : 'done'}`
      }
      action={
        <>
          {makeButton(
            plan.scope.kind === 'all' ? 'Plan again' : 'Plan all pages',
            plan.runId && left === 0 ? 'default' : 'filled',
          )}
          {plan.runId && (
            <Button component={Link} to={`/runs/${plan.runId}`} variant={left === 0 ? 'filled' : 'default'}>
              Open run
            </Button>
          )}
        </>
      }
    >
      {left === 0
        ? 'Its run holds what was sent and what Wix answered. Plan again after the data or the template changed.'
        : `${isCancelled ? 'The run was cancelled' : 'The run is through'}. A new plan has these pages again, beside what has changed since; the run says why, and can send them as they were planned.`}
    </EmptyState>
  )
}

/** It is about rows, and not about pages that leave the site, come back, or are put back. */
function isPublishing({ scope }: Plan): boolean {
  return scope.kind === 'all' || (scope.kind === 'rows' && ['pages', 'slot'].includes(scope.origin))
}

function appliedTitle(plan: Plan): string {
  return isPublishing(plan) ? 'This plan was published' : 'This plan was carried out'
}

/** The button that leads here says "Plan"; a plan that is ready, with its decisions, is shown and not made again. */
function usePlanOnArrival(plan: Plan | null | undefined, make: ReturnType<typeof useCreatePlan>) {
  const { make: isAsked } = useSearch({ from: '/shell/projects/$id' })
  const navigate = useNavigate()
  const { mutate } = make
  const isThere = plan?.state === 'ready' || plan?.state === 'building'
  useEffect(() => {
    if (!isAsked || plan === undefined) return
    // First, so that coming back to this address asks for nothing.
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, make: undefined })) as never,
      replace: true,
    })
    if (!isThere) mutate(undefined)
  }, [isAsked, plan, isThere, mutate, navigate])
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
