// Trouble with a connection, and its end: each is told once, however often the connection is checked meanwhile.
import type { Connection } from '../api/connection.ts'
import type { Tx } from '../db/types.ts'
import { raiseNotice } from '../notices/raise.ts'

/** As they are stored. */
type Status = Exclude<Connection['status'], 'locked'>

type ToldConnection = Pick<Connection, 'id' | 'name' | 'statusReason'> & {
  workspaceId: string
  status: Status
}

/** How bad it is: 0 works, 1 lacks something that a project needs, 2 does not work. Null: nobody knows. */
const troubleOf: Record<Status, 0 | 1 | 2 | null> = {
  active: 0,
  limited: 1,
  needs_attention: 2,
  not_verified: null,
}

/** `after` is the connection as it is now. */
export async function tellChange(tx: Tx, before: Status, after: ToldConnection): Promise<void> {
  const was = troubleOf[before] ?? 0
  const is = troubleOf[after.status]
  if (is === null || (is > 0 && is <= was) || (is === 0 && was === 0)) return
  const { workspaceId, id, name, statusReason } = after
  await raiseNotice(tx, {
    workspaceId,
    kind: is > 0 ? 'connection_trouble' : 'connection_recovered',
    subject: { kind: 'connection', id, name },
    detail: is > 0 && statusReason !== null ? { message: statusReason } : {},
  })
}
