// Pages live over time: drawn once there is a time to draw.
import type { LivePoint } from '../../../../../src/api/overview.ts'
import { Chart } from '../../../ui/chart/Chart.tsx'
import { counted } from '../../../ui/format.ts'
import { liveSince } from './live-since.ts'
import classes from './Overview.module.css'

export function LiveHistory({ history }: { history: readonly LivePoint[] }) {
  if (history.every(({ live }) => live === 0)) return null
  const points = liveSince(history)
  return (
    <section className={classes.part} aria-labelledby="live-history">
      <h2 id="live-history">Pages live</h2>
      {points === null ? (
        <p className={classes.quiet}>
          {counted(history.at(-1)?.live ?? 0, 'page')} went live within the last two hours. From then on their
          number is drawn here over time.
        </p>
      ) : (
        <Chart
          label="Pages live over time"
          kind="area"
          isStepped
          x={points.map(({ at }) => Date.parse(at))}
          series={[{ name: 'Pages live', values: points.map(({ live }) => live) }]}
        />
      )}
    </section>
  )
}
