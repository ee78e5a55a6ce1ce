// One line of the table of measurements.

export interface Figure {
  name: string
  value: number
  unit: string
  /** What we mean to hold: the value should not be above it. */
  goal?: number
}

/** A table with, where there is a goal, how much of it was used. Pure. */
export function formatFigures(figures: Figure[]): string {
  const rows = figures.map(({ name, value, unit, goal }) => [
    name,
    `${round(value)} ${unit}`.trim(),
    goal === undefined ? '' : `at most ${round(goal)} ${unit}`.trim(),
    goal === undefined ? '' : judge(value, goal),
  ])
  const table = [['', 'measured', 'goal', 'share of the goal'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]!.length)))
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function judge(value: number, goal: number): string {
  if (goal === 0) return value === 0 ? 'held' : 'MISSED'
  const share = `${Math.round((value / goal) * 100)} %`
  return value <= goal ? share : `${share} MISSED`
}

function round(value: number): string {
  return Number.isInteger(value) || value >= 100 ? String(Math.round(value)) : value.toPrecision(3)
}
