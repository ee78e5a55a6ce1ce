import type { Connection } from '../../../../src/api/connection.ts'
import { counted } from '../../ui/format.ts'
import { Status } from '../../ui/Status.tsx'

export function missingPermissions(connection: Connection): number {
  return connection.permissions.filter((permission) => permission.state === 'missing').length
}

/** The health of a connection as sign and word. */
export function ConnectionStatus({ connection }: { connection: Connection }) {
  switch (connection.status) {
    case 'active':
      return (
        <Status tone="good" sign="check">
          Active
        </Status>
      )
    case 'limited': {
      const missing = missingPermissions(connection)
      return (
        <Status tone="warn" sign="warning">
          {missing > 0 ? `Limited: ${counted(missing, 'permission')} missing` : 'Limited'}
        </Status>
      )
    }
    case 'needs_attention':
      return (
        <Status tone="bad" sign="cross">
          Needs attention
        </Status>
      )
    case 'locked':
      return (
        <Status tone="bad" sign="lock">
          Locked: key missing
        </Status>
      )
    case 'not_verified':
      return (
        <Status tone="quiet" sign="dashed">
          Not verified
        </Status>
      )
  }
}
