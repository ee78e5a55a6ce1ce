// The one gate from stored connections to JSON. What is sealed stays behind.
import type { Connection } from '../api/connection.ts'
import { findLack, missingFor, reasonOf } from './outcome.ts'
import { restoreStates } from './permissions.ts'
import { siteApps } from './site-apps.ts'
import type { UsedConnection } from './uses.ts'

const locked =
  'Locked: the encryption key that sealed these credentials is not the one in use. Enter the credentials again, or start with the old key.'

export function presentConnection(stored: UsedConnection, canOpen: boolean): Connection {
  const { workspaceId: _, credentialsSealed: _sealed, ...shown } = stored
  const permissions = restoreStates(stored.permissions)
  const projects = stored.projects.map((project) => ({
    ...project,
    missing: missingFor(permissions, [project.destination]).map(({ name }) => name),
  }))
  const apps = siteApps(stored.capabilities)
  const connection = { ...shown, ...statusNow({ ...stored, permissions }), permissions, apps, projects }
  return canOpen ? connection : { ...connection, status: 'locked', statusReason: locked }
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
