// What draws a chart. Its colours are those of the theme, and it is drawn again when these or its room change.
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import classes from './Chart.module.css'
import type { ChartProps } from './chart-props.ts'
import { plotOptions, type Tokens } from './plot-options.ts'

const height = 200

export function Plot(props: ChartProps) {
  const { kind, isStepped, x, series } = props
  const room = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const names = series.map(({ name }) => name).join('\n')
  const drawn = useRef<UPlot | null>(null)
  const data = useRef<UPlot.AlignedData>([[], []])
  data.current = [x.map((at) => at / 1000), ...series.map(({ values }) => [...values])]

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes what the tokens are
  useEffect(() => {
    const box = room.current
    // Where nothing can be drawn the table is still there.
    if (!box || typeof Path2D === 'undefined') return
    const tip = document.createElement('div')
    tip.className = classes.tip ?? ''
    const options = plotOptions(
      { kind, isStepped, names: names.split('\n') },
      tokensOf(box),
      { width: box.clientWidth, height },
      tip,
    )
    const plot = new UPlot(options, data.current, box)
    plot.over.append(tip)
    drawn.current = plot
    const watch = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }))
    watch.observe(box)
    return () => {
      watch.disconnect()
      plot.destroy()
      drawn.current = null
    }
  }, [kind, isStepped, names, scheme])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the data follow from both
  useEffect(() => drawn.current?.setData(data.current), [x, series])

  return <div ref={room} className={classes.plot} />
}

function tokensOf(element: Element): Tokens {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    lines: [token('--accent'), token('--good-fill'), token('--warn-fill')],
    ink: token('--ink-3'),
    grid: token('--line'),
    ground: token('--bg'),
    font: `11px ${style.fontFamily}`,
  }
}
