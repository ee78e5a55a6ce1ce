// After a part of a plan: its pages to look at, and whether the rest of the plan goes on or stops.
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Run } from '../../../../src/api/run.ts'
import { deletedForGood } from '../../../../src/api/way-back.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { planQuery, useApplyPlan, useDiscardPlan } from '../../queries/plans.ts'
import { projectQuery } from '../../queries/projects.ts'
import { isOver } from '../../queries/runs.ts'
import { ErrorNote, NotLoaded } from '../../ui/ErrorState.tsx'
import { count, counted, durationRange } from '../../ui/format.ts'
import { openedLater } from '../../ui/openedLater.tsx'
import { OverLimit } from '../plans/OverLimit.tsx'
import { removalOf } from '../plans/sentences.ts'
import { CanaryPages } from './CanaryPages.tsx'
import classes from './Runs.module.css'
import { canaryHeadline } from './run-words.ts'

const ConfirmDeletion = openedLater(
  async () => (await import('../plans/ConfirmDeletion.tsx')).ConfirmDeletion,
)

/** Nothing of a run that took all of its plan. */
export function RestOfPlan({ run }: { run: Run }) {
  const isPart = run.selection !== null && isOver(run)
  const query = useQuery({ ...planQuery(run.planId), enabled: isPart })
  if (!isPart) return null
  if (!query.data) return <NotLoaded title="The rest of the plan could not be loaded" query={query} />
  const plan = query.data
  return (
    <section className={classes.rest} aria-label="The rest of the plan">
      <div className={classes.restHead}>
        <div>
          <h2>{run.isCanary ? canaryHeadline(run) : restWords(plan)}</h2>
          {run.isCanary && <p>{restWords(plan)}</p>}
          {!run.isCanary && isWaiting(run, plan) && (
            <p>The rest goes as it was planned; nothing is planned again.</p>
          )}
        </div>
        <Decide run={run} plan={plan} />
      </div>
      {plan.overLimit !== null && isWaiting(run, plan) && (
        <div className={classes.restLimit}>
          <OverLimit words={plan.overLimit} />
        </div>
      )}
      {run.isCanary && <CanaryPages run={run} />}
    </section>
  )
}

/** It has something left to go, and no other run has gone on with it. */
function isWaiting(run: Run, { state, runId, willSend, willSettle }: Plan): boolean {
  return state === 'ready' && (runId === null || runId === run.id) && willSend.total + willSettle > 0
}

function restWords({ state, message, willSend, willSettle, estimate }: Plan): string {
  const left = willSend.total + willSettle
  if (state === 'discarded') return message ?? 'A newer plan has taken the place of this one.'
  if (state !== 'ready' || left === 0) return 'Nothing of its plan is left to go.'
  const time = willSend.total > 0 ? `; they take ${durationRange(estimate.seconds)}` : ''
  return `${counted(left, 'page')} of its plan ${left === 1 ? 'waits' : 'wait'}${time}.`
}

function Decide({ run, plan }: { run: Run; plan: Plan }) {
  const navigate = useNavigate()
  const apply = useApplyPlan(run.projectId)
  const discard = useDiscardPlan(run.projectId, plan.id)
  const projectRead = useQuery(projectQuery(run.projectId))
  const destinations = useQuery(destinationsQuery)
  const project = projectRead.data
  const destination = destinations.data?.find(({ id }) => id === project?.destination)
  const [confirming, dialog] = useDisclosure(false)
  const open = (id: string) => void navigate({ to: '/runs/$id', params: { id }, search: {} })
  if (plan.runId !== null && plan.runId !== run.id)
    return (
      <Link to="/runs/$id" params={{ id: plan.runId }} search={{}} className={classes.show}>
        Open the run that went on
      </Link>
    )
  const left = plan.willSend.total + plan.willSettle
  if (!isWaiting(run, plan)) return null
  const removes = plan.willSend.byAction.remove ?? 0
  // Whether they are deleted for good has to be known before it can be asked.
  const isUnsure = removes > 0 && (project === undefined || destination === undefined)
  const isForGood = project && destination && removalOf(destination, project) === 'delete'
  const downForGood = deletedForGood(plan.scope, plan.willSend.byAction)
  const deletes = downForGood + (isForGood ? removes : 0)
  const goOn = () =>
    apply.mutate(
      { planId: plan.id, seenRunId: run.id, ...(downForGood > 0 && { confirm: downForGood }) },
      { onSuccess: (next) => open(next.id) },
    )
  const isBusy = apply.isPending || apply.isSuccess || discard.isPending
  const label = `Go on with ${count(left)}`
  return (
    <div className={classes.decide}>
      <Button
        variant="default"
        loading={discard.isPending}
        disabled={isBusy}
        onClick={() => discard.mutate(undefined)}
      >
        Stop here
      </Button>
      <Button
        loading={apply.isPending}
        disabled={isBusy || isUnsure}
        onClick={deletes > 0 ? dialog.open : goOn}
      >
        {label}
      </Button>
      {isUnsure && (
        <>
          <NotLoaded title="The project could not be loaded" query={projectRead} />
          <NotLoaded
            title="Whether removed pages are deleted for good could not be loaded"
            query={destinations}
          />
        </>
      )}
      {apply.error && !confirming && <ErrorNote title="The run did not start" error={apply.error} />}
      {discard.error && <ErrorNote title="The plan was not stopped" error={discard.error} />}
      <ConfirmDeletion
        opened={confirming}
        pages={deletes}
        isTakeDown={downForGood > 0}
        label={label}
        busy={isBusy}
        error={apply.error}
        onConfirm={goOn}
        onClose={dialog.close}
      />
    </div>
  )
}
