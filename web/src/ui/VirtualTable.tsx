// A table of any length: the server pages it by cursor, only the rows in view are in the document.
import { useCallback, useEffect, useRef } from 'react'
import { count } from './format.ts'
import classes from './Table.module.css'
import type { Column } from './Table.tsx'
import { useRowKeys } from './useRowKeys.ts'
import { useRowWindow } from './useRowWindow.ts'

export interface VirtualTableProps<T> {
  label: string
  columns: Column<T>[]
  rowKey: (row: T) => string
  /** Key of the row that is shown beside the table. */
  selected?: string | undefined
  onOpen?: (row: T) => void
  framed?: boolean
  minWidth?: number
}

interface Rows<T> {
  rows: T[]
  /** How many there are in all, where the server knows. */
  total: number | null
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}

const rowHeight = 38

/** How high a framed table should be for so many rows: as high as they need, within reason. */
export function framedHeight(rows: number): number {
  return Math.min(580, 36 + 40 + Math.max(rows, 2) * rowHeight)
}

export function VirtualTable<T>(props: VirtualTableProps<T> & Rows<T>) {
  const { rows, columns, rowKey, hasMore, isLoadingMore, onMore, onOpen, selected } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { from, to } = useRowWindow(scroller, rows.length, rowHeight)
  const openAt = useCallback(
    (index: number) => {
      const row = rows[index]
      if (row !== undefined) onOpen?.(row)
    },
    [rows, onOpen],
  )
  useRowKeys({
    scroller,
    count: rows.length,
    rowHeight,
    opened: selected === undefined ? -1 : rows.findIndex((row) => rowKey(row) === selected),
    onOpen: onOpen && openAt,
  })

  useEffect(() => {
    if (hasMore && !isLoadingMore && to >= rows.length - 18) onMore()
  }, [hasMore, isLoadingMore, to, rows.length, onMore])

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
            <Spacer height={from * rowHeight} />
            {rows.slice(from, to).map((row, offset) => (
              <Row
                key={rowKey(row)}
                row={row}
                index={from + offset}
                columns={columns}
                isSelected={selected === rowKey(row)}
                onOpen={onOpen}
              />
            ))}
            <Spacer height={(rows.length - to) * rowHeight} />
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
      </div>
    </>
  )
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden className={classes.spacer}>
      <td style={{ height }} />
    </tr>
  )
}

interface RowProps<T> {
  row: T
  index: number
  columns: Column<T>[]
  isSelected: boolean
  onOpen: ((row: T) => void) | undefined
}

/** The first cell of a row that opens is a button, for the keyboard and for screen readers. */
function Row<T>({ row, index, columns, isSelected, onOpen }: RowProps<T>) {
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className={classes.row}
      data-clickable={onOpen ? true : undefined}
      data-selected={isSelected || undefined}
      onClick={onOpen && (() => onOpen(row))}
    >
      {columns.map((column, place) => (
        <td key={column.id} data-align={column.align} data-wide={column.wide || undefined}>
          {place === 0 && onOpen ? (
            <button
              type="button"
              className={classes.open}
              aria-pressed={isSelected}
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
}
