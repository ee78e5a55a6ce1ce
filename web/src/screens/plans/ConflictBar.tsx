import { Button } from '@mantine/core'
import type { Plan, Resolution } from '../../../../src/api/plan.ts'
import { useResolve } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import classes from './Plans.module.css'

const choices: [Resolution, string][] = [
  ['keep_theirs', "Keep Wix's version of all"],
  ['take_ours', 'Overwrite all with ours'],
  ['hold', 'Hold all for later'],
]

/** One decision forevery conflict of the plan. */
export function ConflictBar({ projectId, plan }: { projectId: string; plan: Plan }) {
  const resolve = useResolve(projectId, plan.id)
  return (
    <div className={classes.conflicts}>
      <p>
        {counted(plan.counts.conflict, 'page was', 'pages were')} changed in Wix. Open one to see both
        versions, or decide for all.{' '}
        {plan.conflictsOpen > 0 ? `${plan.conflictsOpen} undecided.` : 'All are decided.'}
      </p>
      <div>
        {choices.map(([resolution, label]) => (
          <Button
            key={resolution}
            size="xs"
            variant="default"
            loading={resolve.isPending && resolve.variables.resolution === resolution}
            disabled={resolve.isPending}
            onClick={() => resolve.mutate({ resolution })}
          >
            {label}
          </Button>
        ))}
      </div>
      {resolve.error && <ErrorNote title="The decision was not stored" error={resolve.error} />}
    </div>
  )
}
