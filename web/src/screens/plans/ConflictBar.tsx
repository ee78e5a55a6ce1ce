import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { Plan, Resolution } from '../../../../src/api/plan.ts'
import { useResolve } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import classes from './Plans.module.css'

const choices: [Resolution, string][] = [
  ['keep_theirs', "Keep Wix's version of all"],
  ['take_ours', 'Overwrite all with ours'],
  ['hold', 'Hold all for later'],
]

/** One decision for every conflict of the plan, and its undoing. */
export function ConflictBar({ projectId, plan }: { projectId: string; plan: Plan }) {
  const resolve = useResolve(projectId, plan.id)
  const isBusy = (resolution: Resolution | null) =>
    resolve.isPending && resolve.variables.resolution === resolution
  const { conflict } = plan.counts
  return (
    <div className={classes.conflicts}>
      <p>
        {counted(conflict, 'page was', 'pages were')} changed in Wix. Open one to see both versions, or decide
        for all. {plan.conflictsOpen > 0 ? `${count(plan.conflictsOpen)} undecided.` : 'All are decided.'}
      </p>
      <div>
        {choices.map(([resolution, label]) => (
          <Button
            key={resolution}
            size="xs"
            variant="default"
            loading={isBusy(resolution)}
            disabled={resolve.isPending}
            onClick={() => resolve.mutate({ resolution })}
          >
            {label}
          </Button>
        ))}
        {plan.conflictsOpen < conflict && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={14} />}
            loading={isBusy(null)}
            disabled={resolve.isPending}
            onClick={() => resolve.mutate({ resolution: null })}
          >
            Undo all decisions
          </Button>
        )}
      </div>
      {resolve.error && <ErrorNote title="The decision was not stored" error={resolve.error} />}
    </div>
  )
}
