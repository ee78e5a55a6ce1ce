// A plain table of few rows, in the same dress as the virtual one.
import type { ReactNode } from 'react'
import classes from './Table.module.css'

export interface Column<T> {
  id: string
  header: ReactNode
  /** Any CSS width; the column without one takes what is left. */
  width?: string
  align?: 'right'
  /** Left out where there is little room; `phone`: only where there is least. */
  wide?: boolean | 'phone'
  /** What it is called where its heading is no text. */
  word?: string
  /** Shown only where somebody chose it. */
  optional?: boolean
  /** What the server sorts by when this heading is clicked. */
  sort?: string
  render: (row: T) => ReactNode
}

/** So many leave room for a name only where there is much of it. */
export const manyColumns = 5

interface Props<T> {
  label: string
  rows: T[]
  columns: Column<T>[]
  rowKey: (row: T) => string
  /** For tables wider than the screen: the keyboard can scroll them. */
  scrolls?: boolean
}

export function Table<T>({ label, rows, columns, rowKey, scrolls }: Props<T>) {
  const area = scrolls ? { role: 'region', 'aria-label': `${label}, scrollable`, tabIndex: 0 } : {}
  return (
    <div className={classes.frame} {...area}>
      <table
        className={classes.table}
        aria-label={label}
        data-many={columns.length >= manyColumns || undefined}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                data-align={column.align}
                data-wide={column.wide || undefined}
                style={column.width ? { width: column.width } : undefined}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.id} data-align={column.align} data-wide={column.wide || undefined}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
