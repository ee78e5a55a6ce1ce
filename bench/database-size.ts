// What a database holds and does, asked of the database itself or of its folder.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

interface Where {
  /** Empty with PGlite. */
  databaseUrl: string
  dataDir: string
}

/** Without the log that a database writes ahead, which does not grow with the pages. */
export async function databaseBytes({ databaseUrl, dataDir }: Where): Promise<number> {
  if (databaseUrl !== '') return ask(databaseUrl, 'select pg_database_size(current_database())')
  const folder = join(dataDir, 'postgres')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('pg_wal'))
    .reduce((total, path) => total + (statSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0), 0)
}

/** Since it was created; NaN with PGlite, which does not count them. */
export async function countTransactions({ databaseUrl }: Where): Promise<number> {
  if (databaseUrl === '') return Number.NaN
  return ask(
    databaseUrl,
    'select xact_commit + xact_rollback from pg_stat_database where datname = current_database()',
  )
}

/** The one number that a query answers. */
async function ask(url: string, sql: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<[string]>({ text: sql, rowMode: 'array' })
    return Number(rows[0]?.[0])
  } finally {
    await client.end()
  }
}
