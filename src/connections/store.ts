// Connections in the database. Knows sealed texts only.
import type { Capabilities, CheckFailure, Connection, PermissionState } from '../api/connection.ts'
import type { Database, Queries } from '../db/types.ts'

export interface StoredConnection {
  id: string
  workspaceId: string
  name: string
  kind: 'wix' | 'practice'
  method: 'api_key' | 'app' | 'practice'
  siteId: string
  siteName: string | null
  siteUrl: string | null
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
  c.site_name as "siteName", c.site_url as "siteUrl", c.app_id as "appId", c.instance_id as "instanceId",
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
  database: Database,
  id: string,
  workspaceId: string | null,
): Promise<StoredConnection | undefined> {
  const sql = `${select} where c.id = $1 and ($2::text is null or c.workspace_id = $2)`
  return (await database.query<StoredConnection>(sql, [id, workspaceId])).rows[0]
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

export async function findPractice(
  queries: Queries,
  workspaceId: string,
): Promise<StoredConnection | undefined> {
  const sql = `${select} where c.workspace_id = $1 and c.kind = 'practice' order by c.created_at limit 1`
  return (await queries.query<StoredConnection>(sql, [workspaceId])).rows[0]
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

/** `ifKey`: only while it still has the credentials with this fingerprint, of which the change speaks. */
export async function updateConnection(
  queries: Queries,
  id: string,
  change: ConnectionChange,
  ifKey?: string | null,
): Promise<void> {
  const names = Object.keys(change) as (keyof ConnectionChange)[]
  // An array would be taken for one of the database's own.
  const values = names.map((name) => (name === 'permissions' ? JSON.stringify(change[name]) : change[name]))
  const sets = names.map((name, index) => `${columns[name]} = $${index + 2}`)
  const condition = ifKey ? ` and key_fingerprint = $${names.length + 2}` : ''
  await queries.query(`update connections set ${sets.join(', ')} where id = $1${condition}`, [
    id,
    ...values,
    ...(ifKey ? [ifKey] : []),
  ])
}

export async function deleteConnection(queries: Queries, id: string): Promise<void> {
  await queries.query('delete from connections where id = $1', [id])
}
