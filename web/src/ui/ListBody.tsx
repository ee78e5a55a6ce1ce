// What a list shows below its filters: loading, failure, nothing, or the rows.
import type { ReactNode } from 'react'
import type { CursorList } from '../queries/cursor-list.ts'
import { ErrorState } from './ErrorState.tsx'
import classes from './List.module.css'
import { RowsSkeleton } from './Skeletons.tsx'
import { useNarrow } from './useNarrow.ts'
import { framedHeight, VirtualTable, type VirtualTableProps } from './VirtualTable.tsx'

export interface ListBodyProps<T> extends VirtualTableProps<T> {
  list: CursorList<T>
  /** The title of the failure to load it. */
  failed: string
  /** Shown in place of a table without rows. */
  nothing?: ReactNode
}

export function ListBody<T>({ list, failed, nothing, ...table }: ListBodyProps<T>) {
  const { isLoading, error, refetch, ...rows } = list
  const isNarrow = useNarrow()
  if (isLoading) {
    return (
      <div className={table.framed ? undefined : classes.loading}>
        <RowsSkeleton rows={12} />
      </div>
    )
  }
  if (error) return <ErrorState title={failed} error={error} onRetry={() => void refetch()} />
  // A search that has found nothing yet stands in the table, into which its first rows then come.
  if (rows.rows.length === 0 && !rows.hasMore && nothing !== undefined) return nothing
  const shown = <VirtualTable {...table} {...rows} />
  return table.framed ? (
    <div
      className={classes.framed}
      style={{ height: framedHeight(rows.total ?? rows.rows.length, isNarrow && table.card !== undefined) }}
    >
      {shown}
    </div>
  ) : (
    shown
  )
}
