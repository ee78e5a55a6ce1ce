// Opens the database that the configuration asks for.
import { type Clock, systemClock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { createDatabase } from './database.ts'
import { openPglite } from './pglite-engine.ts'
import { openPostgres } from './postgres-engine.ts'
import type { Database } from './types.ts'
import { startUpkeep } from './upkeep.ts'

export interface DatabaseSettings {
  /** The embedded database lives in `dataDir/postgres`, its lock in `dataDir/lock`. */
  dataDir: string
  /** A PostgreSQL address, or empty for the embedded database. */
  databaseUrl: string
  /** To PostgreSQL, at most, beside the one that listens; 10 unless told. Not fewer than two: one may have to stop another. */
  connections?: number
  logger: Logger
  /** The machine's unless told; see `Queries.now`. */
  clock?: Clock
}

/** Fails with `data_folder_locked` or `database_unavailable`. Migrations are a separate step. */
export async function openDatabase({
  dataDir,
  databaseUrl,
  connections = 10,
  logger,
  clock = systemClock,
}: DatabaseSettings): Promise<Database> {
  const engine = databaseUrl
    ? await openPostgres({ databaseUrl, connections, logger })
    : await openPglite(dataDir)
  if (engine.durable) logger.info({ kind: engine.kind }, 'database open')
  else logger.warn({ kind: engine.kind }, `database open, but not durable: ${engine.durableReason}`)
  const database = createDatabase(engine, clock)
  if (engine.kind === 'postgres') return database
  const upkeep = startUpkeep(database, logger)
  return {
    ...database,
    close: async () => {
      await upkeep.stop()
      await database.close()
    },
  }
}
