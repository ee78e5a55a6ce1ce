// A picture of numbers over time, and the same as a table for who cannot see it or wants the numbers. What draws it is
// loaded when the first one is shown; its room is kept, so that nothing moves.
import { lazy, Suspense, useState } from 'react'
import { count, day, exact } from '../format.ts'
import { Table } from '../Table.tsx'
import classes from './Chart.module.css'
import type { ChartProps } from './chart-props.ts'

const Plot = lazy(async () => ({ default: (await import('./Plot.tsx')).Plot }))

export function Chart(props: ChartProps) {
  const { label, x, series } = props
  const [isTable, setTable] = useState(false)
  return (
    <figure className={classes.chart} aria-label={label}>
      {isTable ? (
        <div className={classes.table}>
          <Table
            label={label}
            scrolls
            rows={x.map((at, index) => ({ at, index }))}
            rowKey={({ at, index }) => `${at} ${index}`}
            columns={[
              {
                id: 'at',
                header: 'Time',
                width: '200px',
                render: ({ at }) => exact(new Date(at).toISOString()),
              },
              ...series.map(({ name, values }) => ({
                id: name,
                header: name,
                align: 'right' as const,
                render: ({ index }: { index: number }) => count(values[index] ?? 0),
              })),
            ]}
          />
        </div>
      ) : (
        <div className={classes.room} aria-hidden="true">
          <Suspense fallback={null}>
            <Plot {...props} />
          </Suspense>
        </div>
      )}
      <figcaption>
        <span>{summary(props)}</span>
        <button type="button" onClick={() => setTable(!isTable)}>
          {isTable ? 'Show as picture' : 'Show as table'}
        </button>
      </figcaption>
    </figure>
  )
}

/** From where to where it goes, in a sentence. */
function summary({ x, series: [first] }: ChartProps): string {
  const [from, to] = [x[0], x.at(-1)]
  if (!first || from === undefined || to === undefined) return ''
  const at = (time: number) => day(new Date(time).toISOString())
  const ends = `From ${count(first.values[0] ?? 0)} to ${count(first.values.at(-1) ?? 0)}`
  return at(from) === at(to) ? `${ends} on ${at(from)}` : `${ends}, ${at(from)} to ${at(to)}`
}
