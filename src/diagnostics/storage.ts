// How much room what is stored takes.
import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Storage } from '../api/storage.ts'
import { databaseSize, tableSizes } from '../db/table-sizes.ts'
import type { Queries } from '../db/types.ts'
import { storageGroups } from './storage-groups.ts'

export async function readStorage(queries: Queries, dataDir: string): Promise<Storage> {
  const sizes = new Map((await tableSizes(queries)).map(({ table, bytes }) => [table, bytes]))
  const groups = storageGroups.map(({ id, title, kept, tables }) => ({
    id,
    title,
    kept,
    bytes: tables.reduce((sum, table) => sum + (sizes.get(table) ?? 0), 0),
  }))
  return {
    databaseBytes: await databaseSize(queries),
    uploadBytes: await folderSize(join(dataDir, 'uploads')),
    freeBytes: await freeSpace(dataDir),
    groups: groups.sort((a, b) => b.bytes - a.bytes),
  }
}

/** In bytes; files that go meanwhile do not count. */
async function folderSize(folder: string): Promise<number> {
  let entries: string[]
  try {
    entries = await readdir(folder, { recursive: true })
  } catch {
    return 0
  }
  let bytes = 0
  for (const entry of entries) {
    const found = await stat(join(folder, entry)).catch(() => null)
    if (found?.isFile()) bytes += found.size
  }
  return bytes
}

async function freeSpace(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
