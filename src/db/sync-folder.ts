// Forces a folder to disk, and remembers when: at the next start only what has changed since is forced again. Asking
// for each of the 1,200 files of a database takes a second on a busy disk.
import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Everything that last changed before this file was written is on disk. */
export const markName = 'seomatic-on-disk'
/** The times of files come from a clock that goes in steps of up to ten milliseconds. */
const slackMs = 20

/**
 * Forces to disk what has changed below since the last time, everything where that is not known. Copies count as
 * changed: the time that is looked at is the one nobody can set. Returns how many files and folders it forced.
 */
export function syncFolder(folder: string): number {
  const mark = join(folder, markName)
  const since = readMark(mark)
  writeFileSync(`${mark}.new`, '')
  const count = syncTree(folder, since - slackMs)
  renameSync(`${mark}.new`, mark)
  return count
}

/** In milliseconds since 1970; 0 when there is none, or when the clock was set back since. */
function readMark(mark: string): number {
  const at = statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return at > Date.now() ? 0 : at
}

function syncTree(folder: string, since: number): number {
  let count = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(markName)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) count += syncTree(path, since)
    else if (entry.isFile() && lstatSync(path).ctimeMs >= since) count += syncPath(path)
  }
  return count + syncPath(folder)
}

/** A file, or the names in a folder. */
export function syncPath(path: string): number {
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
