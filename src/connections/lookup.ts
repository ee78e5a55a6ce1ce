// Finds connections, with what uses them, and shows them.
import type { Connection } from '../api/connection.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import { presentConnection } from './present.ts'
import type { CredentialSafe } from './sealed-credentials.ts'
import { findConnection, listConnections, type StoredConnection } from './store.ts'
import { type ConnectionUses, type UsedConnection, unused } from './uses.ts'

export type Lookup = ReturnType<typeof createLookup>

export function createLookup(database: Database, safe: CredentialSafe, uses: ConnectionUses) {
  const present = (stored: UsedConnection) => presentConnection(stored, safe.lockOf(stored))

  async function withUses(stored: StoredConnection[]): Promise<UsedConnection[]> {
    const found = await uses.of(
      database,
      stored.map(({ id }) => id),
    )
    return stored.map((one) => ({ ...one, ...(found.get(one.id) ?? unused) }))
  }

  /** The row alone. `workspaceId` null: in whichever workspace. Fails with `not_found`. */
  async function findRow(workspaceId: string | null, id: string): Promise<StoredConnection> {
    const stored = await findConnection(database, id, workspaceId)
    if (stored) return stored
    throw new AppError('not_found', 'There is no such connection; it may have been disconnected.')
  }

  async function find(workspaceId: string | null, id: string): Promise<UsedConnection> {
    const [found] = await withUses([await findRow(workspaceId, id)])
    return found!
  }

  return {
    findRow,
    find,
    get: async (workspaceId: string, id: string): Promise<Connection> => present(await find(workspaceId, id)),
    list: async (workspaceId: string): Promise<Connection[]> =>
      (await withUses(await listConnections(database, workspaceId))).map(present),
  }
}
