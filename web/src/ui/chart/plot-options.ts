// How a chart is drawn, as uPlot wants to be told: two quiet axes, whole numbers, a line of text beside the pointer.
import UPlot from 'uplot'
import { clock, clockSeconds, count } from '../format.ts'

/** The theme's, as colours. */
export interface Tokens {
  lines: readonly string[]
  ink: string
  grid: string
  ground: string
  font: string
}

interface Drawn {
  kind: 'line' | 'area' | 'bars'
  isStepped: boolean | undefined
  names: readonly string[]
}

const daySeconds = 86_400
/** Steps of an axis of whole numbers. */
const steps = [1, 10, 100, 1_000, 10_000, 100_000].flatMap((ten) => [ten, 2 * ten, 5 * ten])

/** @param tip where the numbers at the pointer are shown */
export function plotOptions(
  { kind, isStepped, names }: Drawn,
  tokens: Tokens,
  size: { width: number; height: number },
  tip: HTMLElement,
): UPlot.Options {
  const axis = {
    stroke: tokens.ink,
    font: tokens.font,
    grid: { stroke: tokens.grid, width: 1 },
    ticks: { show: false },
  }
  return {
    ...size,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: (_, from, to) => [from, to] },
      y: { range: (_, __, most) => [0, Math.max(1, most * 1.06)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 84,
        size: 30,
        values: (_, splits, __, ___, step) => splits.map((at) => momentWords(at, step)),
      },
      {
        ...axis,
        size: (_, values) => 14 + 7 * Math.max(3, ...(values ?? []).map((value) => value.length)),
        incrs: steps,
        values: (_, splits) => splits.map(count),
      },
    ],
    series: [
      {},
      ...names.map((label, index): UPlot.Series => {
        const stroke = tokens.lines[index % tokens.lines.length]!
        return {
          label,
          stroke,
          width: 2,
          points: { show: false },
          ...(kind !== 'line' && { fill: `color-mix(in srgb, ${stroke} 14%, ${tokens.ground})` }),
          ...pathsOf(kind, isStepped),
        }
      }),
    ],
    hooks: { setCursor: [(plot) => showTip(plot, tip)] },
  }
}

function pathsOf(kind: Drawn['kind'], isStepped: boolean | undefined): Pick<UPlot.Series, 'paths'> {
  const { bars, stepped } = UPlot.paths
  if (kind === 'bars' && bars) return { paths: bars({ size: [0.7, 28] }) }
  return isStepped && stepped ? { paths: stepped({ align: 1 }) } : {}
}

/** "14 Mar", "14:05" where the steps are shorter than a day and none begins, "14:05:30" where they are shorter than a minute. */
function momentWords(at: number, step: number): string {
  const date = new Date(at * 1000)
  const isMidnight = date.getHours() + date.getMinutes() + date.getSeconds() === 0
  if (step >= daySeconds || isMidnight) return dayWords(date)
  return step < 60 ? clockSeconds(date.toISOString()) : clock(date.toISOString())
}

function dayWords(date: Date): string {
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
}

function showTip(plot: UPlot, tip: HTMLElement): void {
  const { idx, left = 0 } = plot.cursor
  const at = idx === null || idx === undefined ? undefined : plot.data[0][idx]
  tip.hidden = at === undefined || left < 0
  if (at === undefined || idx === null || idx === undefined) return
  const date = new Date(at * 1000)
  const numbers = plot.series
    .slice(1)
    .map(({ label }, index) => `${String(label)}: ${count(plot.data[index + 1]?.[idx] ?? 0)}`)
  tip.replaceChildren(
    ...[`${dayWords(date)}, ${clock(date.toISOString())}`, ...numbers].map((words) => {
      const line = document.createElement('span')
      line.textContent = words
      return line
    }),
  )
  const x = plot.valToPos(at, 'x')
  // It stays within the picture.
  const isRight = x > plot.over.clientWidth / 2
  tip.style.left = isRight ? 'auto' : `${x + 10}px`
  tip.style.right = isRight ? `${plot.over.clientWidth - x + 10}px` : 'auto'
}
