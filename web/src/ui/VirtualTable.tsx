// A table of any length: the server gives it in parts, only the rows in view are in the document.
import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import { type CursorList, isFarFrom, useLoadedRows } from '../queries/cursor-list.ts'
import { ErrorNote } from './ErrorState.tsx'
import { count } from './format.ts'
import classes from './Table.module.css'
import { type Column, manyColumns } from './Table.tsx'
import { type Sorting, TableHead } from './TableHead.tsx'
import { ComingRow, TableRow } from './TableRow.tsx'
import { useNarrow } from './useNarrow.ts'
import { usePrinted } from './usePrinted.ts'
import { useRowKeys } from './useRowKeys.ts'
import { useRowWindow } from './useRowWindow.ts'
import type { Ticks } from './useTicks.ts'

/** What others on the screen may ask of a table. */
export interface TableHandle {
  /** Opens the row at a place, which may not be loaded yet. */
  open: (index: number) => void
}

export interface VirtualTableProps<T> {
  label: string
  columns: Column<T>[]
  rowKey: (row: T) => string
  /** What a row is called where its key says nothing. */
  rowWords?: (row: T) => string
  /** Key of the row that is shown beside the table. */
  selected?: string | undefined
  onOpen?: (row: T) => void
  framed?: boolean
  minWidth?: number
  /** By what the rows are sorted, where headings can be clicked. */
  sorting?: Sorting
  /** Which rows are ticked, where they can be. */
  ticks?: Ticks
  /** Below the title of a row on a phone, in place of the columns. */
  card?: (row: T) => ReactNode
  handle?: Ref<TableHandle>
}

type Rows<T> = Omit<CursorList<T>, 'isLoading' | 'error' | 'refetch'>

const lineHeight = 38
/** Of a row on a phone: its title and two lines. */
const cardHeight = 92
/** More are loaded when so few are left below those in the document. */
const leastBelow = 18
/** While somebody drags the scrollbar, rows that pass by are not asked for. */
const restMs = 90

/** How high a framed table should be for so many rows: as high as they and its foot need, within reason. */
export function framedHeight(rows: number, areCards: boolean): number {
  const [head, row] = areCards ? [0, cardHeight] : [36, lineHeight]
  return Math.min(580, head + 40 + Math.max(rows, 1) * row)
}

export function VirtualTable<T>(props: VirtualTableProps<T> & Rows<T>) {
  const { rows, columns, rowKey, hasMore, onOpen, selected, ticks, at, indexOf } = props
  const isNarrow = useNarrow()
  const isPrinted = usePrinted()
  const card = isNarrow && !isPrinted ? props.card : undefined
  const rowHeight = card ? cardHeight : lineHeight
  const scroller = useRef<HTMLDivElement>(null)
  const inView = useRowWindow(scroller, props.count, rowHeight)
  const seen = isPrinted ? { ...inView, from: 0, to: rows.length, above: 0, below: 0 } : inView
  const { from, to } = seen
  const openAt = useCallback(
    (index: number) => {
      const row = at(index)
      if (row !== undefined) onOpen?.(row)
    },
    [at, onOpen],
  )
  const go = useRowKeys({
    scroller,
    count: props.count,
    opened: selected === undefined ? -1 : indexOf((row) => rowKey(row) === selected),
    isThere: (index) => at(index) !== undefined,
    reveal: seen.reveal,
    onOpen: onOpen && openAt,
    onTick:
      ticks &&
      ((index) => {
        const row = at(index)
        if (row !== undefined) ticks.tick(rowKey(row), !ticks.has(rowKey(row)), false)
      }),
  })
  useImperativeHandle(props.handle, () => ({ open: (index) => go(index, 'open') }), [go])
  useRowsInView(props, from, to)

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
          data-cards={card ? true : undefined}
          data-many={columns.length >= manyColumns || undefined}
          data-ticks={ticks ? true : undefined}
          aria-rowcount={total === -1 ? -1 : total + 1}
          style={props.minWidth && !card ? { minWidth: props.minWidth } : undefined}
        >
          {card && ticks && (
            <colgroup>
              <col className={classes.tickColumn} />
              <col />
            </colgroup>
          )}
          <TableHead
            columns={columns}
            sorting={props.sorting}
            ticks={ticks}
            keys={ticks ? rows.map(rowKey) : []}
            isHidden={card !== undefined}
          />
          <tbody>
            <Spacer height={seen.above} />
            {Array.from({ length: to - from }, (_, offset) => {
              const index = from + offset
              const row = at(index)
              return row === undefined ? (
                <ComingRow
                  key={`at ${index}`}
                  index={index}
                  cells={columns.length + (ticks ? 1 : 0)}
                  isFailed={props.partError !== null}
                />
              ) : (
                <TableRow
                  key={rowKey(row)}
                  row={row}
                  id={rowKey(row)}
                  words={props.rowWords?.(row) ?? rowKey(row)}
                  index={index}
                  columns={columns}
                  isSelected={selected === rowKey(row)}
                  onOpen={onOpen}
                  ticks={ticks}
                  card={card}
                />
              )
            })}
            <Spacer height={seen.below} />
          </tbody>
        </table>
      </section>
      {props.partError && (
        <div className={classes.failed} data-framed={props.framed || undefined}>
          <ErrorNote
            title="Some rows could not be loaded"
            error={props.partError}
            onRetry={props.onRetryParts}
          />
        </div>
      )}
      <div className={classes.foot} data-framed={props.framed || undefined}>
        <span className="num">
          {isPrinted && hasMore && props.total !== null && `The first ${count(rows.length)} of `}
          {props.total === null
            ? `${count(rows.length)} ${hasMore ? 'so far' : 'in all'}`
            : `${count(props.total)} in all`}
        </span>
        <Loading {...props} />
      </div>
    </>
  )
}

/** Asks for what is seen: from the beginning on while that is near, else by its place. */
function useRowsInView<T>(list: Rows<T>, from: number, to: number): void {
  const { rows, onRange } = list
  const isFar = isFarFrom(rows.length, from)
  useLoadedRows(list, isFar ? 0 : to + leastBelow + 1)
  useEffect(() => {
    const timer = setTimeout(() => onRange(from, to), isFar ? restMs : 0)
    return () => clearTimeout(timer)
  }, [isFar, from, to, onRange])
}

/** A search comes in many short parts, so it says how far it is all the time it is not over. */
function Loading({
  searched,
  hasMore,
  isLoadingMore,
}: Pick<Rows<unknown>, 'searched' | 'hasMore' | 'isLoadingMore'>) {
  if (searched !== null && hasMore) {
    return (
      <span className="num">
        Searched {count(searched.rows)} of {count(searched.of)}
      </span>
    )
  }
  return isLoadingMore ? <span>Loading more…</span> : null
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden className={classes.spacer}>
      <td style={{ height }} />
    </tr>
  )
}
