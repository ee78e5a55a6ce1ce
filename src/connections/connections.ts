// Connections to Wix sites: stored sealed, checked, and opened for whoever talks to Wix. Secrets never leave but
// into a client.
import type { Choice, Connection, ConnectionCheck, CredentialsInput } from '../api/connection.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { createWixClient, type WixClient, type WixRequestEvent } from '../wix/index.ts'
import { checkCredentials } from './check.ts'
import { createCheckGate } from './check-gate.ts'
import { readChoices } from './choices.ts'
import type { Cipher } from './cipher.ts'
import {
  asRecognised,
  type Credentials,
  isOtherSite,
  type ReadCredentials,
  readCredentials,
  toAuth,
  withSite,
} from './credentials.ts'
import { isVerdict, toAppError } from './failure.ts'
import { describeCheck } from './outcome.ts'
import { noteRequests } from './pace.ts'
import type { PracticeSite } from './practice.ts'
import { findOrInsertPractice } from './practice-row.ts'
import { presentConnection } from './present.ts'
import { mostRequests } from './probes.ts'
import { createReadiness } from './readiness.ts'
import {
  type ConnectionChange,
  deleteConnection,
  findConnection,
  findTroubled,
  hasActiveReal,
  insertConnection,
  listConnections,
  listProjectsWithRuns,
  listRealIds,
  type StoredConnection,
  updateConnection,
} from './store.ts'
import { createVault } from './vault.ts'

export interface ConnectionDeps {
  database: Database
  cipher: Cipher
  practice: PracticeSite
  /** Where calls to real sites go; never from a user. */
  wixApiUrl: string
  logger: Logger
  /** How long a check may take, in milliseconds; ten seconds unless told. */
  checkLimitMs?: number
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

/** `session`: whose check of a moment ago may be relied on. */
type ToStore = CredentialsInput & { saveUnverified?: boolean; session?: string }

export interface TestInput {
  input: CredentialsInput
  number: number
  session: string
  isFresh: boolean
  /** Fires when the asker has gone. */
  signal: AbortSignal
}

export type Connections = ReturnType<typeof createConnections>

export function createConnections(deps: ConnectionDeps) {
  const { database, practice, wixApiUrl, logger } = deps
  const vault = createVault(deps.cipher)
  const gate = createCheckGate()
  const present = (stored: StoredConnection) => presentConnection(stored, vault.canOpen(stored))
  const baseUrlOf = (kind: StoredConnection['kind']) => (kind === 'practice' ? practice.url() : wixApiUrl)

  async function find(workspaceId: string | null, id: string): Promise<StoredConnection> {
    const stored = await findConnection(database, id, workspaceId)
    if (stored) return stored
    throw new AppError('not_found', 'There is no such connection; it may have been disconnected.')
  }

  async function get(workspaceId: string, id: string): Promise<Connection> {
    return present(await find(workspaceId, id))
  }

  async function ask(
    read: ReadCredentials,
    kind: StoredConnection['kind'] = 'wix',
    signal?: AbortSignal,
    onRequest?: () => void,
  ): Promise<ConnectionCheck> {
    const baseUrl = await baseUrlOf(kind)
    const limitMs = deps.checkLimitMs
    return checkCredentials(read, {
      baseUrl,
      ...(limitMs && { limitMs }),
      ...(signal && { signal }),
      ...(onRequest && { onRequest }),
    })
  }

  /** Credentials worth storing, or the failure as an error with the whole check in its details. */
  async function accept(input: ToStore): Promise<{ credentials: Credentials; check: ConnectionCheck }> {
    const read = readCredentials(input)
    const { credentials } = read
    const kept = credentials && input.session ? gate.kept(input.session, credentials) : undefined
    const check = kept?.ok ? kept : await ask(read)
    const wasReached = check.failure === null || isVerdict(check.failure)
    if (credentials && (check.ok || (input.saveUnverified && !wasReached)))
      return { credentials: withSite(credentials, check.site?.id ?? null), check }
    throw toAppError(check.failure!, { check })
  }

  const checking = new Map<string, Promise<void>>()

  /** Whoever asks while a check of the same connection is under way shares it. */
  function checkStored(stored: StoredConnection): Promise<void> {
    const running = checking.get(stored.id) ?? checkNow(stored).finally(() => checking.delete(stored.id))
    checking.set(stored.id, running)
    return running
  }

  async function checkNow(stored: StoredConnection): Promise<void> {
    const credentials = vault.open(stored)
    let requests = 0
    const read = { credentials, recognised: asRecognised(credentials) }
    const check = await ask(read, stored.kind, undefined, () => (requests += 1))
    await noteRequests(database, stored.id, requests)
    const change = describeCheck(check, stored)
    // The site of a connection never changes by itself: what was published is there.
    const { siteId: _, ...rest } = change
    await updateConnection(database, stored.id, rest, stored.keyFingerprint)
  }

  /** Who waits for the pace has counted already. */
  function note(id: string): void {
    noteRequests(database, id, 1).catch((error: unknown) =>
      logger.warn({ err: error, connectionId: id }, 'a request could not be counted'),
    )
  }

  async function open(id: string, options: OpenOptions = {}): Promise<OpenedConnection> {
    const stored = await find(options.workspaceId ?? null, id)
    const client = createWixClient({
      baseUrl: await baseUrlOf(stored.kind),
      auth: toAuth(vault.open(stored)),
      logger,
      ...(options.beforeRequest && { beforeRequest: options.beforeRequest }),
      onRequest: options.onRequest ?? (() => note(stored.id)),
    })
    await updateConnection(database, id, { lastUsedAt: new Date().toISOString() })
    const { credentialsSealed: _, ...connection } = stored
    return { connection, client }
  }

  return {
    get,
    open,
    ...createReadiness({ logger, find, checkStored }),
    hasActiveReal: (workspaceId: string) => hasActiveReal(database, workspaceId),

    /** The name of the newest problem of a real connection; null when none needs attention. */
    async problem(workspaceId: string): Promise<string | null> {
      const troubled = await findTroubled(database, workspaceId)
      return troubled ? (troubled.failure?.title ?? 'A connection needs attention') : null
    },

    /** Tries what somebody typed. Nothing is stored. */
    async test({ input, number, ...question }: TestInput): Promise<ConnectionCheck> {
      const read = readCredentials(input)
      const { credentials } = read
      const check = credentials
        ? await gate.ask({ ...question, credentials }, (signal) => ask(read, 'wix', signal))
        : await ask(read)
      // The same credentials may have been pasted otherwise.
      return { ...check, notes: read.recognised.notes, number }
    },

    async list(workspaceId: string): Promise<Connection[]> {
      return (await listConnections(database, workspaceId)).map(present)
    },

    async create(workspaceId: string, input: ToStore & { name: string }): Promise<Connection> {
      const { credentials, check } = await accept(input)
      const id = newId('con')
      const name = input.name || check.site?.name || 'Wix site'
      await database.transaction(async (tx) => {
        const sealed = await vault.seal(tx, id, credentials)
        const { siteId, credentialsSealed } = sealed
        const row = { id, workspaceId, name, siteId, credentialsSealed }
        await insertConnection(tx, { ...row, kind: 'wix', method: credentials.kind })
        await updateConnection(tx, id, { ...sealed, ...firstOutcome(check, credentials) })
        await noteRequests(tx, id, mostRequests)
      })
      return get(workspaceId, id)
    },

    /** The workspace's one practice site, made at the first call. */
    async practice(workspaceId: string): Promise<Connection> {
      const stored = await findOrInsertPractice(database, vault, workspaceId)
      const credentials = vault.open(stored)
      if (credentials.kind === 'api_key') await practice.ensureSite({ ...credentials, name: stored.name })
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

    async replaceCredentials(workspaceId: string, id: string, input: ToStore): Promise<Connection> {
      const stored = await find(workspaceId, id)
      if (stored.kind === 'practice') {
        throw new AppError(
          'conflict',
          'The practice site looks after its own key. To connect a real site, add a new connection.',
        )
      }
      const { credentials, check } = await accept(input)
      if (isOtherSite(credentials, stored.siteId) && stored.projects.length > 0) {
        const names = stored.projects.map(({ name }) => name).join(', ')
        throw new AppError(
          'conflict',
          `These credentials open another site, and what the projects of this connection published is on the first one (${names}). Add a new connection for the other site.`,
        )
      }
      const outcome = describeCheck(check, { ...stored, method: credentials.kind })
      const unverified = check.ok ? {} : { status: 'not_verified' as const }
      await database.transaction(async (tx) => {
        const sealed = await vault.seal(tx, id, credentials)
        const siteId = credentials.siteId ?? stored.siteId
        await updateConnection(tx, id, {
          ...sealed,
          siteId,
          method: credentials.kind,
          ...outcome,
          ...unverified,
        })
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
        const live = stored.liveRuns.map(({ projectName }) => projectName).join(', ')
        const first = live ? `Cancel the run that is going on (${live}). Then d` : 'D'
        throw new AppError(
          'conflict',
          `These projects use this connection or have runs that went over it, and their receipts and addresses hang on it: ${names}. ${first}elete them first, or give them another connection; to put in a new key, replace the credentials instead. Nothing would be removed from Wix.`,
          { details: { projects: stored.projects, liveRuns: stored.liveRuns } },
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
      const { client, connection } = await open(id, { workspaceId })
      return readChoices({ client, siteUrl: connection.siteUrl }, logger, query)
    },
  }
}

/** The status that a first check gives: with no project yet, nothing can be limited. */
function firstOutcome(check: ConnectionCheck, credentials: Credentials): ConnectionChange {
  return describeCheck(check, {
    status: 'not_verified',
    permissions: [],
    capabilities: check.capabilities,
    projects: [],
    method: credentials.kind,
    siteName: null,
    siteId: check.site?.id ?? '',
  })
}
