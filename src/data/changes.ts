// What would become of a dataset's rows: compared by hash, key by key, in chunks, written down for the owner to read.
import { setImmediate } from 'node:timers/promises'
import type { Import } from '../api/import.ts'
import type { Queries } from '../db/types.ts'

const chunk = 2_000

export type ChangeCounts = NonNullable<Import['changes']>

/** Compares the rows of the import with those of the dataset and lists every difference in `import_changes`. */
export async function compareRowSets(
  queries: Queries,
  importId: string,
  before: string,
  after: string,
  signal: AbortSignal,
): Promise<ChangeCounts> {
  await clearChanges(queries, importId, signal)
  const counts: ChangeCounts = { added: 0, changed: 0, removed: 0, same: 0 }
  await walk(queries, newRowsSql, [after, before, importId], signal, (part) => {
    counts.added += part.added
    counts.changed += part.changed
    counts.same += part.seen - part.added - part.changed
  })
  await walk(queries, oldRowsSql, [before, after, importId], signal, (part) => {
    counts.removed += part.removed
  })
  return counts
}

interface Part {
  last: string | null
  seen: number
  added: number
  changed: number
  removed: number
}

async function walk(
  queries: Queries,
  sql: string,
  params: string[],
  signal: AbortSignal,
  onPart: (part: Part) => void,
): Promise<void> {
  let cursor = ''
  for (;;) {
    signal.throwIfAborted()
    const { rows } = await queries.query<Part>(sql, [...params, cursor, chunk])
    const part = rows[0]!
    if (part.last === null) return
    onPart(part)
    cursor = part.last
    await setImmediate()
  }
}

// A lateral look-up rather than a join: on a table that was filled just now the planner knows too little to be trusted
// with the choice.
const newRowsSql = `
  with part as (
    select row_key, hash from rows where row_set_id = $1 and row_key > $4 order by row_key limit $5),
  compared as (
    select part.row_key, case when old.hash is null then 'added' when old.hash <> part.hash then 'changed' end as change
    from part left join lateral (
      select hash from rows where row_set_id = $2 and row_key = part.row_key limit 1) old on true),
  listed as (
    insert into import_changes (import_id, row_key, change)
    select $3, row_key, change from compared where change is not null returning change)
  select (select max(row_key) from part) as last,
         (select count(*) from part) as seen,
         count(*) filter (where change = 'added') as added,
         count(*) filter (where change = 'changed') as changed,
         0 as removed
  from listed`

const oldRowsSql = `
  with part as (
    select row_key from rows where row_set_id = $1 and row_key > $4 order by row_key limit $5),
  listed as (
    insert into import_changes (import_id, row_key, change)
    select $3, row_key, 'removed' from part
    where not exists (select 1 from rows where row_set_id = $2 and row_key = part.row_key) returning change)
  select (select max(row_key) from part) as last,
         (select count(*) from part) as seen,
         0 as added, 0 as changed, count(*) as removed
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
