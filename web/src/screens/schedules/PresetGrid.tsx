import type { Period } from '../../../../src/api/schedule.ts'
import { schedulePresets } from '../../../../src/api/schedule-presets.ts'
import classes from './Form.module.css'

interface Props {
  onPick: (count: number, per: Period) => void
  chosen?: { count: string; per: Period }
}

/** 10, 25, 50 or 100 pages a day, week or month. */
export function PresetGrid({ onPick, chosen }: Props) {
  return (
    <div className={classes.presets}>
      {schedulePresets.periods.map((per) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of the grid
        <div key={per} role="group" aria-label={`Pages a ${per}`} className={classes.presetRow}>
          {schedulePresets.counts.map((count) => (
            <button
              key={count}
              type="button"
              className={classes.preset}
              aria-pressed={
                chosen === undefined ? undefined : chosen.per === per && chosen.count === `${count}`
              }
              onClick={() => onPick(count, per)}
            >
              <b className="num">{count}</b> <span>a {per}</span>
            </button>
          ))}
        </div>
      ))}
    </div>
  )
}
