import { Checkbox } from '@mantine/core'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useTickRemovals } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import classes from './Plans.module.css'
import { type Removal, removalWords } from './sentences.ts'

interface Props {
  project: Project
  plan: Plan
  removal: Removal | undefined
}

/** Pages whose rows are gone are removed only when someone says so. */
export function RemovalChoice({ project, plan, removal }: Props) {
  const tick = useTickRemovals(project.id, plan.id)
  const { remove } = plan.counts
  if (removal === 'keep') {
    return (
      <p className={classes.second}>
        {counted(remove, 'row is', 'rows are')} gone. Their products are not this project's and stay, with
        their info sections.
      </p>
    )
  }
  return (
    <div className={classes.removals}>
      <Checkbox
        checked={plan.includeRemovals}
        disabled={tick.isPending}
        onChange={(event) => tick.mutate(event.currentTarget.checked)}
        label={`Also remove ${counted(remove, 'page')} whose rows are gone`}
        description={`Unless ticked, they stay in Wix. They are listed below, under Remove. ${removalWords(removal)}`.trimEnd()}
      />
      {tick.error && <ErrorNote title="The choice was not stored" error={tick.error} />}
    </div>
  )
}
