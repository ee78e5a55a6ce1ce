import { count, counted } from '../../ui/format.ts'
import classes from './Calendar.module.css'
import type { DaysProps } from './CalendarGrid.tsx'
import { DayMix } from './DayMix.tsx'
import { dayName } from './local-days.ts'
import { summaryOf } from './slot-words.ts'

/** The days as a list, where a grid would be too narrow. */
export function Agenda({ weeks, slots, today, opened, month, most, onOpen }: DaysProps) {
  const days = weeks
    .flat()
    .filter((day) => (month === null || day.startsWith(month)) && (slots.get(day)?.length ?? 0) > 0)
  if (days.length === 0) return <p className={classes.agendaNone}>Nothing is scheduled here.</p>
  return (
    <ul className={classes.agenda}>
      {days.map((day) => {
        const summary = summaryOf(slots.get(day) ?? [])
        const { slots: many, sent, failed, toCome } = summary
        return (
          <li key={day}>
            <button
              type="button"
              data-opened={day === opened || undefined}
              aria-current={day === today ? 'date' : undefined}
              onClick={() => onOpen(day)}
            >
              <span>
                {dayName(day)}
                {day === today && ' · today'}
              </span>
              <span className={classes.quiet}>
                {[
                  sent > 0 ? `${count(sent)} published` : '',
                  failed > 0 ? `${count(failed)} not published` : '',
                  toCome > 0 ? `${counted(toCome, 'page')} to come` : '',
                  counted(many, 'slot'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <DayMix summary={summary} most={most} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
