import { IconAlertTriangle } from '@tabler/icons-react'
import type { Schedule, SchedulePreview } from '../../../../src/api/schedule.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { DayBars } from './DayBars.tsx'
import classes from './Form.module.css'
import { dateIn, momentIn, zoneName } from './local-days.ts'

interface Props {
  preview: SchedulePreview | null
  error: unknown
  isWaiting: boolean
  /** The rule has all it needs. */
  isComplete: boolean
  /** The schedule as it is stored. */
  before: Schedule | null
  ceiling: number | null
  timeZone: string
}

/** The dates that would come of the rule, before it is saved. */
export function RulePreview({ preview, error, isWaiting, isComplete, before, ceiling, timeZone }: Props) {
  if (error && !isWaiting) return <ErrorNote title="The dates could not be worked out" error={error} />
  if (preview === null) {
    return (
      <div className={classes.preview} aria-busy={isWaiting}>
        <p className={classes.quiet}>
          {isComplete ? 'Working out the dates…' : 'Fill in what is marked to see the dates.'}
        </p>
      </div>
    )
  }
  return (
    <section className={classes.preview} aria-busy={isWaiting} data-stale={!isComplete || undefined}>
      <h2 aria-live="polite">{preview.words}</h2>
      {preview.days.length > 0 && <DayBars days={preview.days} />}
      <dl className={classes.facts}>
        {preview.firstAt && (
          <div>
            <dt>First pages</dt>
            <dd>{momentIn(preview.firstAt, timeZone)}</dd>
          </div>
        )}
        {preview.lastAt && (
          <div>
            <dt>Last page</dt>
            <dd>
              {dateIn(preview.lastAt, timeZone)}
              {before?.lastSlotAt && before.lastSlotAt !== preview.lastAt && (
                <span className={classes.was}>now {dateIn(before.lastSlotAt, timeZone)}</span>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>Slots</dt>
          <dd className="num">
            {count(preview.slots)} on {counted(preview.days.length, 'day')}
          </dd>
        </div>
        <div>
          <dt>Clocks</dt>
          <dd>{zoneName(timeZone)}</dd>
        </div>
        {ceiling !== null && (
          <div>
            <dt>Site limit</dt>
            <dd className="num">{counted(ceiling, 'page')} a day, over all its schedules</dd>
          </div>
        )}
      </dl>
      {preview.warnings.map((warning) => (
        <p key={warning} className={classes.warning}>
          <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
          <span>{warning}</span>
        </p>
      ))}
    </section>
  )
}
