// The table `encryption_keys`: every key that something stored was sealed with, by its fingerprint. Whoever seals
// holds a share of the row of its key until what it sealed is stored; whoever forgets keys takes the rows whole.
import type { Queries, Tx } from '../db/types.ts'

export interface KnownKey {
  key_id: string
  /** A known text sealed with the key. */
  check_value: string
}

export async function listKeys(queries: Queries): Promise<KnownKey[]> {
  return (await queries.query<KnownKey>('select key_id, check_value from encryption_keys')).rows
}

/** False when it was there already. */
export async function insertKey(queries: Queries, { key_id, check_value }: KnownKey): Promise<boolean> {
  const { rowCount } = await queries.query(
    'insert into encryption_keys (key_id, check_value, created_at) values ($1, $2, $3) on conflict do nothing',
    [key_id, check_value, queries.now()],
  )
  return rowCount > 0
}

/** Until the transaction ends nobody forgets the key. False when it is forgotten already. */
export async function holdKey(tx: Queries, keyId: string): Promise<boolean> {
  const { rowCount } = await tx.query('select 1 from encryption_keys where key_id = $1 for share', [keyId])
  return rowCount > 0
}

/** Waits for everyone who is sealing at this moment. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.query('select 1 from encryption_keys for update')
}

export async function deleteKeys(queries: Queries, keyIds: readonly string[]): Promise<void> {
  await queries.query('delete from encryption_keys where key_id = any($1)', [keyIds])
}

/** Who said when that a copy of that key is kept; null when nobody has. */
export async function findKeptCopy(
  queries: Queries,
  keyId: string,
): Promise<{ at: string; by: string } | null> {
  const { rows } = await queries.query<{ at: string; by: string }>(
    `select copy_kept_at as at, copy_kept_by as by from encryption_keys
      where key_id = $1 and copy_kept_at is not null`,
    [keyId],
  )
  return rows[0] ?? null
}

export async function markCopyKept(queries: Queries, keyId: string, by: string): Promise<void> {
  await queries.query('update encryption_keys set copy_kept_at = $2, copy_kept_by = $3 where key_id = $1', [
    keyId,
    queries.now(),
    by,
  ])
}
