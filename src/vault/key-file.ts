// The file with the encryption key: one key in base64 on each line, the one that seals first. It is kept out of
// backups of the database on purpose: who finds a backup must not find the key in it.
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '../errors.ts'

export function keyPath(dataDir: string): string {
  return join(dataDir, 'secrets', 'encryption.key')
}

/** Undefined when there is no file. */
export function readKeyFile(path: string): Buffer[] | undefined {
  try {
    return readFileSync(path, 'utf8')
      .trim()
      .split(/\s+/)
      .map((line) => decodeKey(line, path))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (cause instanceof AppError) throw cause
    throw new AppError(
      'key_missing',
      `The encryption key in ${path} cannot be read. Check who may read the file, and start again.`,
      { cause },
    )
  }
}

/** Appears complete or not at all, and never replaces one that is there. */
export function createKeyFile(path: string): Buffer[] {
  const draft = writeDraft(path, [randomBytes(32)])
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  syncFolder(path)
  return readKeyFile(path)!
}

/** Replaces the file: whoever reads it, whenever the power goes, finds the old list or the new one, whole. */
export function writeKeyFile(path: string, keys: readonly Buffer[]): void {
  renameSync(writeDraft(path, keys), path)
  syncFolder(path)
}

/** What was found of the rights to a file with a key: nothing wrong, or others could read it. */
export type Privacy = 'private' | 'mended' | 'open'

/**
 * Takes the right to read it from everyone but its owner. `open`: others can read it and it is not ours to change,
 * such as a secret that a container is given. Windows has no such modes.
 */
export function makePrivate(path: string): Privacy {
  if (process.platform === 'win32') return 'private'
  const { mode, uid } = statSync(path)
  if ((mode & 0o077) === 0) return 'private'
  // A group that root gave the right to read is its decision.
  if ((mode & 0o007) === 0 && uid !== process.getuid?.()) return 'private'
  try {
    chmodSync(path, mode & 0o700)
    return 'mended'
  } catch {
    return 'open'
  }
}

function writeDraft(path: string, keys: readonly Buffer[]): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}`
  rmSync(draft, { force: true })
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, keys.map((key) => `${key.toString('base64')}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return draft
}

/** The new name is on disk too. Windows cannot open a folder, and needs it not. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Undefined for what is not 32 bytes in base64. */
export function parseKey(text: string): Buffer | undefined {
  const bytes = Buffer.from(text.trim(), 'base64')
  return bytes.length === 32 ? bytes : undefined
}

export function decodeKey(text: string, where: string): Buffer {
  const key = parseKey(text)
  if (key) return key
  throw new AppError(
    'configuration_invalid',
    `${where} does not hold an encryption key: 32 bytes in base64 are expected (44 characters). Create one with "openssl rand -base64 32".`,
  )
}
