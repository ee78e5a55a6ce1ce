import { Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { datingWords, type Schedule } from '../../../../src/api/schedule.ts'
import { scheduleQuery } from '../../queries/schedules.ts'
import classes from './Schedules.module.css'

/** How far a worker is with the dates of many pages; the calendar is read again when it is done. */
export function DatingBar({ schedule: { dating, projectId } }: { schedule: Schedule }) {
  const client = useQueryClient()
  const wasDating = useRef(false)
  const isDating = dating !== null
  useEffect(() => {
    if (wasDating.current && !isDating)
      void client.invalidateQueries({ queryKey: [...scheduleQuery(projectId).queryKey, 'calendar'] })
    wasDating.current = isDating
  }, [client, isDating, projectId])
  if (dating === null) return null
  const words = datingWords(dating)
  return (
    <div className={classes.dating}>
      <Progress value={dating.of === 0 ? 0 : (dating.done / dating.of) * 100} size={6} aria-label={words} />
      <p role="status">{words}. Nothing leaves before every page has its date.</p>
    </div>
  )
}
