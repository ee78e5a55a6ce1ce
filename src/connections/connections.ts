// Connections to Wix sites: stored sealed, checked, and opened for whoever talks to Wix.
import type { Connection, SitePace } from '../api/connection.ts'
import type { Database, Queries } from '../db/types.ts'
import type { Logger } from '../logger.ts'
import type { Vault } from '../vault/vault.ts'
import { createChanges } from './changes.ts'
import { createChecks } from './checks.ts'
import { createLookup } from './lookup.ts'
import { createOpening } from './opening.ts'
import { limitRate } from './pace.ts'
import { showPace } from './pacer.ts'
import type { PracticeSite } from './practice.ts'
import { readPracticePage } from './practice-page.ts'
import { findOrInsertPractice } from './practice-row.ts'
import { createReadiness } from './readiness.ts'
import { createCredentialSafe } from './sealed-credentials.ts'
import { findTroubled, hasActiveReal, listPractices, type StoredConnection } from './store.ts'
import type { ConnectionUses } from './uses.ts'

export type { OpenedConnection } from './opening.ts'

export interface ConnectionDeps {
  database: Database
  /** Knows the column of `sealed-credentials.ts`. */
  vault: Vault
  practice: PracticeSite
  uses: ConnectionUses
  /** Until the transaction ends, whoever else locks the workspace waits. */
  lockWorkspace: (tx: Queries, workspaceId: string) => Promise<void>
  /** Where calls to real sites go; never from a user. */
  wixApiUrl: string
  logger: Logger
  /** How long a check may take, in milliseconds; ten seconds unless told. */
  checkLimitMs?: number
}

export type Connections = ReturnType<typeof createConnections>

export function createConnections(deps: ConnectionDeps) {
  const { database, practice, uses, lockWorkspace, wixApiUrl, logger } = deps
  const baseUrlOf = (kind: StoredConnection['kind']) => (kind === 'practice' ? practice.url() : wixApiUrl)
  const safe = createCredentialSafe(deps.vault)
  const lookup = createLookup(database, safe, uses)
  const { find, findRow, get, list } = lookup
  const checks = createChecks({ database, logger, safe, find, baseUrlOf, limitMs: deps.checkLimitMs })
  const { accept, checkStored, test, checkAll } = checks

  async function openPractice(workspaceId: string): Promise<Connection> {
    const { id } = await findOrInsertPractice({ database, safe, lockWorkspace }, workspaceId)
    const stored = await find(workspaceId, id)
    const credentials = safe.open(stored)
    if (credentials.kind === 'api_key') await practice.ensureSite({ ...credentials, name: stored.name })
    await checkStored(stored)
    return get(workspaceId, id)
  }

  return {
    get,
    list,
    test,
    checkAll,
    ...createOpening({ database, logger, safe, findRow, baseUrlOf }),
    ...createChanges({ database, safe, uses, lookup, accept, lockWorkspace }),
    ...createReadiness({ now: () => database.now(), logger, find, checkStored }),
    hasActiveReal: (workspaceId: string) => hasActiveReal(database, workspaceId),

    /** The name of the newest problem of a real connection; null when none needs attention. */
    async problem(workspaceId: string): Promise<string | null> {
      const troubled = await findTroubled(database, workspaceId)
      return troubled ? (troubled.failure?.title ?? 'A connection needs attention') : null
    },

    async check(workspaceId: string, id: string): Promise<Connection> {
      await checkStored(await find(workspaceId, id))
      return get(workspaceId, id)
    },

    /** The workspace's one practice site, made at the first call. */
    practice: openPractice,
    /** Fails with `not_found`. */
    async pace(workspaceId: string, id: string): Promise<SitePace> {
      await findRow(workspaceId, id)
      return showPace(database, id)
    },
    /** `most`: requests a minute; null: as many as Wix allows. Fails with `not_found`. */
    async setPace(workspaceId: string, id: string, most: number | null): Promise<SitePace> {
      await findRow(workspaceId, id)
      await limitRate(database, id, most)
      return showPace(database, id)
    },

    /** HTML of a page of the practice site. */
    page: (workspaceId: string, id: string, url: string) =>
      readPracticePage({ database, practice }, workspaceId, id, url),

    /** After a start without the old encryption key: nobody could enter the key of a practice site again. */
    async unlockPractice(): Promise<void> {
      for (const stored of await listPractices(database))
        if (safe.lockOf(stored)) await openPractice(stored.workspaceId)
    },
  }
}
