import type { PermissionState } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'

const words = {
  granted: { tone: 'good', sign: 'check', text: 'Granted' },
  missing: { tone: 'bad', sign: 'cross', text: 'Missing' },
  unknown: { tone: 'quiet', sign: 'dashed', text: "Can't tell yet" },
} as const

/** Each permission by Wix's own name, with what was found when it was last tried. */
export function PermissionsTable({ permissions }: { permissions: PermissionState[] }) {
  return (
    <Table
      label="Permissions"
      rows={permissions}
      rowKey={(permission) => permission.name}
      columns={[
        {
          id: 'name',
          header: 'Permission',
          render: (permission) => (
            <span style={{ color: 'var(--ink)', fontWeight: 500 }}>
              {permission.name}
              {permission.optional && (
                <span style={{ color: 'var(--ink-3)', fontWeight: 400 }}> · optional</span>
              )}
            </span>
          ),
        },
        {
          id: 'state',
          header: 'State',
          width: '140px',
          render: ({ state }) => (
            <Status tone={words[state].tone} sign={words[state].sign}>
              {words[state].text}
            </Status>
          ),
        },
        {
          id: 'purpose',
          header: 'What it is for',
          wide: true,
          render: (permission) =>
            permission.state === 'missing' ? `Without it: ${permission.without}` : permission.purpose,
        },
        {
          id: 'at',
          header: 'Tried',
          width: '110px',
          wide: true,
          render: ({ checkedAt }) => <Ago at={checkedAt} />,
        },
      ]}
    />
  )
}
