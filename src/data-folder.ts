// Whether a data folder without a database is a fresh one, or one that lost it. Part of the composition, as program.ts.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from './errors.ts'
import { keyPath } from './vault/key-file.ts'

/**
 * Refuses a folder in which the embedded database is gone and other parts are there: starting afresh would look like
 * everything was lost, and the next backup would be of that. Changes nothing.
 */
export function refuseHalfFolder({ dataDir, databaseUrl }: { dataDir: string; databaseUrl: string }): void {
  if (databaseUrl !== '' || existsSync(join(dataDir, 'postgres'))) return
  const left = [
    ...(existsSync(keyPath(dataDir)) ? ['the encryption key (secrets/encryption.key)'] : []),
    ...(holdsAnything(join(dataDir, 'uploads')) ? ['uploads'] : []),
    ...(holdsAnything(join(dataDir, 'practice', 'wix')) ? ['the practice site (practice)'] : []),
  ]
  if (left.length === 0) return
  throw new AppError(
    'database_unavailable',
    `The data folder ${dataDir} has lost its database: ${left.join(', ')} ${left.length === 1 ? 'is' : 'are'} there, and the folder "postgres" is not. Nothing was changed. ` +
      'Put "postgres" back from a backup. If this installation used PostgreSQL, set DATABASE_URL again. To begin with an empty database, move the other parts away (keep them), or set DATA_DIR to another folder.',
  )
}

function holdsAnything(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0
}
