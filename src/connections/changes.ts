// What a person changes: a connection comes, gets another name or other credentials, and goes.
import type { Connection, ConnectionCheck, CreatedConnection } from '../api/connection.ts'
import { newId } from '../db/id.ts'
import type { Database, Queries } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Checks, ToStore } from './checks.ts'
import { type Credentials, fingerprintOf, identityOf, isOtherSite } from './credentials.ts'
import type { Lookup } from './lookup.ts'
import { describeCheck } from './outcome.ts'
import { noteRequests } from './pace.ts'
import { mostRequests } from './probes.ts'
import type { CredentialSafe } from './sealed-credentials.ts'
import {
  type ConnectionChange,
  deleteConnection,
  findSame,
  insertConnection,
  type StoredConnection,
  saveOutcome,
  updateConnection,
} from './store.ts'
import { type ConnectionUses, type UsedConnection, unused } from './uses.ts'

export interface ChangeDeps {
  database: Database
  safe: CredentialSafe
  uses: ConnectionUses
  lookup: Lookup
  accept: Checks['accept']
  lockWorkspace: (tx: Queries, workspaceId: string) => Promise<void>
}

/** Of credentials that no check has seen. */
const unproven = { permissions: [], lastCheckedAt: null }

export function createChanges({ database, safe, uses, lookup, accept, lockWorkspace }: ChangeDeps) {
  const { find, get } = lookup
  return {
    /** The same credentials for the same site are the same connection: it is checked again and keeps its name. */
    async create(workspaceId: string, input: ToStore & { name: string }): Promise<CreatedConnection> {
      const { credentials, check } = await accept(input)
      const name = input.name || check.site?.name || 'Wix site'
      const { id, isNew } = await database.transaction(async (tx) => {
        // Two that come at once wait here for each other, and the second finds the connection of the first.
        await lockWorkspace(tx, workspaceId)
        const same = await findSame(tx, workspaceId, identityOf(credentials))
        const id = same?.id ?? newId('con')
        const sealed = await safe.seal(tx, id, credentials)
        const { siteId, credentialsSealed } = sealed
        const row = { id, workspaceId, name, siteId, credentialsSealed }
        if (!same) await insertConnection(tx, { ...row, kind: 'wix', method: credentials.kind })
        const outcome = same ? outcomeFor(same, check) : firstOutcome(check, credentials)
        await saveOutcome(tx, id, { ...sealed, ...outcome })
        await noteRequests(tx, id, mostRequests)
        return { id, isNew: !same }
      })
      return { ...(await get(workspaceId, id)), isNew }
    },

    async replaceCredentials(workspaceId: string, id: string, input: ToStore): Promise<Connection> {
      const stored = await find(workspaceId, id)
      if (stored.kind === 'practice') throw practiceKeepsItsKey()
      const { credentials, check } = await accept(input)
      if (isOtherSite(credentials, stored.siteId) && stored.projects.length > 0) throw otherSite(stored)
      // What an earlier key was allowed says nothing about another one.
      const isSame = fingerprintOf(credentials) === stored.keyFingerprint
      const { permissions, lastCheckedAt } = isSame ? stored : unproven
      const outcome = describeCheck(check, { ...stored, permissions, method: credentials.kind })
      const unverified = check.ok ? {} : { status: 'not_verified' as const }
      await database.transaction(async (tx) => {
        const sealed = await safe.seal(tx, id, credentials)
        const siteId = credentials.siteId ?? stored.siteId
        const before = { permissions, lastCheckedAt }
        const change = { ...sealed, siteId, method: credentials.kind, ...before, ...outcome, ...unverified }
        await saveOutcome(tx, id, change)
      })
      return get(workspaceId, id)
    },

    async rename(workspaceId: string, id: string, name: string): Promise<Connection> {
      await find(workspaceId, id)
      await updateConnection(database, id, { name })
      return get(workspaceId, id)
    },

    /** Removes nothing from Wix. Fails with `conflict` while projects or receipts hang on it. */
    async remove(workspaceId: string, id: string): Promise<void> {
      const stored = await find(workspaceId, id)
      const past = await uses.projectsWithRuns(database, id)
      const users = [...stored.projects.map(({ name }) => name), ...past]
      if (users.length > 0) throw stillUsed(stored, users)
      await deleteConnection(database, id)
    },
  }
}

/** Of one that was stored before; what its projects need is told whenever it is shown. */
function outcomeFor(same: StoredConnection, check: ConnectionCheck): ConnectionChange {
  return describeCheck(check, { ...same, projects: unused.projects })
}

/** The status that a first check gives: with no project yet, nothing can be limited. */
function firstOutcome(check: ConnectionCheck, credentials: Credentials): ConnectionChange {
  return describeCheck(check, {
    status: 'not_verified',
    permissions: [],
    capabilities: check.capabilities,
    projects: unused.projects,
    method: credentials.kind,
    appId: credentials.kind === 'app' ? credentials.appId : null,
    siteName: null,
    siteId: check.site?.id ?? '',
  })
}

function practiceKeepsItsKey(): AppError {
  return new AppError(
    'conflict',
    'The practice site looks after its own key. To connect a real site, add a new connection.',
  )
}

function otherSite({ projects }: UsedConnection): AppError {
  const names = projects.map(({ name }) => name).join(', ')
  return new AppError(
    'conflict',
    `These credentials open another site, and the projects of this connection published to the first one (${names}). Add a new connection for the other site.`,
  )
}

function stillUsed({ projects, liveRuns }: UsedConnection, users: string[]): AppError {
  const names = [...new Set(users)].join(', ')
  const live = liveRuns.map(({ projectName }) => projectName).join(', ')
  const first = live ? `Cancel the run in progress (${live}). Then d` : 'D'
  return new AppError(
    'conflict',
    `These projects use this connection or have runs made through it, and their receipts and addresses depend on it: ${names}. ${first}elete them first, or give them another connection; to put in a new key, replace the credentials instead. Nothing would be removed from Wix.`,
    { details: { projects, liveRuns } },
  )
}
