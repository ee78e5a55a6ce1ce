// Aligned tables and pairs. Pure.
import { cut, oneLine, widthOf } from './text.ts'

export interface TableColumn {
  title: string
  align?: 'right'
}

/** `width` is the screen's; 0 cuts nothing. The widest columns give way first. */
export function table(columns: (string | TableColumn)[], rows: string[][], width = 0): string {
  const specs = columns.map((column) => (typeof column === 'string' ? { title: column } : column))
  const cells = [specs.map((spec) => spec.title.toUpperCase()), ...rows.map((row) => row.map(oneLine))]
  const widths = specs.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))))
  if (width > 0) shrink(widths, width)
  return cells
    .map((row) =>
      row
        .map((cell, i) => {
          const most = widths[i] ?? 0
          const text = width > 0 ? cut(cell, most) : cell
          const space = ' '.repeat(Math.max(0, most - widthOf(text)))
          return specs[i]?.align === 'right' ? space + text : text + space
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Names on the left, values on the right; a pair without a value is left out. */
export function pairs(entries: [name: string, value: string | null][]): string {
  const shown = entries.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== '')
  const widest = Math.max(0, ...shown.map(([name]) => widthOf(name)))
  return shown
    .map(([name, value]) => {
      const [first = '', ...rest] = value.split('\n')
      const indent = ' '.repeat(widest + 2)
      return [
        `${name}${' '.repeat(widest + 2 - widthOf(name))}${first}`,
        ...rest.map((line) => indent + line),
      ].join('\n')
    })
    .join('\n')
}

function shrink(widths: number[], width: number): void {
  const narrowest = 8
  const total = () => widths.reduce((sum, one) => sum + one + 2, -2)
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= narrowest) return
    widths[widest] = (widths[widest] ?? 0) - 1
  }
}
