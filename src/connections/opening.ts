// Opens a connection for whoever talks to Wix. Secrets never leave but into a client.
import type { Choice } from '../api/connection.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import { createWixClient, type WixClient, type WixRequestEvent } from '../wix/index.ts'
import { readChoices } from './choices.ts'
import { toAuth } from './credentials.ts'
import type { Lookup } from './lookup.ts'
import { noteRequests } from './pace.ts'
import type { CredentialSafe } from './sealed-credentials.ts'
import { type StoredConnection, updateConnection } from './store.ts'

export interface OpenOptions {
  /** When a person asks: only connections of their workspace are found. */
  workspaceId?: string
  /** Awaited before every HTTP request to Wix: the place for a rate limit. */
  beforeRequest?: (signal: AbortSignal | undefined) => Promise<void>
  onRequest?: (event: WixRequestEvent) => void
}

export interface OpenedConnection {
  connection: Omit<StoredConnection, 'credentialsSealed'>
  client: WixClient
}

export interface OpeningDeps {
  database: Database
  logger: Logger
  safe: CredentialSafe
  findRow: Lookup['findRow']
  baseUrlOf: (kind: StoredConnection['kind']) => string | Promise<string>
}

export function createOpening({ database, logger, safe, findRow, baseUrlOf }: OpeningDeps) {
  /** A request that waited for the pace was counted there. */
  function note(id: string): void {
    noteRequests(database, id, 1).catch((error: unknown) =>
      logger.warn({ err: error, connectionId: id }, 'a request could not be counted'),
    )
  }

  async function open(id: string, options: OpenOptions = {}): Promise<OpenedConnection> {
    const stored = await findRow(options.workspaceId ?? null, id)
    const client = createWixClient({
      baseUrl: await baseUrlOf(stored.kind),
      auth: toAuth(safe.open(stored)),
      logger,
      ...(options.beforeRequest && { beforeRequest: options.beforeRequest }),
      onRequest: options.onRequest ?? (() => note(stored.id)),
    })
    await updateConnection(database, id, { lastUsedAt: database.now().toISOString() })
    const { credentialsSealed: _, ...connection } = stored
    return { connection, client }
  }

  return {
    open,

    /** What can be chosen on the site, for a destination's form. */
    async choices(
      workspaceId: string,
      id: string,
      query: { destination: string; kind: string; search: string },
    ): Promise<{ items: Choice[]; complete: boolean }> {
      const { client, connection } = await open(id, { workspaceId })
      return readChoices({ client, siteUrl: connection.siteUrl }, logger, query)
    },
  }
}
