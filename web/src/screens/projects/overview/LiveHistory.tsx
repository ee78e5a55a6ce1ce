// Pages live over time: drawn once there is a time to draw.
import type { LivePoint } from '../../../../../src/api/overview.ts'
import { Chart } from '../../../ui/chart/Chart.tsx'
import classes from './Overview.module.css'

/** Six hours: it is sampled by the hour. */
const leastSpan = 6 * 3_600_000

export function LiveHistory({ history }: { history: readonly LivePoint[] }) {
  if (history.length < 2) return null
  return (
    <section className={classes.part} aria-labelledby="live-history">
      <h2 id="live-history">Pages live</h2>
      <Chart
        label="Pages live over time"
        kind="area"
        isStepped
        leastSpan={leastSpan}
        x={history.map(({ at }) => Date.parse(at))}
        series={[{ name: 'Pages live', values: history.map(({ live }) => live) }]}
      />
    </section>
  )
}
