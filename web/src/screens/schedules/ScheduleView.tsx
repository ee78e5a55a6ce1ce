import type { Project } from '../../../../src/api/project.ts'
import type { Period, Schedule } from '../../../../src/api/schedule.ts'
import { Calendar } from './Calendar.tsx'
import { DatingBar } from './DatingBar.tsx'
import { ScheduleFacts } from './ScheduleFacts.tsx'
import { ScheduleHead } from './ScheduleHead.tsx'
import classes from './Schedules.module.css'

interface Props {
  project: Project
  schedule: Schedule
  onEdit: () => void
  onStart: (count: number, per: Period) => void
}

/** Where a schedule stands and what it waits for, above its calendar. */
export function ScheduleView({ project, schedule, onEdit, onStart }: Props) {
  return (
    <div className={classes.view}>
      <div className={classes.top}>
        <ScheduleHead
          schedule={schedule}
          onEdit={onEdit}
          onNew={() => onStart(schedule.rule.count, schedule.rule.per)}
        />
        <DatingBar schedule={schedule} />
        <ScheduleFacts schedule={schedule} />
      </div>
      <Calendar project={project} schedule={schedule} />
    </div>
  )
}
