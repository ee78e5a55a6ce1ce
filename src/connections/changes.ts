// What a person changes: a connection comes, gets another name or other credentials, and goes.
import type { Connection, ConnectionCheck } from '../api/connection.ts'
import { newId } from '../db/id.ts'
import type { Database } from '../db/types.ts'
import { AppError } from '../errors.ts'
import type { Checks, ToStore } from './checks.ts'
import { type Credentials, isOtherSite } from './credentials.ts'
import type { Lookup } from './lookup.ts'
import { describeCheck } from './outcome.ts'
import { noteRequests } from './pace.ts'
import { mostRequests } from './probes.ts'
import type { CredentialSafe } from './sealed-credentials.ts'
import { type ConnectionChange, deleteConnection, insertConnection, updateConnection } from './store.ts'
import { type ConnectionUses, type UsedConnection, unused } from './uses.ts'

export interface ChangeDeps {
  database: Database
  safe: CredentialSafe
  uses: ConnectionUses
  lookup: Lookup
  accept: Checks['accept']
}

export function createChanges({ database, safe, uses, lookup, accept }: ChangeDeps) {
  const { find, get } = lookup
  return {
    async create(workspaceId: string, input: ToStore & { name: string }): Promise<Connection> {
      const { credentials, check } = await accept(input)
      const id = newId('con')
      const name = input.name || check.site?.name || 'Wix site'
      await database.transaction(async (tx) => {
        const sealed = await safe.seal(tx, id, credentials)
        const { siteId, credentialsSealed } = sealed
        const row = { id, workspaceId, name, siteId, credentialsSealed }
        await insertConnection(tx, { ...row, kind: 'wix', method: credentials.kind })
        await updateConnection(tx, id, { ...sealed, ...firstOutcome(check, credentials) })
        await noteRequests(tx, id, mostRequests)
      })
      return get(workspaceId, id)
    },

    async replaceCredentials(workspaceId: string, id: string, input: ToStore): Promise<Connection> {
      const stored = await find(workspaceId, id)
      if (stored.kind === 'practice') throw practiceKeepsItsKey()
      const { credentials, check } = await accept(input)
      if (isOtherSite(credentials, stored.siteId) && stored.projects.length > 0) throw otherSite(stored)
      const outcome = describeCheck(check, { ...stored, method: credentials.kind })
      const unverified = check.ok ? {} : { status: 'not_verified' as const }
      await database.transaction(async (tx) => {
        const sealed = await safe.seal(tx, id, credentials)
        const siteId = credentials.siteId ?? stored.siteId
        const change = { ...sealed, siteId, method: credentials.kind, ...outcome, ...unverified }
        await updateConnection(tx, id, change)
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

/** The status that a first check gives: with no project yet, nothing can be limited. */
function firstOutcome(check: ConnectionCheck, credentials: Credentials): ConnectionChange {
  return describeCheck(check, {
    status: 'not_verified',
    permissions: [],
    capabilities: check.capabilities,
    projects: unused.projects,
    method: credentials.kind,
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
