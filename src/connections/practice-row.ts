// The one connection of a workspace to its practice site.
import { randomBytes, randomUUID } from 'node:crypto'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import type { CredentialSafe } from './sealed-credentials.ts'
import { findPractice, insertConnection, type StoredConnection, updateConnection } from './store.ts'

export interface PracticeRowDeps {
  database: Database
  safe: CredentialSafe
  lockWorkspace: (tx: Queries, workspaceId: string) => Promise<void>
}

export async function findOrInsertPractice(
  { database, safe, lockWorkspace }: PracticeRowDeps,
  workspaceId: string,
): Promise<StoredConnection> {
  const id = newId('con')
  const apiKey = `IST.practice.${randomBytes(96).toString('base64url')}`
  const credentials = { kind: 'api_key' as const, apiKey, siteId: randomUUID(), accountId: null }
  await database.transaction(async (tx) => {
    // Two clicks at once wait here for each other, and the second finds the site of the first.
    await lockWorkspace(tx, workspaceId)
    const existing = await findPractice(tx, workspaceId)
    // Its key is ours to make: where the old one does not open any more, it gets another.
    if (existing && safe.lockOf(existing)) {
      const again = await safe.seal(tx, existing.id, { ...credentials, siteId: existing.siteId })
      await updateConnection(tx, existing.id, again)
    }
    if (existing) return
    const sealed = await safe.seal(tx, id, credentials)
    const { siteId, credentialsSealed } = sealed
    const row = { id, workspaceId, name: 'Practice site', siteId, credentialsSealed }
    await insertConnection(tx, { ...row, kind: 'practice', method: 'practice' })
    await updateConnection(tx, id, sealed)
  })
  return (await findPractice(database, workspaceId))!
}
