// The right to apply: one worker at a time per connection, on the database's clock.
import type { Database, Queries, Tx } from '../db/types.ts'
import { AppError } from '../errors.ts'

export interface Lease {
  connectionId: string
  owner: string
  /** Rises with every new holder; a write under an older one is refused. */
  fencingToken: number
}

/** Thrown when another worker has taken over; whoever sees it stops without writing anything more. */
export class LeaseLostError extends AppError {
  constructor(lease: Lease) {
    super(
      'conflict',
      `The right to publish on ${lease.connectionId} has passed to another worker, which goes on with the run. Nothing needs to be done.`,
    )
    this.name = 'LeaseLostError'
  }
}

/** SQL: whether a worker holds the lease of this connection, an expression such as `r.connection_id`. */
export function isLeaseHeld(connectionId: string): string {
  return `exists (select 1 from connection_leases
    where connection_id = ${connectionId} and owner is not null and expires_at >= clock_timestamp())`
}

/** Null while another worker holds it. */
export async function acquireLease(
  database: Queries,
  connectionId: string,
  owner: string,
  leaseMs: number,
): Promise<Lease | null> {
  await database.query(
    'insert into connection_leases (connection_id) values ($1) on conflict (connection_id) do nothing',
    [connectionId],
  )
  const { rows } = await database.query<{ fencing_token: number }>(
    `update connection_leases
        set owner = $2, fencing_token = fencing_token + 1,
            expires_at = clock_timestamp() + make_interval(secs => $3)
      where connection_id = $1 and (owner is null or expires_at < clock_timestamp())
      returning fencing_token`,
    [connectionId, owner, leaseMs / 1000],
  )
  const row = rows[0]
  return row ? { connectionId, owner, fencingToken: row.fencing_token } : null
}

/** False when it has been lost. */
export async function renewLease(database: Queries, lease: Lease, leaseMs: number): Promise<boolean> {
  const { rowCount } = await database.query(
    `update connection_leases set expires_at = clock_timestamp() + make_interval(secs => $4)
      where connection_id = $1 and owner = $2 and fencing_token = $3 and expires_at >= clock_timestamp()`,
    [lease.connectionId, lease.owner, lease.fencingToken, leaseMs / 1000],
  )
  return rowCount === 1
}

export async function releaseLease(database: Queries, lease: Lease): Promise<void> {
  await database.query(
    `update connection_leases set owner = null, expires_at = null
      where connection_id = $1 and owner = $2 and fencing_token = $3`,
    [lease.connectionId, lease.owner, lease.fencingToken],
  )
}

/** Holds the lease's row until the transaction ends, so that nobody can take over in between. */
export async function assertLease(tx: Tx, lease: Lease): Promise<void> {
  const { rowCount } = await tx.query(
    `select 1 from connection_leases
      where connection_id = $1 and owner = $2 and fencing_token = $3 and expires_at > clock_timestamp()
      for share`,
    [lease.connectionId, lease.owner, lease.fencingToken],
  )
  if (rowCount !== 1) throw new LeaseLostError(lease)
}

/** On the embedded database the data folder's lock proves every earlier holder dead. */
export async function dropDeadLeases(database: Database): Promise<void> {
  if (!database.previousHolderIsDead) return
  await database.query('update connection_leases set owner = null, expires_at = null where owner is not null')
}
