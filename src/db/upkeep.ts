// What a PostgreSQL server does in its background, for the embedded database, which has none: what rows left is used
// again, the planner knows what is in the tables, and the log of changes does not grow for ever.
import type { Logger } from '../logger.ts'
import type { Database } from './types.ts'

export interface Upkeep {
  /** Waits for a look that is under way. */
  stop(): Promise<void>
}

/** In milliseconds. */
const lookEveryMs = 10_000
const afterFailureMs = 10 * 60_000

/** Changes since the last checkpoint, in bytes: after kill -9 they are read again, some 50 MB a second. */
const mostUnkept = 64 * 1024 * 1024
/** What is little is kept as well once it is this old, in seconds. */
const oldestUnkept = 300

/**
 * As PostgreSQL's autovacuum decides, but sooner for large tables, so that each time is short. What is counted begins anew
 * with each start: then a table counts as empty, and 200 rows are enough to have it looked at once.
 */
const isWorn = 'n_dead_tup > 200 + least(n_live_tup / 5, 10000)'
const isUnknown = 'n_mod_since_analyze > 200 + n_live_tup / 10'

/** Looks every ten seconds, from now on. A failure is logged and ends nothing. */
export function startUpkeep(database: Pick<Database, 'query' | 'exec'>, logger: Logger): Upkeep {
  let isStopped = false
  let look: Promise<void> = Promise.resolve()
  let timer = setTimeout(begin, lookEveryMs).unref()

  function begin(): void {
    look = lookAfter(database, () => isStopped).then(
      () => again(lookEveryMs),
      (error: unknown) => {
        if (isStopped) return
        logger.warn(
          { err: error },
          'the embedded database could not be tidied; it is tried again in ten minutes',
        )
        again(afterFailureMs)
      },
    )
  }

  function again(ms: number): void {
    if (!isStopped) timer = setTimeout(begin, ms).unref()
  }

  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await look
    },
  }
}

/**
 * One look. A table at a time, each a statement of its own, so that others have their turn between; a hundred megabytes
 * that were never looked after are a second or two.
 * @returns the statements that were due
 */
export async function lookAfter(
  database: Pick<Database, 'query' | 'exec'>,
  isStopped: () => boolean = () => false,
): Promise<string[]> {
  const due = [...(await dueTables(database)), ...(await dueCheckpoint(database))]
  const done: string[] = []
  for (const statement of due) {
    if (isStopped()) break
    await database.exec(statement)
    done.push(statement)
  }
  return done
}

/** The smallest first. */
async function dueTables({ query }: Pick<Database, 'query'>): Promise<string[]> {
  // What was counted since is added up by the next statement, and not by this one.
  await query('select pg_stat_force_next_flush()')
  const { rows } = await query<{ name: string; worn: boolean; unknown: boolean }>(
    `select format('%I.%I', schemaname, relname) as name, ${isWorn} as worn, ${isUnknown} as unknown
       from pg_stat_all_tables where schemaname <> 'pg_toast' and (${isWorn} or ${isUnknown})
      order by n_live_tup + n_dead_tup, relname`,
  )
  return rows.map(({ name, worn, unknown }) =>
    worn ? `vacuum ${unknown ? '(analyze) ' : ''}${name}` : `analyze ${name}`,
  )
}

async function dueCheckpoint({ query }: Pick<Database, 'query'>): Promise<string[]> {
  const { rows } = await query<{ bytes: string; age: number }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) as bytes,
            extract(epoch from clock_timestamp() - checkpoint_time)::float8 as age
       from pg_control_checkpoint()`,
  )
  const { bytes, age } = rows[0]!
  // The checkpoint itself is a few hundred bytes of the log.
  const isOld = Number(bytes) > 100_000 && age > oldestUnkept
  return Number(bytes) > mostUnkept || isOld ? ['checkpoint'] : []
}
