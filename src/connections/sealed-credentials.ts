// Puts credentials into the row of a connection and takes them out again. The vault seals them.
import type { Queries } from '../db/types.ts'
import type { SealedColumn } from '../vault/sealed-columns.ts'
import type { Lock, Vault } from '../vault/vault.ts'
import { type Credentials, fingerprintOf, parseCredentials, secretOf } from './credentials.ts'
import type { ConnectionChange, StoredConnection } from './store.ts'

/** Where they are stored; for the list that the vault is made with. */
export const credentialsColumn: SealedColumn = { table: 'connections', column: 'credentials_sealed' }

export type CredentialSafe = ReturnType<typeof createCredentialSafe>

type Sealed = Pick<StoredConnection, 'siteId' | 'credentialsSealed'>

export function createCredentialSafe(vault: Vault) {
  const safe = vault.safe(credentialsColumn)
  return {
    /** Why its credentials do not open, or null when they do. */
    lockOf: (stored: Pick<StoredConnection, 'id' | 'credentialsSealed'>): Lock | null =>
      safe.lockOf(stored.id, stored.credentialsSealed),

    open(stored: Pick<StoredConnection, 'id' | 'credentialsSealed'>): Credentials {
      return parseCredentials(safe.open(stored.id, stored.credentialsSealed))
    },

    /** What a row holds of credentials; inside the transaction that writes it. */
    async seal(tx: Queries, id: string, credentials: Credentials): Promise<ConnectionChange & Sealed> {
      return {
        ...describe(credentials),
        credentialsSealed: await safe.seal(tx, id, JSON.stringify(credentials)),
        keyFingerprint: fingerprintOf(credentials),
        keyLast4: secretOf(credentials).slice(-4),
      }
    },
  }
}

/** The parts that are no secrets. */
function describe(credentials: Credentials) {
  if (credentials.kind === 'app') {
    const { appId, instanceId, siteId } = credentials
    return { method: 'app' as const, siteId: siteId ?? instanceId, appId, instanceId, accountId: null }
  }
  const { siteId, accountId } = credentials
  return { siteId, appId: null, instanceId: null, accountId }
}
