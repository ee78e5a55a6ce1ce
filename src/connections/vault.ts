// Puts credentials into a row and takes them out again. The sealed text is bound to its row.
import type { Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Cipher } from './cipher.ts'
import { type Credentials, fingerprintOf, parseCredentials, secretOf } from './credentials.ts'
import type { ConnectionChange, StoredConnection } from './store.ts'

export const place = (rowId: string) => ({ table: 'connections', column: 'credentials_sealed', rowId })

export type Vault = ReturnType<typeof createVault>

export function createVault(cipher: Cipher) {
  return {
    canOpen: (stored: StoredConnection) => cipher.canOpen(stored.credentialsSealed),

    open(stored: Pick<StoredConnection, 'id' | 'credentialsSealed'>): Credentials {
      return parseCredentials(cipher.open(stored.credentialsSealed, place(stored.id)))
    },

    /**
     * What a row holds of credentials. Inside the transaction that writes it, so that a rotation, which ends with
     * forgetting the old key, waits for it or makes it seal with the new one.
     */
    async seal(tx: Queries, id: string, credentials: Credentials): Promise<ConnectionChange & Sealed> {
      await keepKey(tx, cipher)
      return {
        ...describe(credentials),
        credentialsSealed: cipher.seal(JSON.stringify(credentials), place(id)),
        keyFingerprint: fingerprintOf(credentials),
        keyLast4: secretOf(credentials).slice(-4),
      }
    },
  }
}

interface Sealed {
  siteId: string
  credentialsSealed: string
}

async function keepKey(tx: Queries, cipher: Cipher): Promise<void> {
  for (let tries = 0; tries < 2; tries++) {
    const { rowCount } = await tx.query('select 1 from encryption_keys where key_id = $1 for share', [
      cipher.keyId,
    ])
    if (rowCount > 0) return
    cipher.reload()
  }
  throw new AppError(
    'key_missing',
    'The encryption key was replaced while this program was running. Start it again with the new key; nothing was stored.',
  )
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
