// How a set that borrows differs from the set it borrows from: only what was not borrowed need be looked at.
import { setImmediate } from 'node:timers/promises'
import type { Queries } from '../../db/types.ts'
import {
  memberOf,
  poolOf,
  readStretches,
  type StoredPlace,
  storedRows,
  stretchParams,
  walkStretches,
} from '../rows/piece-store.ts'
import { type Stretch, subtract } from '../rows/pieces.ts'
import { type ChangeCounts, clearChanges } from './changes.ts'

const chunk = 2_000

export interface BorrowingSet {
  rowSetId: string
  base: { rowSetId: string; rowCount: number }
  /** How many rows of the base it consists of. */
  borrowed: number
}

/** Lists every difference in `import_changes`. No key may stand in the set twice. */
export async function compareBorrowing(
  queries: Queries,
  importId: string,
  set: BorrowingSet,
  signal: AbortSignal,
): Promise<ChangeCounts> {
  await clearChanges(queries, importId, signal)
  const { added, changed } = await listStored(queries, importId, set, signal)
  const removed = set.base.rowCount - set.borrowed - changed
  if (removed > 0) await listRemoved(queries, importId, set, signal)
  return { added, changed, removed, same: set.borrowed }
}

/** What the set had to store: the base has the key with other cells, or has it not. */
async function listStored(
  queries: Queries,
  importId: string,
  { rowSetId, base }: BorrowingSet,
  signal: AbortSignal,
): Promise<{ added: number; changed: number }> {
  const counts = { added: 0, changed: 0 }
  for (let after: number | null = -1; after !== null; ) {
    signal.throwIfAborted()
    const { rows } = await queries.query<StoredPart>(listStoredSql, [
      importId,
      rowSetId,
      base.rowSetId,
      after,
      chunk,
    ])
    const part: StoredPart = rows[0]!
    counts.added += part.added
    counts.changed += part.changed
    after = part.last
    await setImmediate()
  }
  return counts
}

interface StoredPart {
  last: number | null
  added: number
  changed: number
}

const listStoredSql = `
  with part as (
    select line, row_key from rows where row_set_id = $2 and line > $4 order by line limit $5),
  listed as (
    insert into import_changes (import_id, row_key, change)
    select $1, row_key, case when exists (
             select 1 from rows b ${memberOf('$3')} where b.pool_id = ${poolOf('$3')} and b.row_key = part.row_key)
           then 'changed' else 'added' end
      from part returning change)
  select (select max(line) from part) as last,
         count(*) filter (where change = 'added') as added,
         count(*) filter (where change = 'changed') as changed
    from listed`

/** What the set did not borrow, and has not stored with other cells either. */
async function listRemoved(
  queries: Queries,
  importId: string,
  { rowSetId, base }: BorrowingSet,
  signal: AbortSignal,
): Promise<void> {
  const left = subtract(await readStretches(queries, base.rowSetId), await readStretches(queries, rowSetId))
  await walkStretches(left, async (part: Stretch[]) => {
    signal.throwIfAborted()
    const { rows } = await queries.query<StoredPlace>(listRemovedSql, [
      ...stretchParams(part),
      chunk,
      importId,
      rowSetId,
    ])
    await setImmediate()
    return rows[0] ?? null
  })
}

const listRemovedSql = `
  with part as materialized (${storedRows}),
  listed as (
    insert into import_changes (import_id, row_key, change)
    select $5, row_key, 'removed' from part where not exists (
      select 1 from rows o where o.pool_id = ${poolOf('$6')} and o.row_key = part.row_key and o.row_set_id = $6))
  select row_set_id as "setId", line from part order by n desc, line desc limit 1`
