// Connections in the database. Knows sealed texts only.
import type { Capabilities, CheckFailure, Connection, PermissionState } from '../api/connection.ts'
import type { Database, Queries, Tx } from '../db/types.ts'
import type { CredentialIdentity } from './credentials.ts'
import { tellChange } from './status-notices.ts'

export interface StoredConnection {
  id: string
  workspaceId: string
  name: string
  kind: 'wix' | 'practice'
  method: 'api_key' | 'app' | 'practice'
  siteId: string
  siteName: string | null
  siteUrl: string | null
  /** As the site's properties say; null: not known. */
  timeZone: string | null
  appId: string | null
  instanceId: string | null
  accountId: string | null
  credentialsSealed: string
  keyFingerprint: string | null
  keyLast4: string | null
  status: Exclude<Connection['status'], 'locked'>
  statusReason: string | null
  failure: CheckFailure | null
  permissions: PermissionState[]
  capabilities: Capabilities
  lastCheckedAt: string | null
  lastUsedAt: string | null
  createdAt: string
}

/** What a check or a new key writes. */
export type ConnectionChange = Partial<
  Pick<
    StoredConnection,
    | 'name'
    | 'siteId'
    | 'siteName'
    | 'siteUrl'
    | 'timeZone'
    | 'method'
    | 'appId'
    | 'instanceId'
    | 'accountId'
    | 'credentialsSealed'
    | 'keyFingerprint'
    | 'keyLast4'
    | 'status'
    | 'statusReason'
    | 'failure'
    | 'permissions'
    | 'capabilities'
    | 'lastCheckedAt'
    | 'lastUsedAt'
  >
>

const select = `select c.id, c.workspace_id as "workspaceId", c.name, c.kind, c.method, c.site_id as "siteId",
  c.site_name as "siteName", c.site_url as "siteUrl", c.time_zone as "timeZone", c.app_id as "appId", c.instance_id as "instanceId",
  c.account_id as "accountId", c.capabilities, c.credentials_sealed as "credentialsSealed",
  c.key_fingerprint as "keyFingerprint", c.key_last4 as "keyLast4", c.status, c.status_reason as "statusReason",
  c.failure, c.permissions, c.last_checked_at as "lastCheckedAt", c.last_used_at as "lastUsedAt",
  c.created_at as "createdAt"
  from connections c`

export async function listConnections(database: Database, workspaceId: string): Promise<StoredConnection[]> {
  const sql = `${select} where c.workspace_id = $1 order by c.created_at, c.id limit 500`
  return (await database.query<StoredConnection>(sql, [workspaceId])).rows
}

/** `workspaceId` null: for the program itself, in whichever workspace. */
export async function findConnection(
  queries: Queries,
  id: string,
  workspaceId: string | null,
): Promise<StoredConnection | undefined> {
  const sql = `${select} where c.id = $1 and ($2::text is null or c.workspace_id = $2)`
  return (await queries.query<StoredConnection>(sql, [id, workspaceId])).rows[0]
}

/** The site of a connection of this workspace, or null. */
export async function findSiteId(queries: Queries, workspaceId: string, id: string): Promise<string | null> {
  const { rows } = await queries.query<{ site_id: string }>(
    'select site_id from connections where id = $1 and workspace_id = $2',
    [id, workspaceId],
  )
  return rows[0]?.site_id ?? null
}

/** Address of the site, whatever the workspace; null while it is not known. */
export async function findSiteUrl(queries: Queries, id: string): Promise<string | null> {
  const { rows } = await queries.query<{ site_url: string | null }>(
    'select site_url from connections where id = $1',
    [id],
  )
  return rows[0]?.site_url ?? null
}

/** The time zone of the site; null while it is not known. */
export async function findTimeZone(queries: Queries, id: string): Promise<string | null> {
  const { rows } = await queries.query<{ time_zone: string | null }>(
    'select time_zone from connections where id = $1',
    [id],
  )
  return rows[0]?.time_zone ?? null
}

/** The connection of this workspace with these very credentials. */
export async function findSame(
  queries: Queries,
  workspaceId: string,
  { keyFingerprint, siteId, instanceId }: CredentialIdentity,
): Promise<StoredConnection | undefined> {
  const sql = `${select} where c.workspace_id = $1 and c.kind = 'wix' and c.key_fingerprint = $2 and c.site_id = $3
    and c.instance_id is not distinct from $4 order by c.created_at limit 1`
  return (await queries.query<StoredConnection>(sql, [workspaceId, keyFingerprint, siteId, instanceId]))
    .rows[0]
}

export async function findPractice(
  queries: Queries,
  workspaceId: string,
): Promise<StoredConnection | undefined> {
  const sql = `${select} where c.workspace_id = $1 and c.kind = 'practice' order by c.created_at limit 1`
  return (await queries.query<StoredConnection>(sql, [workspaceId])).rows[0]
}

export async function listPractices(database: Database): Promise<StoredConnection[]> {
  return (await database.query<StoredConnection>(`${select} where c.kind = 'practice' order by c.id`)).rows
}

/** Ids of everything that a background check looks at. */
export async function listRealIds(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select id from connections where kind = 'wix' order by id`,
  )
  return rows.map(({ id }) => id)
}

export async function hasActiveReal(database: Database, workspaceId: string): Promise<boolean> {
  const { rows } = await database.query(
    `select 1 from connections where workspace_id = $1 and kind = 'wix' and status in ('active', 'limited') limit 1`,
    [workspaceId],
  )
  return rows.length > 0
}

/** The real connection whose problem is the newest. */
export async function findTroubled(
  database: Database,
  workspaceId: string,
): Promise<{ failure: CheckFailure | null; statusReason: string | null } | undefined> {
  const { rows } = await database.query<{ failure: CheckFailure | null; statusReason: string | null }>(
    `select failure, status_reason as "statusReason" from connections
      where workspace_id = $1 and kind = 'wix' and status = 'needs_attention'
      order by last_checked_at desc nulls last, id limit 1`,
    [workspaceId],
  )
  return rows[0]
}

export async function insertConnection(
  queries: Queries,
  connection: Pick<
    StoredConnection,
    'id' | 'workspaceId' | 'name' | 'kind' | 'method' | 'siteId' | 'credentialsSealed'
  >,
): Promise<void> {
  const { id, workspaceId, name, kind, method, siteId, credentialsSealed } = connection
  await queries.query(
    `insert into connections (id, workspace_id, name, kind, method, site_id, credentials_sealed, status, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'not_verified', $8)`,
    [id, workspaceId, name, kind, method, siteId, credentialsSealed, queries.now()],
  )
}

const columns: Record<keyof ConnectionChange, string> = {
  name: 'name',
  siteId: 'site_id',
  siteName: 'site_name',
  siteUrl: 'site_url',
  timeZone: 'time_zone',
  method: 'method',
  appId: 'app_id',
  instanceId: 'instance_id',
  accountId: 'account_id',
  credentialsSealed: 'credentials_sealed',
  keyFingerprint: 'key_fingerprint',
  keyLast4: 'key_last4',
  status: 'status',
  statusReason: 'status_reason',
  failure: 'failure',
  permissions: 'permissions',
  capabilities: 'capabilities',
  lastCheckedAt: 'last_checked_at',
  lastUsedAt: 'last_used_at',
}

/**
 * What a check found, together with what else changes; whoever is to know of trouble that came or went is told in the
 * same transaction, once for each change. `ifKey`: as in `updateConnection`.
 */
export async function saveOutcome(
  tx: Tx,
  id: string,
  change: ConnectionChange,
  ifKey?: string | null,
): Promise<void> {
  const { rows } = await tx.query<Pick<StoredConnection, 'status'>>(
    'select status from connections where id = $1 for update',
    [id],
  )
  const before = rows[0]
  if (!before || !(await updateConnection(tx, id, change, ifKey))) return
  const after = await findConnection(tx, id, null)
  if (after) await tellChange(tx, before.status, after)
}

/**
 * `ifKey`: only while it still has the credentials with this fingerprint, of which the change speaks.
 * @returns whether it had
 */
export async function updateConnection(
  queries: Queries,
  id: string,
  change: ConnectionChange,
  ifKey?: string | null,
): Promise<boolean> {
  const names = Object.keys(change) as (keyof ConnectionChange)[]
  // An array would be taken for one of the database's own.
  const values = names.map((name) => (name === 'permissions' ? JSON.stringify(change[name]) : change[name]))
  const sets = names.map((name, index) => `${columns[name]} = $${index + 2}`)
  const condition = ifKey ? ` and key_fingerprint = $${names.length + 2}` : ''
  const sql = `update connections set ${sets.join(', ')} where id = $1${condition}`
  const { rowCount } = await queries.query(sql, [id, ...values, ...(ifKey ? [ifKey] : [])])
  return rowCount === 1
}

export async function deleteConnection(queries: Queries, id: string): Promise<void> {
  await queries.query('delete from connections where id = $1', [id])
}
