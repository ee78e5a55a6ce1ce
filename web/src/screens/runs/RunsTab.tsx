import { useSearch } from '@tanstack/react-router'
import { ageOrders } from '../../../../src/api/age-order.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ScheduleLines } from '../schedules/ScheduleLines.tsx'
import { RunList } from './RunList.tsx'
import classes from './Runs.module.css'

/** The runs of a project, below its schedule. */
export function RunsTab({ projectId }: { projectId: string }) {
  const { search, stage, slots, sort, columns } = useSearch({ from: '/shell/projects/$id' })
  return (
    <>
      <div className={classes.schedules} data-tab>
        <ScheduleLines projectId={projectId} />
      </div>
      <RunList
        projectId={projectId}
        // Other lists of a project have orders of their own under the same name.
        of={{ search, stage, slots, columns, sort: ageOrders.find((one) => one === sort) }}
        action={
          <ButtonLink to="/projects/$id" params={{ id: projectId }} search={{ tab: 'plan' }}>
            Go to the plan
          </ButtonLink>
        }
      />
    </>
  )
}
