// Connections to Wix sites: stored sealed, checked, and opened for whoever talks to Wix. Secrets never leave but
// into a client.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Choice, Connection, ConnectionCheck, CredentialsInput } from '../api/connection.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { targetById } from '../targets/index.ts'
import { createWixClient, type WixClient, type WixRequestEvent } from '../wix/index.ts'
import { checkCredentials } from './check.ts'
import type { Cipher } from './cipher.ts'
import { type Credentials, readCredentials } from './credentials.ts'
import { toAppError } from './failure.ts'
import { describeCheck, mergeStates } from './outcome.ts'
import { neededPermissions } from './permissions.ts'
import type { PracticeSite } from './practice.ts'
import {
  type ConnectionChange,
  deleteConnection,
  findConnection,
  findPractice,
  hasActiveReal,
  insertConnection,
  listConnections,
  listProjectsWithRuns,
  listRealIds,
  type StoredConnection,
  updateConnection,
} from './store.ts'

export interface ConnectionDeps {
  database: Database
  cipher: Cipher
  practice: PracticeSite
  /** Where calls to real sites go; never from a user. */
  wixApiUrl: string
  logger: Logger
}

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

export type Connections = ReturnType<typeof createConnections>

const place = (rowId: string) => ({ table: 'connections', column: 'credentials_sealed', rowId })
const choicesLimitMs = 30_000

export function createConnections({ database, cipher, practice, wixApiUrl, logger }: ConnectionDeps) {
  async function find(workspaceId: string | null, id: string): Promise<StoredConnection> {
    const stored = await findConnection(database, id, workspaceId)
    if (stored) return stored
    throw new AppError('not_found', 'There is no such connection; it may have been disconnected.')
  }

  const baseUrlOf = (kind: StoredConnection['kind']) => (kind === 'practice' ? practice.url() : wixApiUrl)

  function unseal(stored: StoredConnection): Credentials {
    return JSON.parse(cipher.open(stored.credentialsSealed, place(stored.id))) as Credentials
  }

  function seal(id: string, credentials: Credentials): ConnectionChange {
    const hash = createHash('sha256').update(credentials.apiKey).digest('hex')
    return {
      siteId: credentials.siteId,
      credentialsSealed: cipher.seal(JSON.stringify(credentials), place(id)),
      keyFingerprint: hash.slice(0, 12),
      keyLast4: credentials.apiKey.slice(-4),
    }
  }

  async function test(
    input: CredentialsInput,
    kind: StoredConnection['kind'] = 'wix',
  ): Promise<ConnectionCheck> {
    const baseUrl = await baseUrlOf(kind)
    return checkCredentials(readCredentials(input), { baseUrl, permissions: neededPermissions() })
  }

  /** Credentials worth storing, or the failure as an error with the whole check in its details. */
  async function accept(
    input: CredentialsInput,
  ): Promise<{ credentials: Credentials; check: ConnectionCheck }> {
    const check = await test(input)
    const { credentials } = readCredentials(input)
    if (check.ok && credentials) return { credentials, check }
    throw toAppError(check.failure!, { check })
  }

  async function checkStored(stored: StoredConnection): Promise<void> {
    const check = await test(unseal(stored), stored.kind)
    const change = describeCheck(check, stored.status)
    const permissions = mergeStates(stored.permissions, check.permissions)
    await updateConnection(database, stored.id, { ...change, permissions })
  }

  async function get(workspaceId: string, id: string): Promise<Connection> {
    return present(await find(workspaceId, id))
  }

  function present(stored: StoredConnection): Connection {
    const { workspaceId: _, credentialsSealed, ...shown } = stored
    if (cipher.canOpen(credentialsSealed)) return shown
    const statusReason =
      'Locked: the encryption key that sealed these credentials is not the one in use. Enter the credentials again, or start with the old key.'
    return { ...shown, status: 'locked', statusReason }
  }

  async function open(id: string, options: OpenOptions = {}): Promise<OpenedConnection> {
    const stored = await find(options.workspaceId ?? null, id)
    const client = createWixClient({
      baseUrl: await baseUrlOf(stored.kind),
      auth: { kind: 'apiKey', ...unseal(stored) },
      logger,
      ...(options.beforeRequest && { beforeRequest: options.beforeRequest }),
      ...(options.onRequest && { onRequest: options.onRequest }),
    })
    await updateConnection(database, id, { lastUsedAt: new Date().toISOString() })
    const { credentialsSealed: _, ...connection } = stored
    return { connection, client }
  }

  return {
    get,
    test,
    open,
    hasActiveReal: (workspaceId: string) => hasActiveReal(database, workspaceId),

    async list(workspaceId: string): Promise<Connection[]> {
      return (await listConnections(database, workspaceId)).map(present)
    },

    async create(workspaceId: string, input: CredentialsInput & { name: string }): Promise<Connection> {
      const { credentials, check } = await accept(input)
      const id = newId('con')
      const { siteId, credentialsSealed, ...fingerprint } = seal(id, credentials) as Required<
        ReturnType<typeof seal>
      >
      const name = input.name || check.site?.name || 'Wix site'
      await database.transaction(async (tx) => {
        await insertConnection(tx, {
          id,
          workspaceId,
          name,
          kind: 'wix',
          method: 'api_key',
          siteId,
          credentialsSealed,
        })
        await updateConnection(tx, id, {
          ...fingerprint,
          ...describeCheck(check, 'not_verified'),
          permissions: check.permissions,
        })
      })
      return get(workspaceId, id)
    },

    /** The workspace's one practice site, made at the first call. */
    async practice(workspaceId: string): Promise<Connection> {
      const stored = await findOrInsertPractice(workspaceId)
      await practice.ensureSite({ ...unseal(stored), name: stored.name })
      await checkStored(stored)
      return get(workspaceId, stored.id)
    },

    async check(workspaceId: string, id: string): Promise<Connection> {
      const stored = await find(workspaceId, id)
      await checkStored(stored)
      return get(workspaceId, id)
    },

    /** All real sites, one after the other; one that cannot be checked does not keep the others from it. */
    async checkAll(signal: AbortSignal): Promise<void> {
      for (const id of await listRealIds(database)) {
        signal.throwIfAborted()
        try {
          await checkStored(await find(null, id))
        } catch (error) {
          logger.warn({ err: error, connectionId: id }, 'a connection could not be checked')
        }
      }
    },

    async replaceCredentials(workspaceId: string, id: string, input: CredentialsInput): Promise<Connection> {
      const stored = await find(workspaceId, id)
      if (stored.kind === 'practice') {
        throw new AppError(
          'conflict',
          'The practice site looks after its own key. To connect a real site, add a new connection.',
        )
      }
      const { credentials, check } = await accept(input)
      if (credentials.siteId !== stored.siteId && stored.projects.length > 0) {
        const names = stored.projects.map(({ name }) => name).join(', ')
        throw new AppError(
          'conflict',
          `These credentials open another site, and what the projects of this connection published is on the first one (${names}). Add a new connection for the other site.`,
        )
      }
      await updateConnection(database, id, {
        ...seal(id, credentials),
        ...describeCheck(check, 'not_verified'),
        permissions: check.permissions,
      })
      return get(workspaceId, id)
    },

    async rename(workspaceId: string, id: string, name: string): Promise<Connection> {
      await find(workspaceId, id)
      await updateConnection(database, id, { name })
      return get(workspaceId, id)
    },

    /** Removes nothing from Wix. */
    async remove(workspaceId: string, id: string): Promise<void> {
      const stored = await find(workspaceId, id)
      const users = [
        ...stored.projects.map(({ name }) => name),
        ...(await listProjectsWithRuns(database, id)),
      ]
      if (users.length > 0) {
        const names = [...new Set(users)].join(', ')
        throw new AppError(
          'conflict',
          `These projects use this connection or have runs that went over it: ${names}. Delete them first, or replace the credentials instead.`,
        )
      }
      await deleteConnection(database, id)
    },

    /** What can be chosen on the site, for a destination's form. */
    async choices(
      workspaceId: string,
      id: string,
      query: { destination: string; kind: string; search: string },
    ): Promise<{ items: Choice[]; complete: boolean }> {
      const target = targetById(query.destination)
      const { client } = await open(id, { workspaceId })
      const signal = AbortSignal.timeout(choicesLimitMs)
      try {
        return await target.choices({ client, signal, logger, now: Date.now }, query.kind, query.search)
      } catch (error) {
        const meaning = target.explain(error)
        if (!meaning) throw error
        if (meaning.kind === 'stop')
          throw new AppError('wix_error', meaning.problem.message, { cause: error })
        throw new AppError(
          'connection_unreachable',
          `The list could not be read: ${meaning.reason}. Try again in a moment.`,
          { cause: error },
        )
      }
    },
  }

  async function findOrInsertPractice(workspaceId: string): Promise<StoredConnection> {
    const id = newId('con')
    const credentials = {
      siteId: randomUUID(),
      apiKey: `IST.practice.${randomBytes(96).toString('base64url')}`,
    }
    await database.transaction(async (tx) => {
      // Two clicks at once wait here for each other, and the second finds the site of the first.
      await tx.query('select 1 from workspaces where id = $1 for update', [workspaceId])
      const there = await tx.query(
        `select 1 from connections where workspace_id = $1 and kind = 'practice'`,
        [workspaceId],
      )
      if (there.rowCount > 0) return
      const change = seal(id, credentials)
      const credentialsSealed = change.credentialsSealed!
      const { siteId } = credentials
      await insertConnection(tx, {
        id,
        workspaceId,
        name: 'Practice site',
        kind: 'practice',
        method: 'practice',
        siteId,
        credentialsSealed,
      })
      await updateConnection(tx, id, change)
    })
    return (await findPractice(database, workspaceId))!
  }
}
