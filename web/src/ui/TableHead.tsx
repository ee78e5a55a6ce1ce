// The headings of a list: what can be sorted by is a button, and what is sorted by says so.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import classes from './Table.module.css'
import type { Column } from './Table.tsx'
import type { Ticks } from './useTicks.ts'

export interface Sorting {
  by: string
  desc: boolean
  onSort: (by: string) => void
  /** Where any order can be picked without a heading, as on a phone: the one that it comes in, and how. */
  picking?: { usual: string; onPick: (by: string, desc: boolean) => void }
  /** Of what happened one after the other: newest first or oldest first, and nothing else. */
  isByAge?: boolean
}

interface Props<T> {
  columns: Column<T>[]
  sorting: Sorting | undefined
  ticks: Ticks | undefined
  /** Of the rows loaded so far. */
  keys: string[]
  /** On a phone, where rows are no columns; it stays for screen readers, and Tab does not come to what nobody sees. */
  isHidden: boolean
}

export function TableHead<T>({ columns, sorting, ticks, keys, isHidden }: Props<T>) {
  return (
    <thead className={isHidden ? 'sr-only' : undefined}>
      <tr aria-rowindex={1}>
        {ticks && (
          <th scope="col" className={classes.tick}>
            <TickAll ticks={ticks} keys={keys} isHidden={isHidden} />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            data-align={column.align}
            data-wide={column.wide || undefined}
            aria-sort={ariaSort(column, sorting)}
            style={column.width ? { width: column.width } : undefined}
          >
            {sorting && column.sort && !isHidden ? (
              <SortButton column={column} sorting={sorting} />
            ) : (
              column.header
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function ariaSort<T>({ sort }: Column<T>, sorting: Sorting | undefined) {
  if (sorting === undefined || sort === undefined) return undefined
  if (sorting.by !== sort) return 'none'
  return sorting.desc ? 'descending' : 'ascending'
}

function SortButton<T>({ column, sorting }: { column: Column<T>; sorting: Sorting }) {
  const isSorted = sorting.by === column.sort
  const Arrow = isSorted && sorting.desc ? IconArrowDown : IconArrowUp
  return (
    <button
      type="button"
      className={classes.sort}
      data-sorted={isSorted || undefined}
      onClick={() => sorting.onSort(column.sort ?? '')}
    >
      {column.header}
      <Arrow size={13} stroke={2} aria-hidden />
    </button>
  )
}

interface TickAllProps {
  ticks: Ticks
  keys: string[]
  isHidden: boolean
}

function TickAll({ ticks, keys, isHidden }: TickAllProps) {
  const ticked = keys.filter((key) => ticks.has(key)).length
  const isAll = keys.length > 0 && ticked === keys.length
  return (
    <input
      type="checkbox"
      aria-label={isAll ? 'Untick all rows' : 'Tick all rows shown'}
      checked={isAll}
      tabIndex={isHidden ? -1 : undefined}
      ref={(box) => {
        if (box) box.indeterminate = ticked > 0 && !isAll
      }}
      onChange={() => ticks.set(keys, !isAll)}
    />
  )
}
