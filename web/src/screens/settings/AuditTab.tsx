import { IconHistory } from '@tabler/icons-react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Ago } from '../../ui/Time.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { useAudit } from './queries.ts'

export function AuditTab() {
  const list = useAudit()
  if (list.isLoading) return <RowsSkeleton rows={10} />
  if (list.error) {
    return (
      <ErrorState
        title="The audit log could not be loaded"
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    )
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState icon={IconHistory} title="Nothing was recorded yet">
        Who logged in, connected, imported, planned and published is written down here.
      </EmptyState>
    )
  }
  return (
    <VirtualTable
      label="Audit log"
      rows={list.rows}
      total={list.total}
      rowKey={(event) => event.id}
      {...list.table}
      columns={[
        {
          id: 'action',
          header: 'What',
          width: '220px',
          render: (event) => <span className="code">{event.action}</span>,
        },
        { id: 'actor', header: 'Who', width: '160px', render: (event) => event.actor },
        { id: 'subject', header: 'About', width: '240px', wide: true, render: (event) => event.subject },
        {
          id: 'detail',
          header: 'Details',
          wide: true,
          render: (event) =>
            Object.entries(event.detail)
              .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
              .join(' · '),
        },
        { id: 'at', header: 'When', width: '120px', render: (event) => <Ago at={event.at} /> },
      ]}
    />
  )
}
