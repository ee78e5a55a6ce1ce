// What would become of a dataset's rows: compared by hash, key by key, in chunks, written down for the owner to read.
import { setImmediate } from 'node:timers/promises'
import type { Import } from '../../api/import.ts'
import type { Queries } from '../../db/types.ts'
import { memberOf, poolOf } from '../rows/piece-store.ts'

const chunk = 2_000

export type ChangeCounts = NonNullable<Import['changes']>

/**
 * Compares the rows of the import with those of the dataset, all of them, and lists every difference in
 * `import_changes`.
 */
export async function compareRowSets(
  queries: Queries,
  importId: string,
  before: string,
  after: string,
  signal: AbortSignal,
): Promise<ChangeCounts> {
  await clearChanges(queries, importId, signal)
  const counts: ChangeCounts = { added: 0, changed: 0, removed: 0, same: 0 }
  for (let cursor = ''; ; ) {
    signal.throwIfAborted()
    const { rows } = await queries.query<Part>(compareSql, [before, after, importId, cursor, chunk])
    const part = rows[0]!
    if (part.last === null) return counts
    counts.added += part.added
    counts.changed += part.changed
    counts.removed += part.removed
    counts.same += part.seen - part.added - part.changed - part.removed
    cursor = part.last
    await setImmediate()
  }
}

interface Part {
  last: string | null
  seen: number
  added: number
  changed: number
  removed: number
}

// Both sets are walked side by side in the order of their keys. A chunk ends where the shorter walk ends: beyond that
// key the other set has not been read.
const compareSql = `
  with old_part as (
    select b.row_key, b.hash from rows b ${memberOf('$1')}
     where b.pool_id = ${poolOf('$1')} and b.row_key > $4 order by b.row_key limit $5),
  new_part as (
    select b.row_key, b.hash from rows b ${memberOf('$2')}
     where b.pool_id = ${poolOf('$2')} and b.row_key > $4 order by b.row_key limit $5),
  bound as (
    select least((select row_key from old_part order by row_key offset $5 - 1), (select row_key from new_part order by row_key offset $5 - 1)) as last),
  compared as (
    select coalesce(n.row_key, o.row_key) as row_key,
           case when o.hash is null then 'added' when n.hash is null then 'removed'
                when o.hash <> n.hash then 'changed' end as change
    from old_part o full join new_part n on n.row_key = o.row_key),
  part as (
    select row_key, change from compared where row_key <= coalesce((select last from bound), row_key)),
  listed as (
    insert into import_changes (import_id, row_key, change)
    select $3, row_key, change from part where change is not null returning change)
  select (select max(row_key) from part) as last,
         (select count(*) from part) as seen,
         count(*) filter (where change = 'added') as added,
         count(*) filter (where change = 'changed') as changed,
         count(*) filter (where change = 'removed') as removed
  from listed`

/** In chunks; safe to repeat. */
export async function clearChanges(queries: Queries, importId: string, signal?: AbortSignal): Promise<void> {
  for (let deleted = 1; deleted > 0; ) {
    signal?.throwIfAborted()
    const { rowCount } = await queries.query(
      `delete from import_changes where import_id = $1 and row_key in (
         select row_key from import_changes where import_id = $1 order by row_key limit 2000)`,
      [importId],
    )
    deleted = rowCount
  }
}
