// What a chart is told.

interface Series {
  name: string
  /** One for each moment. */
  values: readonly number[]
}

export interface ChartProps {
  /** What it shows, as its name for who cannot see it. */
  label: string
  kind: 'line' | 'area' | 'bars'
  /** Moments, in milliseconds, in order. */
  x: readonly number[]
  series: readonly Series[]
  /** Between two moments the number stays that of the earlier one. */
  isStepped?: boolean
}
