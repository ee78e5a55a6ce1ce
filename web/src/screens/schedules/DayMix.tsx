import classes from './Calendar.module.css'
import { type DaySummary, pagesOf } from './slot-words.ts'

/** The pages of a day by what became of them, as long as it is busy beside the busiest day shown. */
export function DayMix({ summary, most }: { summary: DaySummary; most: number }) {
  const all = pagesOf(summary)
  if (all === 0) return null
  const { sent, failed, toCome } = summary
  return (
    <span
      className={classes.mix}
      aria-hidden="true"
      style={{ width: `${(all / Math.max(all, most)) * 100}%` }}
    >
      <Part part="sent" pages={sent} />
      <Part part="failed" pages={failed} />
      <Part part="to come" pages={toCome} />
    </span>
  )
}

function Part({ part, pages }: { part: string; pages: number }) {
  return pages === 0 ? null : <span data-part={part} style={{ flexGrow: pages }} />
}
