import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import type { Period } from '../../../../src/api/schedule.ts'
import { scheduleQuery } from '../../queries/schedules.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { scheduleForm as ScheduleForm } from './later.ts'
import { NoSchedule } from './NoSchedule.tsx'
import type { RuleDraft } from './rule-draft.ts'
import classes from './Schedules.module.css'
import { ScheduleView } from './ScheduleView.tsx'

/** When the pages of a project go out: its rule, and the calendar that follows from it. */
export function ScheduleTab({ project }: { project: Project }) {
  const query = useQuery(scheduleQuery(project.id))
  const { edit } = useSearch({ from: '/shell/projects/$id' })
  const navigate = useNavigate()
  const [preset, setPreset] = useState<Partial<RuleDraft>>({})
  const setEdit = (isOpen: boolean) =>
    void navigate({
      to: '.',
      search: ((before: object) => ({ ...before, edit: isOpen || undefined })) as never,
    })
  if (query.data === undefined) {
    return query.error ? (
      <ErrorState
        title="The schedule could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    ) : (
      <div className={classes.padded}>
        <BlockSkeleton lines={8} />
      </div>
    )
  }
  const { schedule } = query.data
  if (edit) {
    return (
      <Suspense fallback={null}>
        <ScheduleForm project={project} state={query.data} preset={preset} onDone={() => setEdit(false)} />
      </Suspense>
    )
  }
  const start = (count: number, per: Period) => {
    setPreset({ count: String(count), per })
    setEdit(true)
  }
  if (schedule === null || schedule.state === 'cancelled')
    return <NoSchedule onStart={start} wasCancelled={schedule !== null} />
  return <ScheduleView project={project} schedule={schedule} onEdit={() => setEdit(true)} onStart={start} />
}
