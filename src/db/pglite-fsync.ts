// The embedded engine never asks the disk to keep anything: it survives a killed process, not a power cut. Started
// without `-F` and with `wal_sync_method=fsync` it does ask, but its file layer has no answer, so this gives it one.
// Both halves are needed, and both rest on internals: hence the pinned version and the self-test.
import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'

interface FileStream {
  nfd?: number
}

interface StreamOperations {
  fsync?: (stream: FileStream) => number
}

export const startParams: string[] = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  // All of it is zeroed at each start and stays in memory. Its files are cached by the system, one call away.
  '-c',
  'shared_buffers=32MB',
  // What is kept of the log of changes after a checkpoint, see `upkeep.ts`; usually 1 GB.
  '-c',
  'max_wal_size=128MB',
  '-c',
  'min_wal_size=32MB',
]

/** How often the disk was asked since the layer was put in. */
export interface FsyncCounter {
  count: number
}

/** Teaches the engine's file layer to sync. `onFailure` must end the engine: what a failed sync lost is unknown. */
export function installFsync(db: PGlite, onFailure: (error: unknown) => void): FsyncCounter {
  const counter: FsyncCounter = { count: 0 }
  const files = db.Module.FS as unknown as {
    lookupPath(path: string): { node: { stream_ops: StreamOperations } }
  }
  files.lookupPath(`${PGlite.paths.PGDATA}/PG_VERSION`).node.stream_ops.fsync = (stream) => {
    if (stream.nfd === undefined) return 0
    try {
      fsyncSync(stream.nfd)
    } catch (error) {
      onFailure(error)
      throw error
    }
    counter.count += 1
    return 0
  }
  return counter
}

/** Commits once and looks whether the disk was asked. */
export async function testFsync(db: PGlite, counter: FsyncCounter): Promise<boolean> {
  const before = counter.count
  await db.query("select pg_logical_emit_message(true, 'seomatic', 'does a commit reach the disk?')")
  return counter.count > before
}
