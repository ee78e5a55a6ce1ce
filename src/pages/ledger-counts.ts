// ledger_counts: how many pages of a project are live, drafts or gone. Its lines are added by the database with every
// change of the ledger; their sum is the number.
import type { Queries } from '../db/types.ts'
import type { PublishedCounts } from '../projects/uses.ts'

/** By project, those that are down left out of drafts and gone; one that published nothing has no entry. */
export async function countLedgerPages(
  queries: Queries,
  projectIds: readonly string[],
): Promise<Map<string, PublishedCounts>> {
  const { rows } = await queries.query<PublishedCounts & { project_id: string }>(
    `select project_id, sum(live)::int as live, sum(drafts)::int as drafts, sum(gone)::int as gone
       from ledger_counts where project_id = any($1::text[]) group by project_id`,
    [projectIds],
  )
  return new Map(rows.map(({ project_id, ...counts }) => [project_id, counts]))
}

/** One line for each project in place of many. Whoever adds another meanwhile does not wait. */
export async function sumUpLedgerCounts(queries: Queries): Promise<void> {
  await queries.query(
    `with lines as (delete from ledger_counts returning project_id, live, drafts, gone)
     insert into ledger_counts (project_id, live, drafts, gone)
     select project_id, sum(live), sum(drafts), sum(gone) from lines group by project_id`,
  )
}

/** Of a project whose ledger is forgotten. */
export async function forgetLedgerCounts(
  queries: Queries,
  projectId: string,
  limit: number,
): Promise<boolean> {
  const { rowCount } = await queries.query(
    `delete from ledger_counts where ctid in (select ctid from ledger_counts where project_id = $1 limit $2)`,
    [projectId, limit],
  )
  return rowCount > 0
}
