// The one connection of a workspace to its practice site.
import { randomBytes, randomUUID } from 'node:crypto'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { findPractice, insertConnection, type StoredConnection, updateConnection } from './store.ts'
import type { Vault } from './vault.ts'

export async function findOrInsertPractice(
  database: Database,
  vault: Vault,
  workspaceId: string,
): Promise<StoredConnection> {
  const id = newId('con')
  const apiKey = `IST.practice.${randomBytes(96).toString('base64url')}`
  const credentials = { kind: 'api_key' as const, apiKey, siteId: randomUUID(), accountId: null }
  await database.transaction(async (tx) => {
    // Two clicks at once wait here for each other, and the second finds the site of the first.
    await tx.query('select 1 from workspaces where id = $1 for update', [workspaceId])
    const there = await tx.query(`select 1 from connections where workspace_id = $1 and kind = 'practice'`, [
      workspaceId,
    ])
    if (there.rowCount > 0) return
    const sealed = await vault.seal(tx, id, credentials)
    const { siteId, credentialsSealed } = sealed
    const row = { id, workspaceId, name: 'Practice site', siteId, credentialsSealed }
    await insertConnection(tx, { ...row, kind: 'practice', method: 'practice' })
    await updateConnection(tx, id, sealed)
  })
  return (await findPractice(database, workspaceId))!
}
