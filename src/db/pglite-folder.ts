// The folder of the embedded database: made once and completely, and recognised when it is damaged.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder, syncPath } from './sync-folder.ts'

/** The PostgreSQL version inside the embedded engine; a folder of another one cannot be opened. */
export const engineVersion = '18'

const needed = ['global/pg_control', 'base', 'pg_wal', 'pg_xact']

export interface FolderProblem {
  what: string
}

/** Why an existing folder cannot be a complete database, or undefined. */
export function findDamage(folder: string): FolderProblem | undefined {
  let version: string
  try {
    version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    return { what: `its file PG_VERSION cannot be read (${(error as Error).message})` }
  }
  if (version !== engineVersion) {
    return { what: `it was made by PostgreSQL ${version || 'of an unknown version'}, not ${engineVersion}` }
  }
  const missing = needed.filter((name) => !existsSync(join(folder, name)))
  if (missing.length > 0) return { what: `${missing.join(', ')} is missing` }
  return undefined
}

/**
 * Makes a fresh database beside its final place and moves it there when it is complete, so that a start which
 * dies half-way leaves nothing that looks like a database. `create` fills the folder it is given.
 */
export async function createFolder(folder: string, create: (path: string) => Promise<void>): Promise<void> {
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  await create(draft)
  syncFolder(draft)
  renameSync(draft, folder)
  syncPath(join(folder, '..'))
}
