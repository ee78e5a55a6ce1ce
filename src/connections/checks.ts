// Checks of credentials: those someone types, those about to be stored, and those that are.
import type { ConnectionCheck, CredentialsInput } from '../api/connection.ts'
import type { Database } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import { checkCredentials } from './check.ts'
import { createCheckGate } from './check-gate.ts'
import {
  asRecognised,
  type Credentials,
  type ReadCredentials,
  readCredentials,
  withSite,
} from './credentials.ts'
import { isVerdict, toAppError } from './failure.ts'
import type { Lookup } from './lookup.ts'
import { describeCheck } from './outcome.ts'
import { noteRequests } from './pace.ts'
import type { CredentialSafe } from './sealed-credentials.ts'
import { listRealIds, type StoredConnection, saveOutcome } from './store.ts'
import type { UsedConnection } from './uses.ts'

export interface CheckDeps {
  database: Database
  logger: Logger
  safe: CredentialSafe
  find: Lookup['find']
  baseUrlOf: (kind: StoredConnection['kind']) => string | Promise<string>
  /** In milliseconds; ten seconds unless told. */
  limitMs?: number | undefined
}

/** `session`: whose check of a moment ago may be relied on. */
export type ToStore = CredentialsInput & { saveUnverified?: boolean; session?: string }

export interface TestInput {
  input: CredentialsInput
  number: number
  session: string
  isFresh: boolean
  /** Fires when the asker has gone. */
  signal: AbortSignal
}

interface AskOptions {
  kind?: StoredConnection['kind']
  signal?: AbortSignal
  onRequest?: () => void
}

export type Checks = ReturnType<typeof createChecks>

export function createChecks({ database, logger, safe, find, baseUrlOf, limitMs }: CheckDeps) {
  const gate = createCheckGate()
  const checking = new Map<string, Promise<void>>()

  async function ask(read: ReadCredentials, { kind = 'wix', ...options }: AskOptions = {}) {
    return checkCredentials(read, {
      baseUrl: await baseUrlOf(kind),
      now: () => database.now(),
      ...(limitMs && { limitMs }),
      ...options,
    })
  }

  async function checkNow(stored: UsedConnection): Promise<void> {
    const credentials = safe.open(stored)
    let requests = 0
    const read = { credentials, recognised: asRecognised(credentials) }
    const check = await ask(read, { kind: stored.kind, onRequest: () => (requests += 1) })
    await noteRequests(database, stored.id, requests)
    // The site of a connection never changes by itself: what was published is there.
    const { siteId: _, ...change } = describeCheck(check, stored)
    await database.transaction((tx) => saveOutcome(tx, stored.id, change, stored.keyFingerprint))
  }

  /** Callers that ask while a check of the same connection is under way share it. */
  function checkStored(stored: UsedConnection): Promise<void> {
    const running = checking.get(stored.id) ?? checkNow(stored).finally(() => checking.delete(stored.id))
    checking.set(stored.id, running)
    return running
  }

  return {
    checkStored,

    /** Credentials worth storing, or the failure as an error with the whole check in its details. */
    async accept(input: ToStore): Promise<{ credentials: Credentials; check: ConnectionCheck }> {
      const read = readCredentials(input)
      const { credentials } = read
      const kept = credentials && input.session ? gate.kept(input.session, credentials) : undefined
      const check = kept?.ok ? kept : await ask(read)
      const wasReached = check.failure === null || isVerdict(check.failure)
      if (credentials && (check.ok || (input.saveUnverified && !wasReached)))
        return { credentials: withSite(credentials, check.site?.id ?? null), check }
      throw toAppError(check.failure!, { check })
    },

    /** Tries what someone typed. Nothing is stored. */
    async test({ input, number, ...question }: TestInput): Promise<ConnectionCheck> {
      const read = readCredentials(input)
      const { credentials } = read
      const check = credentials
        ? await gate.ask({ ...question, credentials }, (signal) => ask(read, { signal }))
        : await ask(read)
      // The same credentials may have been pasted otherwise.
      return { ...check, notes: read.recognised.notes, number }
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
  }
}
