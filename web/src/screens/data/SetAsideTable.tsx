import { IconCircleCheck } from '@tabler/icons-react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { framedHeight, VirtualTable } from '../../ui/VirtualTable.tsx'
import classes from './Data.module.css'
import { useSetAside } from './queries.ts'

interface Props {
  kind: 'datasets' | 'imports'
  id: string
  count: number
}

/** Rows that could not be used, each with its line in the file and the reason. */
export function SetAsideTable({ kind, id, count }: Props) {
  const list = useSetAside(kind, id, count > 0)
  if (count === 0) {
    return (
      <EmptyState icon={IconCircleCheck} title="No row was set aside">
        Every row of the file could be used. Rows with too many or too few cells would be listed here, with
        their line and the reason.
      </EmptyState>
    )
  }
  if (list.isLoading) return <RowsSkeleton />
  if (list.error) {
    return (
      <ErrorState
        title="The rows set aside could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    )
  }
  return (
    <div className={classes.tall} style={{ height: framedHeight(list.total ?? count) }}>
      <VirtualTable
        framed
        label="Rows set aside"
        rows={list.rows}
        total={list.total ?? count}
        rowKey={(row) => String(row.line)}
        {...list.table}
        columns={[
          { id: 'line', header: 'Line', width: '90px', render: (row) => row.line },
          { id: 'reason', header: 'Reason', width: '40%', render: (row) => row.reason },
          { id: 'cells', header: 'Cells', render: (row) => row.cells.join(' · ') },
        ]}
      />
    </div>
  )
}
