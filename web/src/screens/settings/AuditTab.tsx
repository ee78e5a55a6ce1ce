import { IconHistory } from '@tabler/icons-react'
import { useCursorList } from '../../queries/cursor-list.ts'
import { auditQuery } from '../../queries/settings.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ListBody } from '../../ui/ListBody.tsx'
import { Ago } from '../../ui/Time.tsx'

export function AuditTab() {
  return (
    <ListBody
      label="Audit log"
      list={useCursorList(auditQuery)}
      failed="The audit log could not be loaded"
      nothing={
        <EmptyState icon={IconHistory} title="Nothing recorded yet">
          Logins, connections, imports, plans and runs are logged here.
        </EmptyState>
      }
      rowKey={(event) => event.id}
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
