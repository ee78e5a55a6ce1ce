// A table of any length: the server pages it by cursor, only the rows in view are in the document.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { count } from './format.ts'
import classes from './Table.module.css'
import type { Column } from './Table.tsx'

interface Props<T> {
  label: string
  rows: T[]
  /** How many there are in all, where the server knows. */
  total: number | null
  columns: Column<T>[]
  rowKey: (row: T) => string
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
  selected?: string | null
  onOpen?: (row: T) => void
  framed?: boolean
  minWidth?: number
  foot?: ReactNode
}

const rowHeight = 38

/** How high a framed table should be for so many rows: as high as they need, within reason. */
export function framedHeight(rows: number): number {
  return Math.min(580, 36 + 40 + Math.max(rows, 2) * rowHeight)
}

export function VirtualTable<T>(props: Props<T>) {
  const { rows, columns, hasMore, isLoadingMore, onMore, onOpen, selected } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1000, height: 760 },
  })
  const visible = virtual.getVirtualItems()
  const first = visible[0]
  const last = visible.at(-1)
  const before = first ? first.start : 0
  const after = last ? virtual.getTotalSize() - last.end : 0

  useEffect(() => {
    if (hasMore && !isLoadingMore && (last?.index ?? 0) >= rows.length - 30) onMore()
  }, [hasMore, isLoadingMore, last?.index, rows.length, onMore])

  const total = props.total ?? (hasMore ? -1 : rows.length)
  return (
    <>
      <section
        className={classes.scroll}
        ref={scroller}
        aria-label={`${props.label}, scrollable`}
        data-framed={props.framed || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
      >
        <table
          className={classes.table}
          aria-label={props.label}
          aria-rowcount={total === -1 ? -1 : total + 1}
          style={props.minWidth ? { minWidth: props.minWidth } : undefined}
        >
          <thead>
            <tr aria-rowindex={1}>
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
            {before > 0 && (
              <tr aria-hidden className={classes.spacer}>
                <td style={{ height: before }} />
              </tr>
            )}
            {visible.map((item) => {
              const row = rows[item.index]
              if (row === undefined) return null
              const key = props.rowKey(row)
              return (
                <tr
                  key={key}
                  aria-rowindex={item.index + 2}
                  className={classes.row}
                  data-clickable={onOpen ? true : undefined}
                  data-selected={selected === key || undefined}
                  onClick={onOpen ? () => onOpen(row) : undefined}
                >
                  {columns.map((column, index) => (
                    <td key={column.id} data-align={column.align} data-wide={column.wide || undefined}>
                      {index === 0 && onOpen ? (
                        <button
                          type="button"
                          className={classes.open}
                          aria-pressed={selected === key}
                          onClick={(event) => {
                            event.stopPropagation()
                            onOpen(row)
                          }}
                        >
                          {column.render(row)}
                        </button>
                      ) : (
                        column.render(row)
                      )}
                    </td>
                  ))}
                </tr>
              )
            })}
            {after > 0 && (
              <tr aria-hidden className={classes.spacer}>
                <td style={{ height: after }} />
              </tr>
            )}
          </tbody>
        </table>
      </section>
      <div className={classes.foot} data-framed={props.framed || undefined}>
        <span className="num">
          {props.total === null
            ? `${count(rows.length)}${hasMore ? ' so far' : ''}`
            : `${count(props.total)} in all`}
        </span>
        {isLoadingMore && <span>Loading more…</span>}
        {props.foot}
      </div>
    </>
  )
}
