import { TextInput } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { auditSubjectNames, auditSubjects } from '../../../../src/api/audit-subjects.ts'
import type { AuditEvent } from '../../../../src/api/status.ts'
import { connectionsQuery } from '../../queries/connections.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import { datasetsQuery } from '../../queries/data.ts'
import { useOpenedRow } from '../../queries/opened-row.ts'
import { projectsQuery } from '../../queries/projects.ts'
import { auditEventQuery, auditQuery } from '../../queries/settings.ts'
import { templatesQuery } from '../../queries/templates.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ListFrame } from '../../ui/ListFrame.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useListAddress } from '../../ui/useListAddress.ts'
import { AuditLine } from './AuditLine.tsx'
import { AuditPanel } from './AuditPanel.tsx'
import classes from './Settings.module.css'

const about = auditSubjectNames.map((value) => ({ value, label: auditSubjects[value].label }))

/** Who did what, newest first; narrowed by what it was about, by words and by days, all of it in the address. */
export function AuditTab() {
  const names = useNames()
  const address = useListAddress(useSearch({ from: '/shell/settings' }))
  const { search = '', from, to, row } = address.search
  const list = useCursorList(auditQuery({ about: address.search.about, search, from, to }))
  const opened = useOpenedRow(list, row, keyOf, auditEventQuery)
  const { set } = address
  const close = useCallback(() => set({ row: undefined }), [set])
  return (
    <ListFrame
      name="audit"
      label="Audit log"
      address={address}
      list={list}
      failed="The audit log could not be loaded"
      searchLabel="Search who, what or where from"
      filters={[{ name: 'about', label: 'About', any: 'Everything', choices: about }]}
      narrowedBy={['from', 'to']}
      bar={
        <>
          <DayField label="From" value={from} onChange={(value) => set({ from: value }, 'push')} />
          <DayField label="To" value={to} onChange={(value) => set({ to: value }, 'push')} />
        </>
      }
      empty={{
        icon: IconHistory,
        title: 'Nothing recorded yet',
        text: 'Logins, connections, imports, plans and runs are logged here.',
        action: (
          <ButtonLink to="/settings" search={{ tab: 'storage' }}>
            See what is kept
          </ButtonLink>
        ),
      }}
      noMatch={{ title: 'No entry matches', text: 'Other entries may.' }}
      rowKey={keyOf}
      columns={[
        // First, and so the button that opens an entry: the sentence has links of its own.
        { id: 'at', header: 'When', width: '130px', render: (event) => <Ago at={event.at} /> },
        { id: 'what', header: 'What', render: (event) => <AuditLine event={event} names={names} /> },
        { id: 'address', header: 'From', width: '150px', wide: true, render: (event) => event.address },
      ]}
      card={(event) => (
        <span className={classes.onCard}>
          <AuditLine event={event} names={names} />
        </span>
      )}
      panel={opened && <AuditPanel event={opened} names={names} onClose={close} />}
    />
  )
}

const keyOf = ({ id }: AuditEvent) => id

function DayField(props: {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  return (
    <TextInput
      type="date"
      aria-label={props.label}
      leftSection={<span aria-hidden>{props.label}</span>}
      leftSectionWidth={48}
      w={174}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}

/** What things are called now, by id; of what is no longer there only the log knows the name. */
function useNames(): ReadonlyMap<string, string> {
  const lists = [
    useQuery(connectionsQuery).data,
    useQuery(datasetsQuery).data,
    useQuery(templatesQuery).data,
    useQuery(projectsQuery).data,
  ]
  return new Map(lists.flatMap((list) => (list ?? []).map(({ id, name }): [string, string] => [id, name])))
}
