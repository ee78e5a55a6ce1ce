import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { schedulesQuery } from '../../queries/schedules.ts'
import { NotLoaded } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Status } from '../../ui/Status.tsx'
import { momentIn } from './local-days.ts'
import { ruleWords } from './rule-words.ts'
import classes from './Schedules.module.css'
import { stateLook } from './state-words.ts'

/** More of them are a list of their own. */
const most = 5

/** Schedules under way, a line each; the calendar behind it has their slots with their runs. */
export function ScheduleLines({ projectId }: { projectId?: string }) {
  const query = useQuery(schedulesQuery)
  if (!query.data) return <NotLoaded title="The schedules could not be loaded" query={query} />
  const live = query.data.items.filter(
    (one) =>
      (one.state === 'active' || one.state === 'paused' || one.state === 'waiting') &&
      (projectId === undefined || one.projectId === projectId),
  )
  if (live.length === 0) return null
  return (
    <ul className={classes.lines} aria-label="Schedules">
      {live.slice(0, most).map((schedule) => {
        const { tone, sign, word } = stateLook(schedule)
        return (
          <li key={schedule.id}>
            <Link to="/projects/$id" params={{ id: schedule.projectId }} search={{ tab: 'schedule' }}>
              {projectId === undefined ? schedule.projectName : 'Schedule'}
            </Link>
            <Status tone={tone} sign={sign}>
              {word}
            </Status>
            <span className={classes.lineRule}>{ruleWords(schedule.rule)}</span>
            <span className="num">
              {count(schedule.pages.gone)} of {count(schedule.pages.total)}
            </span>
            {schedule.state === 'active' && schedule.nextSlotAt !== null && (
              <span>next {momentIn(schedule.nextSlotAt, schedule.rule.timeZone)}</span>
            )}
          </li>
        )
      })}
      {live.length > most && (
        <li>
          <Link to="/runs/schedules">{count(live.length - most)} more schedules</Link>
        </li>
      )}
    </ul>
  )
}
