// Pages of runs that are long over.
import type { Queries } from '../db/types.ts'

export interface RunRetention {
  /** So many of the newest runs of each project keep their pages, however old they are. */
  newest: number
  /** Younger runs keep them as well. */
  before: Date
}

/**
 * Forgets the pages of old runs, one run and at most `limit` pages at a time. The run stays with its receipt, and says
 * so.
 * @returns false when there is nothing left to forget
 */
export async function tidyRuns(
  queries: Queries,
  { newest, before }: RunRetention,
  limit: number,
): Promise<boolean> {
  const { rows } = await queries.query<{ id: string }>(
    `select id from (
       select id, receipt, finished_at, tidied_at,
              row_number() over (partition by project_id order by id desc) as age from runs) r
      where age > $1 and receipt is not null and finished_at < $2 and tidied_at is null
      order by id limit 1`,
    [newest, before],
  )
  const run = rows[0]
  if (!run) return false
  const { rowCount } = await queries.query(
    `delete from run_items where (run_id, row_key) in
       (select run_id, row_key from run_items where run_id = $1 limit $2)`,
    [run.id, limit],
  )
  if (rowCount < limit) {
    await queries.query('delete from run_counts where run_id = $1', [run.id])
    await queries.query('delete from run_progress where run_id = $1', [run.id])
    await queries.query(
      `update runs set tidied_at = $2::timestamptz,
              message = 'Its list of pages was tidied up, since newer runs have taken its place. The receipt stays.'
        where id = $1`,
      [run.id, queries.now()],
    )
  }
  return true
}

/** Hashes of payloads that pages of runs name, and of those that their pages had before, which undoing gives them again. */
export async function* hashesInRuns(queries: Queries, projectId: string): AsyncGenerator<string[]> {
  const { rows: runs } = await queries.query<{ id: string }>(
    'select id from runs where project_id = $1 and tidied_at is null',
    [projectId],
  )
  for (const { id } of runs) {
    let after = -1
    for (;;) {
      const { rows } = await queries.query<{ position: number; hashes: (string | null)[] }>(
        `select position,
                array[payload_hash, made_hash, before ->> 'payloadHash', before ->> 'madeHash'] as hashes
           from run_items
          where run_id = $1 and position > $2 order by position limit 2000`,
        [id, after],
      )
      const last = rows.at(-1)
      if (!last) break
      after = last.position
      yield rows.flatMap((row) => row.hashes).filter((hash) => hash !== null)
    }
  }
}
