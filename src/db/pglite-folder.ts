// The folder of the embedded database: made once and completely, recognised when it is damaged, forced to disk.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'

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
  fsyncTree(draft)
  renameSync(draft, folder)
  fsyncPath(join(folder, '..'))
}

/** Forces every file and folder below to disk. Returns how many. */
export function fsyncTree(folder: string): number {
  let count = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) count += fsyncTree(path)
    else if (entry.isFile()) count += fsyncPath(path)
  }
  return count + fsyncPath(folder)
}

function fsyncPath(path: string): number {
  // Windows cannot open a folder for this, and does not need it.
  if (process.platform === 'win32') return 0
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return 1
}
