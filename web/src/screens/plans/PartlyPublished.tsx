import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useDiscardPlan } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import classes from './Plans.module.css'

/** A plan of which a part has gone: the rest waits here, or is stopped. */
export function PartlyPublished({ project, plan }: { project: Project; plan: Plan }) {
  const discard = useDiscardPlan(project.id, plan.id)
  const left = plan.willSend.total + plan.willSettle
  return (
    <div className={classes.partly}>
      <span>
        {counted(plan.taken, 'page')} of this plan {plan.taken === 1 ? 'has' : 'have'} gone; {count(left)}{' '}
        {left === 1 ? 'waits' : 'wait'}.{' '}
        {plan.runId !== null && (
          <Link to="/runs/$id" params={{ id: plan.runId }} search={{}}>
            Last run
          </Link>
        )}
      </span>
      <Button
        size="xs"
        variant="default"
        loading={discard.isPending}
        onClick={() => discard.mutate(undefined)}
      >
        Stop here
      </Button>
      {discard.error && <ErrorNote title="The plan was not put aside" error={discard.error} />}
    </div>
  )
}
