// Imports that are over: what came of each look at a source is kept for a while, then forgotten.
import type { Queries } from '../../db/types.ts'

export interface ImportRetention {
  /** So many of the newest of each source, and younger ones, are kept. */
  newest: number
  before: Date
}

/**
 * Forgets imports that were discarded, and those of a source that were taken over, up to `limit` at a time. The one of
 * a source that was taken over last stays, since the next is read as it was; and so does one whose differences are
 * still listed, or whose file a dataset keeps.
 * @returns false when there is nothing left to forget
 */
export async function tidyImports(
  queries: Queries,
  { newest, before }: ImportRetention,
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from imports where id in (
       select id from (
         select id, updated_at, row_number() over (partition by source_id order by id desc) as age,
                state = 'applied' and
                  row_number() over (partition by source_id, state order by updated_at desc, id desc) = 1 as is_last
           from imports where source_id is not null and state in ('applied', 'discarded')
         union all
         select id, updated_at, 2147483647, false from imports where source_id is null and state = 'discarded') i
        where age > $1 and updated_at < $2 and not is_last
          and not exists (select 1 from import_changes c where c.import_id = i.id)
          and not exists (select 1 from datasets d where d.kept_file ->> 'importId' = i.id)
        order by id limit $3)`,
    [newest, before, limit],
  )
  return rowCount === limit
}

/** What an import that brought nothing has found out is of no use; what became of it stays. */
export async function emptyUnchanged(queries: Queries, id: string): Promise<void> {
  await queries.query(
    `update imports set columns = '[]', preview = '[]', decisions = '[]', readings = '[]', lineage = '[]' where id = $1`,
    [id],
  )
}
