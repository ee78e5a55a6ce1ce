import type { SchedulePreview } from '../../../../src/api/schedule.ts'
import { counted } from '../../ui/format.ts'
import classes from './Form.module.css'
import { shortDay } from './local-days.ts'

const width = 320
const height = 72
/** Wider bars than this look like blocks. */
const widest = 14

/** Pages per day as bars, over the days that have some; the same in a table for who cannot see them. */
export function DayBars({ days }: { days: SchedulePreview['days'] }) {
  const most = Math.max(...days.map(({ pages }) => pages))
  const step = Math.min(widest + 3, width / days.length)
  const first = days[0]!
  const last = days.at(-1)!
  return (
    <figure className={classes.bars}>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map(({ date, pages }, index) => {
          const high = Math.max(2, (pages / most) * height)
          return (
            <rect
              key={date}
              x={index * step}
              y={height - high}
              width={Math.max(step * 0.78, 0.6)}
              height={high}
              rx={step > 6 ? 2 : 0}
            >
              <title>{`${shortDay(date)}: ${counted(pages, 'page')}`}</title>
            </rect>
          )
        })}
      </svg>
      <figcaption aria-hidden="true">
        <span>{shortDay(first.date)}</span>
        <span>up to {counted(most, 'page')} a day</span>
        <span>{days.length > 1 ? shortDay(last.date) : ''}</span>
      </figcaption>
      <table className="sr-only">
        <caption>Pages per day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Pages</th>
          </tr>
        </thead>
        <tbody>
          {days.slice(0, 60).map(({ date, pages }) => (
            <tr key={date}>
              <td>{shortDay(date)}</td>
              <td>{pages}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
