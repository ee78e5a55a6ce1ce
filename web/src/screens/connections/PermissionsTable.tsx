import type { PermissionState } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import { Table } from '../../ui/Table.tsx'
import { Ago } from '../../ui/Time.tsx'
import classes from './Connections.module.css'

const words = {
  granted: { tone: 'good', sign: 'check', text: 'Granted' },
  missing: { tone: 'bad', sign: 'cross', text: 'Missing' },
  unknown: { tone: 'quiet', sign: 'dashed', text: "Can't tell" },
} as const

function detailOf({ state, via, reason, purpose, without }: PermissionState): string {
  if (state === 'missing') return `Without it: ${without}`
  if (state === 'unknown') return reason ?? purpose
  return via ? `Granted through ${via}. ${purpose}` : purpose
}

/** Each permission by Wix's own name, with the time and the result of its last probe. */
export function PermissionsTable({ permissions }: { permissions: PermissionState[] }) {
  return (
    <Table
      label="What this connection can do"
      rows={permissions}
      rowKey={(permission) => permission.name}
      columns={[
        {
          id: 'name',
          header: 'Permission',
          width: '30%',
          render: ({ name, optional }) => (
            <span className={classes.permission}>
              {name}
              {optional && <span className={classes.quiet}> · optional</span>}
            </span>
          ),
        },
        {
          id: 'state',
          header: 'Result',
          width: '116px',
          render: ({ state }) => (
            <Status tone={words[state].tone} sign={words[state].sign}>
              {words[state].text}
            </Status>
          ),
        },
        { id: 'detail', header: 'What it is for', wide: true, render: detailOf },
        {
          id: 'at',
          header: 'Tried',
          width: '104px',
          render: ({ checkedAt }) => <Ago at={checkedAt} />,
        },
      ]}
    />
  )
}
