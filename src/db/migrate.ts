// Brings the tables up to what this version of the program expects.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Database, Queries, Tx } from './types.ts'

export interface Migration {
  number: number
  name: string
  sql: string
  checksum: string
}

interface Applied {
  number: number
  name: string
  checksum: string
}

const dayMs = 24 * 3_600_000
// Any fixed number will do, as long as no other program uses it for something else in the same database.
const advisoryLock = 5_230_466_417

const createTable = `create table if not exists schema_migrations (
  number integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`

/** Reads `0001_accounts.sql`, `0002_...` in order. Numbers start at 1 and have no holes. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const number = Number(/^(\d{4})_[a-z0-9_-]+\.sql$/.exec(name)?.[1])
    if (number !== index + 1) {
      throw new AppError(
        'internal',
        `The migration ${name} is misnamed: ${String(index + 1).padStart(4, '0')}_<words>.sql was expected there.`,
      )
    }
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** One text that changes when any migration does. */
export function migrationsChecksum(migrations: Migration[]): string {
  return createHash('sha256')
    .update(migrations.map((one) => one.checksum).join())
    .digest('hex')
    .slice(0, 16)
}

/**
 * Applies what is missing, each file in a transaction of its own, so that a process killed half-way leaves whole
 * steps only. Processes that start together on one server take turns. Returns the names it applied.
 */
export async function migrate(database: Database, folder: string, logger: Logger): Promise<string[]> {
  const migrations = readMigrations(folder)
  const done: string[] = []
  for (;;) {
    const name = await database.transaction((tx) => applyNext(tx, migrations, logger), { limitMs: dayMs })
    if (name === undefined) return done
    logger.info({ name }, 'migration applied')
    done.push(name)
  }
}

/** Numbers of the migrations that this database has had, in order. */
export async function appliedMigrations(queries: Queries): Promise<number[]> {
  const { rows } = await queries.query<{ number: number }>(
    'select number from schema_migrations order by number',
  )
  return rows.map(({ number }) => number)
}

async function applyNext(tx: Tx, migrations: Migration[], logger: Logger): Promise<string | undefined> {
  await tx.query('select pg_advisory_xact_lock($1)', [advisoryLock])
  await tx.exec(createTable)
  const { rows } = await tx.query<Applied>(
    'select number, name, checksum from schema_migrations order by number',
  )
  assertKnown(rows, migrations)
  const next = migrations[rows.length]
  if (!next) return undefined
  // Said before as well: one that writes a large table anew takes minutes.
  logger.info({ name: next.name }, 'applying migration')
  try {
    await tx.exec(next.sql)
  } catch (error) {
    throw new AppError(
      'database_unavailable',
      `The migration ${next.name} failed and was undone: ${(error as Error).message}. The earlier ones stand. ` +
        'Keep a backup and report this with the lines above.',
      { cause: error },
    )
  }
  await tx.query('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
    next.number,
    next.name,
    next.checksum,
  ])
  return next.name
}

function assertKnown(applied: Applied[], migrations: Migration[]): void {
  for (const [index, row] of applied.entries()) {
    const ours = migrations[index]
    if (!ours) {
      throw new AppError(
        'database_unavailable',
        `The database was changed by a newer version of SEOmatic (step ${row.name}, this version ends at ` +
          `${migrations.at(-1)?.name ?? 'none'}). Start that version or a newer one.`,
      )
    }
    if (row.number !== ours.number || row.checksum !== ours.checksum) {
      throw new AppError(
        'database_unavailable',
        `The migration ${ours.name} is not the one that was applied to this database (${row.name}). An applied ` +
          'migration must never be edited: restore the file, and put the change into a new one.',
      )
    }
  }
}
