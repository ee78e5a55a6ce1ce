// The one gate from stored connections to JSON. What is sealed stays behind.
import type { CheckFailure, Connection } from '../api/connection.ts'
import type { Lock } from '../vault/vault.ts'
import { findLack, missingFor, reasonOf } from './outcome.ts'
import { restoreStates } from './permissions.ts'
import { siteApps } from './site-apps.ts'
import type { UsedConnection } from './uses.ts'

const reasons: Record<Lock, string> = {
  other_key:
    'Locked: the encryption key that sealed these credentials is not the one in use. Enter the credentials again, or start with the old key.',
  damaged:
    'Locked: the stored credentials were changed outside of SEOmatic and do not open. Enter the credentials again, or restore the database from a backup.',
}

/** `lock`: why its credentials do not open, if they do not. */
export function presentConnection(stored: UsedConnection, lock: Lock | null): Connection {
  const { workspaceId: _, credentialsSealed: _sealed, ...shown } = stored
  const permissions = restoreStates(stored.permissions)
  const projects = stored.projects.map((project) => ({
    ...project,
    missing: missingFor(permissions, [project.destination]).map(({ name }) => name),
  }))
  const apps = siteApps(stored.capabilities)
  const { failure, ...now } = statusNow({ ...stored, permissions })
  const connection = { ...shown, ...now, failure: restoreFailure(failure), permissions, apps, projects }
  if (lock === null) return connection
  // What an earlier check found of them says nothing while they do not open.
  return { ...connection, status: 'locked', statusReason: reasons[lock], failure: null }
}

/** As stored by an earlier version, which named no pages. */
function restoreFailure(stored: CheckFailure | null): CheckFailure | null {
  return stored && { ...stored, links: stored.links ?? [] }
}

/** Projects come and go between two checks, and with them what is needed. */
function statusNow(stored: UsedConnection): Pick<Connection, 'status' | 'statusReason' | 'failure'> {
  const { status, statusReason, failure } = stored
  if (status !== 'active' && status !== 'limited') return { status, statusReason, failure }
  const lack = findLack(stored)
  if (lack) return { status: 'limited', statusReason: reasonOf(lack), failure: lack }
  return status === 'active'
    ? { status, statusReason, failure }
    : { status: 'active', statusReason: null, failure: null }
}
